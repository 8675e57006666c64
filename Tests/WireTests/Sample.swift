@testable import Wire

/// Random changes and rows from a seed, with every kind of value in them.
struct Sample: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &self)]
    }

    mutating func id() -> ChangeID {
        ChangeID(
            WriterNumber(rawValue: pick([1, 9, 300, WriterNumber.max.rawValue])),
            pick([1, 77, .random(in: 1...5_000, using: &self), ChangeID.counterMax])
        )
    }

    mutating func cell() -> Cell {
        switch Int.random(in: 0..<8, using: &self) {
        case 0: .null
        case 1: .integer(pick([0, -1, 1, .min, .max, 127, 128, 1_760_000_000_000]))
        case 2: .integer(.random(in: -300...300, using: &self))
        case 3: .integer(.random(in: .min ... .max, using: &self))
        case 4: .integer(1_760_000_000_000 + 60_000 * .random(in: 0...99, using: &self))
        case 5: .text(pick(["", "\0", "e\u{301}", "\u{E9}", "👩‍👩‍👧", "LIS-\(next() % 3_000)", "a\0b"]))
        default:
            .text(String(repeating: pick(["cold ", "łazienka ", "房间 "]), count: Int(next() % 9)))
        }
    }

    mutating func ids(upTo count: Int) -> [ChangeID] {
        Set((0..<Int.random(in: 0...count, using: &self)).map { _ in id() }).sorted()
    }

    /// One writer's consecutive changes, creations and edits of those and of unknown records.
    func changes(_ count: Int, from first: Int64 = 1) -> [Change] {
        var sample = self
        let writer = WriterNumber(rawValue: 5)
        var result: [Change] = []
        for counter in first..<first + Int64(count) {
            result.append(sample.change(ChangeID(writer, counter), after: result))
        }
        return result
    }

    private mutating func change(_ id: ChangeID, after earlier: [Change]) -> Change {
        let creates = chance(50)
        let known = earlier.last { _ in chance(30) }
        let record = creates ? id : known?.record ?? self.id()
        let numbers = (1...WireLimits.fieldNumberMax).filter { _ in chance(creates ? 20 : 5) }
        return Change(
            id: id,
            table: creates ? pick([1, 4, 255]) : known?.table ?? 4,
            record: record,
            scope: creates ? pick([.everyone, .nobody, Scope(rawValue: 17)]) : nil,
            fields: numbers.map { number in
                let usual = [known?.id ?? record]
                let bases = creates ? [] : chance(60) ? usual : ids(upTo: 4)
                return Change.Field(number, cell(), bases: bases)
            },
            stamp: Stamp(
                milliseconds: 1_760_000_000_000 + id.counter * 900,
                count: Int64(next() % 3)
            ),
            author: pick(["Ana", "", "night desk of the house by the river"]),
            endsTransaction: chance(70),
            was: chance(5) ? Change.FormerName(id: self.id(), hash: hash()) : nil
        )
    }

    mutating func hash() -> ChainHash { ChainHash(high: next(), low: next()) }
}
