package import Recovery
import Wire

/// That management has decided for the programme at a site, and what it gives.
package struct ProgrammeDecision: Sendable {
    /// The record.
    package let row: StoredRow

    init(_ row: StoredRow) { self.row = row }

    /// Who of management stands for it.
    package var sponsor: String { row.text(ProgrammeDecisionField.sponsor) ?? row.author }
    /// Since when it holds.
    package var decidedAt: Timestamp {
        row.time(ProgrammeDecisionField.decidedAt)
            ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// What may be spent in a year; nil where nobody said.
    package var budget: Money? {
        guard let minorUnits = row.number(ProgrammeDecisionField.budgetMinor),
            let currency = row.text(ProgrammeDecisionField.currency).flatMap(Currency.init(stored:))
        else { return nil }
        return Money(minorUnits: minorUnits, currency: currency)
    }
    /// How it was before, in words.
    package var baseline: String? { row.text(ProgrammeDecisionField.baseline) }
    /// The goal, in words.
    package var goal: String { row.text(ProgrammeDecisionField.text) ?? "" }
}

/// A decision that headquarters is to write down.
package struct ProgrammeDecisionDraft: Hashable, Sendable {
    /// Who of management stands for it.
    package var sponsor: String
    /// Since when it holds.
    package var decidedAt: Timestamp
    /// What may be spent in a year.
    package var budget: Money?
    /// How it was before.
    package var baseline: String
    /// What is to be reached.
    package var goal: String

    /// A decision of somebody since a moment.
    package init(
        sponsor: String,
        decidedAt: Timestamp,
        budget: Money?,
        baseline: String,
        goal: String
    ) {
        (self.sponsor, self.decidedAt, self.budget) = (sponsor, decidedAt, budget)
        (self.baseline, self.goal) = (baseline, goal)
    }
}

extension HubTransaction {
    /// Writes down a decision for one site, to which it goes; earlier ones stay to be read.
    package func decideProgramme(_ draft: ProgrammeDecisionDraft, at site: UInt32) throws {
        _ = try create(
            Catalogue.programmeDecision,
            scope: Scope(rawValue: site),
            [
                ProgrammeDecisionField.sponsor: .words(draft.sponsor),
                .decidedAt: .time(draft.decidedAt),
                .budgetMinor: draft.budget.map { .integer($0.minorUnits) } ?? .null,
                .currency: .words(draft.budget?.currency.code),
                .baseline: .words(draft.baseline), .text: .words(draft.goal),
            ]
        )
    }
}

/// What a house reached in a stretch of time.
package struct ProgrammeFigures: Hashable, Sendable {
    /// Failures that were closed.
    package fileprivate(set) var closed = 0
    /// Those whose guest scored the recovery.
    package fileprivate(set) var scored = 0
    /// Those whose guest scored it 6 or 7, by severity.
    package fileprivate(set) var recoveredBySeverity: [Severity: Int] = [:]
    /// What delivered remedies cost, by currency.
    package fileprivate(set) var given: [Money] = []

    /// Guests who scored the recovery 6 or 7.
    package var recovered: Int { recoveredBySeverity.values.reduce(0, +) }
}

extension StoreReader {
    /// The decisions for the house, the latest first.
    package func programmeDecisions() throws -> [ProgrammeDecision] {
        try rows(Catalogue.programmeDecision, "ORDER BY decidedAt DESC, _id DESC", [])
            .map(ProgrammeDecision.init)
    }

    /// What was reached from one moment to another, by when cases were closed and remedies given.
    package func programmeFigures(
        from start: Timestamp,
        to end: Timestamp
    ) throws -> ProgrammeFigures {
        var figures = ProgrammeFigures()
        let statement = try RawStatement(
            database,
            """
            SELECT severity, COUNT(*), COUNT(recoveryScore), TOTAL(recoveryScore >= 6)
            FROM recovery_case WHERE closedAt >= ? AND closedAt < ? AND isDrill IS NOT 1
                AND state = \(CaseState.closed.rawValue)
                AND outcome IS NOT \(CaseOutcome.notAFailure.rawValue) GROUP BY severity
            """
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        statement.bind(2, end.milliseconds)
        while try statement.step() {
            figures.closed += Int(statement.integer(1))
            figures.scored += Int(statement.integer(2))
            let severity = Severity(rawValue: statement.integer(0)) ?? .annoyance
            figures.recoveredBySeverity[severity, default: 0] += Int(statement.integer(3))
        }
        figures.given = try given(from: start, to: end)
        return figures
    }

    /// What was given to guests and not taken back, by currency.
    private func given(from start: Timestamp, to end: Timestamp) throws -> [Money] {
        let statement = try RawStatement(
            database,
            """
            SELECT proposal.currency, SUM(proposal.costMinor) FROM remedy_event step
            JOIN remedy_event proposal ON proposal._id = step.offer
            JOIN recovery_case found ON found._id = proposal.recoveryCase
                AND found.isDrill IS NOT 1
            WHERE step.state = \(RemedyState.delivered.rawValue)
                AND step.happenedAt >= ? AND step.happenedAt < ? AND proposal.costMinor > 0
                AND NOT EXISTS (SELECT 1 FROM remedy_event back
                    WHERE back.recoveryCase = proposal.recoveryCase AND back.offer = proposal._id
                    AND back.state = \(RemedyState.reversed.rawValue))
            GROUP BY proposal.currency ORDER BY proposal.currency
            """
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        statement.bind(2, end.milliseconds)
        var sums: [Money] = []
        while try statement.step() {
            guard let currency = Currency(stored: statement.text(0)) else { continue }
            sums.append(Money(minorUnits: statement.integer(1), currency: currency))
        }
        return sums
    }
}
