package import Recovery
package import Wire

/// An open case, as far as the order and the filters of the inbox need it.
package struct InboxLine: Hashable, Sendable {
    /// The case.
    package let id: ChangeID
    /// How far the handling has come.
    package let state: CaseState
    /// The person who has it.
    package let owner: String?
    /// The team that has it.
    package let team: String?
    /// When the guest leaves or left; nil when no stay tells.
    package let departsAt: Timestamp?
    /// Whether nobody has answered an alarm of it.
    package fileprivate(set) var hasOpenAlarm = false
    /// Whether the hub does not have all of it yet.
    package fileprivate(set) var isUnsent: Bool
    /// Differs whenever the case's clocks may: what its records hold, or were edited to.
    private var traces: [Int64]
    private let scenario: String?

    fileprivate init(_ statement: RawStatement) {
        id = ChangeID(rawValue: statement.integer(0))
        state = CaseState(rawValue: statement.integer(1)) ?? .new
        owner = statement.isNull(2) ? nil : statement.text(2)
        team = statement.isNull(3) ? nil : statement.text(3)
        scenario = statement.isNull(4) ? nil : statement.text(4)
        isUnsent = statement.integer(5) == 0
        departsAt =
            statement.isNull(8) ? nil : Timestamp(milliseconds: statement.integer(8))
        traces = (5...7).map(statement.integer)
    }

    fileprivate mutating func trace(_ numbers: Int64...) { traces += numbers }
}

extension StoreReader {
    private static let openStates = CaseState.allCases.filter(\.isOpen)
        .map { "\($0.rawValue)" }.joined(separator: ", ")
    private static let openAlarmStates = AlarmState.allCases.filter(\.isOpen)
        .map { "\($0.rawValue)" }.joined(separator: ", ")

    /// How many cases are neither closed nor merged into another.
    package func openCaseCount() throws -> Int {
        let statement = try RawStatement(
            database,
            "SELECT COUNT(*) FROM recovery_case WHERE state IN (\(Self.openStates))"
        )
        defer { statement.reset() }
        return try statement.step() ? Int(statement.integer(0)) : 0
    }

    /// Every open case of a node, in no order.
    ///
    /// Some microseconds a case: only the columns that the order and the filters need are read.
    package func inboxLines() throws -> [InboxLine] {
        var lines: [Int64: InboxLine] = [:]
        try forEachOf(
            """
            SELECT c._id, c.state, c.owner, c.team, c.scenario, c._revision, c.openedAt,
                c.touchpoint, stay.departsAt
            FROM recovery_case c
            LEFT JOIN stay ON stay._id = c.stay AND stay.isCancelled IS NOT 1
            WHERE c.state IN (\(Self.openStates))
            """
        ) { lines[$0.integer(0)] = InboxLine($0) }
        try forEachOf(
            """
            SELECT record, COUNT(*), MAX(stamp) FROM recovery_case JOIN history ON record = _id
            WHERE state IN (\(Self.openStates)) GROUP BY record
            """
        ) { lines[$0.integer(0)]?.trace($0.integer(1), $0.integer(2)) }
        try forEachOf(
            "SELECT recoveryCase, _id, state, acknowledgedAt FROM alarm ORDER BY recoveryCase, _id"
        ) { alarm in
            let state = AlarmState(rawValue: alarm.integer(2))
            if state?.isOpen ?? true { lines[alarm.integer(0)]?.hasOpenAlarm = true }
            lines[alarm.integer(0)]?.trace(alarm.integer(1), alarm.integer(2), alarm.integer(3))
        }
        try forEachOf(
            "SELECT recoveryCase, _id FROM contact_attempt ORDER BY recoveryCase, _id"
        ) { lines[$0.integer(0)]?.trace($0.integer(1)) }
        try forEachOf(
            """
            SELECT recoveryCase, _id, dueAt, state, settledAt FROM commitment
            ORDER BY recoveryCase, _id
            """
        ) { promise in
            lines[promise.integer(0)]?.trace(
                promise.integer(1),
                promise.integer(2),
                promise.integer(3),
                promise.integer(4)
            )
        }
        try forEachOf("SELECT record FROM overlay") { lines[$0.integer(0)]?.isUnsent = true }
        return Array(lines.values)
    }

    /// The clocks of cases by their ids; a case that has gone meanwhile has none.
    package func clocks(of ids: [ChangeID], _ house: ClockHouse) throws -> [ChangeID: CaseClocks] {
        let cases = try ids.compactMap { try row(Catalogue.recoveryCase, $0) }
        return try clocks(of: cases.map(RecoveryCase.init), house)
    }

    private func forEachOf(_ sql: String, _ body: (RawStatement) -> Void) throws {
        let statement = try RawStatement(database, sql)
        defer { statement.reset() }
        while try statement.step() { body(statement) }
    }

    /// When a case changed its state, and to which.
    package func stateChanges(of found: RecoveryCase) throws -> [CaseStateChange] {
        try stateChanges(
            "SELECT record, stamp, value FROM history WHERE record = \(found.id.rawValue)"
        )[found.id] ?? []
    }

    private func stateChanges(_ sql: String) throws -> [ChangeID: [CaseStateChange]] {
        let statement = try RawStatement(
            database,
            "\(sql) AND field = \(CaseField.state.rawValue) ORDER BY record, stamp"
        )
        defer { statement.reset() }
        var changes: [ChangeID: [CaseStateChange]] = [:]
        while try statement.step() {
            guard let state = CaseState(rawValue: statement.integer(2)) else { continue }
            let at = Stamp(rawValue: statement.integer(1)).milliseconds
            changes[ChangeID(rawValue: statement.integer(0)), default: []].append(
                CaseStateChange(at: Timestamp(milliseconds: at), state: state)
            )
        }
        return changes
    }

    /// Alarms that nobody has answered, the newest first.
    package func openAlarms(countMax: Int) throws -> [Alarm] {
        try rows(
            Catalogue.alarm,
            """
            WHERE state IN (\(Self.openAlarmStates)) ORDER BY _id DESC
            LIMIT \(max(0, countMax))
            """,
            []
        ).map(Alarm.init)
    }
}
