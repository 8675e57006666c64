import Recovery
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
    package func cases(_ asked: CountedCases) throws -> [RecoveryCase] {
        var terms = [
            "COALESCE(isDrill, 0) = 0", "state <> \(CaseState.merged.rawValue)",
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
        return try rows(
            Catalogue.recoveryCase,
            """
            WHERE _id IN (
                SELECT _id FROM recovery_case WHERE \(terms.joined(separator: " AND "))
                \(newest) LIMIT \(max(0, asked.countMax))
            ) \(newest)
            """,
            arguments
        ).map(RecoveryCase.init)
    }
}
