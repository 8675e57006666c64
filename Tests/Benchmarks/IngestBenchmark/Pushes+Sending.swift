import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Recovery
import Storage
import Web
import Wire

extension Pushes {
    /// Sends them, each when the one before is answered.
    ///
    /// - Throws: ``Complaint`` unless every one is accepted whole.
    func send(to url: String, _ client: HTTPClient) async throws {
        for body in bodies {
            var request = HTTPClientRequest(url: url + SyncEndpoint.exchangePath)
            request.method = .POST
            request.headers.add(name: "content-type", value: SyncEndpoint.contentType)
            for field in try proof(body) {
                request.headers.add(name: field.name, value: field.value)
            }
            request.body = .bytes(ByteBuffer(bytes: body))
            let response = try await client.execute(request, timeout: .seconds(300))
            let bytes = try await response.body.collect(upTo: 64 << 20)
            guard response.status == .ok else { throw Complaint("status \(response.status)") }
            try check(ExchangeReply(decoding: Array(bytes.readableBytesView)))
        }
    }

    /// The fields that say whose a body is.
    private func proof(_ body: [UInt8]) throws -> [(name: String, value: String)] {
        guard let key else { return [("authorization", "Bearer \(credential)")] }
        let digest = ContentDigest.field(of: body)
        let message = SignableMessage(
            .request(method: "POST", path: SyncEndpoint.exchangePath),
            fields: ["content-type": SyncEndpoint.contentType, ContentDigest.name: digest]
        )
        var random = SystemRandomNumberGenerator()
        let signature = try MessageSignature.fields(
            signing: message,
            terms: MessageSignature.Terms(
                created: WallClock.now().milliseconds / 1000,
                nonce: random.next(),
                keyID: "\(site).\(key.publicKey.mark.text)"
            ),
            key: key
        )
        return [
            (ContentDigest.name, digest), (MessageSignature.inputName, signature.input),
            (MessageSignature.signatureName, signature.signature),
        ]
    }

    func check(_ reply: ExchangeReply) throws {
        guard case .accepted(let receipt) = reply.verdict, let pull = receipt.pull,
            pull.installed.reduce(0, { $0 + $1.count }) == 2 * Self.rowCount, pull.rows.isEmpty
        else { throw Complaint("the hub did not take a body whole: \(reply)") }
    }
}
