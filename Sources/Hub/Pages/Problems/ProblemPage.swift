import Hummingbird
import Recovery
import Storage
import Web

/// One problem: why it happens, what is done about it, and whether that helped.
struct ProblemPage {
    let pages: HubPages

    private struct Content: Sendable {
        var frame: PageFrame
        var reference: String
        var title: String
        var path: String
        var mark: ProblemMark
        var facts: String
        var statement: String?
        var kindName: String
        var failurePath: String
        var causesPath: String
        var owner: String
        var actions: [ActionPart]
        var fishbone: Fishbone
        var causes: [CausePart]
        var evidencePath: String?
        var lesson: Bool
        var kinds: [Option]
        var actionKinds: [Option]
        var sites: String
        var due: String
        var mayDecide: Bool
        var formToken: String
    }

    struct Option: Sendable {
        var value: String
        var words: String
    }

    /// A cause with the whys behind it.
    struct CausePart: Sendable {
        var kind: String
        var words: String
        var steps: [Step]
        /// The finding that would be taken back next.
        var last: String
        var mayAsk: Bool
        var path: String
        var mayDecide: Bool
        var formToken: String

        struct Step: Sendable {
            var number: Int
            var words: String
            var evidence: String?
            var cases: [Option]
            var isShown: Bool
        }
    }

    func response(_ reader: HubReader, number: String?) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let content = try pages.store.read { store in
            let problem = try Self.problem(number, store)
            let names = try FailureNames(store)
            let actions = try store.actions(of: problem.id)
            let reading = ActionReading(store, standings, now: now)
            let path = "/problems/\(problem.number)"
            let form = ActionPart.Form(
                path: path,
                token: reader.formToken,
                mayDecide: reader.mayDecide
            )
            let causes = problem.causes
            return Content(
                frame: pages.frame(problem.title, .problems, reader, standings),
                reference: problem.reference,
                title: problem.title,
                path: path,
                mark: ProblemMark(problem.state),
                facts: Self.facts(problem, now),
                statement: problem.statement.isEmpty ? nil : problem.statement,
                kindName: names[problem.scenario],
                failurePath: "/failure?code=\(problem.scenario)&weeks=26",
                causesPath: "/causes?code=\(problem.scenario)&weeks=26",
                owner: problem.owner,
                actions: try actions.map { action in
                    ActionPart(
                        action,
                        try reading.effect(of: action, on: problem.scenario),
                        form,
                        now
                    )
                },
                fishbone: Self.fishbone(problem, path),
                causes: causes.causes.map { Self.part($0, path, reader) },
                evidencePath: causes.cases.isEmpty ? nil : "\(path)/cases",
                lesson: causes.causes.contains { $0.kind == .guestUse }
                    && !actions.contains { $0.kind == .guestEducation && $0.state != .cancelled },
                kinds: CauseCode.allCases.map { Option(value: $0.name, words: $0.words) },
                actionKinds: CorrectiveActionKind.allCases.map {
                    Option(value: $0.name, words: $0.words)
                },
                sites: problem.sites.joined(separator: " "),
                due: CalendarDay(daysSince1970: now.day() + 28).description,
                mayDecide: reader.mayDecide,
                formToken: reader.formToken
            )
        }
        return try pages.page("hq-problem", content)
    }

    /// The problem that an address names.
    static func problem(_ number: String?, _ store: StoreReader) throws -> RecurringProblem {
        guard let number = number.flatMap({ Int($0) }),
            let found = try store.problem(number: number)
        else { throw ProblemRefusal.noSuchProblem }
        return found
    }

    private static func facts(_ problem: RecurringProblem, _ now: Timestamp) -> String {
        let place = problem.sites.isEmpty ? "All sites" : problem.sites.joined(separator: ", ")
        let age = HubTime.span(now.milliseconds - problem.openedAt.milliseconds)
        return "\(place). Taken up on \(HubTime.day(problem.openedAt.day())) by "
            + "\(problem.row.author), \(age) ago."
            + (problem.closedAt.map { " Solved on \(HubTime.day($0.day()))." } ?? "")
    }

    private static func fishbone(_ problem: RecurringProblem, _ path: String) -> Fishbone {
        let causes = problem.causes.causes
        let shown = causes.count(where: \.isShown)
        return Fishbone(
            name: "Why it happens",
            finding: causes.isEmpty
                ? "" : "\(shown) of \(Numbers.count(causes.count, "cause")) shown by evidence",
            effect: problem.title,
            bones: CauseCode.allCases.map { kind in
                Fishbone.Bone(
                    kind.words.prefix(1).uppercased() + kind.words.dropFirst(),
                    causes.filter { $0.kind == kind }.map { cause in
                        let cases = Set(([cause.finding] + cause.whys).flatMap(\.cases))
                        return Fishbone.Cause(
                            cause.finding.words,
                            count: cases.isEmpty ? nil : cases.count,
                            isShown: cause.isShown,
                            reasons: cause.whys.map(\.words),
                            address: cases.isEmpty ? nil : "\(path)/cases"
                        )
                    }
                )
            }
        )
    }

    private static func part(
        _ cause: CauseTree.Cause,
        _ path: String,
        _ reader: HubReader
    ) -> CausePart {
        let findings = [cause.finding] + cause.whys
        return CausePart(
            kind: cause.kind.words,
            words: cause.finding.words,
            steps: findings.enumerated().map { index, finding in
                CausePart.Step(
                    number: index + 1,
                    words: finding.words,
                    evidence: finding.evidence.isEmpty ? nil : finding.evidence,
                    cases: finding.cases.map { reference in
                        Option(value: "\(path)/cases?reference=\(reference)", words: reference)
                    },
                    isShown: finding.isShown
                )
            },
            last: (cause.whys.last ?? cause.finding).words,
            mayAsk: cause.whys.count < CauseTree.whysMax,
            path: path,
            mayDecide: reader.mayDecide,
            formToken: reader.formToken
        )
    }

    struct EvidenceView: Decodable, Sendable {
        var reference: String?
    }

    /// The cases that show the causes, or one of them.
    func evidence(
        _ reader: HubReader,
        number: String?,
        _ view: EvidenceView
    ) throws -> Response {
        try HubCasesPage(pages: pages).list(reader) { store in
            let problem = try Self.problem(number, store)
            let named = problem.causes.cases.sorted().filter { one in
                view.reference.map { $0 == one } ?? true
            }
            return HubCasesPage.Found(
                cases: try store.cases(references: named),
                lede: "Evidence of \(problem.reference), \(problem.title)."
            )
        }
    }
}
