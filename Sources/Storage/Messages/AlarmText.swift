import GRDB
package import Recovery
import Wire

// The last rung when nobody answers an alarm: a text to the duty manager's own telephone. Where it
// goes, and what went, are the node's own and not synced; that it went is noted on the case.

/// Where texts go about alarms that nobody answered.
package struct AlarmTextSettings: Hashable, Sendable {
    /// The duty manager's telephone.
    package let number: PhoneNumber
    /// Whether what is no danger waits for the end of the quiet hours.
    package let isQuietAtNight: Bool

    /// Texts to a telephone.
    package init(_ number: PhoneNumber, isQuietAtNight: Bool) {
        (self.number, self.isQuietAtNight) = (number, isQuietAtNight)
    }
}

/// An alarm that nobody has answered, and since when somebody was called.
package struct UnansweredAlarm: Sendable {
    /// The call that stands last.
    package let alarm: Alarm
    /// What it is about.
    package let recoveryCase: RecoveryCase
    /// When the first was called.
    package let since: Timestamp
}

extension NodeStore {
    /// Sets where texts go about alarms that nobody answered; nil sends none.
    package func setAlarmTexts(
        _ settings: AlarmTextSettings?,
        author: String,
        now: Timestamp
    ) throws {
        try database.write { database in
            guard let settings else {
                try Settings.remove(.alarmTextNumber, in: database)
                return try Journal.add("\(author) ended texts about alarms", now, database)
            }
            try Settings.set(.alarmTextNumber, settings.number.text, in: database)
            let isQuiet: Int64 = settings.isQuietAtNight ? 1 : 0
            try Settings.set(.alarmTextIsQuiet, isQuiet, in: database)
            let line = "\(author) sends texts about alarms to \(settings.number.text)"
            try Journal.add(line, now, database)
        }
    }
}

extension StoreReader {
    /// Where texts go about alarms that nobody answered; nil where none are sent.
    package func alarmTextSettings() throws -> AlarmTextSettings? {
        guard
            let number = try Settings.text(.alarmTextNumber, in: database)
                .flatMap(PhoneNumber.init)
        else { return nil }
        let isQuiet = try Settings.integer(.alarmTextIsQuiet, in: database) != 0
        return AlarmTextSettings(number, isQuietAtNight: isQuiet)
    }

