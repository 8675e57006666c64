import Recovery
import Storage
import Sync
import Wire

/// One exchange at a time between a node's data and the hub.
struct Exchanger: Sendable {
    let store: NodeStore
    let transport: any HubTransport

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
    /// - Throws: the database's error.
    func attempt(hold: Duration) async throws -> Attempt {
        let (store, seconds) = (store, UInt16(clamping: hold.components.seconds))
        return try await blocking {
            let request = try store.nextRequest(
                next: Token(rawValue: .random(in: .min ... .max)),
                waitSeconds: seconds
            )
            return Attempt(
                body: request.encoded(),
                isHeld: request.waitSeconds > 0,
                hold: .seconds(Int(request.waitSeconds))
            )
        }
    }

    /// Sends a request and takes the reply in.
    ///
    /// - Throws: ``TransportFailure``, or the database's error.
    func complete(_ attempt: Attempt) async throws -> Result {
        let bytes = try await transport.exchange(attempt.body, hold: attempt.hold)
        let store = store
        var result = try await blocking { try Self.take(bytes, store) }
        result.bytesUp = attempt.body.count
        result.bytesDown = bytes.count
        return result
    }

    private static func take(_ bytes: [UInt8], _ store: NodeStore) throws -> Result {
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
        case .newEpoch, .renumbered, .hubWentBack:
            return Result(
                outcome: NodeSession.Outcome(hasMoved: false, hasMore: true, isVerified: nil)
            )
        }
    }
}
