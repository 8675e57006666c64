import Hummingbird
import Insight
import Recovery
import Storage
import Web

/// The frequent failures over some weeks, at all sites or at one.
struct FailuresPage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        var weeks: Int?
        var until: String?
        var site: String?
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var spans: [Choice]
        var sites: [Choice]
        var drawn: ParetoChart
        var pareto: ParetoPart
        var isEmpty: Bool
        var query: String
        var earlier: String
        var site: String?
        var none: Choice?
    }

    struct Choice: Sendable {
        var words: String
        var path: String
        var isChosen: Bool
    }

    private struct Reading {
        var period: Period
        var site: (number: UInt32, name: SiteName)?
        var names: FailureNames
        var counts: FailureCounts
        var before: FailureCounts
        var directory: SiteDirectory
    }

    /// Reads for a view; pages take the counts from the shelf, files those of this moment.
    private func read(
        _ view: View,
        _ now: Timestamp,
        _ store: StoreReader,
        counts: (of: FailureCounts, before: FailureCounts)? = nil
    ) throws -> Reading {
        let period = Period(weekCount: view.weeks, until: view.until, now: now)
        let directory = try store.sites()
        var site: (UInt32, SiteName)?
        if let code = view.site, !code.isEmpty {
            guard let number = directory.number(code: code) else { throw Self.unknownSite(code) }
            site = (number, directory[number])
        }
        return Reading(
            period: period,
            site: site,
            names: try FailureNames(store),
            counts: try (counts?.of ?? store.failureCounts(period.days)).only(site?.0),
            before: try
                (counts?.before
                ?? store.failureCounts(period.earlier(byWeeks: period.weekCount).days))
                .only(site?.0),
            directory: directory
        )
    }

    static func unknownSite(_ code: String) -> Problem {
        Problem(.notFound, "site", "There is no site \(code) here. Choose one from the page Sites.")
    }

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let period = Period(weekCount: view.weeks, until: view.until, now: now)
        let kept = try pages.counts.value(period.days)
        let before = try pages.counts.value(period.earlier(byWeeks: period.weekCount).days).value
        let content = try pages.store.read { store in
            let read = try read(view, now, store, counts: (kept.value, before))
            let (period, site) = (read.period, read.site)
            let siteQuery = site.map { "&site=\($0.name.code)" } ?? ""
            return Content(
                frame: pages.frame("Failures", .failures, reader, standings),
                heading: heading(read),
                lede:
                    "The \(period.words), as of \(HubTime.clock(kept.asOf)). Drills, merged cases "
                    + "and those that were no failure are left out.",
                spans: Period.weekCounts.map { count in
                    Choice(
                        words: "\(count) weeks",
                        path: "/failures?weeks=\(count)&until="
                            + CalendarDay(daysSince1970: period.days.upperBound).description
                            + siteQuery,
                        isChosen: count == period.weekCount
                    )
                },
                sites: [Choice(words: "All sites", path: "", isChosen: site == nil)]
                    + standings.map(\.account).sorted { $0.code < $1.code }.map { account in
                        Choice(
                            words: "\(account.name) (\(account.code))",
                            path: account.code,
                            isChosen: account.site == site?.number
                        )
                    },
                drawn: FailureCharts.pareto(read.counts, read.names, period),
                pareto: ParetoPart(
                    read.counts,
                    before: read.before,
                    read.names,
                    period,
                    siteQuery: siteQuery
                ),
                isEmpty: read.counts.total == 0,
                query: period.query + siteQuery,
                earlier: "/failures?" + period.earlier(byWeeks: period.weekCount).query + siteQuery,
                site: site?.name.code,
                none: Self.none(read.counts.notFailures, period.query + siteQuery)
            )
        }
        return try pages.page("hq-failures", content)
    }

    /// How many cases turned out to be no failure, and the way to them.
    private static func none(_ counts: [UInt32: Int], _ query: String) -> Choice? {
        let count = counts.values.reduce(0, +)
        guard count > 0 else { return nil }
        return Choice(
            words: "\(Numbers.count(count, "case")) turned out to be no failure",
            path: "/cases?none=1&\(query)",
            isChosen: false
        )
    }

    private func heading(_ read: Reading) -> String {
        let place = read.site.map { " at \($0.name.name)" } ?? ""
        guard let first = read.counts.scenarios.first else { return "No failure is known\(place)" }
        let share = Numbers.share(read.counts.total(first), of: read.counts.total)
        return "\(read.names[first]) fails most\(place): \(share) of "
            + Numbers.count(read.counts.total, "case")
    }

    // MARK: For programs and sheets

    private struct Line {
        var site: String
        var scenario: String
        var name: String
        var cases: Int
        /// The part of all that failed at the site.
        var share: Double
        /// Per 1,000 occupied room nights, where those of every day are known.
        var rate: Double?
    }

    private func lines(_ read: Reading) -> [Line] {
        read.counts.counts.sorted { $0.key < $1.key }.flatMap { site, counts in
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { scenario, count in
                Line(
                    site: read.directory[site].code,
                    scenario: Self.code(scenario),
                    name: read.names[scenario],
                    cases: count,
                    share: Double(count) / Double(max(1, read.counts.total(of: site))),
                    rate: read.counts.rate(count, of: site)
                )
            }
        }
    }

    private static func code(_ scenario: String) -> String {
        scenario.isEmpty ? FailureReport.otherScenario : scenario
    }

    func csv(_ reader: HubReader, _ view: View) throws -> Response {
        let read = try pages.store.read { try self.read(view, WallClock.now(), $0) }
        let (from, through) = Self.bounds(read.period)
        return Sheet.csv(
            "failures",
            ["site", "scenario", "name", "from", "through", "rate", "cases"],
            lines(read).map { line in
                [
                    line.site, line.scenario, line.name, from, through,
                    line.rate.map { Numbers.fixed($0, 4) } ?? "", "\(line.cases)",
                ]
            }
        )
    }

    func json(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let read = try pages.store.read { try self.read(view, now, $0) }
        let (from, through) = Self.bounds(read.period)
        let total = Double(max(1, read.counts.total))
        return Sheet.json([
            "asOf": .text(now.description), "from": .text(from), "through": .text(through),
            "notFailures": .count(read.counts.notFailures.values.reduce(0, +)),
            "kinds": .array(
                read.counts.scenarios.map { scenario in
                    let count = read.counts.total(scenario)
                    return [
                        "scenario": .text(Self.code(scenario)),
                        "name": .text(read.names[scenario]), "cases": .count(count),
                        "share": .decimal(Double(count) / total, decimals: 4),
                    ]
                }
            ),
            "rows": .array(
                lines(read).map { line in
                    [
                        "site": .text(line.site), "scenario": .text(line.scenario),
                        "name": .text(line.name), "cases": .count(line.cases),
                        "share": .decimal(line.share, decimals: 4),
                        "rate": line.rate.map { .decimal($0, decimals: 4) } ?? .null,
                    ]
                }
            ),
        ])
    }

    private static func bounds(_ period: Period) -> (from: String, through: String) {
        (
            CalendarDay(daysSince1970: period.days.lowerBound).description,
            CalendarDay(daysSince1970: period.days.upperBound).description
        )
    }
}
