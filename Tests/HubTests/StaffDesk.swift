import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Recovery
import Storage
import Sync
import Testing
import Wire

/// A manager's browser at a house whose hub is away.
struct StaffDesk {
    let address: String
    let client: HTTPClient
    let store: NodeStore
    var cookie = ""
    var token = ""

    struct Page {
        var status: UInt
        var html: String
        var location: String?
    }

    func get(_ path: String) async throws -> Page {
        try await answer(HTTPClientRequest(url: address + path)).page
    }

    /// Sends a form of the session.
    func act(_ path: String, _ fields: [String: String] = [:]) async throws -> Page {
        try await post(path, fields.merging(["form": token]) { $1 }).page
    }

    /// Sends a form as it is.
    func send(_ path: String, _ fields: [String: String]) async throws -> Page {
        try await post(path, fields).page
    }

    /// Goes on with the session that a form opens.
    mutating func enter(_ path: String, _ fields: [String: String]) async throws {
        cookie = try await post(path, fields).cookie
        let page = try await get("/log/how-bad?place=1").html
        token =
            page.split(separator: "name=\"form\" value=\"").dropFirst().first?
            .split(separator: "\"").first.map(String.init) ?? ""
    }

    private func post(_ path: String, _ fields: [String: String]) async throws -> (
        page: Page, cookie: String
    ) {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let body = fields.map { name, value in
            let bytes = value.utf8.map { byte in
                let digits = String(byte, radix: 16)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }
            return "\(name)=\(bytes.joined())"
        }
        request.body = .bytes(ByteBuffer(string: body.joined(separator: "&")))
        return try await answer(request)
    }

    private func answer(_ request: HTTPClientRequest) async throws -> (page: Page, cookie: String) {
        var request = request
        if !cookie.isEmpty { request.headers.add(name: "Cookie", value: cookie) }
        let response = try await client.execute(request, timeout: .seconds(30))
        let set = response.headers.first(name: "Set-Cookie") ?? ""
        let page = Page(
            status: response.status.code,
            html: String(buffer: try await response.body.collect(upTo: 4 << 20)),
            location: response.headers.first(name: "Location")
        )
        return (page, String(set.prefix { $0 != ";" }))
    }

    /// Opens a case without a page.
    func open(
        _ code: String?,
        guest: String? = nil,
        place: String? = nil,
        words: String? = nil
    ) throws {
        let scenario = code.flatMap { code in
            PublishedScenario.shipped.first { $0.scenario.code.description == code }
        }
        let now = WallClock.now()
        try store.change(author: "Ana Lopes", now: now) { transaction in
            var opening = CaseOpening(summary: "", receivedAt: now, scenario: scenario)
            opening.guest = guest
            opening.place = place
            let opened = try transaction.openCase(opening)
            guard let words else { return }
            try transaction.addWords(
                to: opened.id,
                GuestWords(text: words, summary: words, guest: guest, wish: nil)
            )
        }
    }

    func found(_ reference: String) throws -> RecoveryCase {
        try store.read { try $0.recoveryCase(named: reference) }
    }
}

/// A house with a manager at its desk; `prepare` is done while neither place is served.
func withDesk(
    prepare: (HubStore, NodeStore) throws -> Void = { _, _ in },
    _ body: (inout StaffDesk) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let hub = try newHub(directory)
        let store = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
        try prepare(hub, store)
        try await withNode(directory + "/lis") { address in
            var configuration = HTTPClient.Configuration()
            configuration.redirectConfiguration = .disallow
            let client = HTTPClient(configuration: configuration)
            var desk = StaffDesk(address: address, client: client, store: store)
            do {
                var random = SystemRandomNumberGenerator()
                let code = try #require(try store.drawSetUpCode(using: &random))
                try await desk.enter(
                    "/set-up",
                    ["code": "\(code)", "name": "Ana Lopes", "secret": "Sunny-harbour-9"]
                )
                try await body(&desk)
            } catch {
                try await client.shutdown()
                throw error
            }
            try await client.shutdown()
        }
    }
}

/// Lets a node and its hub exchange until both have all.
func exchange(_ node: NodeStore, _ hub: HubStore) throws {
    for _ in 0..<20 {
        let token = UInt64.random(in: .min ... .max)
        let request = try node.nextRequest(next: Token(rawValue: token), waitSeconds: 0)
        let now = WallClock.now()
        let reply = try hub.exchange([request], now: now, newEpoch: Epoch(rawValue: token))[0]
            .get()
        guard case .exchanged(let progress) = try node.apply(reply, now: now) else { break }
        if progress.isComplete, progress.acknowledged == 0 { return }
    }
    Issue.record("the exchange comes to no end")
}
