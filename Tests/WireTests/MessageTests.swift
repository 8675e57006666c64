import Testing

@testable import Wire

@Suite struct `A message` {
    @Test(arguments: 0..<100)
    func `of a node comes back as it was sent`(seed: UInt64) throws {
        var sample = Sample(seed: seed)
        let request = sample.request()
        for effort in [WireEffort.quick, .thorough] {
            #expect(try ExchangeRequest(decoding: request.encoded(effort)) == request)
        }
    }

    @Test func `that is packed thoroughly is shorter`() throws {
        var (sample, words) = (Sample(seed: 1), Sample(seed: 2))
        var request = sample.request()
        request.salvage = ChangeBatch(words.changes(2_000))
        #expect(request.encoded(.thorough).count < request.encoded(.quick).count)
    }

    @Test(arguments: 0..<100)
    func `of the hub comes back as it was sent`(seed: UInt64) throws {
        var sample = Sample(seed: seed)
        let reply = sample.reply()
        #expect(try ExchangeReply(decoding: reply.encoded()) == reply)
    }

    @Test func `says in its first bytes how many it inflates to`() throws {
        var sample = Sample(seed: 1)
        var request = sample.request()
        let count = 1 << 20
        var change = sample.changes(1)[0]
        change.author = "ana"
        change.fields = [Change.Field(1, .text(String(repeating: "a", count: count)))]
        request.salvage = ChangeBatch([change])
        let frame = request.encoded()
        #expect(try ExchangeRequest.plainByteCount(declaredBy: frame) > count)
        #expect(frame.count < count / 10)
        #expect(throws: WireError.notAFrame) {
            try ExchangeRequest.plainByteCount(declaredBy: Array("<html>".utf8))
        }
        var limits = WireLimits()
        limits.plainByteCountMax = count
        #expect(throws: WireError.self) {
            try ExchangeRequest.plainByteCount(declaredBy: frame, limits: limits)
        }
    }

    @Test func `of an enrolment comes back as it was sent`() throws {
        let request = EnrolRequest(code: "K7QF-22PD")
        #expect(try EnrolRequest(decoding: request.encoded()) == request)
        let reply = EnrolReply(
            site: 3,
            siteCode: "LIS",
            siteName: "Lisboa \u{E9} e\u{301}",
            writer: WriterNumber(rawValue: 9),
            epoch: Epoch(rawValue: .max),
            token: Token(rawValue: 1),
            credential: "secret",
            hubLives: [WriterNumber(rawValue: 1), WriterNumber(rawValue: 70_000)]
        )
        #expect(try EnrolReply(decoding: reply.encoded()) == reply)
    }

    @Test func `with nothing to say takes less than 200 bytes each way`() {
        let hash = ChainHash(high: 0x1234_5678_9ABC_DEF0, low: 0x0FED_CBA9_8765_4321)
        let writer = WriterNumber(rawValue: 70_000)
        let request = ExchangeRequest(
            site: 8_000,
            writer: writer,
            attempt: 1_000_000,
            epoch: Epoch(rawValue: .max),
            tried: [Token(rawValue: .max), Token(rawValue: .max - 1)],
            next: Token(rawValue: 7),
            history: [],
            cursor: Cursor(everyone: 1 << 40, site: 1 << 40),
            waitSeconds: 55,
            salvage: ChangeBatch(),
            sections: [
                ExchangeRequest.Section(
                    writer: writer,
                    total: 1 << 30,
                    first: 1 + 1 << 30,
                    previous: hash,
                    changes: ChangeBatch()
                )
            ]
        )
        let digest = Digest(first: hash.high, second: hash.low)
        let cursor = Cursor(everyone: 1 << 40, site: 1 << 40)
        let reply = ExchangeReply(
            attempt: 1_000_000,
            epoch: Epoch(rawValue: .max),
            verdict: .accepted(
                ExchangeReply.Receipt(
                    acknowledged: [.init(writer: writer, count: 1 << 30)],
                    parked: [],
                    pull: ExchangeReply.Pull(
                        from: cursor,
                        to: cursor,
                        replaces: false,
                        installed: [],
                        rows: [],
                        departures: [],
                        digests: ExchangeReply.Digests(everyone: digest, site: digest)
                    )
                )
            )
        )
        #expect(request.encoded().count < 200)
        #expect(reply.encoded().count < 200)
        print("idle: \(request.encoded().count) bytes up, \(reply.encoded().count) bytes down")
    }

    @Test(arguments: 0..<6)
    func `cut or altered anywhere is refused or means the same`(seed: UInt64) throws {
        var sample = Sample(seed: seed)
        let request = sample.request(changes: 12)
        let reply = sample.reply(rows: 6)
        try every(request.encoded()) { (bytes) throws(WireError) in
            try ExchangeRequest(decoding: bytes) == request
        }
        try every(reply.encoded()) { (bytes) throws(WireError) in
            try ExchangeReply(decoding: bytes) == reply
        }
    }

    /// Tries every truncation and every change of one byte.
    private func every(
        _ bytes: [UInt8],
        isSame: ([UInt8]) throws(WireError) -> Bool
    ) throws {
        for count in bytes.indices {
            #expect(throws: WireError.self) { try isSame(Array(bytes[..<count])) }
        }
        for index in bytes.indices {
            for flip: UInt8 in [0x01, 0x80, 0xFF] {
                var altered = bytes
                altered[index] ^= flip
                do {
                    #expect(try isSame(altered))
                } catch {
                    #expect(!error.description.isEmpty)
                }
            }
        }
    }
}
