import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What people at headquarters do with a problem: its owner, its causes, its actions.
struct ProblemActs {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/problems/:number") { _, context in
            let (reader, number) = (try context.signedIn(), context.parameters.get("number"))
            return try await blocking {
                try ProblemPage(pages: pages).response(reader, number: number)
            }
        }
        router.get("/problems/:number/cases") { request, context in
            let (reader, number) = (try context.signedIn(), context.parameters.get("number"))
            let view = try request.uri.decodeQuery(
                as: ProblemPage.EvidenceView.self,
                context: context
            )
            return try await blocking {
                try ProblemPage(pages: pages).evidence(reader, number: number, view)
            }
        }
        act("owner", Owner.self, router) { transaction, problem, form in
            try transaction.give(problem: problem, to: form.owner)
        }
        act("causes", Cause.self, router) { transaction, problem, form in
            guard let kind = CauseCode.named(form.kind) else {
                throw ProblemRefusal.missing("what kind of cause it is")
            }
            try transaction.changeCauses(of: problem) { try $0.add(kind, try form.finding) }
        }
        act("whys", Why.self, router) { transaction, problem, form in
            try transaction.changeCauses(of: problem) {
                try $0.askWhy(form.cause, try form.finding)
            }
        }
        act("back", Back.self, router) { transaction, problem, form in
            try transaction.changeCauses(of: problem) {
                try $0.takeBack(form.cause, last: form.last)
            }
        }
        act("actions", Action.self, router) { transaction, problem, form in
            _ = try transaction.propose(try form.draft, against: problem)
        }
        router.post("/problems/:number/actions/:action") { request, context in
            let (reader, form) = try await context.form(Move.self, request)
            let (number, action) = (
                context.parameters.get("number"), context.parameters.get("action")
            )
            return try await blocking { try move(action, form, number, reader) }
        }
    }

    private func act<Form: Decodable & Sendable>(
        _ verb: String,
        _ type: Form.Type,
        _ router: RouterGroup<HubContext>,
        _ body:
            @escaping @Sendable (any RecordTransaction, ChangeID, Form) throws -> Void
    ) {
        router.post(RouterPath("/problems/:number/\(verb)")) { request, context in
            let (reader, form) = try await context.form(type, request)
            let number = context.parameters.get("number")
            return try await blocking {
                try ProblemsPage.mayDecide(reader)
                let problem = try pages.store.read { try ProblemPage.problem(number, $0) }
                try pages.store.change(author: reader.name, now: WallClock.now()) {
                    try body($0, problem.id, form)
                }
                return Response.seeOther("/problems/\(problem.number)#\(verb)")
            }
        }
    }

    private struct Owner: Decodable, Sendable { var owner: String }

    private struct Cause: FindingForm {
        var kind: String
        var words: String
        var cases: String
        var evidence: String
    }

    private struct Why: FindingForm {
        var cause: String
        var words: String
        var cases: String
        var evidence: String
    }

    private struct Back: Decodable, Sendable {
        var cause: String
        var last: String
    }

    private struct Action: Decodable, Sendable {
        var title: String
        var doneWhen: String
        var kind: String
        var owner: String
        var sites: String
        var due: String

        var draft: ActionDraft {
            get throws {
                guard let kind = CorrectiveActionKind.named(kind) else {
                    throw ProblemRefusal.missing("what kind of action it is")
                }
                guard let day = CalendarDay(text: due)?.daysSince1970 else {
                    throw ProblemRefusal.missing("by which day it is to be done")
                }
                return ActionDraft(
                    title: title,
                    doneWhen: doneWhen,
                    kind: kind,
                    owner: owner,
                    sites: ProblemsPage.codes(sites),
                    dueDay: day
                )
            }
        }
    }

    private struct Move: Decodable, Sendable { var state: String }

    private func move(
        _ action: String?,
        _ form: Move,
        _ number: String?,
        _ reader: HubReader
    ) throws -> Response {
        try ProblemsPage.mayDecide(reader)
        guard let id = action.flatMap({ RecordID($0) }).map({ ChangeID(rawValue: $0.rawValue) }),
            let state = CorrectiveActionState.named(form.state)
        else { throw ProblemRefusal.noSuchAction }
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let (problem, effect) = try pages.store.read { store in
            let problem = try ProblemPage.problem(number, store)
            guard let action = try store.action(id), action.problem == problem.id else {
                throw ProblemRefusal.noSuchAction
            }
            let reading = ActionReading(store, standings, now: now)
            return (problem, try reading.effect(of: action, on: problem.scenario))
        }
        try pages.store.change(author: reader.name, now: now) { transaction in
            try transaction.move(
                action: id,
                to: state,
                effect: state == .effective || state == .ineffective
                    ? effect.map(EffectWords.kept) : nil,
                isShown: effect?.verdict == .helped
            )
        }
        return .seeOther("/problems/\(problem.number)#actions")
    }
}

/// A form that says what was found, and by which cases.
private protocol FindingForm: Decodable, Sendable {
    var words: String { get }
    var cases: String { get }
    var evidence: String { get }
}

extension FindingForm {
    var finding: CauseTree.Finding {
        get throws {
            try CauseTree.Finding(words, cases: ProblemsPage.codes(cases), evidence: evidence)
        }
    }
}
