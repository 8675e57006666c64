import AsyncHTTPClient
import FoundationEssentials
import GRDB
import Glibc
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import Node
import ServiceLifecycle
import Storage
import Sync
import Synchronization
import TestSupport
import Testing
import Web

/// Keeps a hub's database locked, as another program's long write would.
final class HeldLock: Sendable {
    private let hub: HubStore
    private let isHeld = Atomic(false)
    private let isReleased = Atomic(false)

    init(_ hub: HubStore) { self.hub = hub }

    /// Returns after the release, or, so that a failing test ends, after 20 seconds.
    func hold() async throws {
        try await blocking {
            try self.hub.database.write { _ in
                self.isHeld.store(true, ordering: .releasing)
                for _ in 0..<20_000 where !self.isReleased.load(ordering: .acquiring) {
                    usleep(1_000)
                }
            }
        }
    }

    /// Returns when the lock is held.
    func wait() async throws {
        _ = try await eventually(within: .seconds(60)) { isHeld.load(ordering: .acquiring) }
    }

    func release() { isReleased.store(true, ordering: .releasing) }
}

/// What a server answered.
struct Answer: Sendable {
    var status: Int
    var contentType: String?
    var retryAfter: String?
    var body: [UInt8]

    /// What a problem says.
    func problem() throws -> ProblemText {
        #expect(contentType == Problem.contentType)
        return try JSONDecoder().decode(ProblemText.self, from: Data(body))
    }
}

struct ProblemText: Decodable {
    var type: String
    var title: String
    var status: Int
    var detail: String
}

/// Posts bytes as a sync message.
func post(
    _ body: [UInt8],
    to url: String,
    credential: String? = nil,
    contentType: String = SyncEndpoint.contentType,
    isStreamed: Bool = false
) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: contentType)
    if let credential {
        request.headers.add(name: "authorization", value: "Bearer \(credential)")
    }
    let buffer = ByteBuffer(bytes: body)
    request.body =
        isStreamed ? .stream(SingleBuffer(buffer: buffer), length: .unknown) : .bytes(buffer)
    return try await answer(request)
}

func get(_ url: String) async throws -> Answer { try await answer(HTTPClientRequest(url: url)) }

private func answer(_ request: HTTPClientRequest) async throws -> Answer {
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
    return Answer(
        status: Int(response.status.code),
        contentType: response.headers.first(name: "content-type"),
        retryAfter: response.headers.first(name: "retry-after"),
        body: Array(try await response.body.collect(upTo: 1 << 24).readableBytesView)
    )
}

private struct SingleBuffer: AsyncSequence, Sendable {
    let buffer: ByteBuffer

    struct AsyncIterator: AsyncIteratorProtocol {
        var buffer: ByteBuffer?

        mutating func next() async -> ByteBuffer? {
            defer { buffer = nil }
            return buffer
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(buffer: buffer) }
}

/// What a hub says of itself.
struct HubHealthText: Decodable {
    /// Requests that wait for news.
    var waiting: Int
    /// Requests that are being answered, or wait for it.
    var queued: Int
}

/// Returns when a hub's health says `count` or more.
func health(
    _ url: String,
    _ number: KeyPath<HubHealthText, Int>,
    atLeast count: Int
) async throws {
    // Long enough for a machine that is busy with other tests; nothing waits for it to pass.
    let deadline = ContinuousClock.now + .seconds(120)
    var found: Int?
    while ContinuousClock.now < deadline {
        let body = try await get(url + "/health").body
        found = try JSONDecoder().decode(HubHealthText.self, from: Data(body))[keyPath: number]
        if let found, found >= count { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("\(found ?? -1) instead of at least \(count)")
}

/// Loses the first reply, cuts the second, and puts a sign-in page in the place of the third.
final class CuttingTransport: HubTransport {
    private let inner: any HubTransport
    private let count = Atomic<Int>(0)

    init(_ inner: any HubTransport) { self.inner = inner }

    func exchange(
        _ body: [UInt8],
        hold: Duration
    ) async throws(TransportFailure) -> [UInt8] {
        let reply = try await inner.exchange(body, hold: hold)
        switch count.add(1, ordering: .relaxed).newValue {
        case 1: throw TransportFailure(.hubUnreachable, detail: "lost")
        case 2: return Array(reply.prefix(reply.count / 2))
        case 3: return Array("<html>Please sign in</html>".utf8)
        default: return reply
        }
    }
}

/// A server that answers everything alike, as a captive portal does.
func withPortal<Result: Sendable>(
    _ status: HTTPResponse.Status,
    _ contentType: String,
    _ body: String,
    _ use: (String) async throws -> Result
) async throws -> Result {
    try await serving { announce in
        let router = Router()
        router.post("**") { _, _ in
            Response(
                status: status,
                headers: [.contentType: contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: body))
            )
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce("http://127.0.0.1:\($0.localAddress?.port ?? 0)") },
            logger: silent
        )
    } _: {
        try await use($0)
    }
}
