import Foundation
import Recovery
import Storage
import Sync
import Testing
import Wire

struct OutboxTests {
    let house: TestHouse
    let id: ChangeID

    init() throws {
        house = try TestHouse()
        id = try house.openCase(house.lisbon)
    }

    private func send(_ channel: FeedbackChannel = .email) throws -> ChangeID {
        let address = channel == .email ? "marta@example.com" : "+46 70 123 45 67"
        var message = OutgoingMessage(channel, to: address, "We are sorry.")
        message.nextContact = Timestamp(milliseconds: house.now.milliseconds + 3_600_000)
        let now = house.now
        return try house.lisbon.write(author: "ana", now: now) { try $0.send(message, on: id) }
    }

    private func take(_ channels: Set<FeedbackChannel> = [.email]) throws -> Parcel? {
        try house.lisbon.takeParcel(of: channels, now: house.now)
    }

    private func entry(_ message: ChangeID) throws -> OutboxEntry? {
        try house.lisbon.read { try $0.outboxEntry(message) }
    }

    private func deliveries(_ message: ChangeID) throws -> [DeliveryState] {
        try house.lisbon.read { try $0.deliveries(of: message) }.map(\.state)
    }

    @Test func `what was taken by the carrier is told, and counts as a try`() throws {
        let message = try send()
        let parcel = try #require(try take())
        #expect(parcel.message == message)
        #expect(parcel.address == "marta@example.com")
        #expect(parcel.text == "We are sorry.")
        #expect(parcel.author == "ana")
        try house.lisbon.settle(parcel, .taken, now: house.now)
        #expect(try deliveries(message) == [.sent])
        #expect(try entry(message) == nil)
        #expect(try take() == nil)
        let attempts = try house.lisbon.read { try $0.dealings(of: id) }.attempts
        #expect(attempts.map(\.channel) == [.email])
        #expect(attempts.map(\.result) == [.leftMessage])
    }

