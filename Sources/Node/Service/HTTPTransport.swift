import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
package import Recovery
package import Storage
import Sync
import Web
import Wire

/// Brings messages to the hub over HTTP, and proves whose they are.
///
/// To be shut down when it is no longer used.
package final class HTTPTransport: HubTransport {
    /// How long a message may take besides the time it is held: a slow line takes minutes for
    /// a few megabytes.
    private static let roundTripMax = Duration.seconds(300)

    private let client: HTTPClient
    private let address: String
    private let credential: String?
    /// nil for a node that shows its credential and signs nothing.
    private let keeper: KeyKeeper?

    /// A transport for a node that has joined, which signs by its key.
    ///
    /// A node from before there were keys makes one at its first exchange.
    ///
    /// - Throws: ``NodeError/notEnrolled``, ``AuthorityError``, or the database's error.
    package convenience init(
        _ store: NodeStore,
        clock: @escaping @Sendable () -> Timestamp = WallClock.now
    ) throws {
        let membership = try store.membership()
        self.init(
            hubURL: membership.hubURL,
            credential: membership.credential,
            authority: try membership.hubAuthority.map(HubAuthority.init(pem:)),
            keeper: KeyKeeper(store, site: membership.site, signer: NodeSigner(clock: clock))
        )
    }

    /// A transport for a node that shows its credential, as before there were keys.
    package convenience init(_ membership: Membership) {
        self.init(hubURL: membership.hubURL, credential: membership.credential)
    }

    init(
        hubURL: String,
        credential: String?,
        authority: HubAuthority? = nil,
        keeper: KeyKeeper? = nil
    ) {
        var settings = HTTPClient.Configuration(tlsConfiguration: HubAuthority.trusted(authority))
        // A sign-in page answers with a redirection; it is not to be followed.
        settings.redirectConfiguration = .disallow
        // Trying again is the session's to decide.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.timeout = .init(connect: .seconds(10), read: .seconds(90))
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        address = hubURL.hasSuffix("/") ? String(hubURL.dropLast()) : hubURL
        self.credential = credential
        self.keeper = keeper
    }

    /// Closes its connections.
    package func shutdown() async throws { try await client.shutdown() }

    package func exchange(
        _ body: [UInt8],
        hold: Duration
    ) async throws(TransportFailure) -> [UInt8] {
        try await ask(body, at: SyncEndpoint.exchangePath, within: Self.roundTripMax + hold)
    }

    /// Asks the hub in which records it and the node differ, and brings back its answer.
    package func compare(_ body: [UInt8]) async throws(TransportFailure) -> [UInt8] {
        try await ask(body, at: SyncEndpoint.comparePath, within: Self.roundTripMax)
    }

    private func ask(
        _ body: [UInt8],
        at path: String,
        within time: Duration
    ) async throws(TransportFailure) -> [UInt8] {
        guard let keeper, try await keeper.mayShow(through: self) else {
            return try await send(body, to: path, within: time, credential: credential).message()
        }
        return try await keeper.exchange(body, path: path, through: self, within: time)
    }

    /// Sends a body and says what came back, whatever it is.
    func send(
        _ body: [UInt8],
        to path: String,
        within time: Duration,
        credential: String? = nil,
        fields: [(name: String, value: String)] = []
    ) async throws(TransportFailure) -> HubAnswer {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: SyncEndpoint.contentType)
        request.headers.add(name: "user-agent", value: Product.userAgent)
        for field in fields { request.headers.add(name: field.name, value: field.value) }
        if let credential {
            request.headers.add(name: "authorization", value: "Bearer \(credential)")
        }
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await client.execute(request, timeout: TimeAmount(time))
            return HubAnswer(
                status: Int(response.status.code),
                fields: Self.fields(response.headers),
                body: try await Self.body(of: response)
            )
        } catch is NIOTooManyBytesError {
            throw TransportFailure(.replyDamaged, detail: "the answer is larger than any may be")
        } catch  where error is NIOSSLError || error is NIOSSLExtraError {
            throw TransportFailure(.hubNotTrusted, detail: "\(error)")
        } catch {
            throw TransportFailure(.hubUnreachable, detail: "\(error)")
        }
    }

    /// What a node shows as its own before it has a key, when there is something.
    func sendShown(
        _ body: [UInt8],
        to path: String,
        fields: [(name: String, value: String)]
    ) async throws(TransportFailure) -> HubAnswer {
        let shown = credential.flatMap { $0.isEmpty ? nil : $0 }
        return try await send(
            body,
            to: path,
            within: .seconds(30),
            credential: shown,
            fields: fields
        )
    }

    /// How much of a refusal is read, for the log.
    private static let refusalByteCountMax = 16 << 10

    private static func body(of response: HTTPClientResponse) async throws -> [UInt8] {
        let isMessage = response.status == .ok || response.status == .noContent
        let limit = isMessage ? WireLimits.standard.bodyByteCountMax : refusalByteCountMax
        do {
            return Array(try await response.body.collect(upTo: limit).readableBytesView)
        } catch  where !isMessage {
            // An unread reason is no reason to forget the refusal.
            return []
        }
    }

    private static func fields(_ headers: HTTPHeaders) -> [String: String] {
        var fields: [String: String] = [:]
        for (name, value) in headers {
            let name = name.lowercased()
            fields[name] = fields[name].map { "\($0), \(value)" } ?? value
        }
        return fields
    }
}

extension HubAnswer {
    /// The message that was hoped for.
    ///
    /// - Throws: ``TransportFailure`` when the answer is another.
    func message() throws(TransportFailure) -> [UInt8] {
        guard status == 200 else { throw refusal }
        guard fields["content-type"] == SyncEndpoint.contentType else {
            throw TransportFailure(
                .notAHub,
                detail: "the answer is \(contentType), no sync message"
            )
        }
        return body
    }

    /// What an answer other than the one that was hoped for means.
    var refusal: TransportFailure {
        let seconds = fields["retry-after"].flatMap { Int($0) }
        var detail = "status \(status), \(contentType)"
        if isOurs, !body.isEmpty { detail = String(decoding: body, as: UTF8.self) }
        return TransportFailure(
            trouble,
            retryAfter: seconds.map { .seconds($0) },
            detail: detail
        )
    }

    /// Whether it has the form of the hub's refusals.
    var isOurs: Bool { fields["content-type"] == Problem.contentType }

    private var trouble: SyncTrouble {
        switch (status, problem) {
        case (401, "key"): return .keyRefused
        case (403, "retired"): return .siteRetired
        case (401, "signature"), (401, "clock"), (400, "content-digest"): return .requestAltered
        default: break
        }
        return switch (status, isOurs) {
        case (502...504, false): .hubUnreachable
        case (429, _), (503, true): .hubOverloaded
        case (401, true), (403, true): .credentialRefused
        case (409, true): .writerRefused
        case (415, true): .upgradeNeeded
        case (500..., true): .hubFailed
        case (_, true): .requestRefused
        default: .notAHub
        }
    }

    var contentType: String { fields["content-type"] ?? "of no known type" }
}
