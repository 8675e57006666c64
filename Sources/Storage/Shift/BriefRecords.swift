package import Recovery
package import Wire

// Cases as reports speak of them: without drills, and without those that were merged away.

extension StoreReader {
    private static let counted = "isDrill IS NOT 1 AND state <> \(CaseState.merged.rawValue)"

    /// The real cases that were opened in a stretch of time, oldest first.
    package func cases(openedFrom start: Timestamp, to end: Timestamp) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            "WHERE openedAt >= ? AND openedAt < ? AND \(Self.counted) ORDER BY openedAt, _id",
            [.time(start), .time(end)]
        ).map(RecoveryCase.init)
    }

    /// The real cases that were closed in a stretch of time, in that order.
    package func cases(closedFrom start: Timestamp, to end: Timestamp) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            "WHERE closedAt >= ? AND closedAt < ? AND \(Self.counted) ORDER BY closedAt, _id",
            [.time(start), .time(end)]
        ).map(RecoveryCase.init)
    }

    /// The real cases on which work may still be needed, oldest first, so many at most.
    package func openCases(countMax: Int) throws -> [RecoveryCase] {
        let states = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        return try rows(
            Catalogue.recoveryCase,
            """
            WHERE state IN (\(states.joined(separator: ","))) AND isDrill IS NOT 1
            ORDER BY openedAt LIMIT \(max(0, countMax))
            """,
            []
        ).map(RecoveryCase.init)
    }

    /// The drills that are not closed yet, oldest first.
    package func openDrills() throws -> [RecoveryCase] {
        let states = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        return try rows(
            Catalogue.recoveryCase,
            """
            WHERE state IN (\(states.joined(separator: ","))) AND isDrill = 1
            ORDER BY openedAt
            """,
            []
        ).map(RecoveryCase.init)
    }

    /// Those of some cases in which the guest got something that cost the house money.
    package func costly(of cases: [RecoveryCase]) throws -> Set<ChangeID> {
        let ids = cases.map { "\($0.id.rawValue)" }.joined(separator: ",")
        return Set(
            try RecordTable.ids(
                """
                SELECT DISTINCT proposal.recoveryCase FROM remedy_event proposal
                JOIN remedy_event step ON step.offer = proposal._id
                    AND step.state = \(RemedyState.delivered.rawValue)
                WHERE proposal.costMinor > 0 AND proposal.recoveryCase IN (\(ids))
                """,
                [],
                database
            )
        )
    }
}
