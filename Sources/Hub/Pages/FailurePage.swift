import Hummingbird
import Insight
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
        var gaps: [WeekGap]
        var gapTitle: String
        var funnel: FunnelPlot?
        var funnelNote: String
        var sites: [Line]
        var factors: [Factor]
        var casesPath: String
        var sheetQuery: String
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

    /// So many incomplete weeks are named, the newest.
    private static let gapCountMax = 26

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
                period.mondays(back: FailureTrend.weekCount),
                scenario: code
            )
            let trend = FailureTrend(streams, code, standings)
            let funnel = FailureFunnel(counts, code, try store.sites(), period, standings)
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
                gaps: Array(trend.gaps.prefix(Self.gapCountMax)),
                gapTitle: "Who is missing: \(Numbers.count(trend.gaps.count, "week")) not complete",
                funnel: funnel?.plot(names[code]),
                funnelNote: funnel?.note ?? "",
                sites: Self.sites(counts, code, try store.sites(), path),
                factors: try Self.factors(store, code, period.days),
                casesPath: path,
                sheetQuery: "code=\(code)&\(period.query)"
            )
        }
        return try pages.page("hq-failure", content)
    }

    // MARK: For programs and sheets

    private func lines(_ view: View) throws -> [FailureTrend.Line] {
        let now = WallClock.now()
        let period = Period(weekCount: view.weeks ?? 13, until: view.until, now: now)
        let standings = try pages.store.standings(now: now)
        let code = view.code ?? ""
        let streams = try pages.store.read {
            try $0.failureStreams(period.mondays(back: FailureTrend.weekCount), scenario: code)
        }
        return FailureTrend(streams, code, standings).lines
    }

    func csv(_ view: View) throws -> Response {
        func decimal(_ number: Double?) -> String { number.map { Numbers.fixed($0, 4) } ?? "" }
        return Sheet.csv(
            "failure",
            ["week", "cases", "roomNights", "rate", "mean", "low", "high", "complete", "signal"],
            try lines(view).map { line in
                [
                    "\(CalendarDay(daysSince1970: line.monday))", "\(line.cases)",
                    line.roomNights.map { "\($0)" } ?? "", decimal(line.rate),
                    decimal(line.centre), decimal(line.limits?.low), decimal(line.limits?.high),
                    "\(line.isComplete)", "\(line.isSignal)",
                ]
            }
        )
    }

    func json(_ view: View) throws -> Response {
        func decimal(_ number: Double?) -> JSON {
            number.map { .decimal($0, decimals: 4) } ?? .null
        }
        return Sheet.json([
            "asOf": .text(WallClock.now().description), "scenario": .text(view.code ?? ""),
            "weeks": .array(
                try lines(view).map { line in
                    [
                        "week": .text("\(CalendarDay(daysSince1970: line.monday))"),
                        "cases": .count(line.cases),
                        "roomNights": line.roomNights.map(JSON.count) ?? .null,
                        "rate": decimal(line.rate), "mean": decimal(line.centre),
                        "low": decimal(line.limits?.low), "high": decimal(line.limits?.high),
                        "complete": .bool(line.isComplete), "signal": .bool(line.isSignal),
                    ]
                }
            ),
        ])
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
            let most = counts.values.max() ?? 1
            let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let shares = Numbers.shares(ordered.map(\.value))
            return Factor(
                name: name,
                lines: zip(ordered, shares).map { one, share in
                    let (value, count) = one
                    return Line(
                        name: words(value) ?? "not said",
                        code: "",
                        cases: Numbers.grouped(count),
                        share: share,
                        length: length(count, of: most),
                        path: ""
                    )
                }
            )
        }
    }
}
