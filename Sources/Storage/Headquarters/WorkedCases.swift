import GRDB
package import Recovery
package import Wire

/// What became of one case, and what it took.
package struct WorkedCase: Sendable {
    package let id: ChangeID
    package let site: UInt32
    package let scenario: String
    package let severity: Int
    package let state: CaseState
    package let outcome: CaseOutcome?
    /// The guest's score of the recovery, 1...7.
    package let score: Int?
    package let openedAt: Timestamp
    /// When it happened, as figures count it.
    package let happenedAt: Timestamp
    package let closedAt: Timestamp?
    /// How the house learned of it, by number.
    package let channel: Int64
    package let stay: ChangeID?
    /// The rank of the guest; empty where there is none.
    package let tier: String
    /// From the first call to the first answer, in ms; nil while nobody has answered.
    package let answeredAfter: Int64?
    /// How long the first call has been out; nil where nobody was called.
    package let calledAt: Timestamp?
    /// Whether it had counted as put right, and was not.
    package let wasReopened: Bool
    /// What guests were given and kept.
    package var given: [GivenRemedy] = []

    /// Whether the house agreed that it let the guest down.
    package var isUpheld: Bool { outcome != .notUpheld }
    /// Whether it was put right, as the house saw it.
    package var wasAttempted: Bool {
        isUpheld && (state == .closed || state == .remedied || wasReopened)
    }
}

/// What a guest was given, at the house's cost.
package struct GivenRemedy: Hashable, Sendable {
    package let kind: RemedyKind
    package let costMinor: Int64
    package let currency: String
}

extension StoreReader {
    /// The failures that happened over some days, neither drills nor merged ones, at a site or at
    /// all.
    package func workedCases(
        _ days: ClosedRange<Int64>,
        site: UInt32? = nil
    ) throws -> [WorkedCase] {
        let statement = try RawStatement(database, Self.workedQuery)
        defer { statement.reset() }
        statement.bind(1, days.lowerBound * 86_400_000)
        statement.bind(2, (days.upperBound + 1) * 86_400_000 - 1)
        if let site { statement.bind(3, Int64(site)) } else { statement.bindNull(3) }
        let given = try givenRemedies(days, site: site)
        var cases: [WorkedCase] = []
        while try statement.step() {
            var one = Self.workedCase(statement)
            one.given = given[one.id] ?? []
            cases.append(one)
        }
        return cases
    }

    /// A case comes in when it is received; it counts on the day on which it happened, as the
    /// figures of failures have it.
    private static let happened = "COALESCE(c.occurredAt, c.receivedAt, c.openedAt)"

    private static let counted = """
        \(happened) BETWEEN ?1 AND ?2 AND (?3 IS NULL OR c._site = ?3)
        AND COALESCE(c.isDrill, 0) = 0 AND c.state <> \(CaseState.merged.rawValue)
        AND COALESCE(c.outcome, 0) <> \(CaseOutcome.notAFailure.rawValue)
        """

    private static let workedQuery = """
        SELECT c._id, c._site, COALESCE(c.scenario, ''), c.severity, c.state, c.outcome,
            c.recoveryScore, c.openedAt, c.closedAt, COALESCE(c.channel, 0), c.stay,
            COALESCE(s.tier, ''),
            (SELECT MIN(raisedAt) FROM alarm WHERE recoveryCase = c._id),
            (SELECT MIN(acknowledgedAt) FROM alarm WHERE recoveryCase = c._id),
            EXISTS(SELECT 1 FROM history h JOIN history b ON b.record = h.record
                AND b.field = h.field AND b.stamp < h.stamp
                AND b.value IN (\(CaseState.remedied.rawValue), \(CaseState.closed.rawValue))
                WHERE h.record = c._id AND h.field = \(CaseField.state.rawValue)
                AND h.value = \(CaseState.inProgress.rawValue)), \(happened)
        FROM recovery_case c LEFT JOIN stay s ON s._id = c.stay WHERE \(counted)
        """

