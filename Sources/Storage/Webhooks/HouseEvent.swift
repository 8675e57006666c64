import GRDB
package import Recovery
package import Wire

/// Something that happened in the house, of which programs are told.
package struct HouseEvent: Hashable, Sendable {
    /// Its place in the order of events.
    package let number: Int64
    /// Names it to programs, the same at every try: letters, digits, dots and hyphens.
    package let key: String
    /// What it was.
    package let kind: Kind
    /// The case that it is about.
    package let recoveryCase: ChangeID
    /// The alarm or the promise that it is about; nil for a case's own.
    package let subject: ChangeID?
    /// Which of the case's members another value was given, as programs call them.
    package let fields: [String]
    /// When it happened.
    package let at: Timestamp

    /// What happens in a house.
    package enum Kind: Int64, CaseIterable, Sendable {
        /// A case was opened.
        case caseOpened = 1
        /// Another value stands in a case.
        case caseChanged
        /// A case was closed.
        case caseClosed
        /// Somebody is called.
        case alarmRaised
        /// A promise was to be kept by now, and is not.
        case promiseDue

        /// The word for it in JSON, such as `case.opened`.
        package var name: String {
            switch self {
            case .caseOpened: "case.opened"
            case .caseChanged: "case.changed"
            case .caseClosed: "case.closed"
            case .alarmRaised: "alarm.raised"
            case .promiseDue: "promise.due"
            }
        }
    }
}

/// Writes down what happens, for programs that are told of it.
///
/// The one door calls it for every record that it writes, so that what came from the hub counts
/// like what was done here. Where no program is told, nothing is written down.
enum HouseEvents {
    /// The fields whose change is told, and how programs call them.
    private static let told: [(field: CaseField, name: String)] = [
        (.scenario, "scenario"), (.severity, "severity"), (.state, "state"),
        (.outcome, "outcome"), (.owner, "owner"), (.team, "team"), (.place, "place"),
        (.guest, "guest"), (.summary, "summary"), (.recoveryScore, "recoveryScore"),
        (.tags, "stepsDone"),
    ]

    static func note(_ old: StoredRow?, _ new: StoredRow, _ database: Database) throws {
        if new.type.number == Catalogue.recoveryCase.number {
            try noteCase(old.map(RecoveryCase.init), RecoveryCase(new), database)
        } else if new.type.number == Catalogue.alarm.number {
            let (alarm, wasOpen) = (Alarm(new), old.map { Alarm($0).state.isOpen } ?? false)
            guard alarm.state.isOpen, !wasOpen, let found = alarm.recoveryCase else { return }
            try add(.alarmRaised, about: found, subject: alarm.id, at: alarm.raisedAt, database)
        }
    }

    private static func noteCase(
        _ old: RecoveryCase?,
        _ new: RecoveryCase,
        _ database: Database
    ) throws {
        guard let old else {
            let at = Timestamp(milliseconds: new.row.stamp.milliseconds)
            return try add(.caseOpened, about: new.id, at: at, database)
        }
        let changed = told.filter { old.row[$0.field] != new.row[$0.field] }
        guard !changed.isEmpty else { return }
        let stamps = changed.flatMap { new.row.live($0.field.rawValue) }.map(\.stamp)
        let isClosed = new.state == .closed && old.state != .closed
        try add(
            isClosed ? .caseClosed : .caseChanged,
            about: new.id,
            changed.map(\.name),
            at: Timestamp(milliseconds: (stamps.max() ?? new.row.stamp).milliseconds),
            database
        )
    }

    /// Keeps an event; nothing where no program is told.
    static func add(
        _ kind: HouseEvent.Kind,
        about id: ChangeID,
        subject: ChangeID? = nil,
        _ fields: [String] = [],
        at moment: Timestamp,
        _ database: Database
    ) throws {
        let insert = try RawStatement(
            database,
            """
            INSERT INTO webhook_event(key, kind, recovery_case, subject, fields, at)
            SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS(SELECT 1 FROM webhook)
            """
        )
        // Two houses' cases may bear the same number; who is told of both must not care.
        insert.bind(1, "\(id).\(String(UInt64.random(in: .min ... .max), radix: 36))")
        insert.bind(2, kind.rawValue)
        insert.bind(3, id.rawValue)
        insert.bind(4, .reference(subject))
        insert.bind(5, fields.joined(separator: " "))
        insert.bind(6, moment.milliseconds)
        try insert.run()
    }
}
