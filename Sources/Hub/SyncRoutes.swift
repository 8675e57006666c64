import HTTPTypes
import Hummingbird
import Storage
import Sync
import Web
import Wire

/// The addresses by which nodes join and sync.
struct SyncRoutes: Sendable {
    private static let bodies = BodyRules(
        contentType: SyncEndpoint.contentType,
        byteCountMax: WireLimits.standard.bodyByteCountMax
    )
    private static let enrolments = BodyRules(
        contentType: SyncEndpoint.contentType,
        byteCountMax: WireLimits.standard.enrolmentByteCountMax
    )

    let store: HubStore
    let desk: ExchangeDesk
    let heard: HeardSites
    /// Bounds the bodies in memory.
    let arrivals: Gate
    /// Bounds the inflated bytes that are decoded and applied at a time.
    let work: Gate

    func add(to router: Router<HubContext>) {
        router.post(RouterPath(SyncEndpoint.enrolPath)) { request, _ in try await enrol(request) }
        router.post(RouterPath(SyncEndpoint.exchangePath)) { request, _ in
            try await exchange(request)
        }
    }

    private func enrol(_ request: Request) async throws -> Response {
        _ = try Self.enrolments.check(request)
        let body = try await Self.enrolments.collect(request)
        let code = try EnrolRequest(decoding: body).code
        guard let joinCode = JoinCode(code) else { throw HubError.joinCodeRefused }
        let store = store
        let reply = try await blocking {
            var random = SystemRandomNumberGenerator()
            return try store.enrol(joinCode, now: WallClock.now()) { site in
                Credential(site: site, using: &random)
            }
        }
        return response(reply.encoded())
    }

    private enum Outcome {
        case answered(ExchangeReply)
        case toHold(ExchangeRequest)
    }

    private func exchange(_ request: Request) async throws -> Response {
        let credential = try await credential(request)
        let byteCount = try Self.bodies.check(request)
        let outcome = try await arrivals.passing(byteCount) {
            let body = try await Self.bodies.collect(request)
            // A few bytes may inflate to a thousand times as many.
            let plainByteCount = try ExchangeRequest.plainByteCount(declaredBy: body)
            return try await work.passing(plainByteCount) { try await take(body, from: credential) }
        }
        let version = request.headers[.userAgent] ?? ""
        heard.note(credential.site, at: WallClock.now(), version: version)
        switch outcome {
        case .answered(let reply): return response(reply.encoded())
        // It has left the gates: one that waits is in nobody's way.
        case .toHold(let request): return response(try await desk.hold(request).encoded())
        }
    }

    private func take(_ body: [UInt8], from credential: Credential) async throws -> Outcome {
        let request = try ExchangeRequest(receiving: body)
        guard request.site == credential.site else {
            throw Problem(
                .forbidden,
                "other-site",
                "This credential belongs to another site. Join this node anew with a fresh code."
            )
        }
        return desk.mayHold(request)
            ? .toHold(request) : .answered(try await desk.answer(request))
    }

    private func credential(_ request: Request) async throws -> Credential {
        let words = request.headers[.authorization]?.split(separator: " ") ?? []
        guard words.count == 2, words[0].lowercased() == "bearer",
            let credential = Credential(String(words[1]))
        else { throw Self.refused }
        let store = store
        guard try await blocking({ try store.accepts(credential) }) else { throw Self.refused }
        return credential
    }

    private static let refused = Problem(
        .unauthorized,
        "credential",
        """
        The hub does not know this credential. Make a fresh code with \
        'amends hub site rejoin CODE' and join the node anew.
        """
    )

    private func response(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: SyncEndpoint.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
