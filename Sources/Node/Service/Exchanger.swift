import Logging
import Recovery
import Storage
import Sync
import Wire

/// One exchange at a time between a node's data and the hub.
struct Exchanger: Sendable {
    let store: NodeStore
    let transport: any HubTransport
    /// Told what an operator should know; nil where the caller says it.
    var logger: Logger?
    private let line = LineSpeed()

    init(store: NodeStore, transport: any HubTransport, logger: Logger? = nil) {
        (self.store, self.transport, self.logger) = (store, transport, logger)
    }

    /// A request that was made and is to be sent.
    struct Attempt: Sendable {
        var body: [UInt8]
        var isHeld: Bool
        var hold: Duration
    }

    /// What an exchange came to.
    struct Result: Sendable {
        var outcome: NodeSession.Outcome
        var acknowledged: Int64 = 0
        var rows = 0
        var bytesUp = 0
        var bytesDown = 0
    }

    /// Makes the next request, which the hub may hold for a while if it carries nothing.
    ///
    /// - Throws: ``TransportFailure`` while syncing is paused, or the database's error.
    func attempt(hold: Duration) async throws -> Attempt {
        let (store, effort) = (store, line.effort)
        let seconds = UInt16(clamping: hold.components.seconds)
        return try await blocking {
            if let pause = try store.pause() {
                throw TransportFailure(.paused, detail: "since \(pause.since), by \(pause.author)")
            }
            let request = try store.nextRequest(
                next: Token(rawValue: .random(in: .min ... .max)),
                waitSeconds: seconds
            )
            return Attempt(
                body: request.encoded(effort),
                isHeld: request.waitSeconds > 0,
                hold: .seconds(Int(request.waitSeconds))
            )
        }
    }

    /// Sends a request and takes the reply in.
    ///
    /// - Throws: ``TransportFailure``, or the database's error.
    func complete(_ attempt: Attempt) async throws -> Result {
        let start = ContinuousClock.now
        let bytes = try await transport.exchange(attempt.body, hold: attempt.hold)
        if !attempt.isHeld { line.carried(attempt.body.count, in: .now - start) }
        let (store, logger) = (store, logger)
        var result = try await blocking { try Self.take(bytes, store, logger) }
        result.bytesUp = attempt.body.count
        result.bytesDown = bytes.count
        return result
    }

    private static func take(
        _ bytes: [UInt8],
        _ store: NodeStore,
        _ logger: Logger?
    ) throws -> Result {
        let reply: ExchangeReply
        do { reply = try ExchangeReply(decoding: bytes) } catch { throw TransportFailure(error) }
        let outcome: NodeStore.ReplyOutcome
        do { outcome = try store.apply(reply, now: WallClock.now()) } catch let error
            as NodeSyncError
        {
            throw TransportFailure(.replyDamaged, detail: "\(error)")
        }
        let hasMore = try store.hasMoreToSync()
        switch outcome {
        case .stale:
            // Another process of this node has made a later attempt.
            throw TransportFailure(.takenOver, detail: "the reply is to an earlier attempt")
        case .exchanged(let progress):
            return Result(
                outcome: NodeSession.Outcome(
                    hasMoved: progress.acknowledged > 0 || progress.hasMoved,
                    hasMore: hasMore,
                    isVerified: progress.isVerified
                ),
                acknowledged: progress.acknowledged,
                rows: progress.rows
            )
        case .newEpoch:
            logger?.notice("The hub began a new epoch: it is offered all that it may lack.")
        case .renumbered(let writer, let changeCount):
            logger?.warning(
                """
                Another copy of this node has spoken to the hub. This one goes on as writer \
                \(writer.rawValue); \(changeCount) changes were given new names. Switch one of \
                the two machines off.
                """
            )
        case .hubWentBack:
            logger?.notice("The hub went back in time; the next exchange tells it so.")
        }
        return Result(
            outcome: NodeSession.Outcome(hasMoved: false, hasMore: true, isVerified: nil)
        )
    }
}
