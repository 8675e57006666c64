package import Sync
package import Wire

/// How a node's messages reach the hub.
package protocol HubTransport: Sendable {
    /// Brings a request, which the hub may hold for a while, to the hub, and back its answer.
    func exchange(_ body: [UInt8], hold: Duration) async throws(TransportFailure) -> [UInt8]
}

/// Why a message did not reach the hub, or its answer is none.
package struct TransportFailure: Error, Hashable, Sendable {
    package var trouble: SyncTrouble
    /// After how long the hub wants to be asked again.
    package var retryAfter: Duration?
    /// What the other side said, for the log.
    package var detail: String

    package init(_ trouble: SyncTrouble, retryAfter: Duration? = nil, detail: String) {
        self.trouble = trouble
        self.retryAfter = retryAfter
        self.detail = detail
    }

    /// What is wrong with an answer that cannot be read.
    package init(_ error: WireError) {
        let trouble: SyncTrouble =
            switch error {
            case .notAFrame: .notAHub
            case .unknownVersion, .unknownCoding: .upgradeNeeded
            default: .replyDamaged
            }
        self.init(trouble, detail: error.description)
    }
}

extension TransportFailure: CustomStringConvertible {
    package var description: String {
        "\(trouble.sentence) \(trouble.nextStep) (\(detail))"
    }
}
