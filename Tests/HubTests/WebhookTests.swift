import Foundation
import GRDB
import NIOHTTP1
import Recovery
import Storage
import TestSupport
import Testing
import Web
import Wire

/// What programs are told, over real HTTP.
@Suite(.serialized) struct WebhookTests {
    private static let secret = "correct-horse-battery"

    /// A house with one program that is told.
    private static func house(
        _ directory: String,
        _ url: String
    ) throws -> (hub: HubStore, node: NodeStore) {
        let hub = try newHub(directory)
        let node = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
        _ = try node.addWebhook(url, secret: secret, author: "Ana Lopes", now: WallClock.now())
        return (hub, node)
    }

    @Test func `what happened offline is told in order, again and again until it is taken`()
        async throws
    {
        let gateway = Gateway(failing: 2)
        try await gateway.serving { url in
            try await withDirectory { directory in
                let (_, node) = try Self.house(directory, url)
                let first = try node.open("The shower is cold")
                try node.act { try $0.assignCase(first, team: nil, owner: "Rui Neves") }
                let second = try node.open("The lift stands")
                try node.act { try $0.moveCase(first, to: .inProgress) }
                // Nothing was served until here; the program is busy for two tries then.
                try await withNode(directory + "/lis") { _ in
                    for count in 1...2 {
                        #expect(try await eventually { gateway.heard.count == count })
                        #expect(try await eventually { try node.isTold { $0.tries == count } })
                        try node.hurry()
                    }
                    try await node.untilAllIsTold()
                    #expect(try node.isTold { $0.tries == 0 && $0.detail == nil })
                }
                let heard = gateway.heard
                #expect(Set(heard[...2].map(\.key)).count == 1)
                let told = try heard.dropFirst(2).map { try JSON(bytes: Array($0.body.utf8)) }
                #expect(told.map { $0["id"]?.text } == heard.dropFirst(2).map(\.key))
                let both = told.map { "\($0["case"]?["id"]?.text ?? "") \($0["type"]?.text ?? "")" }
                #expect(
                    both == [
                        "\(first) case.opened", "\(first) alarm.raised", "\(first) case.changed",
                        "\(second) case.opened", "\(second) alarm.raised", "\(first) case.changed",
                    ]
                )
                #expect(told[2]["changed"]?.description == #"["state","owner"]"#)
                #expect(told[1]["alarm"]?["responder"]?.text == "triage")
                try Self.checkSignatures(heard)
                // A node that starts again tells nothing twice.
                try await withNode(directory + "/lis") { _ in
                    _ = try node.open("No towels")
                    try await node.untilAllIsTold()
                    #expect(gateway.heard.count == heard.count + 2)
                }
            }
        }
    }

    private static func checkSignatures(_ heard: [Gateway.Heard]) throws {
        let key = try #require(WebhookSecret(secret))
        for request in heard {
            let seconds = try #require(
                Int64(request.signature.dropFirst(2).prefix { $0 != "," })
            )
            let moment = Timestamp(milliseconds: seconds * 1000)
            #expect(request.signature == key.signature(of: Array(request.body.utf8), at: moment))
        }
    }

    @Test func `of a sealed case only its id and state are told`() async throws {
        let gateway = Gateway(failing: 0)
        try await gateway.serving { url in
            try await withDirectory { directory in
                let (_, node) = try Self.house(directory, url)
                let id = try node.open("Peanuts in the dessert", severity: .safety)
                try await withNode(directory + "/lis") { _ in
                    try await node.untilAllIsTold()
                }
                for request in gateway.heard {
                    #expect(!request.body.contains("eanuts") && !request.body.contains("LIS-1"))
                    let json = try JSON(bytes: Array(request.body.utf8))
                    let sealed: JSON = ["id": .text("\(id)"), "state": .text("triage")]
                    #expect(json["case"] == sealed)
                    #expect(json["alarm"] == nil && json["changed"] == nil)
                }
                #expect(gateway.heard.count >= 2)
            }
        }
    }

    @Test func `one that answers slowly holds up no other`() async throws {
        let (slow, quick) = (Gateway(failing: 0, after: .seconds(2)), Gateway(failing: 0))
        try await slow.serving { slowly in
            try await quick.serving { quickly in
                try await withDirectory { directory in
                    let (_, node) = try Self.house(directory, slowly)
                    _ = try node.addWebhook(
                        quickly,
                        secret: Self.secret,
                        author: "Ana Lopes",
                        now: WallClock.now()
                    )
                    for _ in 1...10 { _ = try node.open("The shower is cold") }
                    try await withNode(directory + "/lis") { _ in
                        #expect(try await eventually { slow.heard.count == 1 })
                        let count = quick.heard.count
                        _ = try node.open("The lift stands")
                        // Forty seconds' worth of events wait for the slow one.
                        #expect(try await eventually { quick.heard.count >= count + 2 })
                        #expect(slow.heard.count < 6)
                    }
                }
            }
        }
    }

    @Test func `a promise that comes due is told once`() async throws {
        let gateway = Gateway(failing: 0)
        try await gateway.serving { url in
            try await withDirectory { directory in
                let (_, node) = try Self.house(directory, url)
                let id = try node.open("The shower is cold")
                let due = Timestamp(milliseconds: WallClock.now().milliseconds + 300)
                let kept = try node.act { transaction in
                    try transaction.promise(to: id, "A call", by: due)
                    return try transaction.promise(to: id, "Flowers", by: due)
                }
                try node.act { try $0.keepPromise(kept) }
                func calls() throws -> [JSON] {
                    try gateway.heard.map { try JSON(bytes: Array($0.body.utf8)) }
                        .filter { $0["type"]?.text == "promise.due" }
                }
                for _ in 1...2 {
                    try await withNode(directory + "/lis") { _ in
                        #expect(try await eventually { try !calls().isEmpty })
                        _ = try node.open("Something else")
                        try await node.untilAllIsTold()
                    }
                }
                #expect(try calls().map { $0["promise"]?["text"]?.text } == ["A call"])
                #expect(try calls().first?["at"]?.text == "\(due)")
            }
        }
    }

    @Test func `what headquarters changes is told like what the house changes, once`() throws {
        let directory = NSTemporaryDirectory() + "amends-\(UInt64.random(in: .min ... .max))"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let (hub, node) = try Self.house(directory, "http://127.0.0.1:1/told")
        let hook = try #require(try node.read { try $0.webhooks() }.first)
        let id = try node.open("The shower is cold")
        try exchange(node, hub)
        let own = try node.houseEvents(for: hook, countMax: 100)
        #expect(own.map(\.kind) == [.caseOpened, .alarmRaised])
        try hub.change(author: "HQ", now: WallClock.now()) {
            try $0.assignCase(id, team: nil, owner: "Rui Neves")
        }
        try exchange(node, hub)
        let all = try node.houseEvents(for: hook, countMax: 100)
        #expect(all.dropFirst(2).map(\.kind) == [.caseChanged])
        #expect(all.last?.fields.contains("owner") == true)
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test func `a manager lets a program be told on the page, and sees whether it hears`()
        async throws
    {
        let gateway = Gateway(failing: 0)
        try await gateway.serving { url in
            try await withDesk { desk in
                let far = ["url": "http://169.254.169.254/latest", "secret": Self.secret]
                let refused = try await desk.act("/webhooks", far)
                #expect(refused.status == 400 && refused.html.contains("rule: 169.254.0.0/16"))
                let weak = try await desk.act("/webhooks", ["url": url, "secret": "short"])
                #expect(weak.status == 409 && weak.html.contains("16 characters or more"))
                let form = ["url": url, "secret": Self.secret]
                #expect(try await desk.act("/webhooks", form).location == "/webhooks")
                let hook = try #require(try desk.store.read { try $0.webhooks() }.first)
                let tried = try await desk.act("/webhooks/\(hook.number)/test")
                #expect(tried.html.contains("took it."))
                #expect(gateway.heard.count == 1)
                #expect(gateway.heard[0].body.contains("webhook.test"))
                let page = try await desk.get("/webhooks").html
                #expect(page.contains(url) && !page.contains(Self.secret))
                _ = try await desk.act("/webhooks/\(hook.number)/remove")
                #expect(try desk.store.read { try $0.webhooks() }.isEmpty)
            }
        }
    }
}

extension NodeStore {
    fileprivate func act<Result>(_ body: (any RecordTransaction) throws -> Result) throws -> Result
    { try change(author: "Ana Lopes", now: WallClock.now(), body) }

    fileprivate func open(
        _ summary: String,
        severity: Severity = .inconvenience
    ) throws -> ChangeID {
        try act {
            var opening = CaseOpening(summary: summary, receivedAt: WallClock.now())
            opening.severity = severity
            return try $0.openCase(opening).id
        }
    }

    fileprivate func isTold(_ condition: (Webhook) -> Bool) throws -> Bool {
        try read { try $0.webhooks() }.allSatisfy(condition)
    }

    /// Waits until every program knows what happened.
    fileprivate func untilAllIsTold() async throws {
        let isKnown = try await eventually { try isTold { $0.waitingCount == 0 } }
        #expect(isKnown)
    }

    /// Lets no back-off pass.
    fileprivate func hurry() throws {
        try database.write { try $0.execute(sql: "UPDATE webhook SET next_at = 0") }
    }
}

/// Looks until a condition holds, on a machine that may be busy.
private func eventually(_ condition: () throws -> Bool) async throws -> Bool {
    try await TestSupport.eventually(within: .seconds(30), condition)
}
