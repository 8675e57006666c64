import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Recovery
import Storage
import Web

/// Sends JSON to another program so that it can tell who sent it, when, and whether it was sent
/// before.
struct SignedPost: Sendable {
    private let url: String
    private let secret: WebhookSecret
    private let client: HTTPClient

    /// How long the other may take to answer, in seconds.
    private static let secondsMax: Int64 = 30

    /// `addresses` says where a host's name leads, for one that was looked up before.
    init(_ url: String, _ secret: WebhookSecret, addresses: [String: String] = [:]) {
        (self.url, self.secret) = (url, secret)
        var settings = HTTPClient.Configuration()
        // What was signed is for one address alone.
        settings.redirectConfiguration = .disallow
        settings.connectionPool.retryConnectionEstablishment = false
        settings.timeout = .init(connect: .seconds(10), read: .seconds(Self.secondsMax))
        settings.dnsOverride = addresses
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Sends one thing, which `key` names the same at every try, and says the status answered.
    ///
    /// - Throws: what kept it from being sent, or answered in time.
    func send(_ json: JSON, key: String) async throws -> Int {
        let body = Array(json.description.utf8)
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "user-agent", value: Product.userAgent)
        request.headers.add(name: "idempotency-key", value: key)
        request.headers.add(
            name: "amends-signature",
            value: secret.signature(of: body, at: WallClock.now())
        )
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await client.execute(request, timeout: .seconds(Self.secondsMax))
        return Int(response.status.code)
    }

    /// What a status means: what was sent is to blame for the first ones alone; a wrong address or
    /// secret is for a person to mend while it waits.
    static func answer(_ status: Int, of name: String) -> CarrierAnswer {
        switch status {
        case 200..<300: .taken
        case 400, 410, 413, 422: .refused("\(name) refused it with status \(status)")
        default: .later("\(name) answered with status \(status)")
        }
    }

    func shutdown() async throws { try await client.shutdown() }
}
