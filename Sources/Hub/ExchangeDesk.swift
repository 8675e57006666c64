import ServiceLifecycle
import Storage
import Synchronization
import Wire

/// Where requests are answered: at once, or when there is news.
final class ExchangeDesk: Sendable {
    private let queue: IngestQueue
    private let room: WaitingRoom
    private let holdMax: Duration
    private let lastID = Atomic<UInt64>(0)

    init(queue: IngestQueue, room: WaitingRoom, holdMax: Duration) {
        self.queue = queue
        self.room = room
        self.holdMax = holdMax
    }

    /// Whether a request may wait: it says so, carries nothing and asks for nothing but news.
    func mayHold(_ request: ExchangeRequest) -> Bool {
        request.waitSeconds > 0 && request.changeCount == 0 && request.cursor != nil
    }

    /// Answers a request in the next transaction.
    func answer(_ request: ExchangeRequest) async throws -> ExchangeReply {
        try await withCheckedThrowingContinuation { answer in
            overtake(request)
            queue.submit(request, answer)
        }
    }

    /// Answers a request when there is news for it, or its time is over, or the hub stops.
    func hold(_ request: ExchangeRequest) async throws -> ExchangeReply {
        let id = lastID.add(1, ordering: .relaxed).newValue
        let hold = min(.seconds(Int(request.waitSeconds)), holdMax)
        return try await withTaskCancellationOrGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { answer in
                overtake(request)
                let guest = WaitingRoom.Guest(
                    id: id,
                    request: request,
                    deadline: .now + hold,
                    answer: answer
                )
                if !room.enter(guest) { queue.submit(request, answer) }
                // The handler below may have come and gone before the guest was in.
                if Task.isCancelled || Task.isShuttingDownGracefully {
                    release(room.remove(id, site: request.site))
                }
            }
        } onCancelOrGracefulShutdown: {
            self.release(self.room.remove(id, site: request.site))
        }
    }

    /// Has guests who waited answered.
    func release(_ guests: [WaitingRoom.Guest]) {
        for guest in guests { queue.submit(guest.request, guest.answer) }
    }

    /// Has an earlier request of the same writer answered first: judged after a later one, it
    /// would look like a copy's.
    private func overtake(_ request: ExchangeRequest) {
        release(room.remove(request.writer, site: request.site))
    }
}
