import Testing

@testable import Wire

@Suite struct `Hostile bytes` {
    /// Behind a right hash, so that the columns themselves meet them.
    @Test(arguments: 0..<8)
    func `within a well-formed frame are refused or make a value that can be sent`(
        seed: UInt64
    ) throws {
        var sample = Sample(seed: seed)
        let request = sample.request(changes: 15).message.joined()
        let reply = sample.reply(rows: 8).message.joined()
        for _ in 0..<300 {
            let altered = alter(request, &sample)
            if let value = try? read(
                altered,
                ExchangeRequest.init(decoding:limits:),
                as: .exchangeRequest
            ) {
                #expect(try ExchangeRequest(decoding: value.encoded()) == value)
            }
            let other = alter(reply, &sample)
            if let value = try? read(
                other,
                ExchangeReply.init(decoding:limits:),
                as: .exchangeReply
            ) {
                #expect(try ExchangeReply(decoding: value.encoded()) == value)
            }
        }
    }

    private func alter(_ bytes: [UInt8], _ sample: inout Sample) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &sample) {
            let index = Int.random(in: bytes.indices, using: &sample)
            switch sample.next() % 3 {
            case 0: bytes[index] = UInt8(truncatingIfNeeded: sample.next())
            case 1: bytes[index] = sample.pick([0, 1, 2, 3, 4, 5, 127, 128, 255])
            default: bytes.insert(UInt8(truncatingIfNeeded: sample.next()), at: index)
            }
        }
        return bytes
    }

    private func read<Value>(
        _ plain: [UInt8],
        _ decode: ([UInt8], WireLimits) throws(WireError) -> Value,
        as kind: Frame.Kind
    ) throws -> Value {
        var frame = ByteWriter()
        frame.bytes = Frame.magic + [Frame.version, kind.rawValue, 0]
        frame.varint(plain.count)
        frame.fixed(ChainHash(sha256Of: plain).high)
        return try decode(frame.bytes + plain, .standard)
    }

    @Test(arguments: [[0x80, 0x00], [0xFF, 0x80, 0x00], Array(repeating: 0xFF, count: 10)])
    func `that write a number longer than needed are refused`(bytes: [UInt8]) {
        #expect(throws: WireError.badVarint(at: 0)) {
            var reader = ByteReader(bytes[...])
            _ = try reader.varint()
        }
    }

    @Test func `of other kinds are named for what they are`() {
        let request = EnrolRequest(code: "A").encoded()
        #expect(throws: WireError.wrongKind(expected: 2, found: 3)) {
            try ExchangeReply(decoding: request)
        }
        #expect(throws: WireError.notAFrame) {
            try ExchangeReply(decoding: Array("<!DOCTYPE html>".utf8))
        }
        var future = request
        future[4] = 9
        #expect(throws: WireError.unknownVersion(9)) { try EnrolRequest(decoding: future) }
        #expect(throws: WireError.trailing(byteCount: 1)) {
            try EnrolRequest(decoding: request + [0])
        }
    }
}
