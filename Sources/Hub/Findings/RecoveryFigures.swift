import Insight
import Recovery
import Storage
import Wire

/// How well failures were put right: clocks, scores, double deviation, and what it took.
struct RecoveryFigures {
    /// Which of the cases a figure counts.
    enum Part: String, CaseIterable {
        case all, open, closed, recovered, partly, failed, unscored, doubled, free, paid, reopened
        case unanswered

        /// Whether a case is one of them.
        func holds(_ one: WorkedCase, again: Set<ChangeID>) -> Bool {
            switch self {
            case .all: true
            case .open: one.state.isOpen
            case .closed: one.state == .closed
            case .recovered: one.isScored && (one.score ?? 0) >= RecoveryRate.recoveredFrom
            case .partly: one.isScored && (4...5).contains(one.score ?? 0)
            case .failed: one.isScored && (1...3).contains(one.score ?? 0)
            case .unscored: one.state == .closed && one.isUpheld && one.score == nil
            case .doubled: one.isDoubled(again)
            case .free: one.isSettled && one.cost == 0
            case .paid: one.isSettled && one.cost > 0
            case .reopened: one.wasReopened
            case .unanswered: one.calledAt != nil && one.answeredAfter == nil
            }
        }
    }

    let cases: [WorkedCase]
    let now: Timestamp
    /// Cases after which the same failure came again in the same stay.
    let again: Set<ChangeID>
    let rate: RecoveryRate?

    init(_ cases: [WorkedCase], now: Timestamp) {
        self.cases = cases
        self.now = now
        again = Self.again(cases)
        rate = RecoveryRate(
            scores: cases.filter { $0.state == .closed && $0.isUpheld }.map(\.score)
        )
    }

    /// Those of a stay in which the same failure came again.
    private static func again(_ cases: [WorkedCase]) -> Set<ChangeID> {
        struct Stay: Hashable {
            var id: ChangeID?
            var scenario: String
        }
        let stays = Dictionary(grouping: cases.filter { $0.stay != nil && !$0.scenario.isEmpty }) {
            Stay(id: $0.stay, scenario: $0.scenario)
        }
        return Set(
            stays.values.flatMap { met in
                met.sorted { $0.openedAt < $1.openedAt }.dropLast().map(\.id)
            }
        )
    }

    func count(_ part: Part) -> Int { cases.count { part.holds($0, again: again) } }

    func filtered(_ part: Part) -> [WorkedCase] { cases.filter { part.holds($0, again: again) } }

    /// Recoveries that only disappointed again, of all attempted.
    ///
    /// A score of 3 or less, reopened, or the same failure again in the stay.
    var doubleDeviation: Insight.Part? {
        Insight.Part(
            count: count(.doubled),
            of: cases.count { $0.wasAttempted }
        )
    }

    /// Cases settled with an apology and the fix alone, of all settled.
    var settledFree: Insight.Part? {
        Insight.Part(count: count(.free), of: count(.free) + count(.paid))
    }

    /// How long cases stay open, in hours, with those still open taken into account.
    func openHours(_ isOne: (WorkedCase) -> Bool = { _ in true }) -> KaplanMeier {
        KaplanMeier(cases.filter(isOne).map(openSpell))
    }

    func openSpell(_ one: WorkedCase) -> KaplanMeier.Spell {
        let end = one.state == .closed ? one.closedAt ?? now : now
        return KaplanMeier.Spell(
            // To the minute: fewer steps, and nobody writes it down more exactly.
            length: Double(max(0, (end.milliseconds - one.openedAt.milliseconds) / 60_000)) / 60,
            isOver: one.state == .closed && one.closedAt != nil
        )
    }

    /// How long calls go unanswered, in minutes.
    var answerMinutes: KaplanMeier {
        KaplanMeier(
            cases.compactMap { one in
                guard let called = one.calledAt else { return nil }
                let waited = one.answeredAfter ?? max(0, now.milliseconds - called.milliseconds)
                return KaplanMeier.Spell(
                    length: Double(waited / 60_000),
                    // A case that was closed needs no answer any more.
                    isOver: one.answeredAfter != nil
                )
            }
        )
    }

