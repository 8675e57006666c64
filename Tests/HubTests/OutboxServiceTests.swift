import Foundation
import Hummingbird
import Logging
import Recovery
import Storage
import Sync
import Testing
import Wire

@testable import Node

/// A stand-in for the host's program for mail, and what it was given.
private struct StandIn {
    let folder: URL
    var path: String { folder.appending(path: "sendmail").path }

    /// Writes a program that runs `script`; its input is kept in a file of its own each time.
    init(_ script: String) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "amends-mail-\(UInt64.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = """
            #!/bin/sh
            cd \(folder.path)
            echo x >> runs
            n=$(wc -l < runs)
            \(script)
            """
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    func file(_ name: String) -> String? {
        FileManager.default.contents(atPath: folder.appending(path: name).path)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    var runCount: Int { file("runs")?.split(separator: "\n").count ?? 0 }

    func remove() throws { try FileManager.default.removeItem(at: folder) }
}

/// A house with one case, and carriers that hand its messages over while `body` runs.
private func withOutbox(
    _ carriers: [any Carrier],
    _ body: (NodeStore, ChangeID) async throws -> Void
) async throws {
    let (store, id) = try housedCase()
    let service = OutboxService(
        store: store,
        carriers: carriers,
        lookEvery: .milliseconds(5),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    let running = Task { try await service.run() }
    do { try await body(store, id) } catch {
        running.cancel()
        _ = await running.result
        throw error
    }
    running.cancel()
    _ = await running.result
}

private func housedCase() throws -> (NodeStore, ChangeID) {
    let hub = try HubStore(inMemoryWith: .all)
    try hub.begin(epoch: Epoch(rawValue: 7))
    let place = try hub.addSiteForSimulation(number: 1)
    let store = try NodeStore(inMemoryWith: .all)
    try store.enrol(
        NodeStore.Enrolment(
            site: place.site,
            siteCode: "LIS",
            siteName: "Hotel Lisboa",
            hubURL: "",
            credential: "",
            writer: place.writer,
            epoch: place.epoch,
            hubLives: [WriterNumber(rawValue: 1)]
        )
    )
    let now = WallClock.now()
    let id = try store.write(author: "ana", now: now) {
        try $0.openCase(CaseOpening(summary: "Cold", receivedAt: now)).id
    }
    return (store, id)
}

extension NodeStore {
    fileprivate func send(_ channel: FeedbackChannel, _ text: String, on id: ChangeID) throws
        -> ChangeID
    {
        let now = WallClock.now()
        let address = channel == .email ? "marta@example.com" : "+46701234567"
        var message = OutgoingMessage(channel, to: address, text)
        message.subject = "Your room"
        message.nextContact = Timestamp(milliseconds: now.milliseconds + 3_600_000)
        return try write(author: "ana", now: now) { try $0.send(message, on: id) }
    }

    /// Waits until something became of a message, and says what.
    fileprivate func outcome(of message: ChangeID) async throws -> [DeliveryState] {
        for _ in 0..<4_000 {
            let known = try read { try $0.deliveries(of: message) }
            if !known.isEmpty { return known.map(\.state) }
            if try read({ try $0.outboxEntry(message) })?.state == .doubtful { return [] }
            try await Task.sleep(for: .milliseconds(5))
        }
        return []
    }
}

private func mail(_ standIn: StandIn) throws -> Sendmail {
    let from = try MailAddress("desk@hotel.example")
    return Sendmail(mail: .init(path: standIn.path, from: from), house: "Hotel Lisboa")
}

private func parcel(
    _ text: String,
    address: String = "marta@example.com",
    channel: FeedbackChannel = .email
) -> Parcel {
    Parcel(
        message: ChangeID(rawValue: 7),
        key: "4.17.abc",
        channel: channel,
        address: address,
        subject: "Your room",
        text: text,
        author: "Ana Lopes",
        writtenAt: WallClock.now(),
        tries: 0,
        reason: nil
    )
}

struct OutboxServiceTests {
    @Test func `a letter goes through the host's program, once`() async throws {
        let standIn = try StandIn(
            #"echo "$@" > arguments; cat > mail$n; env > environment; ls -l /proc/self/fd > files"#
        )
        try await withOutbox([try mail(standIn)]) { store, id in
            try store.write(author: "ana", now: WallClock.now()) {
                try $0.addNote(to: id, "He shouted at us")
            }
            let message = try store.send(.email, "We are sorry.\n.\nGrüße", on: id)
            #expect(try await store.outcome(of: message) == [.sent])
        }
        #expect(standIn.runCount == 1)
        #expect(standIn.file("arguments") == "-t -i\n")
        let mail = try #require(standIn.file("mail1"))
        #expect(mail.contains("To: <marta@example.com>\n"))
        #expect(mail.contains("\n\nWe are sorry.\n=2E\nGr=C3=BC=C3=9Fe\n"))
        #expect(!mail.contains("shouted"))
        #expect(standIn.file("environment")?.contains("HOME=") == false)
        // Neither the database nor a connection is open in it; the listing opens a folder.
        #expect(standIn.file("files")?.contains("socket") == false)
        #expect(standIn.file("files")?.contains(".db") == false)
        try standIn.remove()
    }

    @Test func `a letter that the program for mail is killed over is never sent again by itself`()
        async throws
    {
        let standIn = try StandIn("cat > mail$n; kill -9 $$")
        try await withOutbox([try mail(standIn)]) { store, id in
            let message = try store.send(.email, "We are sorry.", on: id)
            #expect(try await store.outcome(of: message) == [])
            #expect(try store.read { try $0.outboxEntry(message) }?.state == .doubtful)
            // The next one is tried, so the outbox was gone through again.
            let next = try store.send(.email, "We are truly sorry.", on: id)
            #expect(try await store.outcome(of: next) == [])
        }
        #expect(standIn.runCount == 2)
        try standIn.remove()
    }

    @Test func `a letter waits while the program for mail fails, and says why`() async throws {
        let standIn = try StandIn("echo queue is full >&2; exit 75")
        try await withOutbox([try mail(standIn)]) { store, id in
            let message = try store.send(.email, "We are sorry.", on: id)
            var entry: OutboxEntry?
            for _ in 0..<2_000 where entry?.detail == nil {
                entry = try store.read { try $0.outboxEntry(message) }
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(entry?.state == .waiting)
            #expect(entry?.detail?.hasSuffix("75: queue is full") == true)
        }
        #expect(standIn.runCount == 1)
        try standIn.remove()
    }

    @Test func `without the program letters wait`() async throws {
        let nowhere = Sendmail(
            mail: .init(path: "/nowhere/sendmail", from: try MailAddress("desk@hotel.example")),
            house: "Hotel Lisboa"
        )
        let answer = await nowhere.carry(parcel("Sorry"))
        #expect(answer == .later("the program for mail did not start"))
    }

    @Test func `a text message is signed, and keeps its key when it is given again`() async throws {
        let gateway = Gateway(failing: 2)
        try await gateway.serving { url in
            let secret = try #require(WebhookSecret("0123456789abcdef"))
            let carrier = WebhookCarrier(.sms, .init(url: url, secret: secret), house: "Lisboa")
            let given = parcel(
                "Sorry, \"Marta\"\n😀",
                address: "+46701234567",
                channel: .sms
            )
            var answers: [CarrierAnswer] = []
            for _ in 0..<3 { answers.append(await carrier.carry(given)) }
            try await carrier.shutdown()
            let later = CarrierAnswer.later("the gateway answered with status 503")
            #expect(answers == [later, later, .taken])
            let heard = gateway.heard
            #expect(heard.map(\.key) == ["4.17.abc", "4.17.abc", "4.17.abc"])
            for request in heard {
                let body = Array(request.body.utf8)
                let seconds = try #require(
                    Int64(request.signature.dropFirst(2).prefix { $0 != "," })
                )
                let moment = Timestamp(milliseconds: seconds * 1000)
                #expect(request.signature == secret.signature(of: body, at: moment))
                let fields = try JSONDecoder().decode([String: String].self, from: Data(body))
                #expect(fields["to"] == "+46701234567")
                #expect(fields["text"] == "Sorry, \"Marta\"\n😀")
                #expect(fields["id"] == "4.17.abc")
            }
        }
    }

    @Test func `a gateway that is away is tried again`() async throws {
        let secret = try #require(WebhookSecret("0123456789abcdef"))
        let carrier = WebhookCarrier(
            .sms,
            .init(url: "http://127.0.0.1:1/sms", secret: secret),
            house: "Lisboa"
        )
        let answer = await carrier.carry(parcel("Sorry", channel: .sms))
        try await carrier.shutdown()
        #expect(answer == .later("the gateway for sms could not be reached"))
    }
}
