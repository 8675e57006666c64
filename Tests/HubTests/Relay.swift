import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import Synchronization

/// What stands between a node and its hub, such as a proxy that ends TLS: it sees everything, and
/// may alter it.
final class Relay: Sendable {
    /// A request or an answer on its way.
    struct Message: Sendable {
        var path: String
        var status = 200
        var fields: [String: String]
        var body: [UInt8]
    }

    private struct State {
        var requests: [Message] = []
        var answers: [Message] = []
        var onRequest: @Sendable (inout Message) -> Void = { _ in }
        var onAnswer: @Sendable (inout Message) -> Void = { _ in }
    }

    private let state = Mutex(State())
    private let target = Mutex("")

    var requests: [Message] { state.withLock { $0.requests } }
    var answers: [Message] { state.withLock { $0.answers } }

    /// Where it passes everything on to.
    func lead(to url: String) { target.withLock { $0 = url } }

    /// Alters requests from now on.
    func alterRequests(_ alter: @escaping @Sendable (inout Message) -> Void) {
        state.withLock { $0.onRequest = alter }
    }

    /// Alters answers from now on.
    func alterAnswers(_ alter: @escaping @Sendable (inout Message) -> Void) {
        state.withLock { $0.onAnswer = alter }
    }

    /// Sends something that it heard, or made up, to the hub.
    func send(_ message: Message) async throws -> Message {
        var request = HTTPClientRequest(url: target.withLock { $0 } + message.path)
        request.method = .POST
        for (name, value) in message.fields where !Self.hops.contains(name) {
            request.headers.add(name: name, value: value)
        }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        var fields: [String: String] = [:]
        for (name, value) in response.headers where !Self.hops.contains(name.lowercased()) {
            fields[name.lowercased()] = value
        }
        return Message(
            path: message.path,
            status: Int(response.status.code),
            fields: fields,
            body: Array(try await response.body.collect(upTo: 1 << 24).readableBytesView)
        )
    }

    private static let hops: Set<String> = [
        "host", "content-length", "connection", "transfer-encoding", "date", "server",
    ]

    private func pass(_ request: Request) async throws -> Response {
        var fields: [String: String] = [:]
        for field in request.headers { fields[field.name.canonicalName] = field.value }
        let body = try await request.body.collect(upTo: 1 << 24)
        var message = Message(
            path: request.uri.path,
            fields: fields,
            body: Array(body.readableBytesView)
        )
        state.withLock { state in
            state.requests.append(message)
            state.onRequest(&message)
        }
        var answer = try await send(message)
        state.withLock { state in
            state.answers.append(answer)
            state.onAnswer(&answer)
        }
        var headers = HTTPFields()
        for (name, value) in answer.fields {
            guard let name = HTTPField.Name(name) else { continue }
            headers[name] = value
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }

    /// Stands at an address of its own while `body` runs.
    func standing<Result: Sendable>(_ body: (String) async throws -> Result) async throws -> Result
    {
        try await serving { announce in
            let router = Router()
            router.post("**") { request, _ in try await self.pass(request) }
            return Application(
                router: router,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { announce("http://127.0.0.1:\($0.localAddress?.port ?? 0)") },
                logger: silent
            )
        } _: {
            try await body($0)
        }
    }
}
