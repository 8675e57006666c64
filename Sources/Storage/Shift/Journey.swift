package import Recovery
import Wire

/// How often guests were let down by one kind of failure at one point of their journey.
package struct JourneyCount: Hashable, Sendable {
    /// The point; nil where nobody said.
    package let touchpoint: Touchpoint?
    /// The code of the kind; nil where nobody has named it.
    package let scenario: String?
    /// Failures, without drills, merged cases and those that were none.
    package let failures: Int
    /// Those on which work may still be needed.
    package let open: Int
    /// Those whose stay is known.
    package let ofStays: Int
    /// Those whose guest scored the recovery, and scored it 6 or 7.
    package let scored, recovered: Int
}

extension StoreReader {
    private static let failures = """
        openedAt >= ? AND openedAt < ? AND isDrill IS NOT 1
        AND state <> \(CaseState.merged.rawValue)
        AND outcome IS NOT \(CaseOutcome.notAFailure.rawValue)
        """

    /// What failed where in a stretch of time, by when the house heard of it.
    ///
    /// Reads an index alone, see ``Schema``: a year of a large house in some milliseconds.
    package func journey(from start: Timestamp, to end: Timestamp) throws -> [JourneyCount] {
        let open = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        let statement = try RawStatement(
            database,
            """
            SELECT touchpoint, scenario, COUNT(*), TOTAL(state IN (\(open.joined(separator: ",")))),
                COUNT(stay), COUNT(recoveryScore), TOTAL(recoveryScore >= 6)
            FROM recovery_case WHERE \(Self.failures)
            GROUP BY touchpoint, scenario ORDER BY touchpoint, COUNT(*) DESC, scenario
            """
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        statement.bind(2, end.milliseconds)
        var counts: [JourneyCount] = []
        while try statement.step() {
            counts.append(
                JourneyCount(
                    touchpoint: Touchpoint(rawValue: statement.integer(0)),
                    scenario: statement.isNull(1) ? nil : statement.text(1),
                    failures: Int(statement.integer(2)),
                    open: Int(statement.integer(3)),
                    ofStays: Int(statement.integer(4)),
                    scored: Int(statement.integer(5)),
                    recovered: Int(statement.integer(6))
                )
            )
        }
        return counts
    }

    /// The cases behind what ``journey(from:to:)`` counts at one point, the latest first.
    package func cases(
        at touchpoint: Touchpoint?,
        from start: Timestamp,
        to end: Timestamp,
        countMax: Int
    ) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            """
            WHERE \(Self.failures) AND touchpoint IS ?
            ORDER BY openedAt DESC, _id DESC LIMIT \(max(0, countMax))
            """,
            [.time(start), .time(end), touchpoint.map { .integer($0.rawValue) } ?? .null]
        ).map(RecoveryCase.init)
    }
}
