import GRDB
import Recovery

// What brings the running totals of earlier versions forward, once.

extension Schema {
    /// Cases that turned out to be no failure were counted as failures before.
    static func takeOutWhatIsNoFailure(_ database: Database) throws {
        let isDone = try RawStatement(
            database,
            "SELECT 1 FROM total WHERE factor = \(TotalFactor.notAFailure.rawValue) LIMIT 1"
        )
        defer { isDone.reset() }
        guard try !isDone.step() else { return }
        var change = TotalsChange()
        try RecordTable(Catalogue.recoveryCase, database).forEach(
            "WHERE outcome = ?",
            [CaseOutcome.notAFailure.rawValue]
        ) { row in
            var former = CaseFacts(row)
            change.add(former, 1)
            former.outcome = nil
            change.add(former, -1)
        }
        try change.write(to: database)
    }

    /// Scores were not counted before.
    static func countScores(_ database: Database) throws {
        let isDone = try RawStatement(
            database,
            "SELECT 1 FROM total WHERE factor = \(TotalFactor.scored.rawValue) LIMIT 1"
        )
        defer { isDone.reset() }
        guard try !isDone.step() else { return }
        var change = TotalsChange()
        try RecordTable(Catalogue.feedback, database).forEach(
            "WHERE scoreHundredths IS NOT NULL",
            []
        ) { change.add($0, 1) }
        try change.write(to: database)
    }
}
