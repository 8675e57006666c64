import Insight
import Storage
import Web

/// Every kind of failure by falling count, with the few that make most of them, how sure its rank
/// is, and how it was before.
struct ParetoPart: Sendable {
    let rows: [Row]
    let total: String
    let caption: String

    struct Row: Sendable {
        var name: String
        var code: String
        var path: String
        var casesPath: String
        var cases: String
        var sum: String
        var rank: String
        var siteCount: String
        /// Against the period of the same length before.
        var change: String
        /// It closes the vital few.
        var isRule: Bool
    }

    /// Draws for the rank intervals: fewer for many cases, whose ranks are surer.
    private static func resampleCount(_ caseCount: Int) -> Int {
        min(500, max(100, 1_000_000 / max(1, caseCount)))
    }

    init(
        _ counts: FailureCounts,
        before: FailureCounts,
        _ names: FailureNames,
        _ period: Period,
        siteQuery: String
    ) {
        let kinds = counts.scenarios.map { (key: $0, count: counts.total($0)) }
        let bars = Pareto.bars(kinds.map { (key: $0.key, count: Int64($0.count)) })
        let ranks = Dictionary(
            Pareto.ranks(
                kinds.map { (key: $0.key, weights: Array(repeating: 1, count: $0.count)) },
                resamples: Self.resampleCount(counts.total),
                seed: UInt64(bitPattern: period.lastMonday)
            ).map { ($0.key, $0.range) },
            uniquingKeysWith: { first, _ in first }
        )
        let vital = bars.filter(\.isVital).count
        rows = bars.enumerated().map { index, bar in
            Row(
                name: names[bar.key],
                code: bar.key,
                path: "/failure?code=\(bar.key)&\(period.query)",
                casesPath: "/cases?code=\(bar.key)&\(period.query)\(siteQuery)",
                cases: Numbers.grouped(bar.count),
                sum: Numbers.fixed(bar.cumulativeShare * 100, 0) + " %",
                rank: ranks[bar.key].map(Self.words) ?? "",
                siteCount: "\(counts.counts.values.count { $0[bar.key] != nil })",
                change: Self.change(Int(bar.count), from: before.total(bar.key)),
                isRule: index == vital - 1 && vital < bars.count
            )
        }
        total = Numbers.grouped(counts.total)
        caption =
            "The gold line closes the few that make 80 %: \(vital) of "
            + "\(Numbers.count(bars.count, "kind")). Ranks are those that drawing the same number "
            + "of cases again would give in 95 of 100 times."
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }

    private static func change(_ count: Int, from before: Int) -> String {
        count == before
            ? "the same" : count > before ? "\(count - before) more" : "\(before - count) fewer"
    }
}
