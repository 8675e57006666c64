package import Recovery
package import Wire

/// A failure that keeps coming back, as headquarters works on it.
package struct RecurringProblem: Sendable {
    /// The record.
    package let row: StoredRow

    init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// What people call it by, from 1.
    package var number: Int { Int(row.number(ProblemField.number) ?? 0) }
    /// Such as `PR-9`.
    package var reference: String { "PR-\(number)" }
    /// What it is about, on one line.
    package var title: String { row.text(ProblemField.title) ?? "" }
    /// The failure's scenario by code.
    package var scenario: String { row.text(ProblemField.scenario) ?? "" }
    /// The codes of the sites that have it; empty for all.
    package var sites: [String] { SiteCodes.read(row.text(ProblemField.sites)) }
    /// What was found, where and since when.
    package var statement: String { row.text(ProblemField.statement) ?? "" }
    /// Why it happens, as far as it is known.
    package var causes: CauseTree { CauseTree(text: row.text(ProblemField.causes) ?? "") }
    /// Where it stands.
    package var state: ProblemState { row.choice(ProblemField.state) ?? .open }
    /// Who sees to it.
    package var owner: String { row.text(ProblemField.owner) ?? "" }
    /// When headquarters took it up.
    package var openedAt: Timestamp {
        row.time(ProblemField.openedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// When it was found to be solved; nil while it is not.
    package var closedAt: Timestamp? { row.time(ProblemField.closedAt) }
}

/// What headquarters does about a problem.
package struct CorrectiveAction: Sendable {
    /// The record.
    package let row: StoredRow

    init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// The problem.
    package var problem: ChangeID? { row.reference(CorrectiveActionField.problem) }
    /// What is done, on one line.
    package var title: String { row.text(CorrectiveActionField.title) ?? "" }
    /// By what anybody can see that it is done.
    package var doneWhen: String { row.text(CorrectiveActionField.text) ?? "" }
    /// What kind of thing it changes.
    package var kind: CorrectiveActionKind { row.choice(CorrectiveActionField.kind) ?? .process }
    /// Who sees to it.
    package var owner: String { row.text(CorrectiveActionField.owner) ?? "" }
    /// The codes of the sites where it is done; empty for all.
    package var sites: [String] { SiteCodes.read(row.text(CorrectiveActionField.sites)) }
    /// The day by which it is to be done, in days since 1970.
    package var dueDay: Int64 { (row.time(CorrectiveActionField.dueAt) ?? proposedAt).day() }
    /// When it was done; nil while it is not.
    package var doneAt: Timestamp? { row.time(CorrectiveActionField.doneAt) }
    /// How far it has come.
    package var state: CorrectiveActionState {
        row.choice(CorrectiveActionField.state) ?? .proposed
    }
    /// What it did, in words, as it was found when it was judged.
    package var effect: String? { row.text(CorrectiveActionField.effect) }
    /// When it was proposed.
    package var proposedAt: Timestamp { Timestamp(milliseconds: row.stamp.milliseconds) }
    /// Since when it stands where it stands, and who said so.
    package var movedAt: Timestamp {
        row.live(CorrectiveActionField.state.rawValue).last.map {
            Timestamp(milliseconds: $0.stamp.milliseconds)
        } ?? proposedAt
    }
    /// Who said where it stands.
    package var movedBy: String {
        row.live(CorrectiveActionField.state.rawValue).last?.author ?? row.author
    }

    /// Whether it is still owed after its day.
    package func isOverdue(on day: Int64) -> Bool { state.isOwed && day > dueDay }
}

/// Codes of sites as a record keeps them: in the order of the alphabet, with spaces between.
enum SiteCodes {
    static func read(_ text: String?) -> [String] {
        (text ?? "").split(separator: " ").map(String.init)
    }

    static func cell(_ codes: [String]) -> Cell {
        .words(Set(codes).sorted().joined(separator: " "))
    }
}

extension StoreReader {
    /// All problems, the newest first.
    package func problems() throws -> [RecurringProblem] {
        try rows(Catalogue.problem, "ORDER BY number DESC", []).map(RecurringProblem.init)
    }

    /// The problem that people call by a number; nil when there is none.
    package func problem(number: Int) throws -> RecurringProblem? {
        try rows(Catalogue.problem, where: ProblemField.number, is: .number(number)).first
            .map(RecurringProblem.init)
    }

    /// A problem's actions, in the order in which they were proposed.
    package func actions(of problem: ChangeID) throws -> [CorrectiveAction] {
        try rows(
            Catalogue.correctiveAction,
            where: CorrectiveActionField.problem,
            is: .reference(problem)
        ).map(CorrectiveAction.init)
    }

    /// All actions, in the order in which they were proposed.
    package func actions() throws -> [CorrectiveAction] {
        try rows(Catalogue.correctiveAction, "ORDER BY _id", []).map(CorrectiveAction.init)
    }

    /// An action; nil when there is none.
    package func action(_ id: ChangeID) throws -> CorrectiveAction? {
        try row(Catalogue.correctiveAction, id).map(CorrectiveAction.init)
    }

    /// The sites that told of any case in some days.
    package func sitesTelling(_ days: ClosedRange<Int64>) throws -> Set<UInt32> {
        let statement = try RawStatement(
            database,
            """
            SELECT DISTINCT site FROM total
            WHERE factor = \(TotalFactor.all.rawValue) AND day BETWEEN ? AND ? AND cases > 0
            """
        )
        defer { statement.reset() }
        statement.bind(1, days.lowerBound)
        statement.bind(2, days.upperBound)
        var sites: Set<UInt32> = []
        while try statement.step() {
            sites.insert(UInt32(truncatingIfNeeded: statement.integer(0)))
        }
        return sites
    }

    /// Cases by their references; those that are not here are left out.
    package func cases(references: some Sequence<String>) throws -> [RecoveryCase] {
        try references.flatMap { reference in
            try rows(Catalogue.recoveryCase, where: CaseField.reference, is: .text(reference))
        }.map(RecoveryCase.init)
    }
}
