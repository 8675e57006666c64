import Foundation
import Logging
import Recovery
import Storage
import Sync
import Testing
import Wire

@testable import Node

struct TextDropTests {
    /// A house of its own, and a folder for texts, while `body` runs.
    private func withDrop(_ body: (TextDrop, NodeStore) throws -> Void) async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let store = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
            try FileManager.default.createDirectory(
                atPath: directory + "/sms/new",
                withIntermediateDirectories: true
            )
            let drop = TextDrop(
                desk: FeedbackDesk(store),
                folder: directory + "/sms",
                lookEvery: .seconds(60),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            try body(drop, store)
        }
    }

    private func put(_ text: String, _ name: String, _ drop: TextDrop) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(drop.folder)/new/\(name)"))
        try drop.takeAll(now: WallClock.now())
    }

    private func names(_ place: String, _ drop: TextDrop) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(drop.folder)/\(place)"))?.sorted()
            ?? []
    }

    private static func text(_ words: String, from number: String = "351912345678") -> String {
        "From: \(number)\nSent: 26-11-22 12:00:01\nAlphabet: UTF-8\n\n\(words)\n"
    }

    @Test func `a guest's text becomes feedback and a case, and the next one goes to it`()
        async throws
    {
        try await withDrop { drop, store in
            try put(Self.text("The shower in 412 is cold"), "a", drop)
            let found = try #require(try store.read { try $0.cases() }.first)
            let detail = try store.read { try $0.detail(of: found) }
            #expect(detail.feedback?.text == "The shower in 412 is cold")
            #expect(detail.feedback?.channel == .sms)
            #expect(detail.feedback?.preferredChannel == .sms)
            // The same telephone, written with the sign before the country's code.
            try put(Self.text("Still cold", from: "+351912345678"), "b", drop)
            #expect(try store.read { try $0.cases() }.count == 1)
            let messages = try store.read { try $0.messages(of: found.id) }
            #expect(messages.map(\.text) == ["Still cold"])
            #expect(messages.map(\.direction) == [.incoming])
            #expect(names("new", drop).isEmpty && names("cur", drop) == ["a", "b"])
        }
    }

    @Test func `a file that is met again is taken in once`() async throws {
        try await withDrop { drop, store in
            try put(Self.text("No towels"), "a", drop)
            try put(Self.text("Twice"), "b", drop)
            try put(Self.text("Twice"), "c", drop)
            let found = try #require(try store.read { try $0.cases() }.first)
            #expect(try store.read { try $0.messages(of: found.id) }.count == 1)
        }
    }

    @Test func `a guest is known by the number of their stay`() async throws {
        try await withDrop { drop, store in
            let now = WallClock.now()
            var stay = try StayDraft(
                arrivesAt: Timestamp(milliseconds: now.milliseconds - 86_400_000),
                departsAt: Timestamp(milliseconds: now.milliseconds + 86_400_000)
            )
            (stay.room, stay.guest, stay.contact) = (
                RoomName("412"), "Marta Kron", "+351 912 345 678"
            )
            try store.write(author: "ana", now: now) { _ = try $0.keepStay(stay) }
            try put(Self.text("The shower is cold", from: "00351912345678"), "a", drop)
            let found = try #require(try store.read { try $0.cases() }.first)
            #expect(found.guest == "Marta Kron")
            #expect(found.place == "412")
            #expect(found.stay != nil)
        }
    }

    @Test func `who writes stop gets no texts, not even one that waits, until they write start`()
        async throws
    {
        try await withDrop { drop, store in
            try put(Self.text("The shower is cold"), "a", drop)
            let found = try #require(try store.read { try $0.cases() }.first)
            func send() throws -> ChangeID {
                let now = WallClock.now()
                var message = OutgoingMessage(.sms, to: "+351 912 345 678", "We are coming")
                message.nextContact = Timestamp(milliseconds: now.milliseconds + 3_600_000)
                return try store.write(author: "ana", now: now) {
                    try $0.send(message, on: found.id, after: .seconds(30))
                }
            }
            let waiting = try send()
            try put(Self.text("Stop!"), "b", drop)
            #expect(try store.read { try $0.deliveries(of: waiting) }.map(\.state) == [.withdrawn])
            #expect(throws: MessageRefusal.wantsNoTexts) { try send() }
            #expect(try store.read { try $0.cases() }.count == 1)
            try put(Self.text("START"), "c", drop)
            _ = try send()
        }
    }

    @Test(
        arguments: [
            "From: Bank\n\nYour code is 1234\n", "From: 12345\n\nWin a car\n",
            "From: 351912345678\nReport: yes\n\nStatus: 0\n", "From: 351912345678\n\n  \n",
            "no lines at all",
        ]
    )
    func `what no guest sent is set aside`(text: String) async throws {
        try await withDrop { drop, store in
            try put(text, "a", drop)
            #expect(names("aside", drop) == ["a"])
            #expect(try store.read { try $0.cases() }.isEmpty)
        }
    }

    @Test func `a telephone that writes without end is set aside`() async throws {
        try await withDrop { drop, store in
            for number in 0...TextDrop.hourCountMax {
                try put(Self.text("I am driving, number \(number)"), "\(100 + number)", drop)
            }
            #expect(names("aside", drop).count == 1)
            #expect(names("cur", drop).count == TextDrop.hourCountMax)
            #expect(try store.read { try $0.cases() }.count == 1)
        }
    }

    @Test func `letters of every alphabet are read`() throws {
        let header = Array("From: 351912345678\nAlphabet: UCS2\n\n".utf8)
        let units = Array("Água fria 😀".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try IncomingText(header + units).text == "Água fria 😀")
        let latin = Array("From: 351912345678\n\n".utf8) + [0xC1, 0x67, 0x75, 0x61]
        #expect(try IncomingText(latin).text == "Água")
    }
}