    private static func workedCase(_ statement: RawStatement) -> WorkedCase {
        func number(_ column: Int) -> Int64? {
            statement.isNull(column) ? nil : statement.integer(column)
        }
        let (raised, answered) = (number(12), number(13))
        return WorkedCase(
            id: ChangeID(rawValue: statement.integer(0)),
            site: UInt32(truncatingIfNeeded: statement.integer(1)),
            scenario: statement.text(2),
            severity: Int(number(3) ?? Severity.inconvenience.rawValue),
            state: CaseState(rawValue: statement.integer(4)) ?? .new,
            outcome: number(5).flatMap(CaseOutcome.init(rawValue:)),
            score: number(6).map { Int($0) }.flatMap { (1...7).contains($0) ? $0 : nil },
            openedAt: Timestamp(milliseconds: statement.integer(7)),
            happenedAt: Timestamp(milliseconds: statement.integer(15)),
            closedAt: number(8).map(Timestamp.init(milliseconds:)),
            channel: statement.integer(9),
            stay: number(10).map(ChangeID.init(rawValue:)),
            tier: statement.text(11),
            answeredAfter: raised.flatMap { raised in answered.map { max(0, $0 - raised) } },
            calledAt: raised.map(Timestamp.init(milliseconds:)),
            wasReopened: statement.integer(14) == 1
        )
    }

    /// What was delivered in the cases and not taken back.
    private func givenRemedies(
        _ days: ClosedRange<Int64>,
        site: UInt32?
    ) throws -> [ChangeID: [GivenRemedy]] {
        let statement = try RawStatement(
            database,
            """
            SELECT DISTINCT d.recoveryCase, o._id, o.kind, COALESCE(o.costMinor, 0),
                COALESCE(o.currency, '')
            FROM recovery_case c JOIN remedy_event d ON d.recoveryCase = c._id
                AND d.state = \(RemedyState.delivered.rawValue)
                JOIN remedy_event o ON o._id = d.offer
            WHERE \(Self.counted) AND NOT EXISTS(
                SELECT 1 FROM remedy_event r WHERE r.recoveryCase = c._id AND r.offer = d.offer
                AND r.state = \(RemedyState.reversed.rawValue))
            """
        )
        defer { statement.reset() }
        statement.bind(1, days.lowerBound * 86_400_000)
        statement.bind(2, (days.upperBound + 1) * 86_400_000 - 1)
        if let site { statement.bind(3, Int64(site)) } else { statement.bindNull(3) }
        var given: [ChangeID: [GivenRemedy]] = [:]
        while try statement.step() {
            given[ChangeID(rawValue: statement.integer(0)), default: []].append(
                GivenRemedy(
                    kind: RemedyKind(rawValue: statement.integer(2)) ?? .attention,
                    costMinor: statement.integer(3),
                    currency: statement.text(4)
                )
            )
        }
        return given
    }

    /// The answers to the five items of CARES over some days: by those who lead and by guests.
    package func caresAnswers(
        _ days: ClosedRange<Int64>,
        site: UInt32? = nil
    ) throws -> [(items: CaresItems, isGuest: Bool)] {
        let from = Cell.integer(days.lowerBound * 86_400_000)
        let through = Cell.integer((days.upperBound + 1) * 86_400_000 - 1)
        let place = site.map { " AND _site = \($0)" } ?? ""
        let reviews = try rows(
            Catalogue.caresReview,
            "WHERE reviewedAt BETWEEN ? AND ?\(place)",
            [from, through]
        ).map { (items: CaresReview($0).items, isGuest: false) }
        let surveys = try rows(
            Catalogue.recoverySurvey,
            "WHERE answeredAt BETWEEN ? AND ? AND wave = 1\(place)",
            [from, through]
        ).map { (items: CaresItems(survey: $0), isGuest: true) }
        return reviews + surveys.filter { !$0.items.scores.isEmpty }
    }
}
