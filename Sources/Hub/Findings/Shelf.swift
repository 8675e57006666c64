import Recovery
import Storage
import Synchronization
import Web

/// Keeps what takes long to read, so that no page waits for it twice.
///
/// It is made again when something has changed since; at a large hub, where that takes a while,
/// beside the pages and so that it takes a fiftieth of a processor at most. Until then pages show
/// what is kept, and say as of when.
final class Shelf<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// Something kept, as it was at some moment.
    struct Kept: Sendable {
        let value: Value
        let asOf: Timestamp
        fileprivate let changeCount: Int64
        fileprivate let madeAt: ContinuousClock.Instant
        fileprivate let took: Duration
    }

    private let store: HubStore
    private let countMax: Int
    private let read: @Sendable (HubStore, Key) throws -> Value
    private let kept = Mutex<[Key: Kept]>([:])
    private let isRenewing = Mutex(false)

    /// A shelf with room for `countMax` things; `read` makes one.
    init(
        _ store: HubStore,
        countMax: Int,
        _ read: @escaping @Sendable (HubStore, Key) throws -> Value
    ) {
        self.store = store
        self.countMax = countMax
        self.read = read
    }

    /// What is kept under a key, or else made now.
    ///
    /// - Throws: what reading throws.
    func value(_ key: Key) throws -> Kept {
        let count = try store.changeCount()
        guard let found = kept.withLock({ $0[key] }) else { return try make(key, count) }
        if found.changeCount == count { return found }
        // A page may wait for what is as quick as this.
        if found.took <= .milliseconds(20) { return try make(key, count) }
        // Otherwise it is worth so many times its own length.
        if ContinuousClock.now - found.madeAt > found.took * 50 { renew(key, count) }
        return found
    }

    private func make(_ key: Key, _ count: Int64) throws -> Kept {
        let begun = ContinuousClock.now
        let asOf = WallClock.now()
        let value = try read(store, key)
        let made = Kept(
            value: value,
            asOf: asOf,
            changeCount: count,
            madeAt: begun,
            took: ContinuousClock.now - begun
        )
        kept.withLock { kept in
            kept[key] = made
            if kept.count > countMax,
                let oldest = kept.min(by: { $0.value.madeAt < $1.value.madeAt })
            {
                kept[oldest.key] = nil
            }
        }
        return made
    }

    private func renew(_ key: Key, _ count: Int64) {
        let mayBegin = isRenewing.withLock { isOn in
            defer { isOn = true }
            return !isOn
        }
        guard mayBegin else { return }
        Task {
            defer { isRenewing.withLock { $0 = false } }
            // What cannot be read now, the next page's request tries again.
            do { _ = try await blocking { try self.make(key, count) } } catch {}
        }
    }
}

/// What a run of findings is made for.
struct FindingsKey: Hashable, Sendable {
    let period: Period
    /// Sites that may still change their weeks.
    let behind: Set<UInt32>
}

extension Shelf<FindingsKey, SignalScan> {
    /// The findings of the weeks to the end of a period.
    static func findings(_ store: HubStore) -> Shelf {
        Shelf(store, countMax: 2) { store, key in
            let streams = try store.read {
                try $0.failureStreams(key.period.mondays(back: SignalScan.weekCount))
            }
            return SignalScan(streams, incomplete: key.behind)
        }
    }
}

extension Shelf<ClosedRange<Int64>, FailureCounts> {
    /// How often what failed at which site over some days.
    static func counts(_ store: HubStore) -> Shelf {
        // Four spans of weeks, each with the one before it, and as many of earlier weeks.
        Shelf(store, countMax: 16) { store, days in try store.read { try $0.failureCounts(days) } }
    }
}
