import Testing

@testable import Wire

@Suite struct `A limit` {
    /// For each limit the least value under which the sample is accepted.
    private static let requestLimits: [(any WritableKeyPath<WireLimits, Int> & Sendable, Int)] = [
        (\.changeCountMax, 31), (\.sectionCountMax, 2), (\.triedCountMax, 3),
        (\.historyCountMax, 2), (\.cellCountMax, 61), (\.baseCountMax, 29),
        (\.basesPerCellMax, 3), (\.textByteCountMax, 9), (\.authorCountMax, 2),
        (\.authorByteCountMax, 5),
    ]

    @Test(arguments: requestLimits.indices)
    func `of a request lets its own value in and nothing above it`(index: Int) throws {
        let (path, least) = Self.requestLimits[index]
        let bytes = Self.request().encoded()
        var limits = WireLimits()
        limits[keyPath: path] = least
        #expect(try ExchangeRequest(decoding: bytes, limits: limits) == Self.request())
        limits[keyPath: path] = least - 1
        #expect(throws: WireError.self) {
            try ExchangeRequest(decoding: bytes, limits: limits)
        }
    }

    /// One salvaged creation, and 30 edits of one record: one by another author, with three
    /// bases and nine bytes of text.
    private static func request() -> ExchangeRequest {
        let writer = WriterNumber(rawValue: 5)
        let record = ChangeID(WriterNumber(rawValue: 1), 1)
        let stamp = Stamp(milliseconds: 1_760_000_000_000)
        let creation = Change(
            id: record,
            table: 1,
            record: record,
            scope: .everyone,
            fields: [Change.Field(1, .integer(1))],
            stamp: stamp,
            author: "Ana",
            endsTransaction: true
        )
        var edits = (1...30).map { counter in
            Change(
                id: ChangeID(writer, counter),
                table: 1,
                record: record,
                scope: nil,
                fields: [Change.Field(1, .null), Change.Field(2, .null, bases: [record])],
                stamp: stamp,
                author: "Ana",
                endsTransaction: true
            )
        }
        vary(&edits, record: record)
        let token = Token(rawValue: 1)
        return ExchangeRequest(
            site: 1,
            writer: writer,
            attempt: 1,
            epoch: Epoch(rawValue: 1),
            tried: [token, token, token],
            next: token,
            history: [token, token],
            cursor: nil,
            waitSeconds: 0,
            salvage: ChangeBatch([creation]),
            sections: [
                ExchangeRequest.Section(
                    writer: WriterNumber(rawValue: 4),
                    total: 0,
                    first: 1,
                    previous: ChainHash(rootOf: WriterNumber(rawValue: 4)),
                    changes: ChangeBatch()
                ),
                ExchangeRequest.Section(
                    writer: writer,
                    total: 30,
                    first: 1,
                    previous: ChainHash(rootOf: writer),
                    changes: ChangeBatch(edits)
                ),
            ]
        )
    }

    /// Texts, authors and bases of different lengths.
    private static func vary(_ edits: inout [Change], record: ChangeID) {
        edits[7].author = "Björ"
        edits[7].fields = [
            Change.Field(1, .text("ninebytes")),
            Change.Field(2, .null),
        ]
        edits[8].fields = [
            Change.Field(1, .null),
            Change.Field(2, .null, bases: edits[6...7].map(\.id)),
        ]
        edits[9].fields[1].bases = []
        edits[10].fields[1].bases = (1...3).map { ChangeID(record.writer, $0) }
        edits[11].fields[1].bases = []
        edits[12].fields[1].bases = []
    }

    @Test func `of a frame's size is checked before anything else`() {
        var limits = WireLimits()
        let bytes = Self.request().encoded()
        limits.bodyByteCountMax = bytes.count - 1
        #expect(
            throws: WireError.tooLarge(
                .body,
                found: UInt64(bytes.count),
                max: UInt64(bytes.count - 1)
            )
        ) { try ExchangeRequest(decoding: bytes, limits: limits) }
    }

    @Test func `of the inflated size is checked before inflating`() {
        var frame = ByteWriter()
        frame.bytes = Frame.magic + [Frame.version, 1, 1]
        frame.varint(1 << 40)
        frame.fixed(UInt64(0))
        #expect(
            throws: WireError.tooLarge(.plain, found: 1 << 40, max: UInt64(64 << 20))
        ) { try ExchangeRequest(decoding: frame.bytes) }
    }

    @Test func `stops a body that inflates to more than it says`() throws {
        let zeros = [UInt8](repeating: 0, count: 32 << 20)
        var frame = ByteWriter()
        frame.bytes = Frame.magic + [Frame.version, 1, 1]
        frame.varint(1_000)
        frame.fixed(UInt64(0))
        frame.bytes += try #require(Deflate.deflated(zeros, parts: [], below: zeros.count))
        #expect(throws: WireError.notInflatable(declared: 1_000)) {
            try ExchangeRequest(decoding: frame.bytes)
        }
    }

    @Test func `reads streams end to end, and stops at one that gives nothing`() throws {
        let words = [UInt8](repeating: 97, count: 1_000)
        let stream = try #require(Deflate.deflated(words, parts: [], below: words.count))
        let three = try Deflate.inflated((stream + stream + stream)[...], byteCount: 3_000)
        #expect(three == words + words + words)
        let nothing: [UInt8] = [3, 0]
        for body in [nothing + stream, nothing, stream + nothing + stream] {
            #expect(throws: WireError.notInflatable(declared: 2_000)) {
                try Deflate.inflated(body[...], byteCount: 2_000)
            }
        }
        #expect(throws: WireError.trailing(byteCount: 2)) {
            try Deflate.inflated((stream + nothing)[...], byteCount: 1_000)
        }
    }

    @Test func `gives long parts of unlike bytes a stream each`() throws {
        let numbers = (0..<2_000).map { UInt8($0 % 7) }
        let words = Array("the guest in room 214 waited for the lift ".utf8)
        let plain = numbers + words + words + words + words + words + words + words
        let whole = try #require(Deflate.deflated(plain, parts: [], below: plain.count))
        let parted = try #require(
            Deflate.deflated(plain, parts: [2_000, plain.count - 2_000], below: plain.count)
        )
        #expect(parted != whole)
        #expect(try Deflate.inflated(whole[...], byteCount: plain.count) == plain)
        #expect(try Deflate.inflated(parted[...], byteCount: plain.count) == plain)
        #expect(Deflate.deflated([1, 2, 3], parts: [], below: 3) == nil)
        #expect(Deflate.deflated([], parts: [], below: 0) == nil)
    }

    @Test func `stops one text that serves very many cells`() throws {
        var message = PlainWriter()
        message.numbers.byte(TextForm.dictionary.rawValue)
        message.numbers.varint(1)
        message.integers([1 << 20])
        message.texts = [UInt8](repeating: 97, count: 1 << 20)
        message.integers([Int64](repeating: 0, count: 65))
        var reader = try PlainReader(message.joined(), limits: .standard)
        #expect(throws: WireError.tooLarge(.texts, found: 65 << 20, max: 64 << 20)) {
            try reader.texts(65)
        }
    }

    @Test func `stops very many cells said in a few bytes`() throws {
        var message = PlainWriter()
        message.numbers.varint(200_000)
        message.grid([Shape(table: 1, creates: true, fields: .max >> 1)], count: 200_000)
        var reader = try PlainReader(message.joined(), limits: .standard)
        #expect(throws: WireError.tooLarge(.cells, found: 12_600_000, max: 2_000_000)) {
            try reader.batch(ids: .consecutive(from: ChangeID(WriterNumber(rawValue: 1), 1)))
        }
    }

    @Test func `of rows lets its own value in and nothing above it`() throws {
        var sample = Sample(seed: 4)
        let rows = (0..<20).map { _ in sample.row() }
        var message = PlainWriter()
        message.rows(rows)
        var limits = WireLimits()
        limits.rowCountMax = 20
        limits.cellCountMax = rows.reduce(0) { $0 + $1.fields.reduce(0) { $0 + $1.versions.count } }
        var reader = try PlainReader(message.joined(), limits: limits)
        #expect(try reader.rows() == rows)
        for path in [\WireLimits.rowCountMax, \WireLimits.cellCountMax] {
            var less = limits
            less[keyPath: path] -= 1
            var reader = try PlainReader(message.joined(), limits: less)
            #expect(throws: WireError.self) { try reader.rows() }
        }
    }
}

extension PlainWriter {
    fileprivate mutating func grid(_ shapes: [Shape], count: Int) {
        numbers.varint(shapes.count)
        for shape in shapes {
            numbers.byte(shape.table)
            numbers.varint(shape.fields << 1 | (shape.creates ? 1 : 0))
        }
        integers([Int64](repeating: 0, count: count))
    }
}
