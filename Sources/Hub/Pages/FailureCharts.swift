import Insight
import Storage
import Web

/// The charts of frequent failures.
enum FailureCharts {
    /// How many kinds are drawn by themselves; the others are one bar or column.
    static let kindCountMax = 10
    /// How many sites have a row of their own: those with the most cases.
    static let siteCountMax = 40

    /// What fails most, over all the sites of a count.
    static func pareto(
        _ counts: FailureCounts,
        _ names: FailureNames,
        _ period: Period
    ) -> ParetoChart {
        let kinds = counts.scenarios
        let shown = kinds.prefix(kindCountMax)
        let rest = kinds.dropFirst(kindCountMax).reduce(0) { $0 + counts.total($1) }
        let first = kinds.first.map { names[$0] } ?? ""
        return ParetoChart(
            name: "What fails most",
            finding: kinds.isEmpty
                ? ""
                : "\(first) comes first with "
                    + Numbers.share(counts.total(kinds[0]), of: counts.total),
            unit: "Cases",
            items: shown.map { kind in
                ParetoChart.Item(
                    names[kind],
                    code: kind,
                    value: Double(counts.total(kind)),
                    words: Numbers.grouped(counts.total(kind)),
                    address: "/failure?code=\(kind)&\(period.query)"
                )
            },
            rest: rest == 0
                ? nil
                : ParetoChart.Item(
                    "All other, \(Numbers.count(kinds.count - shown.count, "kind"))",
                    value: Double(rest),
                    words: Numbers.grouped(rest)
                )
        )
    }

    /// What the figures of the map are, and which sites it leaves out.
    static func heatNote(_ counts: FailureCounts, _ sites: [SiteStanding]) -> String {
        let unknown = sites.filter { counts.rate(0, of: $0.account.site) == nil }.map(
            \.account.code
        )
        let rate =
            unknown.isEmpty
            ? "Cases per 1,000 occupied room nights."
            : "Cases, not rates: room nights are not known for every day at "
                + unknown.prefix(6).joined(separator: ", ")
                + (unknown.count > 6 ? " and \(unknown.count - 6) more" : "")
                + ". A large house has more of everything."
        return sites.count > siteCountMax
            ? rate + " The \(siteCountMax) sites with the most cases are shown." : rate
    }

    /// Where, and what: rates where every site's room nights are known, else cases.
    static func heat(
        _ counts: FailureCounts,
        _ sites: [SiteStanding],
        _ names: FailureNames,
        _ period: Period,
        signals: Set<FailureStreams.Stream>
    ) -> HeatMap {
        let kinds = Array(counts.scenarios.prefix(kindCountMax))
        let isRate =
            !sites.isEmpty && sites.allSatisfy { counts.rate(0, of: $0.account.site) != nil }
        func cell(_ count: Int, _ site: UInt32, _ kind: String?, _ code: String) -> HeatMap.Cell {
            HeatMap.Cell(
                rate: isRate ? counts.rate(count, of: site) ?? 0 : Double(count),
                count: count,
                isSignal: kind.map {
                    signals.contains(FailureStreams.Stream(site: site, scenario: $0))
                } ?? false,
                address: kind.map { "/cases?site=\(code)&code=\($0)&\(period.query)" }
                    ?? "/cases?site=\(code)&\(period.query)"
            )
        }
        let shown = sites.sorted {
            (counts.total(of: $1.account.site), $0.account.code)
                < (counts.total(of: $0.account.site), $1.account.code)
        }.prefix(siteCountMax).sorted { $0.account.code < $1.account.code }
        let rows = shown.map { standing in
            let account = standing.account
            return HeatMap.Row(
                code: account.code,
                name: account.name,
                cells: kinds.map { kind in
                    cell(
                        counts.counts[account.site]?[kind] ?? 0,
                        account.site,
                        kind,
                        account.code
                    )
                },
                all: cell(counts.total(of: account.site), account.site, nil, account.code)
            )
        }
        let most =
            shown.flatMap { site in
                kinds.map { kind -> Double in
                    let count = counts.counts[site.account.site]?[kind] ?? 0
                    return isRate ? counts.rate(count, of: site.account.site) ?? 0 : Double(count)
                }
            }.max() ?? 0
        return HeatMap(
            name: isRate
                ? "Cases per 1,000 occupied room nights, by site and kind"
                : "Cases by site and kind",
            finding: "",
            unit: isRate ? "cases per 1,000 room nights" : "cases",
            decimals: isRate ? 1 : 0,
            columns: kinds.map {
                HeatMap.Column(code: $0.isEmpty ? "other" : $0, name: names[$0])
            },
            rows: rows,
            steps: (1...4).map { most * Double($0) / 5 }
        )
    }
}
