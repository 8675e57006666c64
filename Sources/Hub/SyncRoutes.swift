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

    private static let comparisons = BodyRules(
        contentType: SyncEndpoint.contentType,
        byteCountMax: 64 << 10
    )

    let store: HubStore
    let callers: CallerCheck
    let desk: ExchangeDesk
    let heard: HeardSites
    /// Bounds the bodies in memory.
    let arrivals: Gate
    /// Bounds the inflated bytes that are decoded and applied at a time.
    let work: Gate
    /// Lets one comparison read at a time.
    let comparing = Gate(byteCapacity: 1, lineCountMax: 64)

    func add(to router: Router<HubContext>) {
        router.post(RouterPath(SyncEndpoint.enrolPath)) { request, _ in try await enrol(request) }
        router.post(RouterPath(SyncEndpoint.exchangePath)) { request, _ in
            try await exchange(request)
        }
        router.post(RouterPath(SyncEndpoint.keyPath)) { request, _ in try await newKey(request) }
        router.post(RouterPath(SyncEndpoint.comparePath)) { request, _ in
            try await compare(request)
        }
    }

    private func enrol(_ request: Request) async throws -> Response {
        _ = try Self.enrolments.check(request)
        let body = try await Self.enrolments.collect(request)
        let code = try EnrolRequest(decoding: body).code
        guard let joinCode = Invitation(code)?.code else { throw HubError.joinCodeRefused }
        let key = try callers.joiningKey(request, body: body)
        let store = store
        let reply = try await blocking {
            var random = SystemRandomNumberGenerator()
            return try store.enrol(joinCode, key: key, now: WallClock.now()) { site in
                Credential(site: site, using: &random)
            }
        }
        return response(reply.encoded())
    }

    private func newKey(_ request: Request) async throws -> Response {
        _ = try Self.enrolments.check(request)
        let (site, key, caller) = try await callers.newKey(in: request)
        try caller.check(try await Self.enrolments.collect(request), of: request)
        let store = store
        try await blocking { try store.addKey(key, site: site, now: WallClock.now()) }
        return Response(status: .noContent)
    }

    private func compare(_ request: Request) async throws -> Response {
        let caller = try await callers.caller(of: request)
        let byteCount = try Self.comparisons.check(request)
        let reply = try await arrivals.passing(byteCount) {
            let body = try await Self.comparisons.collect(request)
            try caller.check(body, of: request)
            let question = try CompareRequest(decoding: body)
            guard question.site == caller.site else { throw Self.otherSite }
            let store = store
            // One at a time: each reads many records.
            return try await comparing.passing(1) {
                try await blocking { try store.answer(question) }
            }
        }
        return response(reply.encoded())
    }

    private static let otherSite = Problem(
        .forbidden,
        "other-site",
        "This node is another site's. Join this node anew with a fresh code."
    )

    private enum Outcome {
        case answered(ExchangeReply)
        case toHold(ExchangeRequest)
    }

    private func exchange(_ request: Request) async throws -> Response {
        var caller = try await callers.caller(of: request)
        let byteCount = try Self.bodies.check(request)
        let outcome = try await arrivals.passing(byteCount) {
            let body = try await Self.bodies.collect(request)
            try caller.check(body, of: request)
            // A few bytes may inflate to a thousand times as many.
            let plainByteCount = try ExchangeRequest.plainByteCount(declaredBy: body)
            return try await work.passing(plainByteCount) { try await take(body, from: caller) }
        }
        let version = request.headers[.userAgent] ?? ""
        heard.note(caller.site, at: WallClock.now(), version: version)
        switch outcome {
        case .answered(let reply): return response(reply.encoded(), to: caller)
        // It has left the gates: one that waits is in nobody's way.
        case .toHold(let held):
            let reply = try await desk.hold(held)
            // Meanwhile the site may have been retired, or asked for a new key.
            caller = try await callers.caller(of: request)
            return response(reply.encoded(), to: caller)
        }
    }

    private func take(_ body: [UInt8], from caller: CallerCheck.Caller) async throws -> Outcome {
        let request = try ExchangeRequest(receiving: body)
        guard request.site == caller.site else { throw Self.otherSite }
        heard.note(request.site, reached: SiteReach(request))
        return desk.mayHold(request)
            ? .toHold(request) : .answered(try await desk.answer(request))
    }

    private func response(_ bytes: [UInt8], to caller: CallerCheck.Caller? = nil) -> Response {
        var response = Response(
            status: .ok,
            headers: [.contentType: SyncEndpoint.contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
        if caller?.wantsNewKey == true, let name = HTTPField.Name(IdentityField.renew) {
            response.headers[name] = "?1"
        }
        return response
    }
}
