import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Storage
import Sync
import Web
import Wire

/// Brings messages to the hub over HTTP.
///
/// To be shut down when it is no longer used.
package final class HTTPTransport: HubTransport {
    /// How long a message may take besides the time it is held: a slow line takes minutes for
    /// a few megabytes.
    private static let roundTripMax = Duration.seconds(300)

    private let client: HTTPClient
    private let address: String
    private let credential: String?

    /// A transport for a node that has joined.
    package convenience init(_ membership: Membership) {
        self.init(hubURL: membership.hubURL, credential: membership.credential)
    }

    init(hubURL: String, credential: String?) {
        var settings = HTTPClient.Configuration()
        // A sign-in page answers with a redirection; it is not to be followed.
        settings.redirectConfiguration = .disallow
        // Trying again is the session's to decide.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.timeout = .init(connect: .seconds(10), read: .seconds(90))
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        address = hubURL.hasSuffix("/") ? String(hubURL.dropLast()) : hubURL
        self.credential = credential
    }

    /// Closes its connections.
    package func shutdown() async throws { try await client.shutdown() }

    package func exchange(
        _ body: [UInt8],
        hold: Duration
    ) async throws(TransportFailure) -> [UInt8] {
        try await post(body, to: SyncEndpoint.exchangePath, within: Self.roundTripMax + hold)
    }

    func enrol(_ body: [UInt8]) async throws(TransportFailure) -> [UInt8] {
        try await post(body, to: SyncEndpoint.enrolPath, within: .seconds(30))
    }

    private func post(
        _ body: [UInt8],
        to path: String,
        within time: Duration
    ) async throws(TransportFailure) -> [UInt8] {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: SyncEndpoint.contentType)
        request.headers.add(name: "user-agent", value: Product.userAgent)
        if let credential {
            request.headers.add(name: "authorization", value: "Bearer \(credential)")
        }
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await client.execute(request, timeout: TimeAmount(time))
            guard response.status == .ok else { throw await refusal(response) }
            guard response.headers.first(name: "content-type") == SyncEndpoint.contentType else {
                throw TransportFailure(
                    .notAHub,
                    detail: "the answer is \(contentType(response)), no sync message"
                )
            }
            let limit = WireLimits.standard.bodyByteCountMax
            return Array(try await response.body.collect(upTo: limit).readableBytesView)
        } catch let failure as TransportFailure {
            throw failure
        } catch is NIOTooManyBytesError {
            throw TransportFailure(.replyDamaged, detail: "the answer is larger than any may be")
        } catch {
            throw TransportFailure(.hubUnreachable, detail: "\(error)")
        }
    }

    /// How much of a refusal is read, for the log.
    private static let refusalByteCountMax = 16 << 10

    private func refusal(_ response: HTTPClientResponse) async -> TransportFailure {
        let isOurs = contentType(response) == Problem.contentType
        let trouble = Self.trouble(status: Int(response.status.code), isOurs: isOurs)
        let seconds = response.headers.first(name: "retry-after").flatMap { Int($0) }
        var detail = "status \(response.status.code), \(contentType(response))"
        if isOurs, let body = try? await response.body.collect(upTo: Self.refusalByteCountMax) {
            // An unread reason is no reason to forget the refusal.
            detail = String(decoding: body.readableBytesView, as: UTF8.self)
        }
        return TransportFailure(
            trouble,
            retryAfter: seconds.map { .seconds($0) },
            detail: detail
        )
    }

    private static func trouble(status: Int, isOurs: Bool) -> SyncTrouble {
        switch (status, isOurs) {
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

    private func contentType(_ response: HTTPClientResponse) -> String {
        response.headers.first(name: "content-type") ?? "of no known type"
    }
}
