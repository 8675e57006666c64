import HTTPTypes
import Hummingbird
import NIOCore
import Recovery
import Storage
import Synchronization
import Wire

/// Signs every answer to a signed request of a node, refusals too, as the answer to this request.
struct SignedReplies: RouterMiddleware {
    let keys: HubKeys

    func handle(
        _ request: Request,
        context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard request.isSigned, request.uri.path.hasPrefix("/sync/") else { return response }
        let asked = SignableMessage(request)
        let signed = try await withIdentity(response, answering: asked)
        var random = SystemRandomNumberGenerator()
        let terms = MessageSignature.Terms(
            created: WallClock.now().milliseconds / 1000,
            nonce: random.next(),
            keyID: "hub.\(signed.key.publicKey.mark.text)"
        )
        do {
            let fields = try MessageSignature.fields(
                signing: SignableMessage(
                    .reply(status: signed.response.status.code),
                    fields: SignableMessage.fields(signed.response.headers)
                ),
                answering: asked,
                terms: terms,
                key: signed.key
            )
            var response = signed.response
            response.set(MessageSignature.inputName, fields.input)
            response.set(MessageSignature.signatureName, fields.signature)
            return response
        } catch is SignatureError {
            // The request names too little to bind an answer to it; its refusal goes unsigned.
            return signed.response
        }
    }

    /// Adds what is signed beside the body: its digest, and which key the node should know.
    private func withIdentity(
        _ response: Response,
        answering asked: SignableMessage
    ) async throws -> (response: Response, key: SigningKey) {
        let ring = try keys.ring()
        let key = Self.key(of: ring, knownAs: asked.fields[IdentityField.hub])
        var response = response
        let body = try await Self.bytes(of: response.body)
        response.body = ResponseBody(byteBuffer: body)
        response.set(ContentDigest.name, ContentDigest.field(of: Array(body.readableBytesView)))
        if asked.fields[IdentityField.key] != nil {
            response.set(IdentityField.hubKey, IdentityField.text(key.publicKey))
        } else if key != ring.present {
            response.set(IdentityField.hubKey, IdentityField.text(ring.present.publicKey))
        }
        return (response, key)
    }

    /// The key that the node knows, or the present one.
    private static func key(of ring: KeyRing, knownAs mark: String?) -> SigningKey {
        guard let mark = mark.flatMap(KeyMark.init) else { return ring.present }
        return ring.former.first { $0.publicKey.mark == mark } ?? ring.present
    }

    private static func bytes(of body: ResponseBody) async throws -> ByteBuffer {
        let collected = Collected()
        try await body.write(CollectingWriter(collected: collected))
        return collected.bytes.withLock { $0 }
    }

    private final class Collected: Sendable {
        let bytes = Mutex(ByteBuffer())
    }

    private struct CollectingWriter: ResponseBodyWriter {
        let collected: Collected

        mutating func write(_ buffer: ByteBuffer) async throws {
            collected.bytes.withLock { bytes in
                // Most answers come in one piece, which need not be copied.
                if bytes.readableBytes == 0 {
                    bytes = buffer
                } else {
                    bytes.writeImmutableBuffer(buffer)
                }
            }
        }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

extension Response {
    /// Sets a field by its name in lower case.
    fileprivate mutating func set(_ name: String, _ value: String) {
        guard let name = HTTPField.Name(name) else { return }
        headers[name] = value
    }
}
