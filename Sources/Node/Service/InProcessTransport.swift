import Recovery
package import Storage
import Sync
import Wire

/// Brings messages to a hub in the same process: through the wire's bytes, without a network.
package struct InProcessTransport: HubTransport {
    private let hub: HubStore

    package init(_ hub: HubStore) { self.hub = hub }

    package func exchange(
        _ body: [UInt8],
        hold: Duration
    ) async throws(TransportFailure) -> [UInt8] {
        do {
            let request = try ExchangeRequest(receiving: body)
            let hub = hub
            let results = try await blocking {
                try hub.exchange(
                    [request],
                    now: WallClock.now(),
                    newEpoch: Epoch(rawValue: .random(in: .min ... .max))
                )
            }
            return try results[0].get().encoded()
        } catch let error as WireError {
            throw TransportFailure(.requestRefused, detail: error.description)
        } catch {
            throw TransportFailure(.hubFailed, detail: "\(error)")
        }
    }
}
