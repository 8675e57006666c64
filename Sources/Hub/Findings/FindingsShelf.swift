import Recovery
import Storage
import Synchronization
import Web

/// Findings as they were at some moment.
struct Findings: Sendable {
    let scan: SignalScan
    let asOf: Timestamp
}

/// Keeps the findings of the last run, so that no page waits for another one.
///
/// They are made again when something has changed since; at a large hub, where that takes a while,
/// beside the pages and so that it takes a fiftieth of a processor at most. Until then pages show
/// the former ones, and say as of when.
final class FindingsShelf: Sendable {
    private struct Kept: Sendable {
        let lastMonday: Int64
        let incomplete: Set<UInt32>
        let changeCount: Int64
        let findings: Findings
        let madeAt: ContinuousClock.Instant
        let took: Duration

        func isOf(_ period: Period, _ behind: Set<UInt32>) -> Bool {
            lastMonday == period.lastMonday && incomplete == behind
        }
    }

    /// A run is worth so many times its own length.
    private static let restFactor = 50
    /// A page may wait so long for a run.
    private static let waitMax = Duration.milliseconds(20)

    private let store: HubStore
    private let kept = Mutex<Kept?>(nil)
    private let isRenewing = Mutex(false)

    init(_ store: HubStore) { self.store = store }

    /// What was found in the weeks to the end of `period`; sites in `behind` are left out.
    func findings(_ period: Period, behind: Set<UInt32>) throws -> Findings {
        let count = try store.changeCount()
        guard let kept = kept.withLock({ $0 }), kept.isOf(period, behind) else {
            return try make(period, behind, count).findings
        }
        if kept.changeCount == count { return kept.findings }
        if kept.took <= Self.waitMax { return try make(period, behind, count).findings }
        if ContinuousClock.now - kept.madeAt > kept.took * Self.restFactor {
            renew(period, behind, count)
        }
        return kept.findings
    }

    private func make(
        _ period: Period,
        _ behind: Set<UInt32>,
        _ count: Int64
    ) throws -> Kept {
        let begun = ContinuousClock.now
        let asOf = WallClock.now()
        let streams = try store.read {
            try $0.failureStreams(period.mondays(back: SignalScan.weekCount))
        }
        let made = Kept(
            lastMonday: period.lastMonday,
            incomplete: behind,
            changeCount: count,
            findings: Findings(scan: SignalScan(streams, incomplete: behind), asOf: asOf),
            madeAt: begun,
            took: ContinuousClock.now - begun
        )
        kept.withLock { $0 = made }
        return made
    }

    private func renew(_ period: Period, _ behind: Set<UInt32>, _ count: Int64) {
        let mayBegin = isRenewing.withLock { isOn in
            defer { isOn = true }
            return !isOn
        }
        guard mayBegin else { return }
        Task {
            defer { isRenewing.withLock { $0 = false } }
            // What cannot be read now, the next page's request reads or reports.
            do { _ = try await blocking { try self.make(period, behind, count) } } catch {}
        }
    }
}
