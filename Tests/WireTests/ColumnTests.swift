import Testing

@testable import Wire

@Suite struct `A column` {
    private static let edges: [[Int64]] = [
        [], [0], [.min], [.max], [.min, .max, .min], [0, 0, 0, 0], [-1, -1], [255, 0], [256, 0],
        [1, 2, 3, 4, 5], [60_000, 120_000, -60_000], [86_400_000, 0], [.min, 0, .max, -1],
        Array(repeating: 7, count: 50) + Array(repeating: -9, count: 50),
    ]

    @Test(arguments: edges)
    func `gives its numbers back`(values: [Int64]) throws {
        try roundTrip(values, on: [], near: Landmarks())
    }

    @Test(arguments: 0..<200)
    func `gives its numbers back near any landmark`(seed: UInt64) throws {
        var sample = Sample(seed: seed)
        let lines = (0..<Int32.random(in: 1...60, using: &sample)).map { $0 }
        let range: ClosedRange<Int64> = sample.pick([0...3, -100...100, 0...1 << 45, .min ... .max])
        let ids = lines.map { _ in Int64.random(in: range, using: &sample) }
        let milliseconds = lines.map { _ in Int64.random(in: range, using: &sample) }
        let offset = sample.pick([0, 1, -1, 60_000, Int64.max])
        let near = sample.pick([ids, milliseconds, lines.map { _ in 5 }])
        let values = near.map { $0 &+ offset &+ (sample.chance(20) ? Int64(sample.next() % 9) : 0) }
        try roundTrip(
            values,
            on: lines,
            near: Landmarks(ids: ids, milliseconds: milliseconds, records: ids)
        )
    }

    private func roundTrip(
        _ values: [Int64],
        on lines: [Int32],
        near landmarks: Landmarks
    ) throws {
        var message = PlainWriter()
        message.integers(values, on: lines, near: landmarks)
        var reader = try PlainReader(message.joined(), limits: .standard)
        #expect(try reader.integers(values.count, on: lines, near: landmarks) == values)
        try reader.finish()
    }

    @Test func `of references near the change's own id takes two bytes for any length`() {
        let ids = (0..<500).map { Int64(7) << 39 | (1_000 + 2 * $0) }
        var message = PlainWriter()
        message.integers(
            ids.map { $0 - 1 },
            on: (0..<500).map { $0 },
            near: Landmarks(ids: ids, milliseconds: ids, records: ids)
        )
        #expect(message.joined().count == 2 + 2)
    }

    @Test(arguments: [["a", "b", "a", "b", "a"], ["", "", "x"], ["日本", "語"], []])
    func `gives its texts back`(texts: [String]) throws {
        var source: [UInt8] = []
        let slices = texts.map { text in
            let start = source.count
            source += Array(text.utf8)
            return TextSlice(start: start, count: source.count - start)
        }
        var message = PlainWriter()
        message.texts(slices, in: source)
        var reader = try PlainReader(message.joined(), limits: .standard)
        let bytes = reader.bytes
        let found = try reader.texts(texts.count).map { slice in
            String(decoding: bytes[slice.start..<slice.start + slice.count], as: UTF8.self)
        }
        #expect(found == texts)
        try reader.finish()
    }

    @Test func `of texts may not begin within a character`() throws {
        var message = PlainWriter()
        message.numbers.byte(TextForm.each.rawValue)
        message.integers([1, 1])
        message.texts = Array("\u{E9}".utf8)
        var reader = try PlainReader(message.joined(), limits: .standard)
        #expect(throws: WireError.self) { try reader.texts(2) }
    }

    @Test func `that repeats the change before costs no more than saying so`() throws {
        var changes: [Change] = []
        for index in 0..<200 {
            let counter = Int64(changes.count) + 1
            let place = Cell.text("Room \(index * 37 % 400)")
            let at = Cell.integer(1_750_000_000_000 + Int64(index * 7_919_993 % 100_000_007))
            changes.append(creation(4, counter, [(1, place), (2, at)]))
            changes.append(creation(5, counter + 1, [(3, place), (9, at)]))
        }
        let pairs = ChangeBatch(changes)
        var singles = ChangeBatch()
        for index in 0..<200 {
            var change = changes[2 * index]
            change.id = ChangeID(change.id.writer, Int64(index) + 1)
            change.record = change.id
            singles.append(change)
        }
        let (both, one) = (try plainCount(pairs), try plainCount(singles))
        #expect(both < one + 500, "\(both) and \(one) bytes")
    }

    private func creation(_ table: UInt8, _ counter: Int64, _ cells: [(UInt8, Cell)]) -> Change {
        let id = ChangeID(WriterNumber(rawValue: 3), counter)
        return Change(
            id: id,
            table: table,
            record: id,
            scope: .everyone,
            fields: cells.map { Change.Field($0.0, $0.1) },
            stamp: Stamp(milliseconds: 1_760_000_000_000),
            author: "Ana",
            endsTransaction: table == 5
        )
    }

    private func plainCount(_ batch: ChangeBatch) throws -> Int {
        var message = PlainWriter()
        message.batch(batch, ids: .explicit)
        var reader = try PlainReader(message.joined(), limits: .standard)
        #expect(try reader.batch(ids: .explicit) == batch)
        return message.joined().count
    }
}
