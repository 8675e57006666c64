import Hummingbird
import Insight
import Recovery
import Storage
import Web

/// Every finding that is more than chance, and what people made of the earlier ones.
struct SignalsPage {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/signals") { _, context in
            let reader = try context.signedIn()
            return try await blocking { try response(reader) }
        }
        router.get("/signals.json") { _, context in
            _ = try context.signedIn()
            return try await blocking { try json() }
        }
        router.get("/signals.csv") { _, context in
            _ = try context.signedIn()
            return try await blocking { try csv() }
        }
        router.post("/signals") { request, context in
            let (reader, form) = try await context.form(Verdict.self, request)
            guard reader.mayDecide else {
                throw Problem(
                    .forbidden,
                    "role",
                    "Signals are judged by headquarters, not by operators. Ask one of them."
                )
            }
            return try await blocking { try judge(form, reader) }
        }
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var matters: [Line]
        var kinds: [Kind]
        var judged: [Judged]
        var mayDecide: Bool
        var formToken: String
    }

    private struct Line: Sendable {
        var id: String
        var title: String
        var detail: String
        var precision: String
        var kind: String
        var scenario: String
        var path: String
        var casesPath: String
        var takeUpPath: String?
    }

    private struct Kind: Sendable {
        var name: String
        var words: String
    }

    private struct Judged: Sendable {
        var name: String
        var site: String
        var evidence: String
        var verdict: String
        var who: String
    }

    /// What is read for the page and for a verdict alike.
    struct Reading {
        var period: Period
        var findings: Shelf<FindingsKey, SignalScan>.Kept
        var judged: [JudgedSignal]
        var sites: [UInt32: SiteAccount]
        var words: SignalWords
        var standings: [SiteStanding]

        var open: OpenSignals {
            OpenSignals(
                findings.value,
                judged: judged,
                sites: sites,
                through: period.days.upperBound
            )
        }
    }

    func read() throws -> Reading {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let period = Period(weekCount: nil, until: nil, now: now)
        let behind = Set(WeekPage.behind(standings, period).map(\.account.site))
        let findings = try pages.findings.value(
            FindingsKey(period: period, behind: behind)
        )
        let sites = Dictionary(
            standings.map { ($0.account.site, $0.account) },
            uniquingKeysWith: { first, _ in first }
        )
        return try pages.store.read { store in
            Reading(
                period: period,
                findings: findings,
                judged: try store.judgedSignals(),
                sites: sites,
                words: try SignalWords(store, sites, findings.value),
                standings: standings
            )
        }
    }

    func response(_ reader: HubReader) throws -> Response {
        let read = try read()
        let matters = read.open.matters
        let content = Content(
            frame: pages.frame("Signals", .week, reader, read.standings),
            heading: matters.isEmpty
                ? "No signal waits for a verdict"
                : "\(Numbers.count(matters.count, "signal")) to judge",
            lede: "\(HubTime.day(read.period.days.upperBound)) is the last day counted; as of "
                + "\(HubTime.clock(read.findings.asOf)). "
                + "\(Numbers.count(read.findings.value.streamCount, "comparison")) were looked at "
                + "together; of those found, one in ten may be chance (false-discovery rate 10 %).",
            matters: matters.map { line($0, read) },
            kinds: SignalKind.allCases.map { kind in
                Kind(
                    name: Self.name(kind),
                    words: SignalPrecision(read.judged.lazy.filter { $0.kind == kind }).words
                )
            },
            judged: read.judged.prefix(Self.judgedCountMax).map { judged($0, read.words) },
            mayDecide: reader.mayDecide,
            formToken: reader.formToken
        )
        return try pages.page("hq-signals", content)
    }

    /// So many former verdicts are shown.
    private static let judgedCountMax = 50

    private func line(_ matter: OpenSignals.Matter, _ read: Reading) -> Line {
        let codes = matter.findings.compactMap { read.sites[$0.stream.site]?.code }
        let isOne = codes.count == 1
        let weeks = matter.findings.map(\.weekCount).max() ?? SignalScan.comparedCount
        let span = Period.weekCounts.first { $0 >= weeks } ?? SignalScan.weekCount
        let site = isOne ? "site=\(codes[0])&" : ""
        let kind =
            matter.scenario == FailureStreams.Stream.everyKind
            ? "" : "code=\(matter.scenario)&"
        return Line(
            id: matter.id,
            title: read.words.title(matter),
            detail: read.words.detail(matter),
            precision: SignalPrecision(read.judged.lazy.filter { $0.kind == matter.kind }).words,
            kind: matter.kind.rawValue,
            scenario: matter.scenario,
            path: kind.isEmpty ? "/failures?\(site)weeks=\(span)" : "/failure?\(kind)weeks=\(span)",
            casesPath: "/cases?\(kind)\(site)weeks=\(span)",
            takeUpPath: kind.isEmpty
                ? nil : "/problems?signal=\(matter.id.percentEncoded)#new"
        )
    }

    /// What a problem would say that takes a signal up; nil for one that waits no more, and for
    /// one about all kinds, which is no single failure's problem.
    func problem(taking id: String) throws -> ProblemsPage.TakenUp? {
        let read = try read()
        guard let matter = read.open.matters.first(where: { $0.id == id }),
            matter.scenario != FailureStreams.Stream.everyKind
        else { return nil }
        return ProblemsPage.TakenUp(
            title: read.words.title(matter),
            scenario: matter.scenario,
            sites: matter.findings.compactMap { read.sites[$0.stream.site]?.code }.sorted(),
            statement: "Signal of \(HubTime.day(read.period.days.upperBound)), "
                + "\(Self.name(matter.kind)): " + read.words.detail(matter)
        )
    }

    private func judged(_ signal: JudgedSignal, _ words: SignalWords) -> Judged {
        let name =
            signal.scenario == FailureStreams.Stream.everyKind ? "" : words.names[signal.scenario]
        let kind = signal.kind.map(Self.name) ?? ""
        return Judged(
            name: name.isEmpty ? kind : "\(name), \(kind)",
            site: signal.site,
            evidence: signal.evidence?.text ?? "",
            verdict: Self.words(signal.state)
                + (signal.text.isEmpty ? "" : ": \(signal.text)"),
            who: "\(signal.judgedBy), \(HubTime.day(signal.judgedAt.day()))"
        )
    }

    private static func name(_ kind: SignalKind) -> String {
        switch kind {
        case .risen: "more frequent"
        case .fallen: "rarer"
        case .apart: "a larger part than elsewhere"
        case .unwritten: "little written down"
        case .unreported: "fewer cases, no better scores"
        }
    }

    private static func words(_ state: SignalState) -> String {
        switch state {
        case .open, .investigating: "being looked into"
        case .confirmed: "real"
        case .falseAlarm: "chance"
        case .unclear: "nobody can tell"
        case .knownReason: "known reason"
        }
    }

    // MARK: Verdicts

    private struct Verdict: Decodable, Sendable {
        var kind: String
        var scenario: String
        var verdict: String
        var text: String?
    }

    /// A reason has room for so many letters.
    private static let textMax = 400

    private func judge(_ form: Verdict, _ reader: HubReader) throws -> Response {
        let states: [String: SignalState] = [
            "real": .confirmed, "chance": .falseAlarm, "known": .knownReason,
        ]
        guard let state = states[form.verdict] else {
            throw Problem(.badRequest, "verdict", "Choose one of the three verdicts.")
        }
        let text = String((form.text ?? "").prefix(Self.textMax))
        if state == .knownReason, text.allSatisfy(\.isWhitespace) {
            throw Problem(.badRequest, "verdict", "Write the reason that is known.")
        }
        let read = try read()
        let matter = read.open.matters.first {
            $0.kind.rawValue == form.kind && $0.scenario == form.scenario
        }
        // Judged by somebody else meanwhile, or gone: the page says what there is now.
        guard let matter else { return .seeOther("/signals") }
        try pages.store.change(author: reader.name, now: WallClock.now()) { transaction in
            for finding in matter.findings {
                guard let account = read.sites[finding.stream.site] else { continue }
                try transaction.judge(
                    SignalDraft(
                        kind: finding.kind,
                        scenario: finding.stream.scenario,
                        site: (account.site, account.code),
                        evidence: finding.evidence(through: read.period.days.upperBound)
                    ),
                    state,
                    text: text
                )
            }
        }
        return .seeOther("/signals#judged")
    }

    // MARK: For programs

    func csv() throws -> Response {
        let read = try read()
        return Sheet.csv(
            "signals",
            ["kind", "site", "scenario", "weeks", "cases", "expected", "p", "q"],
            read.open.matters.flatMap(\.findings).map { finding in
                [
                    finding.kind.rawValue, read.sites[finding.stream.site]?.code ?? "",
                    finding.stream.scenario, "\(finding.weekCount)", "\(finding.cases)",
                    Numbers.fixed(finding.expected, 2), Numbers.fixed(finding.pValue, 6),
                    Numbers.fixed(finding.rate, 6),
                ]
            }
        )
    }

    func json() throws -> Response {
        let read = try read()
        let open = read.open.matters.flatMap(\.findings)
        return Sheet.json([
            "asOf": .text(read.findings.asOf.description),
            "through": .text(CalendarDay(daysSince1970: read.period.days.upperBound).description),
            "comparisons": .count(read.findings.value.streamCount),
            "falseDiscoveryRate": .decimal(FalseDiscovery.rate, decimals: 2),
            "open": .array(
                open.map { finding in
                    [
                        "kind": .text(finding.kind.rawValue),
                        "site": .text(read.sites[finding.stream.site]?.code ?? ""),
                        "scenario": .text(finding.stream.scenario),
                        "weeks": .count(finding.weekCount), "cases": .count(finding.cases),
                        "expected": .decimal(finding.expected, decimals: 2),
                        "p": .decimal(finding.pValue, decimals: 6),
                        "q": .decimal(finding.rate, decimals: 6),
                    ]
                }
            ),
            "judged": .array(
                read.judged.map { signal in
                    [
                        "kind": .text(signal.kind?.rawValue ?? ""), "site": .text(signal.site),
                        "scenario": .text(signal.scenario), "verdict": .text(signal.state.name),
                        "by": .text(signal.judgedBy),
                        "at": .text(signal.judgedAt.description),
                        "evidence": .text(signal.evidence?.text ?? ""),
                        "reason": .text(signal.text),
                    ]
                }
            ),
        ])
    }
}