    @Test func `what waited in a backup may have left since, and waits for a person`() throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "amends-\(UInt64.random(in: .min ... .max))").path()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (served, backup, restored) = (
            directory + "/served", directory + "/backup", directory + "/restored"
        )
        for path in [served, restored] {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
        }
        let node = try NodeStore(path: served + "/node.db")
        let place = try house.hub.addSiteForSimulation(number: 9)
        try node.enrol(.test(place, code: "FAO"))
        let found = try house.openCase(node)
        let letter = try node.write(author: "ana", now: house.now) {
            var message = OutgoingMessage(.email, to: "marta@example.com", "We are sorry.")
            message.nextContact = Timestamp(milliseconds: house.now.milliseconds + 3_600_000)
            return try $0.send(message, on: found)
        }
        _ = try Backup.make(of: served, .node, at: backup)
        _ = try Backup(at: backup).restore(
            .node,
            to: restored,
            epoch: Epoch(rawValue: 1),
            now: house.now
        )
        let again = try NodeStore(path: restored + "/node.db")
        #expect(try again.takeParcel(of: [.email], now: house.now) == nil)
        #expect(try again.read { try $0.outboxEntry(letter) }?.state == .doubtful)
        #expect(try node.takeParcel(of: [.email], now: house.now) != nil)
    }

    @Test func `what is being handed over is given to nobody else`() throws {
        _ = try send()
        #expect(try take() != nil)
        #expect(try take() == nil)
    }

    @Test func `e-mail that was being handed over when the node stopped waits for a person`() throws
    {
        let message = try send()
        _ = try take()
        try house.lisbon.reviewOutbox(knowingKeys: [.sms])
        #expect(try entry(message)?.state == .doubtful)
        #expect(try take() == nil)
        try house.act(house.lisbon, author: "rui") { transaction in
            let transaction = try #require(transaction as? NodeTransaction)
            try transaction.settleDoubt(about: message, hasLeft: true)
            #expect(throws: MessageRefusal.movedOn) {
                try transaction.settleDoubt(about: message, hasLeft: true)
            }
        }
        #expect(try deliveries(message) == [.sent])
    }

    @Test func `what a person sends again goes by the same key`() throws {
        let message = try send()
        let first = try #require(try take())
        try house.lisbon.settle(first, .unknown("ended half-way"), now: house.now)
        #expect(try entry(message)?.detail == "ended half-way")
        try house.act(house.lisbon) {
            try #require($0 as? NodeTransaction).settleDoubt(about: message, hasLeft: false)
        }
        let again = try #require(try take())
        #expect(again.key == first.key)
        #expect(again.tries == 1)
    }

    @Test func `what the gateway knows by its key is handed over again after a stop`() throws {
        let message = try send(.sms)
        let first = try #require(try take([.sms]))
        #expect(first.address == "+46701234567")
        try house.lisbon.reviewOutbox(knowingKeys: [.sms])
        #expect(try entry(message)?.state == .waiting)
        #expect(try take([.sms])?.key == first.key)
    }

    @Test func `a message that was not taken waits longer each time`() throws {
        let message = try send()
        var now = house.now
        for seconds: Int64 in [5, 10, 20, 40, 80, 160, 300, 300] {
            let parcel = try #require(try house.lisbon.takeParcel(of: [.email], now: now))
            try house.lisbon.settle(parcel, .later("away"), now: now)
            let due = Timestamp(milliseconds: now.milliseconds + seconds * 1000)
            let before = Timestamp(milliseconds: due.milliseconds - 1)
            #expect(try house.lisbon.takeParcel(of: [.email], now: before) == nil)
            now = due
        }
        #expect(try entry(message)?.tries == 8)
        #expect(try deliveries(message).isEmpty)
    }

    @Test func `a refused message is told and leaves the outbox`() throws {
        let message = try send()
        try house.lisbon.settle(try #require(try take()), .refused("no such user"), now: house.now)
        #expect(try deliveries(message) == [.failed])
        #expect(try entry(message) == nil)
        #expect(try house.lisbon.read { try $0.dealings(of: id) }.attempts.isEmpty)
    }

    @Test func `a message can be taken back until it is handed over`() throws {
        let message = try send()
        try house.act(house.lisbon) {
            try #require($0 as? NodeTransaction).withdrawMessage(message)
        }
        #expect(try deliveries(message) == [.withdrawn])
        #expect(try take() == nil)
        let other = try send()
        _ = try take()
        #expect(throws: MessageRefusal.movedOn) {
            try house.act(house.lisbon) {
                try #require($0 as? NodeTransaction).withdrawMessage(other)
            }
        }
    }

    @Test func `what had left before a restore is not sent again`() throws {
        let message = try send()
        _ = try house.act(house.lisbon) {
            try $0.create(
                Catalogue.delivery,
                [
                    DeliveryField.message: .reference(message),
                    .state: .choice(DeliveryState.sent),
                ]
            )
        }
        #expect(try take() == nil)
        #expect(try entry(message) == nil)
    }

    @Test func `the first answer names a time, which is promised`() throws {
        var message = OutgoingMessage(.email, to: "marta@example.com", "We are sorry.")
        #expect(throws: MessageRefusal.firstAnswerNeedsTime) {
            try house.lisbon.write(author: "ana", now: house.now) { try $0.send(message, on: id) }
        }
        let due = Timestamp(milliseconds: house.now.milliseconds + 3_600_000)
        message.nextContact = due
        try house.lisbon.write(author: "ana", now: house.now) {
            _ = try $0.send(message, on: id)
            message.nextContact = nil
            _ = try $0.send(message, on: id)
        }
        let promises = try house.lisbon.read { try $0.openCommitments(countMax: 9) }
        #expect(promises.map(\.dueAt) == [due])
        #expect(promises.map(\.promisedBy) == ["ana"])
    }

    @Test(arguments: [("marta", FeedbackChannel.email), ("marta@example.com", .sms), ("", .chat)])
    func `a message without a fitting address is not taken`(
        address: String,
        channel: FeedbackChannel
    ) throws {
        let message = OutgoingMessage(channel, to: address, "Sorry")
        #expect(throws: MessageRefusal.noAddress(channel)) {
            try house.lisbon.write(author: "ana", now: house.now) { try $0.send(message, on: id) }
        }
    }

    @Test func `a note is no message, and no message is made of one`() throws {
        try house.act(house.lisbon) { try $0.addNote(to: id, "He shouted at us", step: .apologise) }
        #expect(try house.lisbon.read { try $0.messages(of: id) }.isEmpty)
        #expect(try take() == nil)
        _ = try send()
        #expect(try take()?.text == "We are sorry.")
    }

    @Test func `a message and what became of it reach headquarters; the outbox stays`() throws {
        let message = try send()
        try house.lisbon.settle(try #require(try take()), .taken, now: house.now)
        try house.exchange(house.lisbon)
        #expect(try house.hub.read { try $0.messages(of: id) }.map(\.text) == ["We are sorry."])
        #expect(try house.hub.read { try $0.deliveries(of: message) }.map(\.state) == [.sent])
    }

    @Test func `each person has a draft of their own for each case`() throws {
        var draft = MessageDraft()
        draft.channel = .sms
        draft.text = "Dear {guest}"
        draft.nextContact = house.now
        draft.keptAt = house.now
        let (ana, rui) = (PersonID(rawValue: 1), PersonID(rawValue: 2))
        try house.lisbon.keepDraft(draft, of: ana, about: id)
        #expect(try house.lisbon.read { try $0.draft(of: ana, about: id) } == draft)
        #expect(try house.lisbon.read { try $0.draft(of: rui, about: id) } == nil)
        try house.lisbon.write(author: "ana", now: house.now) {
            try $0.dropDraft(of: ana, about: id)
        }
        #expect(try house.lisbon.read { try $0.draft(of: ana, about: id) } == nil)
    }

    @Test func `a signature is what openssl makes of moment and body`() throws {
        #expect(WebhookSecret("too short") == nil)
        let secret = try #require(WebhookSecret("0123456789abcdef\n"))
        let signature = secret.signature(of: Array("{}".utf8), at: .init(milliseconds: 1_999))
        // printf '1.{}' | openssl dgst -sha256 -hmac 0123456789abcdef
        #expect(
            signature == "t=1,v1=2af693cb56b22c16912222aeefdc75a01de562bf70ee2015f41ecea48382997f"
        )
    }
}
