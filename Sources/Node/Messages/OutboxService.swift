import Logging
import Recovery
import ServiceLifecycle
import Storage

/// Hands over what is in the outbox, in the background, until the node stops.
struct OutboxService: Service {
    let store: NodeStore
    let carriers: [any Carrier]
    /// How often it looks for messages that are due.
    let lookEvery: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await review()
            await withDiscardingTaskGroup { group in
                for carrier in carriers { group.addTask { await drain(by: carrier) } }
                // Without a carrier it waits all the same: a service that ends, ends the node.
                group.addTask { await rest() }
            }
        }
        for carrier in carriers { try await carrier.shutdown() }
    }

    private func rest() async {
        while !Task.isCancelled {
            // Cancelled is how it ends.
            try? await Task.sleep(for: .seconds(3600))
        }
    }

    private func review() async {
        let knowing = Set(carriers.filter(\.knowsKeys).map(\.channel))
        let store = store
        do { try await blocking { try store.reviewOutbox(knowingKeys: knowing) } } catch {
            logger.error("The node could not look through its outbox: \(error)")
        }
    }

    private func drain(by carrier: any Carrier) async {
        let (store, channel) = (store, carrier.channel)
        while !Task.isCancelled {
            do {
                let parcel = try await blocking {
                    try store.takeParcel(of: [channel], now: WallClock.now())
                }
                if let parcel {
                    let answer = await carrier.carry(parcel)
                    try await blocking {
                        try store.settle(parcel, answer, now: WallClock.now())
                    }
                    log(answer, channel)
                    continue
                }
            } catch {
                logger.error("The node could not empty its outbox: \(error)")
            }
            // Cancelled is how it ends.
            try? await Task.sleep(for: lookEvery)
        }
    }

    private func log(_ answer: CarrierAnswer, _ channel: FeedbackChannel) {
        switch answer {
        case .taken: break
        case .later(let detail): logger.warning("A message by \(channel.words) waits: \(detail).")
        case .refused(let detail), .unknown(let detail):
            logger.error("A message by \(channel.words) needs a person: \(detail).")
        }
    }
}
