import Hummingbird
import Logging
import Synchronization

/// A gateway for text messages on this machine, which is busy for its first requests.
final class Gateway: Sendable {
    struct Heard: Sendable {
        var key: String
        var signature: String
        var body: String
    }

    private let requests = Mutex<[Heard]>([])
    private let failureCount: Int
    /// How long it takes for each.
    private let delay: Duration

    init(failing failureCount: Int, after delay: Duration = .zero) {
        (self.failureCount, self.delay) = (failureCount, delay)
    }

    var heard: [Heard] { requests.withLock { $0 } }

    private func answer(_ heard: Heard) -> HTTPResponse.Status {
        requests.withLock { requests in
            requests.append(heard)
            return requests.count <= failureCount ? .serviceUnavailable : .accepted
        }
    }

    func serving(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (ports, serving) = AsyncStream.makeStream(of: Int.self)
        let router = Router()
        router.post("/sms") { request, _ in
            let bytes = try await request.body.collect(upTo: 1 << 20)
            let heard = Heard(
                key: request.headers[.init("idempotency-key") ?? .accept] ?? "",
                signature: request.headers[.init("amends-signature") ?? .accept] ?? "",
                body: String(buffer: bytes)
            )
            try await Task.sleep(for: self.delay)
            return Response(status: self.answer(heard))
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { serving.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let running = Task { try await application.run() }
        var iterator = ports.makeAsyncIterator()
        let port = await iterator.next() ?? 0
        do { try await body("http://127.0.0.1:\(port)/sms") } catch {
            running.cancel()
            throw error
        }
        running.cancel()
        _ = await running.result
    }
}
