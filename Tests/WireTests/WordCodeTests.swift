import Testing

@testable import Wire

@Suite struct `Words by number` {
    private func coded(_ text: String) -> [UInt8] { WordCode.coded(Array(text.utf8)) }

    private func text(_ coded: [UInt8], max: Int = 1 << 20) throws -> String {
        var bytes: [UInt8] = []
        try WordCode.expand(coded[...], into: &bytes, byteCountMax: max)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("", []),
            // A sentence begins with a capital, and a space stands before a word.
            ("The room", [0x80, 0x8C]),
            ("the room", [0xFD, 0x80, 0x8C]),
            ("The Room", [0x80, 0xFD, 0x8C]),
            ("THE ROOM", [0xFF, 0x80, 0xFF, 0x8C]),
            ("The room. The room", [0x80, 0x8C, 0x2E, 0x80, 0x8C]),
            ("The-room", [0x80, 0x2D, 0x8C]),
            ("The- room", [0x80, 0x2D, 0xFE, 0x8C]),
            ("The,room", [0x80, 0x2C, 0xFE, 0x8C]),
            // A word may begin a longer one, and mixed case is left alone.
            ("The roomlike", [0x80, 0x8C] + Array("like".utf8)),
            ("The rOom", [0x80] + Array(" rOom".utf8)),
            // What is beyond ASCII stays as it is.
            ("The \u{65E5}", [0x80, 0x20, 0xE6, 0x97, 0xA5]),
        ] as [(String, [UInt8])]
    )
    func `say only what is not usual`(plain: String, bytes: [UInt8]) throws {
        #expect(coded(plain) == bytes)
        #expect(try text(bytes) == plain)
    }

    @Test func `are at most as many as have a number, in small letters, each once`() {
        let words = CommonWords.text.split(whereSeparator: \.isWhitespace)
        #expect(words.count <= WordCode.wordCountMax)
        #expect(Set(words).count == words.count)
        #expect(words.allSatisfy { $0 == $0.lowercased() })
        for word in words where word.utf8.count > 2 {
            #expect(coded("it \(word)").count <= 4, "\(word)")
        }
    }

    @Test(arguments: 0..<300)
    func `give back any text`(seed: UInt64) throws {
        var sample = Sample(seed: seed)
        let words = CommonWords.text.split(whereSeparator: \.isWhitespace).map(String.init)
        let between = [" ", " ", " ", ". ", "! ", "\n", "  ", "-", "(", "'", ",", "", "\u{E9}"]
        var plain = ""
        for _ in 0..<sample.pick([1, 5, 60]) {
            let word = sample.pick(words)
            plain += sample.pick([
                word, word, word.uppercased(), word.prefix(1).uppercased() + word.dropFirst(),
                word + sample.pick(words), "\(sample.next() % 1_000)x", "\u{1F600}", "\u{0}\u{1B}",
            ])
            plain += sample.pick(between)
        }
        #expect(try text(coded(plain)) == plain)
    }

    @Test(arguments: 0..<300)
    func `refuse or read any bytes, and never more than is allowed`(seed: UInt64) {
        var sample = Sample(seed: seed)
        let bytes = (0..<40).map { _ in
            UInt8.random(in: sample.pick([0, 0x80])...255, using: &sample)
        }
        var text: [UInt8] = []
        do throws(WireError) {
            try WordCode.expand(bytes[...], into: &text, byteCountMax: 100)
            #expect(text.count <= 100)
        } catch {
            #expect(text.count < 140)
        }
    }

    @Test(
        arguments: [
            ([0xFC, 0xFF], WireError.outOfRange(.word, found: 4_663)),
            ([0xFE, 0x41], .unknownForm(.word, found: 0x41)),
            ([0xFD, 0xFD, 0x80], .unknownForm(.word, found: 0xFD)),
            ([0xFF, 0xC3, 0xA9], .unknownForm(.word, found: 0xC3)),
            ([0xB8], .truncated(needed: 1, available: 0)),
            ([0xFE], .truncated(needed: 1, available: 0)),
            ([0xE6, 0x97], .truncated(needed: 2, available: 1)),
        ] as [([UInt8], WireError)]
    )
    func `are refused without a number, or cut`(bytes: [UInt8], error: WireError) {
        #expect(throws: error) { try text(bytes) }
    }

    @Test func `travel in a frame that says so, when they are many`() throws {
        var message = PlainWriter()
        message.text(
            "The room was cold, and nobody at the front desk answered the phone twice. The shower "
                + "leaked, the towels were dirty, and the air conditioning did not work all night."
        )
        let bytes = Frame.packed(message, as: .exchangeRequest)
        #expect(bytes[6] == 2)
        var reader = try Frame.unpacked(bytes, as: .exchangeRequest, limits: .standard)
        let text = try reader.text(.text, max: 200)
        #expect(text.hasPrefix("The room") && text.hasSuffix("did not work all night."))
        try reader.finish()
        // Magic to coding, a length of two bytes, the hash; then the length before the words.
        var cut = bytes
        cut[17] ^= 1
        #expect(throws: WireError.self) {
            try Frame.unpacked(cut, as: .exchangeRequest, limits: .standard)
        }
        var other = PlainWriter()
        other.text("LIS-1042 0x9F qq-81 \u{65E5}\u{672C}")
        #expect(Frame.packed(other, as: .exchangeRequest)[6] == 0)
    }

    @Test func `make no more than a frame declared`() {
        #expect(throws: WireError.tooLarge(.plain, found: 8, max: 7)) {
            try text([0x80, 0x8C], max: 7)
        }
        #expect(throws: Never.self) { try text([0x80, 0x8C], max: 8) }
    }
}
