import Foundation
import Testing

@testable import Wire

@Suite struct `A signature` {
    private static let key = SigningKey(seed: Array(0..<32)) ?? SigningKey()
    private static let body = Array("AMDS".utf8)

    private static var request: SignableMessage {
        SignableMessage(
            .request(method: "POST", path: "/sync/v1/exchange"),
            fields: [
                "content-type": "application/vnd.amends.sync",
                "content-digest": ContentDigest.field(of: body),
                "amends-hub": "ABCDEFGHJKLM",
            ]
        )
    }

    private static func terms(_ keyID: String) -> MessageSignature.Terms {
        MessageSignature.Terms(created: 1_790_000_000, nonce: 0xC0FFEE, keyID: keyID)
    }

    private static func signed(
        _ message: SignableMessage,
        answering request: SignableMessage? = nil
    ) throws -> SignableMessage {
        let fields = try MessageSignature.fields(
            signing: message,
            answering: request,
            terms: terms("17.\(key.publicKey.mark.text)"),
            key: key
        )
        var message = message
        message.fields["signature-input"] = fields.input
        message.fields["signature"] = fields.signature
        return message
    }

    /// The key and the signature of RFC 8032, 7.1, test 2.
    @Test func `by Ed25519 is the one of the standard`() throws {
        let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        let key = try #require(SigningKey(seed: seed))
        #expect(
            key.publicKey.bytes
                == bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        )
        let signature = bytes(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        )
        #expect(key.publicKey.accepts(signature, of: [0x72]))
        #expect(!key.publicKey.accepts(signature, of: [0x73]))
        #expect(!key.publicKey.accepts([], of: [0x72]))
    }

    /// The digest of RFC 9530, appendix B.
    @Test func `names the body's digest as the standard does`() throws {
        let body = Array(#"{"hello": "world"}"#.utf8)
        let field = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
        #expect(ContentDigest.field(of: body) == field)
        try ContentDigest.check("sha-512=:AAAA:, " + field, body: body)
        #expect(throws: SignatureError.bodyDiffers) {
            try ContentDigest.check(field, body: body + [0])
        }
        #expect(throws: SignatureError.missing("content-digest")) {
            try ContentDigest.check(nil, body: body)
        }
        #expect(throws: SignatureError.malformed("content-digest")) {
            try ContentDigest.check("sha-512=:AAAA:", body: body)
        }
    }

    @Test func `of an exact message is believed`() throws {
        let message = try Self.signed(Self.request)
        let signature = try MessageSignature(of: message)
        #expect(signature.created == 1_790_000_000)
        try signature.check(message, by: Self.key.publicKey)
        #expect(throws: SignatureError.signatureDiffers) {
            try signature.check(message, by: SigningKey().publicKey)
        }
    }

    @Test(arguments: ["content-type", "content-digest", "amends-hub"])
    func `does not fit when a field is altered`(name: String) throws {
        var message = try Self.signed(Self.request)
        message.fields[name, default: ""] += "x"
        let altered = message
        #expect(throws: SignatureError.signatureDiffers) {
            try MessageSignature(of: altered).check(altered, by: Self.key.publicKey)
        }
    }

    @Test func `does not fit another method, path or status`() throws {
        var message = try Self.signed(Self.request)
        message.start = .request(method: "POST", path: "/sync/v1/key")
        let moved = message
        #expect(throws: SignatureError.signatureDiffers) {
            try MessageSignature(of: moved).check(moved, by: Self.key.publicKey)
        }
        message.start = .request(method: "PUT", path: "/sync/v1/exchange")
        let other = message
        #expect(throws: SignatureError.signatureDiffers) {
            try MessageSignature(of: other).check(other, by: Self.key.publicKey)
        }
    }

    @Test(arguments: ["amends-key", "amends-hub"])
    func `must cover what identity says`(name: String) throws {
        var bare = Self.request
        bare.fields["amends-hub"] = nil
        var message = try Self.signed(bare)
        message.fields[name] = "ABCDEFGHJKLM"
        let added = message
        #expect(throws: SignatureError.uncovered("\"\(name)\"")) {
            try MessageSignature(of: added).check(added, by: Self.key.publicKey)
        }
    }

    @Test func `of a reply fits the one request that it answers`() throws {
        let asked = try Self.signed(Self.request)
        let reply = SignableMessage(
            .reply(status: 200),
            fields: ["content-digest": ContentDigest.field(of: [1])]
        )
        let signed = try Self.signed(reply, answering: asked)
        let signature = try MessageSignature(of: signed)
        try signature.check(signed, answering: asked, by: Self.key.publicKey)
        var other = Self.request
        other.fields["amends-hub"] = "MLKJHGFEDCBA"
        let another = try Self.signed(other)
        #expect(throws: SignatureError.signatureDiffers) {
            try signature.check(signed, answering: another, by: Self.key.publicKey)
        }
        // One that names no request answers none.
        let loose = try Self.signed(reply)
        #expect(throws: SignatureError.uncovered("\"@method\";req")) {
            try MessageSignature(of: loose).check(
                loose,
                answering: asked,
                by: Self.key.publicKey
            )
        }
    }

    @Test(arguments: [
        ("alg=\"ed25519\"", "alg=\"hmac-sha256\"", SignatureError.unsupported("alg")),
        ("tag=\"amends\"", "tag=\"other\"", .unsupported("tag")),
        (";tag=\"amends\"", "", .malformed("signature-input")),
        (";nonce=\"c0ffee\"", "", .malformed("signature-input")),
        ("created=1790000000", "created=\"now\"", .malformed("signature-input")),
        ("\"@path\"", "\"@path\";sf", .unsupported("\"@path\";sf")),
        ("\"@path\"", "\"@path\" \"@path\"", .malformed("signature-input")),
        ("\"@path\"", "\"@authority\"", .unsupported("\"@authority\"")),
        ("amends=(", "other=(", .malformed("signature-input")),
        ("(", "((", .malformed("signature-input")),
    ])
    func `in another form is refused`(
        part: String,
        instead: String,
        error: SignatureError
    ) throws {
        var message = try Self.signed(Self.request)
        let input = try #require(message.fields["signature-input"])
        message.fields["signature-input"] = input.replacingOccurrences(of: part, with: instead)
        let altered = message
        #expect(throws: error == .unsupported("\"@authority\"") ? .uncovered("\"@path\"") : error) {
            try MessageSignature(of: altered).check(altered, by: Self.key.publicKey)
        }
    }

    /// Whatever a stranger sends as a field, reading it ends without harm.
    @Test(arguments: 0..<300)
    func `survives any bytes`(seed: Int) throws {
        var random = Sample(seed: UInt64(seed))
        var message = try Self.signed(Self.request)
        for name in ["signature-input", "signature", "content-digest"] {
            var text = Array((message.fields[name] ?? "").utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: text.indices, using: &random)
                text[place] = UInt8.random(in: 0x20...0x7E, using: &random)
                if Bool.random(using: &random) { text.remove(at: place) }
            }
            message.fields[name] = String(decoding: text, as: UTF8.self)
        }
        let altered = message
        guard
            altered.fields["signature-input"]
                != (try Self.signed(Self.request)).fields["signature-input"]
        else { return }
        #expect(throws: SignatureError.self) {
            try MessageSignature(of: altered).check(altered, by: Self.key.publicKey)
        }
    }

    @Test func `in a field beyond every bound is refused`() {
        let long = "a=:" + String(repeating: "A", count: 8_000) + ":"
        #expect(StructuredField(long) == nil)
        let many = (0..<9).map { "a\($0)=1" }.joined(separator: ", ")
        #expect(StructuredField(many) == nil)
        #expect(StructuredField("a=1,") == nil)
        #expect(StructuredField("a=1.5") == nil)
        #expect(StructuredField("A=1") == nil)
        #expect(StructuredField("a=1, a=2")?["a"]?.value == .item(.integer(2)))
    }

    @Test(arguments: [[], [0], [0, 255], [1, 2, 3], Array(0..<64)])
    func `is written in one form of base 64`(bytes: [UInt8]) {
        let text = Base64.text(of: bytes)
        #expect(text == Data(bytes).base64EncodedString())
        #expect(Base64.bytes(of: text.utf8) == bytes)
    }

    @Test(arguments: ["A", "AB", "ABC", "AB==C", "A===", "AB=C", "AAB=", "AB-_", "AA=="])
    func `in another form of base 64 is none`(text: String) {
        #expect(Base64.bytes(of: text.utf8) == (text == "AA==" ? [0] : nil))
    }

    @Test func `is by a key whose mark people can compare`() {
        let mark = Self.key.publicKey.mark
        #expect(mark.description.count == 14)
        #expect(KeyMark(mark.description.lowercased()) == mark)
        #expect(KeyMark("ABCD") == nil)
        #expect(SigningKey().publicKey.mark != mark)
        #expect(IdentityField.key(IdentityField.text(Self.key.publicKey)) == Self.key.publicKey)
        #expect(IdentityField.key(":AAAA:") == nil)
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2)
            .compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}
