import FoundationEssentials
import GRDB
import Hub
import Node
import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Web
import Wire

/// A hub, a node that joined through a relay, and the relay.
struct JoinedHouse: Sendable {
    let hub: HubStore
    let node: NodeStore
    let relay: Relay
    /// Where the hub is.
    let url: String
    /// Where the hub, the node and others may lie.
    let directory: String

    var site: UInt32 {
        get throws { try node.membership().site }
    }

    /// Serves a new one while `body` runs.
    static func serving(_ body: @Sendable (JoinedHouse) async throws -> Void) async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let relay = Relay()
            try await withHub(directory) { url in
                relay.lead(to: url)
                try await relay.standing { address in
                    let node = try await hub.joined("LIS", directory + "/lis", at: address)
                    try await body(
                        JoinedHouse(
                            hub: hub,
                            node: node,
                            relay: relay,
                            url: url,
                            directory: directory
                        )
                    )
                }
            }
        }
    }

    /// What stands in the way of syncing; nil when nothing does.
    func trouble(_ store: NodeStore? = nil) async throws -> SyncTrouble? {
        try await syncOverHTTP(store ?? node, within: .milliseconds(400)).blocker?.trouble
    }
}

extension HubStore {
    /// A new site's node, which joined over a network as the command line does.
    func joined(_ code: String, _ directory: String, at address: String) async throws -> NodeStore {
        let invitation = try invitation(try addSite(code))
        let enrolment = try await Node.enrol(hubURL: address, joinCode: invitation.description)
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let node = try NodeStore(path: directory + "/node.db")
        try node.enrol(enrolment)
        return node
    }

    /// How many cases it holds.
    func caseCount() throws -> Int {
        try database.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM recovery_case") ?? 0
        }
    }

    /// A fresh code for a site that is there.
    func freshCode(_ code: String) throws -> String {
        var random = SystemRandomNumberGenerator()
        let joinCode = JoinCode(using: &random)
        _ = try rejoin(code: code, joinCode: joinCode, author: "test", now: WallClock.now())
        return try invitation(joinCode).description
    }
}

extension NodeStore {
    /// Whether a hub has this node's case.
    func isKnown(_ id: ChangeID, to hub: HubStore) throws -> Bool {
        try hub.row(Catalogue.recoveryCase, id) != nil
    }
}

/// Signs as a node would that has a key of its own, and says what it likes.
func forged(
    _ body: [UInt8],
    keyID: String,
    key: SigningKey,
    created: Int64 = WallClock.now().milliseconds / 1000
) throws -> Relay.Message {
    var message = SignableMessage(
        .request(method: "POST", path: SyncEndpoint.exchangePath),
        fields: [
            "content-type": SyncEndpoint.contentType,
            "content-digest": ContentDigest.field(of: body),
        ]
    )
    let fields = try MessageSignature.fields(
        signing: message,
        terms: MessageSignature.Terms(created: created, nonce: 1, keyID: keyID),
        key: key
    )
    message.fields["signature-input"] = fields.input
    message.fields["signature"] = fields.signature
    return Relay.Message(path: SyncEndpoint.exchangePath, fields: message.fields, body: body)
}

extension Relay.Message {
    /// The kind of problem that an answer names.
    var problem: String? {
        let text = String(decoding: body, as: UTF8.self)
        return text.split(separator: "\"").first { $0.hasPrefix("urn:amends:problem:") }
            .map { String($0.dropFirst("urn:amends:problem:".count)) }
    }
}
