package import Recovery
package import Wire

/// A problem that somebody wants to take up.
package struct ProblemDraft: Sendable {
    /// What it is about, on one line.
    package var title: String
    /// The failure's scenario by code.
    package var scenario: String
    /// The codes of the sites that have it; empty for all.
    package var sites: [String]
    /// What was found, where and since when.
    package var statement: String
    /// Who sees to it.
    package var owner: String

    package init(
        title: String,
        scenario: String,
        sites: [String] = [],
        statement: String = "",
        owner: String
    ) {
        (self.title, self.scenario, self.sites) = (title, scenario, sites)
        (self.statement, self.owner) = (statement, owner)
    }
}

/// An action that somebody proposes.
package struct ActionDraft: Sendable {
    /// What is to be done, on one line.
    package var title: String
    /// By what anybody can see that it is done.
    package var doneWhen: String
    /// What kind of thing it changes.
    package var kind: CorrectiveActionKind
    /// Who sees to it.
    package var owner: String
    /// The codes of the sites where it is done; empty for all.
    package var sites: [String]
    /// The day by which, in days since 1970.
    package var dueDay: Int64

    package init(
        title: String,
        doneWhen: String,
        kind: CorrectiveActionKind = .process,
        owner: String,
        sites: [String] = [],
        dueDay: Int64
    ) {
        (self.title, self.doneWhen, self.kind) = (title, doneWhen, kind)
        (self.owner, self.sites, self.dueDay) = (owner, sites, dueDay)
    }
}

/// Why headquarters' work on a problem is not taken, and what to do.
package enum ProblemRefusal: Error, Hashable, CustomStringConvertible {
    /// It is not here.
    case noSuchProblem
    /// It is not here.
    case noSuchAction
    /// Something that must be said is not.
    case missing(String)
    /// A line is too long.
    case tooLong(String)
    /// The day has passed.
    case dayPassed
    /// Sites that do not exist.
    case unknownSites([String])
    /// Cases that headquarters does not have.
    case unknownCases([String])
    /// The figures do not show an effect.
    case effectNotShown
    /// Another problem of the same failure at the same sites is being worked on.
    case takenUp(String)

    /// What to do next, in one sentence.
    package var description: String {
        switch self {
        case .noSuchProblem: "That problem is not here. Open the list of problems."
        case .noSuchAction: "That action is not here. Open the problem again."
        case .missing(let what): "Write \(what)."
        case .tooLong(let what): "\(what) is too long for one line of 120 letters. Shorten it."
        case .dayPassed: "That day has passed. Choose a later one."
        case .unknownSites(let codes):
            "There is no site \(codes.joined(separator: ", ")). The page Sites lists them all."
        case .unknownCases(let references):
            "Headquarters has no case \(references.joined(separator: ", ")). Write references as "
                + "they stand in the list of cases, such as LIS-2041."
        case .effectNotShown:
            "The figures do not show yet that it helped. The page says when they can."
        case .takenUp(let reference): "\(reference) works on this failure there. Open that one."
        }
    }
}

extension RecordTransaction {
    /// Takes a problem up.
    ///
    /// - Throws: ``ProblemRefusal``.
    package func takeUp(_ draft: ProblemDraft) throws -> RecurringProblem {
        let title = try oneLine(draft.title, "what the problem is")
        let owner = try oneLine(draft.owner, "who sees to it")
        try checkSites(draft.sites)
        let known = try reader.problems()
        let sites = Set(draft.sites)
        if let twin = known.first(where: {
            $0.scenario == draft.scenario && Set($0.sites) == sites && $0.state != .solved
        }) {
            throw ProblemRefusal.takenUp(twin.reference)
        }
        let id = try create(
            Catalogue.problem,
            scope: .everyone,
            [
                ProblemField.number: .number((known.map(\.number).max() ?? 0) + 1),
                .title: .text(title), .scenario: .words(draft.scenario),
                .sites: SiteCodes.cell(draft.sites), .statement: .words(draft.statement),
                .state: .choice(ProblemState.open), .owner: .text(owner),
                .openedAt: .time(now),
            ]
        )
        return try problem(id)
    }

    /// Gives a problem to somebody else.
    ///
    /// - Throws: ``ProblemRefusal``.
    package func give(problem id: ChangeID, to owner: String) throws {
        let owner = try oneLine(owner, "who sees to it")
        try edit(try problem(id).row, [ProblemField.owner: .text(owner)])
    }

