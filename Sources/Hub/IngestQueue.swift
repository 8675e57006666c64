import DequeModule
import Dispatch
import Recovery
import Storage
import Synchronization
import Wire

/// Gathers the requests that arrive while the database writes, and has them all answered in its
/// next transaction: one durable commit for many sites.
///
/// Requests are answered in the order in which they were submitted.
final class IngestQueue: Sendable {
    typealias Answer = CheckedContinuation<ExchangeReply, any Error>

    /// How much one transaction takes in: those behind it wait for its commit.
    struct GroupLimits: Sendable {
        var requestCount = 64
        var changeCount = 50_000
    }

    private struct Entry: Sendable {
        var request: ExchangeRequest
        var answer: Answer
    }

    private struct State {
        var entries: Deque<Entry> = []
        var isWorking = false
        /// Requests in the transaction under way.
        var workCount = 0
    }

    private let store: HubStore
    private let limits: GroupLimits
    private let state = Mutex(State())
    private let writer = DispatchQueue(label: "amends.hub.ingest")

    init(_ store: HubStore, limits: GroupLimits = GroupLimits()) {
        self.store = store
        self.limits = limits
    }

    /// Puts a request at the end of the queue.
    func submit(_ request: ExchangeRequest, _ answer: Answer) {
        let begins = state.withLock { state in
            state.entries.append(Entry(request: request, answer: answer))
            defer { state.isWorking = true }
            return !state.isWorking
        }
        if begins { writer.async { self.work() } }
    }

    /// How many requests are being answered, or wait for it.
    var count: Int { state.withLock { $0.entries.count + $0.workCount } }

    private func work() {
        while let group = nextGroup() {
            do {
                let results = try store.exchange(
                    group.map(\.request),
                    now: WallClock.now(),
                    newEpoch: Epoch(rawValue: .random(in: .min ... .max))
                )
                for (entry, result) in zip(group, results) { entry.answer.resume(with: result) }
            } catch {
                for entry in group { entry.answer.resume(throwing: error) }
            }
        }
    }

    /// Takes what the next transaction answers; nil, and the work ends, when nothing waits.
    private func nextGroup() -> [Entry]? {
        state.withLock { state in
            var group: [Entry] = []
            var changeCount = 0
            while let first = state.entries.first, group.count < limits.requestCount,
                group.isEmpty || changeCount < limits.changeCount
            {
                changeCount += first.request.changeCount
                group.append(state.entries.removeFirst())
            }
            state.workCount = group.count
            if group.isEmpty { state.isWorking = false }
            return group.isEmpty ? nil : group
        }
    }
}

extension ExchangeRequest {
    /// How many changes it carries.
    var changeCount: Int { sections.reduce(salvage.count) { $0 + $1.changes.count } }
}
