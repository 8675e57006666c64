import Recovery
import Storage
import Wire

/// The alarms that call a person now.
struct AlarmBar {
    /// The newest first.
    let alarms: [Alarm]

    /// The same, together where several call about one case.
    var calls: [[Alarm]] {
        var calls: [[Alarm]] = []
        for alarm in alarms {
            if let index = calls.firstIndex(where: { $0[0].recoveryCase == alarm.recoveryCase }) {
                calls[index].append(alarm)
            } else {
                calls.append([alarm])
            }
        }
        return calls
    }

    /// How long a new alarm stands above the list; after it the case's clock tells.
    private static let ageMax: Int64 = 15 * 60_000
    /// How many open alarms are looked at, the newest first.
    private static let countMax = 50
    /// How long somebody puts an alarm off, in milliseconds.
    static let snoozeMilliseconds: Int64 = 5 * 60_000

    init(_ person: Person, _ reader: StoreReader, _ now: Timestamp) throws {
        let snoozed = try reader.choices(.snooze, of: person.id).compactMapValues { Int64($0) }
        let caller = AlarmCaller(try reader.people())
        alarms = try reader.openAlarms(countMax: Self.countMax).filter { alarm in
            let until = snoozed[alarm.id.description] ?? 0
            // One that was put off comes back, however old it is by then.
            let isNew = alarm.raisedAt.milliseconds > now.milliseconds - Self.ageMax || until > 0
            return isNew && until <= now.milliseconds && caller.calls(alarm.responder, person)
        }
    }
}

/// Whom an alarm calls.
struct AlarmCaller {
    /// All teams, roles and people by whom an alarm is heard, as names are compared.
    private let heard: Set<String>

    /// The callers of a house where these people work.
    init(_ people: [Person]) {
        heard = people.filter(\.isActive).reduce(into: []) { $0.formUnion(Self.names(of: $1)) }
    }

    /// Whether an alarm calls a person: by team, by role or by name.
    ///
    /// What waits for triage calls whoever leads a shift. An alarm to somebody who is not in the
    /// house calls everyone: better one too many than nobody.
    func calls(_ responder: String, _ person: Person) -> Bool {
        let called = Self.name(responder)
        if called == Alarm.triageInbox { return person.role.covers(.supervisor) }
        return heard.contains(called) ? Self.names(of: person).contains(called) : true
    }

    private static func names(of person: Person) -> Set<String> {
        var names: Set<String> = [name(person.name), name(person.role.words)]
        if !person.profile.team.isEmpty { names.insert(name(person.profile.team)) }
        if person.role == .manager { names.insert(name(ResponseTeam.generalManager.words)) }
        return names
    }

    private static func name(_ words: String) -> String {
        (words.hasPrefix("person:") ? String(words.dropFirst(7)) : words).foldedForSearch
    }
}
