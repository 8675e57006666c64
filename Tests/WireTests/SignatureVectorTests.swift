import Foundation
import Testing

@testable import Wire

/// Protocol/vectors/signature.txt, which a program in another language made from Sync.md.
@Suite struct `The signed example` {
    private static let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .appendingPathComponent("../../../Protocol/vectors/signature.txt").standardizedFileURL

    private func key(_ seed: ClosedRange<UInt8>) throws -> SigningKey {
        try #require(SigningKey(seed: Array(seed)))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func terms(_ created: Int64, _ nonce: UInt64, _ name: String, _ key: SigningKey)
        -> MessageSignature.Terms
    {
        MessageSignature.Terms(
            created: created,
            nonce: nonce,
            keyID: "\(name).\(key.publicKey.mark.text)"
        )
    }

    @Test func `is what this program signs and believes`() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let (node, hub) = (try key(0...31), try key(32...63))
        #expect(text.contains("node's public key:  \(hex(node.publicKey.bytes))\n"))
        #expect(text.contains("hub's public key:   \(hex(hub.publicKey.bytes))\n"))
        var request = SignableMessage(
            .request(method: "POST", path: "/sync/v1/exchange"),
            fields: [
                "content-type": "application/vnd.amends.sync",
                "content-digest": ContentDigest.field(of: Array("AMDS".utf8)),
                "amends-hub": hub.publicKey.mark.text,
            ]
        )
        try sign(&request, nil, terms(1_790_000_000, 0xC0FFEE, "17", node), node, text)
        var reply = SignableMessage(
            .reply(status: 200),
            fields: [
                "content-type": "application/vnd.amends.sync",
                "content-digest": ContentDigest.field(of: Array("AMDS\u{1}".utf8)),
            ]
        )
        try sign(&reply, request, terms(1_790_000_001, 0xBEE, "hub", hub), hub, text)
    }

    private func sign(
        _ message: inout SignableMessage,
        _ request: SignableMessage?,
        _ terms: MessageSignature.Terms,
        _ key: SigningKey,
        _ text: String
    ) throws {
        let fields = try MessageSignature.fields(
            signing: message,
            answering: request,
            terms: terms,
            key: key
        )
        message.fields["signature-input"] = fields.input
        message.fields["signature"] = fields.signature
        for (name, value) in message.fields { #expect(text.contains("\n\(name): \(value)\n")) }
        try MessageSignature(of: message).check(message, answering: request, by: key.publicKey)
    }
}