    /// Changes what is known of the causes; the cases that show them must be known here.
    ///
    /// - Throws: ``ProblemRefusal``, and what `change` throws.
    package func changeCauses(
        of id: ChangeID,
        _ change: (inout CauseTree) throws -> Void
    ) throws {
        let problem = try problem(id)
        var tree = problem.causes
        try change(&tree)
        let named = tree.cases.subtracting(problem.causes.cases)
        let known = Set(try reader.cases(references: named.sorted()).map(\.reference))
        guard known == named else {
            throw ProblemRefusal.unknownCases(named.subtracting(known).sorted())
        }
        try edit(problem.row, [ProblemField.causes: .words(tree.text)])
        try followUp(id)
    }

    /// Proposes an action against a problem.
    ///
    /// - Throws: ``ProblemRefusal``.
    package func propose(_ draft: ActionDraft, against id: ChangeID) throws -> CorrectiveAction {
        let problem = try problem(id)
        let title = try oneLine(draft.title, "what is to be done")
        let owner = try oneLine(draft.owner, "who sees to it")
        guard !draft.doneWhen.allSatisfy(\.isWhitespace) else {
            throw ProblemRefusal.missing("by what anybody can see that it is done")
        }
        guard draft.dueDay >= now.day() else { throw ProblemRefusal.dayPassed }
        try checkSites(draft.sites)
        // A form that was sent twice proposes once.
        if let twin = try reader.actions(of: problem.id).first(where: {
            $0.title == title && $0.state == .proposed
        }) {
            return twin
        }
        let action = try create(
            Catalogue.correctiveAction,
            scope: .everyone,
            [
                CorrectiveActionField.problem: .reference(problem.id), .title: .text(title),
                .text: .text(draft.doneWhen), .kind: .choice(draft.kind), .owner: .text(owner),
                .sites: SiteCodes.cell(draft.sites),
                .dueAt: .time(Timestamp(milliseconds: draft.dueDay * 86_400_000)),
                .state: .choice(CorrectiveActionState.proposed),
            ]
        )
        return try self.action(action)
    }

    /// Moves an action on, and its problem with it.
    ///
    /// `effect` says in words what it did, and `isShown` whether the figures show that it helped:
    /// nobody calls an action effective that has not been seen to be.
    ///
    /// - Throws: ``ProblemRefusal``, or `MoveError`.
    package func move(
        action id: ChangeID,
        to state: CorrectiveActionState,
        effect: String? = nil,
        isShown: Bool = false
    ) throws {
        let action = try action(id)
        let next = try action.state.move(to: state)
        guard next != .effective || isShown else { throw ProblemRefusal.effectNotShown }
        let doneAt: Timestamp? =
            switch next {
            case .done: now
            case .effective, .ineffective: action.doneAt
            case .proposed, .accepted, .inWork, .cancelled: nil
            }
        try edit(
            action.row,
            [
                CorrectiveActionField.state: .choice(next), .doneAt: .time(doneAt),
                .effect: .words(effect ?? action.effect),
            ]
        )
        guard let id = action.problem else { return }
        if action.state == .effective {
            try edit(try problem(id).row, [ProblemField.state: .choice(ProblemState.relapsed)])
        }
        try followUp(id)
    }

    /// Lets a problem stand where its causes and actions put it.
    private func followUp(_ id: ChangeID) throws {
        let problem = try problem(id)
        let state = problem.state.following(
            isCauseShown: problem.causes.isShown,
            actions: try reader.actions(of: problem.id).map(\.state)
        )
        try edit(
            problem.row,
            [
                ProblemField.state: .choice(state),
                .closedAt: state == .solved ? .time(problem.closedAt ?? now) : .null,
            ]
        )
    }

    private func problem(_ id: ChangeID) throws -> RecurringProblem {
        guard let row = try row(Catalogue.problem, id) else { throw ProblemRefusal.noSuchProblem }
        return RecurringProblem(row)
    }

    private func action(_ id: ChangeID) throws -> CorrectiveAction {
        guard let row = try row(Catalogue.correctiveAction, id) else {
            throw ProblemRefusal.noSuchAction
        }
        return CorrectiveAction(row)
    }

    private func oneLine(_ text: String, _ what: String) throws -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !line.isEmpty else { throw ProblemRefusal.missing(what) }
        guard line.count <= 120 else { throw ProblemRefusal.tooLong("“\(line.prefix(20))…”") }
        return line
    }

    private func checkSites(_ codes: [String]) throws {
        let known = Set(try reader.sites().all.values.map(\.code))
        let unknown = codes.filter { !known.contains($0) }
        guard unknown.isEmpty else { throw ProblemRefusal.unknownSites(unknown) }
    }
}
