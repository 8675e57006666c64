import FoundationEssentials
import Node
import Recovery
import Storage
import Testing
import Web
import Wire

/// What the manager of a house does at its desk.
private struct Desk {
    let store: NodeStore
    private var browser: TestBrowser

    init(_ store: NodeStore, _ browser: TestBrowser) {
        (self.store, self.browser) = (store, browser)
    }

    mutating func get(_ path: String) async throws -> TestBrowser.Page {
        try await browser.get(path)
    }

    mutating func post(_ path: String, _ fields: [String: String]) async throws -> TestBrowser.Page
    {
        try await browser.send(path, fields)
    }
}

/// A house with one case at whose desk the manager sits, while `body` runs; its mail ends in a
/// folder.
private func withDesk(
    hasMail: Bool = true,
    _ body: (inout Desk, String) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let hub = try newHub(directory)
        let store = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
        let program = directory + "/sendmail"
        let script =
            "#!/bin/sh\ncd \(directory)\ncat > mail.part && mv mail.part mail\n"
        try Data(script.utf8).write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        try await serving { announce in
            var settings = NodeSettings(
                directory: directory + "/lis",
                listen: .anyPort,
                logger: silent,
                announce: announce
            )
            settings.ways.hold = .zero
            if hasMail {
                settings.ways.mail = .init(
                    path: program,
                    from: try MailAddress("desk@hotel.example")
                )
            }
            return try await buildNode(settings)
        } _: { address in
            try await TestBrowser.at(address) { browser in
                var desk = Desk(store, browser)
                try await desk.open()
                try await body(&desk, directory)
            }
        }
    }
}

extension Desk {
    fileprivate mutating func open() async throws {
        var random = SystemRandomNumberGenerator()
        let code = try #require(try store.drawSetUpCode(using: &random))
        let person = ["code": "\(code)", "name": "Ana Lopes", "secret": "Sunny-harbour-9"]
        _ = try await post("/set-up", person)
        _ = try await get("/log/how-bad?place=412&scenario=EN-02")
        let complaint = ["once": "a", "place": "412", "scenario": "EN-02", "severity": "3"]
        #expect(try await post("/log", complaint).status == 303)
        let words = ["words": "Cold shower", "guest": "Marta Lindqvist"]
        #expect(try await post("/cases/LIS-1/words", words).status == 303)
    }

    fileprivate func found() throws -> RecoveryCase {
        try store.read { try $0.recoveryCase(named: "LIS-1") }
    }

    fileprivate func messages() throws -> [GuestMessage] {
        let id = try found().id
        return try store.read { try $0.messages(of: id) }
    }

    fileprivate mutating func write(_ fields: [String: String]) async throws -> TestBrowser.Page {
        let standard = [
            "once": "\(UInt64.random(in: 0 ... .max))", "channel": "email", "act": "send",
            "address": "marta@example.com", "subject": "Your room", "due": "2099-03-12T14:30",
        ]
        return try await post("/cases/LIS-1/reply", standard.merging(fields) { $1 })
    }
}

