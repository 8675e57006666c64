import Hummingbird
import Recovery
import Storage
import Web

/// The failures that keep coming back, as headquarters works on them, and taking up another.
struct ProblemsPage {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/problems") { request, context in
            let reader = try context.signedIn()
            let view = try request.uri.decodeQuery(as: View.self, context: context)
            return try await blocking { try response(reader, view) }
        }
        router.post("/problems") { request, context in
            let (reader, form) = try await context.form(Draft.self, request)
            return try await blocking { try takeUp(form, reader) }
        }
    }

    /// What a page that found something knows of it already.
    struct View: Decodable, Sendable {
        var code: String?
        var site: String?
        var factor: String?
        /// A signal that waits for a verdict, by its place on its page.
        var signal: String?
    }

    /// A signal that becomes a problem.
    struct TakenUp {
        var title: String
        var scenario: String
        var sites: [String]
        var statement: String
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var problems: [Line]
        var kinds: [FailuresPage.Choice]
        var draft: Prefilled
        var isAsked: Bool
        var mayDecide: Bool
        var formToken: String
    }

    private struct Line: Sendable {
        var reference: String
        var path: String
        var title: String
        var row: String
        var mark: ProblemMark
        var kind: String
        var sites: String
        var owner: String
        var actions: String
        var overdue: String?
        var since: String
    }

    private struct Prefilled: Sendable {
        var title: String
        var sites: String
        var statement: String
        var owner: String
    }

    private func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let signal = try view.signal.flatMap { try SignalsPage(pages: pages).problem(taking: $0) }
        let chosen = signal?.scenario ?? view.code
        let content = try pages.store.read { store in
            let names = try FailureNames(store)
            let actions = Dictionary(grouping: try store.actions(), by: \.problem)
            let lines = try store.problems().map { problem in
                line(problem, actions[problem.id] ?? [], names, now)
            }
            let overdue = lines.count { $0.overdue != nil }
            return Content(
                frame: pages.frame("Problems", .problems, reader, standings),
                heading: Self.heading(lines.map(\.mark)),
                lede: "A problem is a failure that keeps coming back. Each has an owner, a cause "
                    + "with its evidence, and actions whose effect is measured. "
                    + (overdue == 0
                        ? "No action is overdue."
                        : "\(Numbers.count(overdue, "problem")) with an overdue action."),
                problems: lines.filter { $0.overdue != nil } + lines.filter { $0.overdue == nil },
                kinds: try store.scenarios().map { published in
                    let code = published.scenario.code.description
                    return FailuresPage.Choice(
                        words: "\(published.scenario.name) (\(code))",
                        path: code,
                        isChosen: code == chosen
                    )
                },
                draft: signal.map { Self.prefilled($0, reader) }
                    ?? Self.prefilled(view, names, reader),
                isAsked: chosen != nil,
                mayDecide: reader.mayDecide,
                formToken: reader.formToken
            )
        }
        return try pages.page("hq-problems", content)
    }

    private static func heading(_ marks: [ProblemMark]) -> String {
        let open = marks.count { !$0.isSolved }
        return marks.isEmpty
            ? "No problem has been taken up"
            : open == 0
                ? "All \(Numbers.count(marks.count, "problem")) are solved"
                : "\(Numbers.count(open, "problem")) to solve"
    }

    private func line(
        _ problem: RecurringProblem,
        _ actions: [CorrectiveAction],
        _ names: FailureNames,
        _ now: Timestamp
    ) -> Line {
        let overdue = actions.filter { $0.isOverdue(on: now.day()) }
        let due = actions.filter(\.state.isOwed).map(\.dueDay).min()
        return Line(
            reference: problem.reference,
            path: "/problems/\(problem.number)",
            title: problem.title,
            row: overdue.isEmpty ? "" : "needs-late",
            mark: ProblemMark(problem.state),
            kind: names[problem.scenario],
            sites: problem.sites.isEmpty ? "all sites" : problem.sites.joined(separator: ", "),
            owner: problem.owner,
            actions: actions.isEmpty
                ? "none yet"
                : due.map {
                    "\(Numbers.count(actions.count, "action")), next by \(HubTime.shortDay($0))"
                } ?? Numbers.count(actions.count, "action"),
            overdue: overdue.isEmpty ? nil : "\(overdue.count) overdue",
            since: HubTime.day(problem.openedAt.day())
        )
    }

    private static func prefilled(_ signal: TakenUp, _ reader: HubReader) -> Prefilled {
        Prefilled(
            title: String(signal.title.prefix(titleMax)),
            sites: signal.sites.joined(separator: " "),
            statement: signal.statement,
            owner: reader.name
        )
    }

    /// A title has room for so many letters.
    private static let titleMax = 120

    private static func prefilled(
        _ view: View,
        _ names: FailureNames,
        _ reader: HubReader
    ) -> Prefilled {
        let code = view.code.flatMap { $0.isEmpty ? nil : $0 }
        let place = view.site.map { " at \($0)" } ?? ""
        return Prefilled(
            title: code.map { names[$0] + place } ?? "",
            sites: view.site ?? "",
            statement: view.factor.map { "More than elsewhere: \($0)." } ?? "",
            owner: reader.name
        )
    }

    private struct Draft: Decodable, Sendable {
        var title: String
        var scenario: String
        var sites: String
        var statement: String
        var owner: String
    }

    private func takeUp(_ form: Draft, _ reader: HubReader) throws -> Response {
        try Self.mayDecide(reader)
        let problem = try pages.store.change(author: reader.name, now: WallClock.now()) {
            try $0.takeUp(
                ProblemDraft(
                    title: form.title,
                    scenario: form.scenario,
                    sites: Self.codes(form.sites),
                    statement: form.statement,
                    owner: form.owner
                )
            )
        }
        return .seeOther("/problems/\(problem.number)")
    }

    /// Codes as somebody types them: in either case, with spaces or commas between.
    static func codes(_ text: String) -> [String] {
        text.uppercased().split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    }

    static func mayDecide(_ reader: HubReader) throws {
        guard reader.mayDecide else {
            throw Problem(.forbidden, "role", "Operators decide nothing about guests. Ask another.")
        }
    }
}

/// Where a problem stands: a colour, a shape and a word.
struct ProblemMark: Sendable {
    let kind: String
    let icon: String
    let words: String
    let isSolved: Bool

    init(_ state: ProblemState) {
        isSolved = state == .solved
        (kind, icon, words) =
            switch state {
            case .open: ("act", "act", "Cause not known yet")
            case .understood: ("line", "tree", "Cause known")
            case .acting: ("brass", "ops", "Being mended")
            case .watching: ("paused", "clock", "Done, effect watched")
            case .solved: ("done", "check", "Solved")
            case .relapsed: ("late", "late", "Came back")
            }
    }
}
