import Hummingbird
import Recovery
import Storage
import Synchronization
import Web
import Wire

/// Who has which case open, as far as this process knows.
///
/// It warns, and decides nothing: when the process starts anew, it has forgotten.
final class CaseVisits: Sendable {
    private struct Visit {
        var recoveryCase: ChangeID
        /// When the person opened the page by hand: what others did since, they may not have seen.
        var since: Timestamp
        /// When the page was last asked for, by hand or by itself.
        var seen: Timestamp
    }

    /// One for each person: whoever opens another case has left the one before.
    private let visits = Mutex<[PersonID: Visit]>([:])

    /// How long a page that does not ask for itself counts as open, in milliseconds.
    private static let staleMilliseconds: Int64 = 5 * 60_000

    /// Says that somebody has a case open, and since when.
    func note(_ id: ChangeID, by person: PersonID, _ now: Timestamp, isByItself: Bool) -> Timestamp
    {
        visits.withLock { visits in
            var visit = Visit(recoveryCase: id, since: now, seen: now)
            if isByItself, let known = visits[person], known.recoveryCase == id {
                visit.since = known.since
            }
            visits[person] = visit
            return visit.since
        }
    }

    /// Since when somebody has the page of a case before them; nil when it is not open.
    func since(_ id: ChangeID, by person: PersonID) -> Timestamp? {
        visits.withLock { $0[person] }.flatMap { $0.recoveryCase == id ? $0.since : nil }
    }

    /// Others who have a case open, and since when.
    func others(in id: ChangeID, than person: PersonID, _ now: Timestamp) -> [PersonID: Timestamp] {
        visits.withLock { visits in
            visits.filter { other, visit in
                other != person && visit.recoveryCase == id
                    && now.milliseconds - visit.seen.milliseconds < Self.staleMilliseconds
            }.mapValues(\.since)
        }
    }
}

/// How the page of a case was asked for.
struct CaseCall: Sendable {
    /// Whether the page asks for itself, to stay up to date.
    var isByItself = false
    /// What others did from here on is told: the page whose form led here was older.
    var since: Timestamp?

    init(_ request: Request) {
        isByItself = request.isByItself
        since = request.uri.queryParameters["since"].flatMap { Int64($0) }
            .map(Timestamp.init(milliseconds:))
    }
}

/// What a case's page says of others who are at it too.
struct CaseCompany: Sendable {
    /// Who else has it open; nil when nobody does.
    let present: String?
    /// What others did while the page was open, the latest first.
    let done: [String]
    let isDone: Bool

    /// The most that is told of what others did; the timeline has all.
    private static let countMax = 4

    init(_ desk: CaseDesk, _ found: RecoveryCase, _ events: [CaseEvent], _ call: CaseCall) {
        let person = desk.staff.session.person.id
        let visits = desk.pages.visits
        let opened = visits.note(found.id, by: person, desk.now, isByItself: call.isByItself)
        let since = min(opened, call.since ?? opened)
        let done = Self.events(events, by: desk.staff.name, since).prefix(Self.countMax)
        self.done = done.map { "\($0.who) \($0.words) (\($0.time))" }
        isDone = !done.isEmpty
        let others = visits.others(in: found.id, than: person, desk.now)
        let names = desk.people.compactMap { person in
            others[person.id].map { "\(person.name) since \(desk.pages.time.near($0, desk.now))" }
        }
        present = names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// What people other than one did after a moment.
    static func events(_ events: [CaseEvent], by name: String, _ since: Timestamp) -> [CaseEvent] {
        events.filter { $0.at > since.milliseconds && $0.who != name && $0.icon != "bell" }
    }
}