/// One after the other: each derives keys, which is slow on purpose, beside other tests.
@Suite(.serialized) struct MessagePagesTests {
    @Test func `the first answer is there to be sent, and leaves once with its promise`()
        async throws
    {
        try await withDesk { desk, directory in
            let page = try await desk.get("/cases/LIS-1")
            #expect(page.text.contains("Send to Marta Lindqvist"))
            #expect(page.text.contains("Dear Marta Lindqvist"))
            _ = try await desk.post("/cases/LIS-1/note", ["text": "He shouted at us"])
            let fields = ["once": "b", "text": "Dear {guest}, we call you by {time}. {name}"]
            #expect(try await desk.write(fields).location == "/cases/LIS-1#talk")
            #expect(try await desk.write(fields).location == "/cases/LIS-1#talk")
            let path = directory + "/mail"
            #expect(
                try await eventually(within: .seconds(20)) {
                    FileManager.default.fileExists(atPath: path)
                }
            )
            let bytes = FileManager.default.contents(atPath: path) ?? Data()
            let mail = String(decoding: bytes, as: UTF8.self)
            #expect(mail.contains("To: <marta@example.com>"))
            #expect(
                mail.contains("Dear Marta Lindqvist, we call you by 12 March. Ana Lopes")
            )
            #expect(!mail.contains("shouted"))
            #expect(try desk.messages().map(\.address) == ["marta@example.com"])
            let promises = try desk.store.read { try $0.openCommitments(countMax: 9) }
            #expect(promises.map(\.promisedBy) == ["Ana Lopes"])
            let told = try await desk.get("/cases/LIS-1")
            #expect(told.text.contains("What was said"))
            #expect(told.text.contains("He shouted at us"))
        }
    }

    @Test(
        arguments: [
            (["text": "You get {amount} back"], "Fill in amount before sending."),
            (["text": "Sorry", "due": ""], "say by when the guest hears from us again"),
            (["text": "Sorry", "due": "2020-01-01T10:00"], "1 January has passed. Choose a time"),
            (["text": "Sorry", "address": "Marta"], "e-mail address, such as name@example.com."),
            (["text": "Sorry", "channel": "sms"], "No SMS leaves this house by itself."),
            (["text": " "], "Write something to the guest."),
        ] as [([String: String], String)]
    )
    func `what cannot be sent says why, and loses no word`(
        fields: [String: String],
        advice: String
    ) async throws {
        try await withDesk { desk, _ in
            let refused = try await desk.write(fields)
            #expect(refused.status == 409)
            #expect(refused.text.contains("Your words are kept"))
            #expect(refused.text.contains(advice), "\(refused.text.suffix(1500))")
            #expect(try desk.messages().isEmpty)
            let page = try await desk.get("/cases/LIS-1")
            #expect(page.text.contains(fields["text"] ?? "-"))
            #expect(page.text.contains("draft kept"))
        }
    }

    @Test func `words that argue are shown with the better way, and go only when meant`()
        async throws
    {
        try await withDesk { desk, _ in
            let fields = ["text": "Sorry, but it is our policy."]
            #expect(try await desk.write(fields).location == "/cases/LIS-1#reply")
            #expect(try desk.messages().isEmpty)
            let page = try await desk.get("/cases/LIS-1")
            #expect(page.text.contains("say what you will do, not which rule"))
            let meant = fields.merging(["asIs": "yes"]) { $1 }
            #expect(try await desk.write(meant).location == "/cases/LIS-1#talk")
            #expect(try desk.messages().map(\.text) == ["Sorry, but it is our policy."])
        }
    }

    @Test func `without a way out a message goes by hand and counts as a try`() async throws {
        try await withDesk(hasMail: false) { desk, _ in
            let page = try await desk.get("/cases/LIS-1")
            #expect(!page.text.contains("Send to Marta Lindqvist"))
            #expect(page.text.contains("I sent it myself"))
            let fields = ["text": "We are sorry.", "channel": "letter", "act": "hand"]
            #expect(try await desk.write(fields).status == 303)
            let id = try #require(try desk.messages().first).id
            let deliveries = try desk.store.read { try $0.deliveries(of: id) }
            #expect(deliveries.map(\.detail) == ["by hand"])
            let found = try desk.found()
            let dealings = try desk.store.read { try $0.dealings(of: found.id) }
            #expect(dealings.attempts.map(\.channel) == [.letter])
        }
    }

    @Test func `promises and tries are taken down on the case's page`() async throws {
        try await withDesk { desk, _ in
            let past = ["text": "Call", "due": "2020-01-01T13:40"]
            let refused = try await desk.post("/cases/LIS-1/promise", past)
            #expect(refused.status == 409)
            #expect(refused.text.contains("1 January has passed. Choose a time after"))
            for text in ["Bring a fan", "Call again"] {
                let promise = ["text": text, "due": "2099-03-12T14:30"]
                #expect(try await desk.post("/cases/LIS-1/promise", promise).status == 303)
            }
            let open = try desk.store.read { try $0.openCommitments(countMax: 9) }
            #expect(open.map(\.text) == ["Bring a fan", "Call again"])
            #expect(
                open.map(\.dueAt.description) == Array(repeating: "2099-03-12T14:30:00Z", count: 2)
            )
            let kept = ["promise": open[0].id.description, "act": "kept"]
            #expect(try await desk.post("/cases/LIS-1/promise-end", kept).status == 303)
            let withdrawn = ["promise": open[1].id.description, "act": "withdrawn", "reason": ""]
            #expect(try await desk.post("/cases/LIS-1/promise-end", withdrawn).status == 409)
            let attempt = ["channel": "phone", "result": "noAnswer"]
            #expect(try await desk.post("/cases/LIS-1/contact", attempt).status == 303)
            let page = try await desk.get("/cases/LIS-1")
            #expect(page.text.contains("Tried once in vain, by phone."))
            #expect(page.text.contains("Call again"))
            #expect(!page.text.contains("<b>Bring a fan</b>"))
        }
    }
}
