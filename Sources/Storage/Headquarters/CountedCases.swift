package import Recovery
import Wire

/// Which of the cases behind a figure are asked for.
package struct CountedCases: Sendable {
    /// When the failures happened, in days since 1970 by UTC; nil for what is open now.
    package var days: ClosedRange<Int64>?
    /// One site by number; all when nil.
    package var site: UInt32?
    /// One kind by code, empty for unnamed cases; all when nil.
    package var scenario: String?
    /// So many at most.
    package var countMax: Int
    /// Whether failures are asked for; else the cases that turned out to be none.
    package var areFailures = true

    package init(
        days: ClosedRange<Int64>?,
        site: UInt32?,
        scenario: String?,
        countMax: Int
    ) {
        (self.days, self.site) = (days, site)
        (self.scenario, self.countMax) = (scenario, countMax)
    }
}

extension StoreReader {
    /// The cases that figures count, neither drills nor merged ones, the newest first.
    ///
    /// Cases that turned out to be no failure are counted by themselves.
    package func cases(_ asked: CountedCases) throws -> [RecoveryCase] {
        let (ids, newest, arguments) = Self.query(asked)
        return try rows(
            Catalogue.recoveryCase,
            "WHERE _id IN (\(ids) LIMIT \(max(0, asked.countMax))) \(newest)",
            arguments
        ).map(RecoveryCase.init)
    }

    /// Calls `body` with each of the cases that figures count, the newest first, however many
    /// there are: but for their ids one at a time is in memory.
    package func forEachCase(
        _ asked: CountedCases,
        _ body: (RecoveryCase) throws -> Void
    ) throws {
        let (ids, _, arguments) = Self.query(asked)
        let table = RecordTable(Catalogue.recoveryCase, database)
        for id in try RecordTable.ids(ids, arguments, database) {
            if let row = try table.row(id) { try body(RecoveryCase(row)) }
        }
    }

    /// The ids of the cases in their order, that order, and what the query is asked with.
    private static func query(
        _ asked: CountedCases
    ) -> (ids: String, newest: String, arguments: [Cell]) {
        var terms = [
            "COALESCE(isDrill, 0) = 0", "state <> \(CaseState.merged.rawValue)",
            "COALESCE(outcome, 0) \(asked.areFailures ? "<>" : "=") "
                + "\(CaseOutcome.notAFailure.rawValue)",
        ]
        var arguments: [Cell] = []
        if let days = asked.days {
            terms.append("COALESCE(occurredAt, receivedAt, openedAt) BETWEEN ? AND ?")
            arguments += [
                .integer(days.lowerBound * 86_400_000),
                .integer((days.upperBound + 1) * 86_400_000 - 1),
            ]
        } else {
            terms.append("state <> \(CaseState.closed.rawValue)")
        }
        if let site = asked.site {
            terms.append("_site = ?")
            arguments.append(.integer(Int64(site)))
        }
        if let scenario = asked.scenario {
            terms.append("COALESCE(scenario, '') = ?")
            arguments.append(.text(scenario))
        }
        // The index holds all that is asked about, so that rows are read for what is shown only.
        let newest = "ORDER BY COALESCE(occurredAt, receivedAt, openedAt) DESC, _id DESC"
        return (
            "SELECT _id FROM recovery_case WHERE \(terms.joined(separator: " AND ")) \(newest)",
            newest, arguments
        )
    }
}

extension RecoveryCase {
    /// When the failure happened, as figures count it.
    package var countedAt: Timestamp {
        row.time(CaseField.occurredAt) ?? row.time(CaseField.receivedAt) ?? openedAt
    }

    /// How the house learned of it; nil where nobody said.
    package var learnedBy: FeedbackChannel? { row.choice(CaseField.channel) }
}
