import Storage
import Synchronization
import Wire

/// The requests that carry nothing and wait for news, by site.
///
/// A waiting request costs its own few hundred bytes and no task of this program's making.
final class WaitingRoom: Sendable {
    typealias Answer = IngestQueue.Answer
    typealias Instant = ContinuousClock.Instant

    /// One request that waits.
    struct Guest: Sendable {
        var id: UInt64
        var request: ExchangeRequest
        var deadline: Instant
        var answer: Answer
    }

    private struct State {
        var news: HubNews
        var guests: [UInt32: [Guest]] = [:]
        var count = 0

        mutating func remove(site: UInt32, where leaves: (Guest) -> Bool) -> [Guest] {
            guard let present = guests[site], present.contains(where: leaves) else { return [] }
            let staying = present.filter { !leaves($0) }
            guests[site] = staying.isEmpty ? nil : staying
            count -= present.count - staying.count
            return present.filter(leaves)
        }

        mutating func remove(where leaves: (Guest) -> Bool) -> [Guest] {
            guests.keys.sorted().flatMap { remove(site: $0, where: leaves) }
        }
    }

    private let countMax: Int
    private let state: Mutex<State>

    /// An empty room.
    ///
    /// - Parameters:
    ///   - news: the hub's present state.
    ///   - countMax: how many may wait; others are answered at once.
    init(news: HubNews, countMax: Int) {
        self.countMax = countMax
        state = Mutex(State(news: news))
    }

    /// Takes a guest in; false when there is news for it already, or no place.
    ///
    /// What is committed after the last `announce` is announced by the next.
    func enter(_ guest: Guest) -> Bool {
        state.withLock { state in
            guard state.count < countMax, !state.news.concerns(guest.request)
            else { return false }
            state.guests[guest.request.site, default: []].append(guest)
            state.count += 1
            return true
        }
    }

    /// Removes the guests whom a new request of the same writer overtakes.
    func remove(_ writer: WriterNumber, site: UInt32) -> [Guest] {
        state.withLock { $0.remove(site: site) { $0.request.writer == writer } }
    }

    /// Removes one guest.
    func remove(_ id: UInt64, site: UInt32) -> [Guest] {
        state.withLock { $0.remove(site: site) { $0.id == id } }
    }

    /// Removes the guests whose time is over.
    func removeOverdue(_ now: Instant) -> [Guest] {
        state.withLock { $0.remove { $0.deadline <= now } }
    }

    /// Removes the guests for whom there is news.
    func announce(_ news: HubNews) -> [Guest] {
        state.withLock { state in
            state.news = news
            return state.remove { news.concerns($0.request) }
        }
    }

    /// How many wait.
    var count: Int { state.withLock(\.count) }
}
