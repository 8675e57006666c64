import Recovery
import Storage
import Testing
import Wire

@testable import Node

struct MailTextTests {
    private static func parcel(
        _ text: String,
        subject: String = "Your room"
    ) -> Parcel {
        Parcel(
            message: ChangeID(rawValue: 7),
            key: "4.17.abc",
            channel: .email,
            address: "marta@example.com",
            subject: subject,
            text: text,
            author: "Ana Lopes",
            writtenAt: Timestamp(milliseconds: 1_795_326_664_000),
            tries: 0,
            reason: nil
        )
    }

    private func mail(_ text: String, subject: String = "Your room", house: String = "Hotel Lisboa")
        throws -> String
    {
        let mail = MailText(
            Self.parcel(text, subject: subject),
            to: try MailAddress("marta@example.com"),
            from: try MailAddress("desk@hotel.example"),
            house: house
        )
        return String(decoding: mail.bytes, as: UTF8.self)
    }

    @Test func `a plain letter is a plain message`() throws {
        #expect(
            try mail("We are sorry.\nAna") == """
                From: "Hotel Lisboa" <desk@hotel.example>
                To: <marta@example.com>
                Subject: Your room
                Date: Sun, 22 Nov 2026 05:51:04 +0000
                Message-ID: <4.17.abc@hotel.example>
                Auto-Submitted: no
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                We are sorry.
                Ana

                """
        )
    }

    @Test(
        arguments: [
            "Sorry\nBcc: all@example.com", "Sorry\r\n\r\nBody", "\u{2028}Bcc: x", "a\0b",
            "=?utf-8?Q?=0ABcc:?=", String(repeating: "Entschuldigung für alles ", count: 40),
        ]
    )
    func `no subject and no house's name can begin a header`(text: String) throws {
        let mail = try mail("Body", subject: text, house: text)
        let head = mail.prefix(upTo: try #require(mail.firstRange(of: "\n\n")).lowerBound)
        let names = head.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map {
            $0.prefix { $0 != ":" }
        }
        #expect(names.count == 9)
        #expect(!names.contains("Bcc"))
        #expect(head.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
        #expect(head.split(separator: "\n").allSatisfy { $0.utf8.count <= 100 })
    }

    @Test(arguments: 1...40)
    func `quoted-printable gives back what was written`(seed: Int) throws {
        var state = UInt64(seed)
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let signs = Array("ab =.F\t\néü日😀From .\u{a0}")
        let text = String((0..<next(600)).map { _ in signs[next(signs.count)] })
        let mail = try mail(text)
        let body = mail.suffix(from: try #require(mail.firstRange(of: "\n\n")).upperBound)
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 76 })
        #expect(!lines.contains { $0.hasPrefix("From ") || $0.hasPrefix(".") || $0.hasSuffix(" ") })
        #expect(Self.decoded(body) == text + "\n")
    }

    private static func decoded(_ body: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(body.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            let next = rest.removeFirst()
            if next == UInt8(ascii: "\n") { continue }
            let digits = String(decoding: [next, rest.removeFirst()], as: UTF8.self)
            bytes.append(UInt8(digits, radix: 16) ?? 0)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (0, .taken), (67, .refused("the mail was refused: no")),
            (75, .later("the program for mail ended with 75: no")),
            (78, .later("the program for mail ended with 78: no")),
            (nil, .unknown("the program for mail was ended half-way: no")),
        ] as [(Int32?, CarrierAnswer)]
    )
    func `how the program for mail ends says what became of it`(
        code: Int32?,
        answer: CarrierAnswer
    ) {
        #expect(CarrierAnswer(mailEndedWith: code, "no") == answer)
    }

    @Test(
        arguments: zip(
            [200, 202, 301, 400, 401, 404, 409, 410, 413, 422, 429, 500, 503],
            [0, 0, 1, 2, 1, 1, 1, 2, 2, 2, 1, 1, 1]
        )
    )
    func `only the message's own fault is final`(status: Int, kind: Int) {
        let kinds: [CarrierAnswer: Int] = [WebhookCarrier.answer(status: status): kind]
        for (answer, kind) in kinds {
            switch answer {
            case .taken: #expect(kind == 0)
            case .later: #expect(kind == 1)
            case .refused: #expect(kind == 2)
            case .unknown: Issue.record("a gateway can be asked again")
            }
        }
    }
}