    /// How many gave each score.
    var scores: [Int: Int] {
        cases.filter(\.isScored).reduce(into: [:]) { $0[$1.score ?? 0, default: 0] += 1 }
    }
}

extension WorkedCase {
    /// Whether the guest scored the recovery of a closed case.
    var isScored: Bool { state == .closed && isUpheld && score != nil }
    /// Whether it is over, with a failure behind it.
    var isSettled: Bool { state == .closed && isUpheld }
    /// What the guest was given, at our cost, in the smallest unit of the currency.
    var cost: Int64 { given.reduce(0) { $0 + $1.costMinor } }

    func isDoubled(_ again: Set<ChangeID>) -> Bool {
        wasAttempted
            && ((score ?? 7) <= 3 || outcome == .notRecovered || wasReopened
                || again.contains(id))
    }
}

/// Whether sites give alike for alike: what guests of a site were given, against what the same
/// cases were given at all sites that pay in the same currency.
struct RemedyEquity {
    struct Row {
        let site: UInt32
        let currency: String
        let settled: Int
        /// Of which something was given that costs.
        let paid: Int
        /// The middle half of what was given, per settled case.
        let quartiles: (low: Int64, middle: Int64, high: Int64)
        /// What was given against what was to be expected; nil without anything to expect.
        let ratio: Double?
        /// Where that lies, by drawing the site's cases again.
        let interval: Interval?
    }

    /// By the site's number.
    let rows: [Row]

    private static let resampleCount = 200
    /// A site with fewer settled cases has no ratio.
    static let settledMin = 10

    init(_ cases: [WorkedCase], currencies: [UInt32: String]) {
        struct Class: Hashable {
            var currency: String
            var severity: Int
        }
        let settled = cases.filter(\.isSettled)
        var sums: [Class: (cost: Int64, count: Int)] = [:]
        func kind(_ one: WorkedCase) -> Class {
            Class(currency: currencies[one.site] ?? "", severity: one.severity)
        }
        for one in settled {
            let sum = sums[kind(one)] ?? (0, 0)
            sums[kind(one)] = (sum.cost + one.cost, sum.count + 1)
        }
        func expected(_ one: WorkedCase) -> Double {
            sums[kind(one)].map { Double($0.cost) / Double($0.count) } ?? 0
        }
        rows = Dictionary(grouping: settled, by: \.site).sorted { $0.key < $1.key }.map { entry in
            let costs = entry.value.map { (cost: Double($0.cost), expected: expected($0)) }
            let (ratio, interval) = Self.ratio(costs, seed: UInt64(entry.key))
            let ordered = entry.value.map(\.cost).sorted()
            return Row(
                site: entry.key,
                currency: currencies[entry.key] ?? "",
                settled: ordered.count,
                paid: ordered.count { $0 > 0 },
                quartiles: (
                    ordered[ordered.count / 4], ordered[ordered.count / 2],
                    ordered[ordered.count * 3 / 4]
                ),
                ratio: ratio,
                interval: interval
            )
        }
    }

    private static func ratio(
        _ costs: [(cost: Double, expected: Double)],
        seed: UInt64
    ) -> (Double?, Interval?) {
        let expected = costs.reduce(0) { $0 + $1.expected }
        guard expected > 0, costs.count >= settledMin else { return (nil, nil) }
        var random = SeededGenerator(seed: seed)
        let drawn = (0..<resampleCount).compactMap { _ -> Double? in
            var (cost, norm) = (0.0, 0.0)
            for _ in costs.indices {
                let one = costs[random.index(below: costs.count)]
                cost += one.cost
                norm += one.expected
            }
            return norm > 0 ? cost / norm : nil
        }.sorted()
        let cut = drawn.count / 40
        return (
            costs.reduce(0) { $0 + $1.cost } / expected,
            drawn.isEmpty ? nil : Interval(low: drawn[cut], high: drawn[drawn.count - 1 - cut])
        )
    }
}
