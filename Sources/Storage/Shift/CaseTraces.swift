package import Recovery
package import Wire

/// What the house's own figures need of a case besides its clocks.
package struct CaseTraces: Sendable {
    /// The words from which it was opened; nil when they are not here.
    package fileprivate(set) var feedback: FeedbackItem?
    /// From the first call until somebody answered, in ms; nil while nobody has.
    package fileprivate(set) var answeredAfter: Int64?
    /// Whether a call went up the ladder.
    package fileprivate(set) var hasClimbed = false
    /// The highest rung of what the guest got; nil for nothing.
    package fileprivate(set) var given: RemedyLevel?
    /// How people of the house wrote or spoke to the guest, or tried, oldest first.
    package fileprivate(set) var attempts: [ContactAttempt] = []
    /// When the guest leaves, or left; nil when the stay is not known.
    package fileprivate(set) var departsAt: Timestamp?
    /// When somebody first spoke or wrote to the guest, as a clock of the promised time for it.
    package let firstContact: CaseClock
}

extension StoreReader {
    /// The traces of some cases, read a kind of record at a time.
    package func traces(
        of cases: [RecoveryCase],
        _ house: ClockHouse
    ) throws -> [ChangeID: CaseTraces] {
        guard !cases.isEmpty else { return [:] }
        var traces = try firstContacts(of: cases, house).mapValues {
            CaseTraces(firstContact: $0)
        }
        let ids = "[\(cases.map { "\($0.id.rawValue)" }.joined(separator: ","))]"
        for found in cases {
            traces[found.id]?.feedback = try found.feedback
                .flatMap { try row(Catalogue.feedback, $0) }.map(FeedbackItem.init)
            traces[found.id]?.departsAt = try found.row.reference(CaseField.stay)
                .flatMap { try row(Catalogue.stay, $0) }?.time(StayField.departsAt)
        }
        try readCalls(ids, &traces)
        try readRemedies(ids, &traces)
        for attempt in try rows(
            Catalogue.contactAttempt,
            """
            WHERE recoveryCase IN (SELECT value FROM json_each(?)) ORDER BY happenedAt, _id
            """,
            [.text(ids)]
        ) {
            guard let id = attempt.reference(ContactAttemptField.recoveryCase) else { continue }
            traces[id]?.attempts.append(ContactAttempt(attempt))
        }
        return traces
    }

    private func readCalls(_ ids: String, _ traces: inout [ChangeID: CaseTraces]) throws {
        let statement = try RawStatement(
            database,
            """
            SELECT recoveryCase, MIN(raisedAt), MIN(acknowledgedAt), MAX(level) FROM alarm
            WHERE recoveryCase IN (SELECT value FROM json_each(?)) GROUP BY recoveryCase
            """
        )
        defer { statement.reset() }
        statement.bind(1, ids)
        while try statement.step() {
            let id = ChangeID(rawValue: statement.integer(0))
            if !statement.isNull(1), !statement.isNull(2) {
                traces[id]?.answeredAfter = max(0, statement.integer(2) - statement.integer(1))
            }
            traces[id]?.hasClimbed = statement.integer(3) > 0
        }
    }

    private func readRemedies(_ ids: String, _ traces: inout [ChangeID: CaseTraces]) throws {
        let statement = try RawStatement(
            database,
            """
            SELECT proposal.recoveryCase, MAX(proposal.level) FROM remedy_event proposal
            JOIN remedy_event step ON step.offer = proposal._id
                AND step.state = \(RemedyState.delivered.rawValue)
            WHERE proposal.recoveryCase IN (SELECT value FROM json_each(?))
                AND NOT EXISTS (SELECT 1 FROM remedy_event back
                    WHERE back.offer = proposal._id
                    AND back.state = \(RemedyState.reversed.rawValue))
            GROUP BY proposal.recoveryCase
            """
        )
        defer { statement.reset() }
        statement.bind(1, ids)
        while try statement.step() {
            let id = ChangeID(rawValue: statement.integer(0))
            traces[id]?.given = RemedyLevel(rawValue: statement.integer(1)) ?? .c0
        }
    }
}

extension FeedbackItem {
    /// Whether it was staff who wrote the failure down: they saw it, or were told it.
    package var isLoggedByStaff: Bool {
        origin == .staffNoticed || channel == .inPerson || channel == .phone
    }
}
