package import Recovery
import Wire

/// An open case with what its clocks follow from.
package struct InboxEntry: Sendable {
    /// The case.
    package let recoveryCase: RecoveryCase
    /// When it changed its state, and to which, in that order.
    package let changes: [CaseStateChange]
    /// Whether nobody has answered an alarm of it.
    package let hasOpenAlarm: Bool
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

    /// The open cases, newest first, so many at most.
    package func inbox(countMax: Int) throws -> [InboxEntry] {
        let newest = """
            SELECT _id FROM recovery_case WHERE state IN (\(Self.openStates))
            ORDER BY openedAt DESC LIMIT \(max(0, countMax))
            """
        let changes = try stateChanges(
            "SELECT record, stamp, value FROM history WHERE record IN (\(newest))"
        )
        let alarmed = try Set(
            RecordTable.ids(
                """
                SELECT recoveryCase FROM alarm
                WHERE recoveryCase IN (\(newest)) AND state IN (\(Self.openAlarmStates))
                """,
                [],
                database
            )
        )
        return try rows(Catalogue.recoveryCase, "WHERE _id IN (\(newest))", []).map { row in
            InboxEntry(
                recoveryCase: RecoveryCase(row),
                changes: changes[row.id] ?? [],
                hasOpenAlarm: alarmed.contains(row.id)
            )
        }
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
            "\(sql) AND field = \(CaseField.state.rawValue) ORDER BY stamp"
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
