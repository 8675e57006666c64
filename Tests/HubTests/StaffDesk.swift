import AsyncHTTPClient
import FoundationEssentials
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
        try await answer(TestBrowser.opening(address + path)).page
    }

    /// Sends a form of the session.
    func act(_ path: String, _ fields: [String: String] = [:]) async throws -> Page {
        try await send(path, fields.merging(["form": token]) { $1 })
    }

    /// Sends a form as it is.
    func send(_ path: String, _ fields: [String: String]) async throws -> Page {
        try await answer(TestBrowser.sending(fields, to: address + path)).page
    }

    /// Goes on with the session that a form opens.
    mutating func enter(_ path: String, _ fields: [String: String]) async throws {
        cookie = try await answer(TestBrowser.sending(fields, to: address + path)).cookie
        token = try await TestBrowser.answer(
            TestBrowser.opening(address + "/log/how-bad?place=1"),
            showing: cookie,
            client
        ).formToken
    }

    private func answer(_ request: HTTPClientRequest) async throws -> (page: Page, cookie: String) {
        let found = try await TestBrowser.answer(request, showing: cookie, client)
        let page = Page(status: found.status, html: found.text, location: found.location)
        return (page, found.cookies.first ?? "")
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
            try await TestBrowser.at(address) { browser in
                var desk = StaffDesk(address: address, client: browser.client, store: store)
                var random = SystemRandomNumberGenerator()
                let code = try #require(try store.drawSetUpCode(using: &random))
                try await desk.enter(
                    "/set-up",
                    ["code": "\(code)", "name": "Ana Lopes", "secret": "Sunny-harbour-9"]
                )
                try await body(&desk)
            }
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
