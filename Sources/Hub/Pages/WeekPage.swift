import Glibc
import Hummingbird
import Insight
import Recovery
import Storage
import Web

/// What needs a decision this week: the first thing that headquarters sees.
struct WeekPage {
    let pages: HubPages

    private struct Content: Sendable {
        var frame: PageFrame
        var lede: String
        var decisions: [Decision]
        var isCalm: Bool
        var fresh: [Fresh]
        var figures: [Figure]
        var pareto: ParetoChart
        var heat: HeatMap
        var heatNote: String
        var looked: String
        var isEmpty: Bool
        var periodQuery: String
    }

    struct Decision: Sendable {
        var kind: String
        var icon: String
        var title: String
        var detail: String
        var path: String
        var act: String
    }

    private struct Fresh: Sendable {
        var code: String
        /// Where on a logarithmic line of 200.
        var place: String
        var kind: String
        var words: String
    }

    private struct Figure: Sendable {
        var label: String
        var number: String
        var unit: String
        var detail: String
        var line: Sparkline?
    }

    func response(_ reader: HubReader) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let period = Period(weekCount: nil, until: nil, now: now)
        let behind = Set(Self.behind(standings, period).map(\.account.site))
        let findings = try pages.findings.value(
            FindingsKey(period: period, behind: behind)
        )
        let kept = try pages.counts.value(period.days)
        let counts = kept.value
        let before = try pages.counts.value(
            period.earlier(byWeeks: period.weekCount).days
        ).value
        let content = try pages.store.read { store in
            let names = try FailureNames(store)
            let open = try store.openCounts()
            let sites = Dictionary(
                standings.map { ($0.account.site, $0.account) },
                uniquingKeysWith: { first, _ in first }
            )
            let waiting = OpenSignals(
                findings.value,
                judged: try store.judgedSignals(),
                sites: sites,
                through: period.days.upperBound
            ).matters
            let words = try SignalWords(store, sites, findings.value)
            let decisions =
                waiting.prefix(Self.signalCountMax).map { Self.decision($0, words) }
                + Self.decisions(standings, open)
            return Content(
                frame: pages.frame("This week", .week, reader, standings),
                lede: Self.lede(period, standings, now, kept.asOf),
                decisions: decisions,
                isCalm: decisions.isEmpty,
                fresh: standings.sorted { $0.account.code < $1.account.code }.map(Self.fresh),
                figures: try figures(store, counts, before, open, period),
                pareto: FailureCharts.pareto(counts, names, period),
                heat: FailureCharts.heat(
                    counts,
                    standings,
                    names,
                    period,
                    signals: Set(
                        waiting.filter { [.risen, .apart].contains($0.kind) }
                            .flatMap(\.findings).map(\.stream)
                    )
                ),
                heatNote: FailureCharts.heatNote(counts, standings),
                looked: Self.looked(findings, waiting.count),
                isEmpty: counts.total == 0,
                periodQuery: period.query
            )
        }
        return try pages.page("hq-week", content)
    }

    /// So many signals at most: the surest; what is more than this is no longer a decision.
    static let signalCountMax = 8

    private static func looked(_ findings: Shelf<FindingsKey, SignalScan>.Kept, _ waiting: Int)
        -> String
    {
        let beyond = waiting - signalCountMax
        return
            "\(Numbers.count(findings.value.streamCount, "comparison")) looked at together as of "
            + "\(HubTime.clock(findings.asOf)); of those found to be more than chance, one in ten "
            + "may be chance (false-discovery rate 10 %)."
            + (beyond > 0 ? " \(beyond) weaker ones stand on the page of all signals." : "")
    }

    /// Sites that have not been heard since a period ended: what they tell late may change it.
    static func behind(_ standings: [SiteStanding], _ period: Period) -> [SiteStanding] {
        let end = Timestamp(milliseconds: (period.days.upperBound + 1) * 86_400_000)
        return standings.filter { $0.account.heardAt.map { $0 < end } ?? true }
    }

    private static func decision(
        _ matter: OpenSignals.Matter,
        _ words: SignalWords
    ) -> Decision {
        Decision(
            kind: "signal",
            icon: "signal",
            title: words.title(matter),
            detail: words.detail(matter),
            path: "/signals#\(matter.id)",
            act: "Judge it"
        )
    }

    private static func lede(
        _ period: Period,
        _ standings: [SiteStanding],
        _ now: Timestamp,
        _ asOf: Timestamp
    ) -> String {
        let behind = Self.behind(standings, period)
        let words =
            behind.isEmpty
            ? "All \(Numbers.count(standings.count, "site")) have reported them."
            : "Not heard since they ended: "
                + behind.prefix(8).map(\.account.code).joined(separator: ", ")
                + (behind.count > 8 ? " and \(behind.count - 8) more." : ".")
        return "\(HubTime.day(now.day())). Figures cover the \(period.words), as of "
            + "\(HubTime.clock(asOf)). \(words)"
    }

    private static func decisions(
        _ standings: [SiteStanding],
        _ open: [UInt32: Int]
    ) -> [Decision] {
        var decisions: [Decision] = []
        for standing in standings where standing.kind == .silent {
            let cases = open[standing.account.site] ?? 0
            decisions.append(
                Decision(
                    kind: "late",
                    icon: "late",
                    title: "\(standing.account.name) has been silent for "
                        + HubTime.span((standing.silence?.components.seconds ?? 0) * 1000),
                    detail: cases == 0
                        ? "No case was open when it was last heard."
                        : "\(Numbers.count(cases, "case")) open when it was last heard. "
                            + "Its guests may wait for a word from there.",
                    path: "/cases?site=\(standing.account.code)",
                    act: "See its cases"
                )
            )
        }
        for standing in standings where standing.conflicts > 0 {
            decisions.append(
                Decision(
                    kind: "info",
                    icon: "split",
                    title: "\(standing.account.name) and headquarters differ in "
                        + Numbers.count(standing.conflicts, "place"),
                    detail: "Both changed the same thing without knowing of each other. A rule "
                        + "holds until a person decides.",
                    path: "/sites",
                    act: "Decide"
                )
            )
        }
        return decisions
    }

    private static func fresh(_ standing: SiteStanding) -> Fresh {
        let minutes = Double((standing.silence?.components.seconds ?? 30 * 86_400) / 60)
        let place = 8 + 184 * min(1, log2(max(1, minutes)) / log2(43_200))
        let kind =
            switch standing.kind {
            case .inStep: "c-bar"
            case .late, .expected: "c-act"
            case .silent: "c-late"
            }
        return Fresh(
            code: standing.account.code,
            place: Numbers.fixed(place, 1),
            kind: kind,
            words: standing.silence.map { HubTime.span($0.components.seconds * 1000) } ?? "never"
        )
    }

    private func figures(
        _ store: StoreReader,
        _ counts: FailureCounts,
        _ before: FailureCounts,
        _ open: [UInt32: Int],
        _ period: Period
    ) throws -> [Figure] {
        let weeks = try store.weeklyCases(
            of: nil,
            mondays: period.lastMonday - 7 * 11...period.lastMonday
        )
        let grave = try store.graveCount(period.days)
        let openTotal = open.values.reduce(0, +)
        return [
            Figure(
                label: "Let down",
                number: Numbers.grouped(counts.total),
                unit: counts.total == 1 ? "case" : "cases",
                detail: "\(Numbers.grouped(before.total)) in the \(period.weekCount) weeks before",
                line: Sparkline(weeks.map { Double($0.cases) })
            ),
            Figure(
                label: "Grave",
                number: Numbers.grouped(grave),
                unit: grave == 1 ? "case" : "cases",
                detail: "severity 4 or 5, \(Numbers.share(grave, of: counts.total)) of all"
            ),
            Figure(
                label: "Still to mend",
                number: Numbers.grouped(openTotal),
                unit: openTotal == 1 ? "case" : "cases",
                detail: "open now, at \(Numbers.count(open.count, "site"))"
            ),
            Figure(
                label: "Not named",
                number: Numbers.share(counts.total(""), of: counts.total),
                unit: "",
                detail: "of \(Numbers.count(counts.total, "case")); under 5 % is the aim"
            ),
        ]
    }
}
