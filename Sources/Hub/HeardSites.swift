import Recovery
import Synchronization

/// When sites were heard, kept in memory and written a few seconds later with others: it is not
/// worth a commit of its own.
final class HeardSites: Sendable {
    typealias Heard = (at: Timestamp, version: String)

    private let heard = Mutex<[UInt32: Heard]>([:])

    func note(_ site: UInt32, at now: Timestamp, version: String) {
        heard.withLock { $0[site] = (now, version) }
    }

    /// What was noted since this was asked last.
    func taken() -> [UInt32: Heard] {
        heard.withLock { heard in
            defer { heard = [:] }
            return heard
        }
    }
}
