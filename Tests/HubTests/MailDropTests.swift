import Foundation
import Logging
import Recovery
import Storage
import Sync
import Testing
import Wire

@testable import Node

struct MailDropTests {
    /// A house of its own, and a maildir, while `body` runs.
    private func withDrop(_ body: (MailDrop, NodeStore) throws -> Void) async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let store = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
            try FileManager.default.createDirectory(
                atPath: directory + "/mail/new",
                withIntermediateDirectories: true
            )
            let drop = MailDrop(
                desk: FeedbackDesk(store),
                folder: directory + "/mail",
                lookEvery: .seconds(60),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            try body(drop, store)
        }
    }

    private func put(_ mail: String, _ name: String, _ drop: MailDrop) throws {
        try Data(mail.utf8).write(to: URL(filePath: "\(drop.folder)/new/\(name)"))
    }

    private func names(_ place: String, _ drop: MailDrop) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(drop.folder)/\(place)"))?.sorted()
            ?? []
    }

    private static let letter = """
        From: =?utf-8?Q?J=C3=B6rg?= Maier <jm@example.com>
        Subject: =?utf-8?B?S2FsdA==?=
        Message-ID: <1@example.com>
        Content-Type: multipart/alternative; boundary="b"

        --b
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        The shower was cold =E2=80=93 and no=
        body came.
        --b
        Content-Type: text/html

        <p>The shower</p>
        --b--

        """

    @Test func `a guest's letter becomes feedback and a case, once`() async throws {
        try await withDrop { drop, store in
            for name in ["a", "b"] {
                try put(Self.letter, name, drop)
                try drop.takeAll(now: WallClock.now())
            }
            #expect(names("new", drop).isEmpty)
            #expect(names("cur", drop) == ["a", "b"])
            let cases = try store.read { try $0.cases() }
            #expect(cases.count == 1)
            let detail = try store.read { try $0.detail(of: cases[0]) }
            let feedback = try #require(detail.feedback)
            #expect(feedback.text == "Kalt\nThe shower was cold – and nobody came.")
            #expect(feedback.guest == "Jörg Maier")
            #expect(feedback.preferredChannel == .email)
        }
    }

    @Test(
        arguments: [
            "Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <l.example.com>",
            "X-Auto-Response-Suppress: All", "Return-Path: <>",
            "Content-Type: multipart/report; boundary=b",
        ]
    )
    func `what a program sent is set aside and opens no case`(header: String) async throws {
        try await withDrop { drop, store in
            let isType = header.hasPrefix("Content-Type")
            let body = isType ? "--b\n\nAway\n--b--\n" : "Away\n"
            try put("\(header)\nFrom: jm@example.com\n\n\(body)", "a", drop)
            try drop.takeAll(now: WallClock.now())
            #expect(names("aside", drop) == ["a"])
            #expect(try store.read { try $0.cases() }.isEmpty)
        }
    }

    @Test(arguments: [("marta@example.com", 1), ("other@example.com", 0)])
    func `an answer goes to its case, if it comes from where our message went`(
        sender: String,
        count: Int
    ) async throws {
        try await withDrop { drop, store in
            let now = WallClock.now()
            let id = try store.write(author: "ana", now: now) { transaction in
                let id = try transaction.openCase(CaseOpening(summary: "Cold", receivedAt: now)).id
                var message = OutgoingMessage(.email, to: "marta@example.com", "We are sorry.")
                message.nextContact = Timestamp(milliseconds: now.milliseconds + 60_000)
                try transaction.send(message, on: id)
                return id
            }
            let parcel = try #require(try store.takeParcel(of: [.email], now: now))
            let mail = """
                From: \(sender)
                In-Reply-To: <\(parcel.key)@hotel.example>

                Thank you, it is warm now.
                > We are sorry.

                """
            for name in ["a", "b"] {
                try put(mail, name, drop)
                try drop.takeAll(now: WallClock.now())
            }
            let answers = try store.read { try $0.messages(of: id) }.filter {
                $0.direction == .incoming
            }
            #expect(
                answers.map(\.text) == Array(repeating: "Thank you, it is warm now.", count: count)
            )
            #expect(try store.read { try $0.cases() }.count == 2 - count)
            let found = try store.read { try $0.cases() }.first { $0.id == id }
            #expect((found?.marks.contact == .reached) == (count == 1))
        }
    }

    @Test(arguments: 1...60)
    func `no bytes make the reader of mails fail`(seed: Int) {
        var state = UInt64(seed)
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var bytes = Array(Self.letter.utf8)
        for _ in 0..<20 { bytes[next(bytes.count)] = UInt8(next(256)) }
        _ = IncomingMail(bytes)?.automaticBecause
        _ = IncomingMail(Array(bytes.prefix(next(bytes.count))))?.subject
    }
}
