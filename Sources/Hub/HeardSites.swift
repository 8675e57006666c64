import Recovery
import Storage
import Synchronization

/// When sites were heard and how far they have come, kept in memory and written a few seconds
/// later with others: it is not worth a commit of its own.
final class HeardSites: Sendable {
    typealias Heard = (at: Timestamp, version: String)

    private let heard = Mutex<[UInt32: Heard]>([:])
    private let reached = Mutex<[UInt32: SiteReach]>([:])

    func note(_ site: UInt32, at now: Timestamp, version: String) {
        heard.withLock { $0[site] = (now, version) }
    }

    func note(_ site: UInt32, reached reach: SiteReach) {
        reached.withLock { $0[site] = reach }
    }

    /// What was noted since this was asked last.
    func taken() -> [UInt32: Heard] {
        heard.withLock { heard in
            defer { heard = [:] }
            return heard
        }
    }

    /// How far sites said that they have come since this was asked last.
    func takenReaches() -> [UInt32: SiteReach] {
        reached.withLock { reached in
            defer { reached = [:] }
            return reached
        }
    }
}
