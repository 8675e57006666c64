import Hummingbird
import Recovery
import Storage
import Web

/// Houses that cannot be reached, with their open cases, the most urgent first.
struct SilentSitesPage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        /// From so many hours without a word on.
        var hours: Int?
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var spans: [Span]
        var sites: [Site]
        var taken: [TakenCase]
        var mayTakeOver: Bool
    }

    private struct Span: Sendable {
        var words: String
        var path: String
        var isCurrent: Bool
    }

    private struct Site: Sendable {
        var code: String
        var name: String
        var silence: String
        var open: String
        var cases: [Line]
        var more: String?
    }

    private struct Line: Sendable {
        var path: String?
        var reference: String
        var title: String
        var waiting: String
        var severity: SeverityPart
        var state: String
        var holder: String?
    }

    /// A case that headquarters has, of whatever site.
    private struct TakenCase: Sendable {
        var path: String
        var reference: String
        var title: String
        var site: String
        var holder: String
        var since: String
        var isBack: Bool
    }

    /// The spans of silence that are offered, in hours.
    private static let spans = [(1, "1 hour"), (4, "4 hours"), (24, "1 day"), (72, "3 days")]
    /// How many cases of one site stand on the page.
    private static let caseCountMax = 25

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let hours = max(1, min(view.hours ?? Self.spans[0].0, 24 * 365))
        let standings = try pages.store.standings(now: now)
        let silent = reader.own(standings).filter { $0.isSilent(for: .seconds(hours * 3600)) }
            .sorted { ($0.silence ?? .zero) > ($1.silence ?? .zero) }
        let content = try pages.store.read { store in
            let desk = try TakeoverWords(store, now)
            let counts = try store.openCounts()
            let sites = Set(reader.own(standings).map(\.account.site))
            let taken = try store.casesTakenOver().filter { sites.contains($0.row.site) }
            return Content(
                frame: pages.frame("Silent sites", .sites, reader, standings),
                heading: silent.isEmpty
                    ? "Every site can be reached"
                    : Numbers.count(silent.count, "site") + " cannot be reached",
                lede: "As of \(HubTime.clock(now)), without a word for "
                    + "\(Numbers.count(hours, "hour")) or longer. Their guests wait: take over "
                    + "what cannot wait for the house.",
                spans: Self.spans.map { span, words in
                    Span(
                        words: words,
                        path: "/silent?hours=\(span)",
                        isCurrent: span == hours
                    )
                },
                sites: try silent.map {
                    try site($0, counts[$0.account.site] ?? 0, reader, desk, store)
                },
                taken: taken.map { found in
                    let standing = standings.first { $0.account.site == found.row.site }
                    return self.taken(found, standing, desk)
                },
                mayTakeOver: reader.mayTakeOver
            )
        }
        return try pages.page("hq-silent", content)
    }

    private func site(
        _ standing: SiteStanding,
        _ openCount: Int,
        _ reader: HubReader,
        _ desk: TakeoverWords,
        _ store: StoreReader
    ) throws -> Site {
        let cases = try store.urgentCases(
            of: standing.account.site,
            countMax: Self.caseCountMax + 1
        )
        let isCut = cases.count > Self.caseCountMax
        return Site(
            code: standing.account.code,
            name: standing.account.name,
            silence: standing.silence.map { HubTime.span($0.components.seconds * 1000) }
                ?? "never heard",
            open: Numbers.count(openCount, "open case"),
            cases: cases.prefix(Self.caseCountMax).map { line($0, reader, desk) },
            more: isCut ? "The \(Self.caseCountMax) most urgent are shown." : nil
        )
    }

    private func line(_ found: RecoveryCase, _ reader: HubReader, _ desk: TakeoverWords) -> Line {
        let isSealed = desk.isSealed(found)
        return Line(
            path: reader.mayTakeOver && !isSealed ? "/silent/\(found.reference)" : nil,
            reference: found.reference,
            title: desk.title(found),
            waiting: desk.span(since: found.openedAt),
            severity: SeverityPart(Int(found.severity.rawValue), found.severity.words),
            state: found.state.words,
            holder: found.marks.takenOverAt == nil ? nil : found.owner
        )
    }

    private func taken(
        _ found: RecoveryCase,
        _ standing: SiteStanding?,
        _ desk: TakeoverWords
    ) -> TakenCase {
        TakenCase(
            path: "/silent/\(found.reference)",
            reference: found.reference,
            title: desk.title(found),
            site: standing?.account.name ?? "",
            holder: found.owner ?? "nobody",
            since: found.marks.takenOverAt.map(desk.span) ?? "",
            isBack: standing.map { !$0.isSilent(for: SiteStanding.lateAfter) } ?? false
        )
    }
}

/// What headquarters says of a house's case, and what it does not.
struct TakeoverWords {
    let now: Timestamp
    private let scenarios: [String: FailureScenario]
    private let names: FailureNames

    init(_ store: StoreReader, _ now: Timestamp) throws {
        self.now = now
        names = try FailureNames(store)
        scenarios = Dictionary(
            try store.scenarios().map { ($0.scenario.code.description, $0.scenario) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    func scenario(_ found: RecoveryCase) -> FailureScenario? {
        found.scenario.flatMap { scenarios[$0] }
    }

    func isSealed(_ found: RecoveryCase) -> Bool { found.isSealed(scenario(found)) }

    func title(_ found: RecoveryCase) -> String {
        if isSealed(found) { return "Sealed: call the duty manager of the house" }
        let parts = [names[found.scenario ?? ""], found.place, found.summary].compactMap(\.self)
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    func span(since moment: Timestamp) -> String {
        HubTime.span(now.milliseconds - moment.milliseconds)
    }
}

extension SiteStanding {
    /// Whether the site's node has joined and not been heard for so long.
    func isSilent(for span: Duration) -> Bool {
        account.hasJoined && (silence.map { $0 >= span } ?? true)
    }
}
