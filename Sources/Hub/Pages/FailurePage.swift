import Hummingbird
import Recovery
import Storage
import Web

/// One kind of failure: where it happens, when, and to whom.
struct FailurePage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        var code: String?
        var weeks: Int?
        var until: String?
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var name: String
        var code: String
        var lede: String
        var spans: [FailuresPage.Choice]
        var trend: ControlPlot
        var trendNote: String
        var funnel: FunnelPlot?
        var sites: [Line]
        var factors: [Factor]
        var casesPath: String
    }

    struct Line: Sendable {
        var name: String
        var code: String
        var cases: String
        var share: String
        var rate: String?
        var length: String
        var path: String
    }

    private struct Factor: Sendable {
        var name: String
        var lines: [Line]
    }

    /// The trend shows at least half a year: fewer weeks are no baseline.
    private static let weekCountMin = 26

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let code = view.code ?? ""
        let period = Period(weekCount: view.weeks ?? 13, until: view.until, now: now)
        let standings = try pages.store.standings(now: now)
        let kept = try pages.counts.value(period.days)
        let counts = kept.value
        let content = try pages.store.read { store in
            let names = try FailureNames(store)
            let streams = try store.failureStreams(
                period.mondays(back: max(Self.weekCountMin, period.weekCount)),
                scenario: code
            )
            let trend = FailureTrend(streams, code)
            let funnel = FailureFunnel(counts, code, try store.sites(), period)
            let total = counts.total(code)
            let path = "/cases?code=\(code)&\(period.query)"
            return Content(
                frame: pages.frame(names[code], .failures, reader, standings),
                name: names[code],
                code: code,
                lede: "\(Numbers.count(total, "case")) in the \(period.words), "
                    + "\(Numbers.share(total, of: counts.total)) of all. As of "
                    + "\(HubTime.clock(kept.asOf)).",
                spans: Period.weekCounts.map { count in
                    FailuresPage.Choice(
                        words: "\(count) weeks",
                        path: "/failure?code=\(code)&weeks=\(count)&until="
                            + CalendarDay(daysSince1970: period.days.upperBound).description,
                        isChosen: count == period.weekCount
                    )
                },
                trend: trend.plot(names[code]),
                trendNote: trend.note,
                funnel: funnel?.plot(names[code]),
                sites: Self.sites(counts, code, try store.sites(), path),
                factors: try Self.factors(store, code, period.days),
                casesPath: path
            )
        }
        return try pages.page("hq-failure", content)
    }

    private static func length(_ count: Int, of most: Int) -> String {
        Numbers.fixed(Double(count) * 100 / Double(max(1, most)), 1)
    }

    private static func sites(
        _ counts: FailureCounts,
        _ code: String,
        _ directory: SiteDirectory,
        _ path: String
    ) -> [Line] {
        let found = counts.counts.compactMap { site, kinds in
            kinds[code].map { (site: site, count: $0) }
        }.sorted { ($1.count, $0.site) < ($0.count, $1.site) }
        let most = found.first?.count ?? 1
        return found.map { site, count in
            Line(
                name: directory[site].name,
                code: directory[site].code,
                cases: Numbers.grouped(count),
                share: Numbers.share(count, of: counts.total(of: site)),
                rate: counts.rate(count, of: site).map { Numbers.fixed($0, 1) },
                length: length(count, of: most),
                path: path + "&site=\(directory[site].code)"
            )
        }
    }

    private static func factors(
        _ store: StoreReader,
        _ code: String,
        _ days: ClosedRange<Int64>
    ) throws -> [Factor] {
        let kinds: [(TotalFactor, String, (Int64) -> String?)] = [
            (.severity, "How bad", { Severity(rawValue: $0).map { "\($0.rawValue) \($0.words)" } }),
            (.touchpoint, "At which point of the stay", { Touchpoint(rawValue: $0)?.words }),
            (.channel, "How the hotel learned of it", { FeedbackChannel(rawValue: $0)?.words }),
        ]
        return try kinds.map { factor, name, words in
            let counts = try store.factorCounts(factor, of: code, days)
            let total = counts.values.reduce(0, +)
            let most = counts.values.max() ?? 1
            return Factor(
                name: name,
                lines: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                    value,
                    count in
                    Line(
                        name: words(value) ?? "not said",
                        code: "",
                        cases: Numbers.grouped(count),
                        share: Numbers.share(count, of: total),
                        length: length(count, of: most),
                        path: ""
                    )
                }
            )
        }
    }
}
