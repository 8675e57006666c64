package import Recovery

/// Something planted in the demonstration, which a good report must find.
package struct DemoTruth: Sendable {
    package let kind: Kind
    /// The codes of the hotels it happens at.
    package let sites: [String]
    /// The codes of the scenarios it changes.
    package let scenarios: [String]
    /// The first day it holds.
    package let from: CalendarDay
    /// The last day it holds: the last of the plan.
    package let to: CalendarDay
    /// What the rate of those scenarios is multiplied by.
    package let factor: Double
    /// What happened, for people.
    package let words: String

    /// The kinds of planted truth.
    package enum Kind: String, CaseIterable, Sendable {
        /// A supplier's part fails at several hotels.
        case supplier
        /// A new neighbour makes the nights of one hotel loud.
        case nightNoise
        /// A hotel's staff log a fifth of what they are told.
        case underReporting
        /// A corrective action works.
        case improvement
    }

    /// The truth as one JSON object.
    var json: String {
        func list(_ words: [String]) -> String {
            "[" + words.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        }
        return "{\"kind\":\"\(kind.rawValue)\",\"sites\":\(list(sites)),"
            + "\"scenarios\":\(list(scenarios)),\"from\":\"\(from)\",\"to\":\"\(to)\","
            + "\"factor\":\(factor),\"words\":\"\(words)\"}"
    }
}

/// Which hotels the truths are planted at, by place in the plan.
struct DemoPlanting {
    let supplier: [Int]
    let underReporting: [Int]
    let nightNoise: [Int]
    let improvement: [Int]

    /// Spreads the truths over `count` hotels; with fewer than eight some share a hotel, and
    /// under-reporting, which would hide another truth, never shares one.
    init(count: Int, seed: UInt64) {
        var random = DemoRandom(seed: seed, stream: .max - 1)
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, random.below(last + 1))
        }
        let boilers = min(5, max(1, count - 1))
        supplier = order.prefix(boilers).sorted()
        underReporting = count > 1 ? [order[boilers]] : []
        nightNoise = [order[(boilers + 1) % count]]
        improvement =
            count >= 8
            ? order.dropFirst(7).prefix(4).sorted()
            : count >= 3 ? [order[(boilers + 2) % count]] : []
    }
}

extension DemoTruth {
    /// The truths of a plan, in a fixed order.
    static func plant(_ planting: DemoPlanting, sites: [DemoSite], months: [CalendarDay])
        -> [DemoTruth]
    {
        let last = months.count - 1
        let march = (2..<max(2, last - 1)).first { months[$0].month == 3 } ?? last / 2
        let noisy = CalendarDay(daysSince1970: months[last * 5 / 8].daysSince1970 + 14)
        let middle = months[last / 2]
        let end = CalendarDay(daysSince1970: months[last].daysSince1970 - 1)
        func truth(
            _ kind: Kind,
            _ indexes: [Int],
            _ scenarios: [String],
            from: CalendarDay,
            factor: Double,
            words: (String) -> String
        ) -> DemoTruth? {
            let codes = indexes.map { sites[$0].code }
            guard !codes.isEmpty else { return nil }
            return DemoTruth(
                kind: kind,
                sites: codes,
                scenarios: scenarios,
                from: from,
                to: end,
                factor: factor,
                words: words(codes.joined(separator: ", "))
            )
        }
        return [
            truth(.supplier, planting.supplier, ["EN-02"], from: months[march], factor: 5) {
                "Boilers of one supplier fail at \($0): no hot water about five times as often."
            },
            truth(.nightNoise, planting.nightNoise, ["NO-01", "NO-02"], from: noisy, factor: 2) {
                "A late bar opens next to \($0): night noise doubles."
            },
            truth(
                .underReporting,
                planting.underReporting,
                ["*"],
                from: months[0],
                factor: 0.2
            ) {
                "Staff at \($0) log a fifth of what guests tell them; survey scores stay low."
            },
            truth(.improvement, planting.improvement, ["FO-01"], from: middle, factor: 0.4) {
                "Express check-in starts at \($0): waiting at reception falls to two fifths."
            },
        ].compactMap(\.self)
    }
}
