import Insight
import Recovery
package import Storage
package import Web

/// One kind of failure over all sites, week by week, with the limits that chance keeps to.
///
/// A rate takes cases and room nights of the same sites and weeks: those whose nights are known,
/// also where no case was. Sites that have not told theirs make a week incomplete and not better.
package struct FailureTrend: Sendable {
    private let weeks: [Week]
    private let baselineCount: Int
    private let limits: Limits?
    private let isRate: Bool
    private let code: String
    /// The weeks of which some site has not told all, the newest first.
    package let gaps: [WeekGap]

    private struct Week {
        var monday: Int64
        var cases: Int
        /// Room nights, or 1 week where they are not known.
        var exposure: Int
        var isComplete: Bool
        var sample: ExposedCount?
    }

    /// The weeks that are read: half of them set the limits, the others are held against them.
    package static let weekCount = 52
    /// Fewer weeks than this set no limits.
    private static let baselineCountMin = 13
    private static let baselineCountMax = 26

    /// Reads one kind's weeks; `standings` are all sites, with when each was last heard.
    package init(_ streams: FailureStreams, _ code: String, _ standings: [SiteStanding]) {
        self.code = code
        let reading = Reading(streams)
        let isRate = reading.isRate
        self.isRate = isRate
        gaps = reading.weeks.reversed().compactMap { week in
            WeekGap(streams.mondays[week], standings, untold: reading.untold(week))
        }
        let gapped = Set(gaps.map(\.monday))
        weeks = reading.weeks.map { week in
            let (cases, nights) = reading.counted(week)
            // A rate is one per 1,000 nights, so that its figures can be read.
            let exposure = isRate ? Double(nights) / 1000 : 1
            return Week(
                monday: streams.mondays[week],
                cases: cases,
                exposure: isRate ? nights : 1,
                isComplete: !gapped.contains(streams.mondays[week]),
                sample: ExposedCount(count: cases, exposure: exposure)
            )
        }
        baselineCount = min(Self.baselineCountMax, weeks.count / 2)
        limits =
            baselineCount >= Self.baselineCountMin
            ? Limits(weeks.prefix(baselineCount).compactMap(\.sample)) : nil
    }

    /// The weeks after those that set the limits, with where each lies.
    private var watched: [ChartPoint] {
        weeks.dropFirst(baselineCount).compactMap(point)
    }

    private func point(_ week: Week) -> ChartPoint? {
        week.sample.flatMap { limits?.point(for: $0) }
    }

    /// What stands out.
    private var finding: String {
        guard limits != nil else { return "Too few weeks for limits" }
        let signals = watched.count { $0.signal == .above }
        return signals == 0
            ? "No week is above what chance allows"
            : "\(Numbers.count(signals, "week")) above what chance allows"
    }

    /// What the limits are and from what.
    package var note: String {
        let untold =
            isRate
            ? "" : " Room nights are not known at enough sites, so these are cases, not rates."
        guard let limits else { return "Too few weeks for limits." + untold }
        return "\(finding). \(limits.words(watched, baselineCount))"
            + (isRate ? " They follow the room nights of each week." : "")
            + " The mean is that of the first \(baselineCount) weeks shown." + untold
            + (gaps.isEmpty ? "" : " Hatched weeks are not complete.")
    }

    /// A week's figures, for programs.
    struct Line: Sendable {
        let monday: Int64
        let cases: Int
        /// Nil where rates are not known.
        let roomNights: Int?
        let rate: Double?
        let centre: Double?
        let limits: ControlLimits?
        let isComplete: Bool
        let isSignal: Bool
    }

    /// The weeks' figures.
    var lines: [Line] {
        weeks.enumerated().map { index, week in
            let point = point(week)
            return Line(
                monday: week.monday,
                cases: week.cases,
                roomNights: isRate ? week.exposure : nil,
                rate: isRate ? week.sample?.rate : nil,
                centre: limits?.centre,
                limits: point?.limits,
                isComplete: week.isComplete,
                isSignal: index >= baselineCount && point?.signal == .above
            )
        }
    }

    /// The weeks as a chart.
    package func plot(_ name: String) -> ControlPlot {
        ControlPlot(
            name: name,
            finding: finding,
            unit: isRate ? "cases per 1,000 room nights" : "cases a week",
            exposureName: isRate ? "Room nights" : "Weeks",
            decimals: isRate ? 2 : 0,
            periods: weeks.enumerated().map { period($1, isWatched: $0 >= baselineCount) }
        )
    }

    private func period(_ week: Week, isWatched: Bool) -> ControlPlot.Period {
        let until = CalendarDay(daysSince1970: week.monday + 6)
        let point = point(week)
        let expected = (limits?.centre ?? 0) * (week.sample?.exposure ?? 0)
        return ControlPlot.Period(
            HubTime.shortDay(week.monday),
            cases: week.cases,
            exposure: week.exposure,
            rate: week.sample?.rate,
            centre: limits?.centre ?? week.sample?.rate ?? 0,
            limits: point.map { $0.limits.low...$0.limits.high },
            isComplete: week.isComplete,
            signal: isWatched && point?.signal == .above
                ? "\(Numbers.count(week.cases, "case")), expected \(Numbers.fixed(expected, 1))"
                : nil,
            address: "/cases?code=\(code)&from=\(CalendarDay(daysSince1970: week.monday))"
                + "&until=\(until)"
        )
    }
}

