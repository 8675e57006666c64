import Recovery
package import Storage
package import Sync
import Wire

/// What syncing at once came to.
package struct SyncNowResult: Hashable, Sendable {
    /// Changes that the hub took.
    package var pushed: Int64 = 0
    /// Rows that the hub gave.
    package var pulled = 0
    package var bytesUp = 0
    package var bytesDown = 0
    package var parked = 0
    package var conflicts = 0
    /// Whether the view was proved equal to the hub's.
    package var verified = false
    /// What stood in the way, when it did not get to its end.
    package var blocker: Blocker?
}

/// Syncs until nothing is left to push and the view is at the hub's head, or the time is over.
///
/// Safe beside a process that serves the same node. Failures are tried again with back-off.
///
/// - Throws: ``NodeError/notEnrolled``, or the database's error. What the network or the hub
///   did is in the result.
package func syncNow(
    _ store: NodeStore,
    _ transport: any HubTransport,
    within time: Duration = .seconds(120),
    pace: NodeSession.Pace = .standard
) async throws -> SyncNowResult {
    let deadline = ContinuousClock.now + time
    var session = NodeSession(pace: pace, blocker: try await blocking { try store.blocker() })
    var result = SyncNowResult()
    var effects = session.handle(.started, now: WallClock.now(), chance: 0)
    let exchanger = Exchanger(store: store, transport: transport)
    while !effects.isEmpty {
        var event: NodeSession.Event?
        switch effects.removeFirst() {
        case .report(let blocker):
            try await blocking { try store.setBlocker(blocker) }
        case .send(let hold):
            // A request that the hub may hold would only wait for news now.
            let isLate = ContinuousClock.now >= deadline && result.bytesUp > 0
            if hold > .zero || isLate { break }
            event = try await exchange(exchanger, &result)
        case .scheduleTimer(let wait):
            if ContinuousClock.now + wait >= deadline { break }
            try await Task.sleep(for: wait)
            event = .timer
        case .cancelExchange:
            break
        }
        if let event {
            let chance = Double.random(in: 0..<1)
            effects += session.handle(event, now: WallClock.now(), chance: chance)
        }
    }
    return try await finished(result, store)
}

private func exchange(
    _ exchanger: Exchanger,
    _ result: inout SyncNowResult
) async throws -> NodeSession.Event {
    do {
        let attempt = try await exchanger.attempt(hold: .zero)
        result.bytesUp += attempt.body.count
        let done = try await exchanger.complete(attempt)
        result.pushed += done.acknowledged
        result.pulled += done.rows
        result.bytesDown += done.bytesDown
        result.verified = done.outcome.isVerified == true && !done.outcome.hasMore
        return .replied(done.outcome)
    } catch let failure as TransportFailure {
        result.verified = false
        return .failed(failure.trouble, retryAfter: failure.retryAfter)
    }
}

private func finished(_ result: SyncNowResult, _ store: NodeStore) async throws -> SyncNowResult {
    let status = try await blocking { try store.syncStatus(now: WallClock.now()) }
    var result = result
    result.parked = status.parked
    result.conflicts = status.conflicts
    result.blocker = status.blocker
    return result
}
