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
        case 5: .text(pick(["", "\0", "e\u{301}", "\u{E9}", "👩‍👩‍👧", "a\0b"]))
        default:
            .text(String(repeating: pick(["cold ", "łazienka ", "房间"]), count: Int(next() % 9)))
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

    mutating func stamp() -> Stamp {
        Stamp(
            milliseconds: 1_760_000_000_000 + Int64(next() % 100_000_000),
            count: Int64(next() % 4)
        )
    }

    mutating func cursor() -> Cursor {
        Cursor(everyone: pick([0, 5, .max]), site: Int64(next() % 1_000))
    }

    func batch(_ count: Int) -> ChangeBatch { ChangeBatch(changes(count)) }

    mutating func request(changes: Int = 30) -> ExchangeRequest {
        let writer = WriterNumber(rawValue: 5)
        let salvaged = (0..<3).map { _ in
            var change = self.changes(1)[0]
            _ = next()
            change.id = id()
            change.record = change.scope == nil ? change.record : change.id
            return change
        }
        return ExchangeRequest(
            site: UInt32(next() % 9_000),
            writer: writer,
            attempt: next(),
            epoch: Epoch(rawValue: next()),
            tried: [Token(rawValue: next())],
            next: Token(rawValue: next()),
            history: chance(50) ? [] : [Token(rawValue: next())],
            cursor: chance(80) ? cursor() : nil,
            waitSeconds: UInt16(next() % 60),
            salvage: chance(50) ? ChangeBatch() : ChangeBatch(salvaged),
            sections: [
                ExchangeRequest.Section(
                    writer: WriterNumber(rawValue: 4),
                    total: 12,
                    first: 13,
                    previous: hash(),
                    changes: ChangeBatch()
                ),
                ExchangeRequest.Section(
                    writer: writer,
                    total: 5_000,
                    first: 900,
                    previous: hash(),
                    changes: ChangeBatch(self.changes(changes, from: 900))
                ),
            ]
        )
    }

    mutating func row() -> Row {
        let record = id()
        let stamp = stamp()
        let author = pick(["Ana", "Björn", ""])
        let numbers = (1...WireLimits.fieldNumberMax).filter { _ in chance(15) }
        let other = Version(id: self.id(), stamp: self.stamp(), author: "hub", cell: nil)
        return Row(
            table: pick([4, 5]),
            record: record,
            revision: Int64(next() % 5 + 1),
            scope: pick([.everyone, Scope(rawValue: 7)]),
            site: 7,
            stamp: stamp,
            author: author,
            fields: numbers.map { number in
                var versions = [Version(id: record, stamp: stamp, author: author, cell: cell())]
                if chance(20) { versions[0].stamp = self.stamp() }
                if chance(10) { versions[0].cell = nil }
                if chance(30), other.id != record { versions.append(other) }
                if chance(50), versions.count > 1 { versions.removeFirst() }
                for index in versions.indices where chance(20) {
                    versions[index].cell = cell()
                    versions[index].bases = ids(upTo: 3)
                }
                return Row.Field(number, versions.sorted { $0.id < $1.id })
            }
        )
    }

    mutating func reply(rows: Int = 20) -> ExchangeReply {
        let verdict: ExchangeReply.Verdict
        switch Int.random(in: 0..<6, using: &self) {
        case 0:
            verdict = .newEpoch(
                positions: [.init(writer: WriterNumber(rawValue: 5), count: 9, hash: hash())],
                token: chance(50) ? nil : .init(rawValue: next()),
                hubLives: [WriterNumber(rawValue: 1), WriterNumber(rawValue: 99)]
            )
        case 1:
            let link = ExchangeReply.Chain.Link(counter: 7, hash: hash())
            verdict = .renumber(
                .init(
                    number: .max,
                    token: chance(50) ? nil : .init(rawValue: next()),
                    chains: [.init(writer: WriterNumber(rawValue: 5), count: 7, links: [link])]
                )
            )
        default: verdict = .accepted(receipt(rows: rows))
        }
        return ExchangeReply(attempt: next(), epoch: Epoch(rawValue: next()), verdict: verdict)
    }

    private mutating func receipt(rows: Int) -> ExchangeReply.Receipt {
        let digest = Digest(first: next(), second: next())
        return ExchangeReply.Receipt(
            acknowledged: [.init(writer: WriterNumber(rawValue: 5), count: 1 << 38)],
            parked: chance(50)
                ? [] : [.init(change: id(), reason: 3), .init(change: id(), reason: 1)],
            pull: chance(10)
                ? nil
                : ExchangeReply.Pull(
                    from: cursor(),
                    to: cursor(),
                    replaces: chance(20),
                    installed: chance(50) ? [] : [.init(first: id(), count: 900)],
                    rows: (0..<rows).map { _ in row() },
                    departures: chance(50)
                        ? [] : [.init(record: id(), revision: 3, destination: .nobody)],
                    digests: chance(50) ? nil : .init(everyone: digest, site: .empty)
                )
        )
    }
}