    /// The alarms of open cases that nobody has answered, one a case, the gravest first and then
    /// the oldest, so many at most.
    ///
    /// `start` leaves out those that were raised before, and `isTexted`, where it is false, cases
    /// about which a text has gone.
    package func unansweredAlarms(
        from start: Timestamp = Timestamp(milliseconds: 0),
        isTexted: Bool = true,
        countMax: Int
    ) throws -> [UnansweredAlarm] {
        let statement = try RawStatement(
            database,
            """
            SELECT MAX(alarm._id), alarm.recoveryCase,
                (SELECT MIN(raisedAt) FROM alarm call WHERE call.recoveryCase = alarm.recoveryCase)
                AS since
            \(Self.unanswered) AND alarm.raisedAt >= ? \(isTexted ? "" : Self.isNotTexted)
            GROUP BY alarm.recoveryCase
            ORDER BY recovery_case.severity DESC, since, alarm.recoveryCase LIMIT ?
            """
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        statement.bind(2, Int64(max(0, countMax)))
        var found: [UnansweredAlarm] = []
        while try statement.step() {
            let ids = (0...1).map { ChangeID(rawValue: statement.integer($0)) }
            let since = Timestamp(milliseconds: statement.integer(2))
            guard let alarm = try row(Catalogue.alarm, ids[0]).map(Alarm.init),
                let recoveryCase = try row(Catalogue.recoveryCase, ids[1]).map(RecoveryCase.init)
            else { continue }
            found.append(
                UnansweredAlarm(alarm: alarm, recoveryCase: recoveryCase, since: since)
            )
        }
        return found
    }

    /// How many open cases have an alarm that nobody has answered.
    package func unansweredCount() throws -> Int {
        let statement = try RawStatement(
            database,
            "SELECT COUNT(DISTINCT alarm.recoveryCase) \(Self.unanswered)"
        )
        defer { statement.reset() }
        return try statement.step() ? Int(statement.integer(0)) : 0
    }

    private static let unanswered = """
        FROM alarm JOIN recovery_case ON recovery_case._id = alarm.recoveryCase
        WHERE alarm.state = \(AlarmState.raised.rawValue)
            AND COALESCE(term, \(ClockTerm.acknowledge.rawValue))
                = \(ClockTerm.acknowledge.rawValue)
            AND recovery_case.state IN (\(CaseState.allCases.filter(\.isOpen)
                .map { "\($0.rawValue)" }.joined(separator: ", ")))
        """

    private static let isNotTexted = """
        AND NOT EXISTS(SELECT 1 FROM alarm_text JOIN alarm told ON told._id = alarm_text.alarm
            WHERE told.recoveryCase = alarm.recoveryCase)
        """

    /// How far back calls are looked through for texts, in milliseconds, and how many.
    private static let (textAgeMax, textCountMax) = (Int64(86_400_000), 500)

    /// Those of them that a plan calls for now and about which no text has gone, and when to ask
    /// again.
    ///
    /// A case that was written down later than the plan would have called, as by an import, calls
    /// for none.
    package func alarmsToText(
        _ house: ClockHouse,
        _ plan: EscalationPlan,
        at now: Timestamp
    ) throws -> (due: [UnansweredAlarm], next: Timestamp?) {
        let start = Timestamp(milliseconds: now.milliseconds - Self.textAgeMax)
        let open = try unansweredAlarms(
            from: start,
            isTexted: false,
            countMax: Self.textCountMax
        )
        let clocks = try clocks(of: open.map(\.recoveryCase), house)
        var due: [UnansweredAlarm] = []
        var next: Timestamp?
        for call in open {
            let found = call.recoveryCase
            guard
                let clock = clocks[found.id]?.all.first(where: { $0.term == .acknowledge })?.clock,
                let threshold = plan.levels.first?.threshold
            else { continue }
            func calls(at moment: Timestamp) -> [EscalationCall] {
                plan.calls(
                    for: clock.reading(at: moment),
                    severity: found.severity,
                    raised: [],
                    at: moment
                )
            }
            guard calls(at: found.writtenAt).isEmpty else { continue }
            let moment = calls(at: now).first?.at ?? clock.moment(of: threshold, at: now)
            guard let moment else { continue }
            if moment <= now { due.append(call) } else { next = min(next ?? moment, moment) }
        }
        return (due, next)
    }

    /// When the last text about an alarm was written; nil for never.
    package func lastAlarmText() throws -> Timestamp? {
        let statement = try RawStatement(database, "SELECT MAX(at) FROM alarm_text")
        defer { statement.reset() }
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return Timestamp(milliseconds: statement.integer(0))
    }
}

extension NodeTransaction {
    /// Puts one text about some alarms into the outbox; each alarm is texted about once.
    package func text(
        about alarms: [UnansweredAlarm],
        to number: PhoneNumber,
        _ words: String
    ) throws {
        for call in alarms {
            let insert = try RawStatement(
                door.database,
                "INSERT OR REPLACE INTO alarm_text(alarm, number, text, at) VALUES(?, ?, ?, ?)"
            )
            insert.bind(1, call.alarm.id.rawValue)
            insert.bind(2, number.text)
            insert.bind(3, words)
            insert.bind(4, now.milliseconds)
            try insert.run()
            try note(
                "Nobody has answered the alarm: a text goes to the duty manager.",
                about: call.recoveryCase
            )
        }
        guard let first = alarms.first else { return }
        try put(first.alarm.id, OutgoingMessage(.sms, to: number.text, words), after: .zero)
    }

    /// The text about some alarms as it is handed over; nil once all of them are answered.
    func alarmParcel(_ id: ChangeID, key: String, tries: Int) throws -> Parcel? {
        guard let text = try alarmText(id), try isOwed(text.at) else { return nil }
        return Parcel(
            message: id,
            key: key,
            channel: .sms,
            address: text.number,
            subject: "",
            text: text.words,
            author: NodeStore.clockAuthor,
            writtenAt: text.at,
            tries: tries,
            reason: nil
        )
    }

    /// Notes on the case that a text about its alarm was refused.
    ///
    /// - Returns: false for what is no text about an alarm.
    func noteAlarmText(_ id: ChangeID, refusedBecause detail: String?) throws -> Bool {
        guard try alarmText(id) != nil else { return false }
        guard let detail, let alarm = try row(Catalogue.alarm, id).map(Alarm.init),
            let found = try alarm.recoveryCase.flatMap({ try row(Catalogue.recoveryCase, $0) })
        else { return true }
        try note(
            "The text to the duty manager was refused: \(detail). Call somebody.",
            about: RecoveryCase(found)
        )
        return true
    }

    /// Whether an alarm of the text that was written at a moment is still unanswered.
    private func isOwed(_ moment: Timestamp) throws -> Bool {
        let select = try RawStatement(
            door.database,
            """
            SELECT 1 FROM alarm_text JOIN alarm ON alarm._id = alarm_text.alarm
            WHERE at = ? AND state = \(AlarmState.raised.rawValue) LIMIT 1
            """
        )
        defer { select.reset() }
        select.bind(1, moment.milliseconds)
        return try select.step()
    }

    private func alarmText(
        _ id: ChangeID
    ) throws -> (number: String, words: String, at: Timestamp)? {
        let select = try RawStatement(
            door.database,
            "SELECT number, text, at FROM alarm_text WHERE alarm = ?"
        )
        defer { select.reset() }
        select.bind(1, id.rawValue)
        guard try select.step() else { return nil }
        return (select.text(0), select.text(1), Timestamp(milliseconds: select.integer(2)))
    }
}