/// The weeks from the first of which anything is known, and what counts in each.
private struct Reading {
    let weeks: Range<Int>
    let isRate: Bool
    private let streams: FailureStreams
    /// Sites that had a case or told room nights in any week.
    private let sites: Set<UInt32>
    private let cases: [UInt32: [Int]]

    init(_ streams: FailureStreams) {
        self.streams = streams
        let cases = Dictionary(
            streams.cases.map { ($0.key.site, $0.value) },
            uniquingKeysWith: { zip($0, $1).map(+) }
        )
        let sites = Set(cases.keys).union(streams.roomNights.keys)
        let first = streams.mondays.indices.first { week in
            sites.contains { (cases[$0]?[week] ?? 0) > 0 || streams.nights($0, week) != nil }
        }
        let weeks = (first ?? 0)..<streams.mondays.count
        isRate = weeks.allSatisfy { week in
            let known = sites.compactMap { streams.nights($0, week) }
            return 2 * known.count > sites.count && known.reduce(0, +) > 0
        }
        (self.cases, self.sites, self.weeks) = (cases, sites, weeks)
    }

    /// Cases and room nights of the sites that count.
    func counted(_ week: Int) -> (cases: Int, nights: Int) {
        sites.reduce((cases: 0, nights: 0)) { sum, site in
            let nights = streams.nights(site, week)
            guard !isRate || nights != nil else { return sum }
            return (sum.cases + (cases[site]?[week] ?? 0), sum.nights + (nights ?? 0))
        }
    }

    /// Sites that have not told the room nights that a rate asks for.
    func untold(_ week: Int) -> Set<UInt32> {
        isRate ? sites.filter { streams.nights($0, week) == nil } : []
    }
}

extension FailureStreams {
    fileprivate func nights(_ site: UInt32, _ week: Int) -> Int? {
        roomNights(of: site, week..<week + 1)
    }
}

/// The limits of a trend, by whichever chart its baseline carries.
private enum Limits {
    case chance(ControlChart<ExposedCount>)
    /// For weeks of many cases, which scatter more than chance alone explains.
    case laney(LaneyChart<ExposedCount>)

    init?(_ baseline: [ExposedCount]) {
        do throws(LaneyRefusal) { self = .laney(try LaneyChart(baseline: baseline)) } catch {
            guard let chart = ControlChart(baseline: baseline) else { return nil }
            self = .chance(chart)
        }
    }

    var centre: Double {
        switch self {
        case .chance(let chart): chart.centre
        case .laney(let chart): chart.centre
        }
    }

    func point(for sample: ExposedCount) -> ChartPoint {
        switch self {
        case .chance(let chart): chart.point(for: sample)
        case .laney(let chart): chart.point(for: sample)
        }
    }

    /// By what rule the points were judged.
    func words(_ points: [ChartPoint], _ baselineCount: Int) -> String {
        switch self {
        case .laney(let chart) where chart.sigmaZ > 1:
            return "Limits are Laney’s u′: three standard errors, "
                + "\(Numbers.fixed(chart.sigmaZ, 2)) times as wide, because the first "
                + "\(baselineCount) weeks scatter so much more than chance."
        case .laney:
            return "Limits are three standard errors, not narrowed (Laney’s u′): the first "
                + "\(baselineCount) weeks scatter no more than chance."
        case .chance:
            let methods = Set(points.map(\.limits.method))
            let exact = "exact Poisson at 0.135 % a side"
            if methods == [.exact] { return "Limits are \(exact)." }
            return methods.contains(.exact)
                ? "Limits are \(exact) where fewer than 20 cases are expected, else three standard "
                    + "errors."
                : "Limits are three standard errors: every week lets expect 20 cases or more."
        }
    }
}

/// A week of which some sites have not told all.
package struct WeekGap: Sendable {
    let monday: Int64
    /// Such as `Week of 9 Mar`.
    package let week: String
    /// Who has not, and what.
    package let words: String

    /// So many sites are named.
    private static let nameCountMax = 12

    /// Nil where all have told all; `untold` are those whose room nights are missing.
    init?(_ monday: Int64, _ standings: [SiteStanding], untold: Set<UInt32>) {
        self.monday = monday
        week = "Week of \(HubTime.shortDay(monday))"
        let end = Timestamp(milliseconds: (monday + 7) * 86_400_000)
        let unheard = standings.filter {
            $0.account.heardAt.map { $0 < end } ?? $0.account.hasJoined
        }.map(\.account)
        let silent = Set(unheard.map(\.site))
        let nightless = standings.map(\.account).filter {
            untold.contains($0.site) && !silent.contains($0.site)
        }
        guard !unheard.isEmpty || !nightless.isEmpty else { return nil }
        words = [
            Self.list("not heard since it ended", unheard),
            Self.list("room nights not told", nightless),
        ].compactMap(\.self).joined(separator: "; ")
    }

    private static func list(_ what: String, _ sites: [SiteAccount]) -> String? {
        guard !sites.isEmpty else { return nil }
        let beyond = sites.count - nameCountMax
        return "\(what): " + sites.map(\.code).sorted().prefix(nameCountMax).joined(separator: ", ")
            + (beyond > 0 ? " and \(beyond) more" : "")
    }
}
