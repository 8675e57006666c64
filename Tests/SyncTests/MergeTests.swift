import Recovery
import Sync
import Testing
import Wire

private func id(_ writer: UInt32, _ counter: Int64) -> ChangeID {
    ChangeID(WriterNumber(rawValue: writer), counter)
}

private func version(_ id: ChangeID, _ cell: Cell, at milliseconds: Int64 = 0) -> Version {
    Version(id: id, stamp: Stamp(milliseconds: milliseconds), author: "a", cell: cell)
}

@Suite struct FieldMergeTests {
    private let first = version(id(2, 1), .text("a"))
    private let second = version(id(3, 1), .text("b"))

    @Test func `an edit replaces what its author saw and stands beside the rest`() {
        let arrival = version(id(4, 1), .text("c"))
        let merge = FieldMerge(live: [first, second], arrival: arrival, arrivesLate: false) {
            $0.id == id(2, 1)
        }
        #expect(merge.live == [second, arrival])
        #expect(merge.replaced == [first])
    }

    @Test func `what arrives after its successor changes nothing`() {
        let merge = FieldMerge(
            live: [first],
            arrival: second,
            arrivesLate: true
        ) { _ in false }
        #expect(merge.live == [first])
    }

    @Test func `live versions are in order of their ids whatever the order of arrival`() {
        let third = version(id(1, 9), .text("z"))
        let merge = FieldMerge(live: [first, second], arrival: third, arrivesLate: false) { _ in
            false
        }
        #expect(merge.live.map(\.id) == [id(1, 9), id(2, 1), id(3, 1)])
    }
}

@Suite struct WinnerTests {
    private let isHub: (WriterNumber) -> Bool = { $0.rawValue == 1 }

    private func winner(
        _ policy: FieldDefinition.MergePolicy,
        _ versions: [Version]
    ) -> Cell {
        let forwards = policy.winner(among: versions, isHub: isHub)
        let backwards = policy.winner(among: versions.reversed(), isHub: isHub)
        #expect(forwards == backwards, "the winner depends on the order")
        return forwards
    }

    @Test func `the newest wins, and among equals the higher id`() {
        let early = version(id(9, 1), .text("early"), at: 1)
        let late = version(id(2, 1), .text("late"), at: 2)
        let other = version(id(3, 1), .text("other"), at: 2)
        #expect(winner(.newest, [early, late]) == .text("late"))
        #expect(winner(.newest, [early, late, other]) == .text("other"))
    }

    @Test func `the greater severity and the further state win`() {
        let low = version(id(2, 1), .integer(2), at: 9)
        let high = version(id(3, 1), .integer(4), at: 1)
        #expect(winner(.highest, [low, high]) == .integer(4))
        #expect(winner(.furthest, [low, high]) == .integer(4))
        #expect(winner(.highest, [low, version(id(4, 1), .null, at: 9)]) == .integer(2))
    }

    @Test func `all words of a union stand`() {
        let ours = version(id(2, 1), .text("lift vip"))
        let theirs = version(id(3, 1), .text("vip boiler"))
        #expect(winner(.union, [ours, theirs]) == .text("boiler lift vip"))
    }

    @Test func `the hub goes first where it has the say`() {
        let hub = version(id(1, 1), .text("hub"), at: 1)
        let site = version(id(2, 1), .text("site"), at: 9)
        #expect(winner(.hubFirst, [hub, site]) == .text("hub"))
        #expect(winner(.hubFirst, [site, version(id(3, 1), .text("b"))]) == .text("site"))
    }
}

@Suite struct RekeyingTests {
    @Test func `records, bases and references follow their changes`() {
        var rekeying = Rekeying(to: WriterNumber(rawValue: 9))
        let creation = Change(
            id: id(2, 5),
            table: 5,
            record: id(2, 5),
            scope: .everyone,
            fields: [Change.Field(1, .integer(id(2, 4).rawValue))],
            stamp: Stamp(rawValue: 1),
            author: "a",
            endsTransaction: true
        )
        let edit = Change(
            id: id(2, 6),
            table: 5,
            record: id(2, 5),
            scope: nil,
            fields: [
                Change.Field(1, .integer(id(2, 5).rawValue), bases: [id(2, 5)]),
                Change.Field(2, .integer(id(2, 5).rawValue), bases: [id(2, 3)]),
            ],
            stamp: Stamp(rawValue: 2),
            author: "a",
            endsTransaction: true
        )
        let hash = ChainHash(high: 1, low: 2)
        let first = rekeying.rename(creation, hash: hash) { $0 == 1 }
        let second = rekeying.rename(edit, hash: hash) { $0 == 1 }

        #expect(first.id == id(9, 1) && first.record == id(9, 1))
        #expect(first.was == Change.FormerName(id: id(2, 5), hash: hash))
        // What lies before the fork keeps its name.
        #expect(first.fields[0].cell == .integer(id(2, 4).rawValue))
        #expect(second.id == id(9, 2) && second.record == id(9, 1))
        #expect(second.fields[0].cell == .integer(id(9, 1).rawValue))
        #expect(second.fields[0].bases == [id(9, 1)])
        // A number in a field that holds no reference is only a number.
        #expect(second.fields[1].cell == .integer(id(2, 5).rawValue))
        #expect(second.fields[1].bases == [id(2, 3)])
    }

    @Test func `a change renamed twice keeps its first name`() {
        let was = Change.FormerName(id: id(2, 5), hash: ChainHash(high: 7, low: 7))
        let change = Change(
            id: id(3, 1),
            table: 7,
            record: id(3, 1),
            scope: .everyone,
            fields: [],
            stamp: Stamp(rawValue: 1),
            author: "a",
            endsTransaction: true,
            was: was
        )
        var rekeying = Rekeying(to: WriterNumber(rawValue: 9))
        let renamed = rekeying.rename(change, hash: ChainHash(high: 1, low: 1)) { _ in false }
        #expect(renamed.was == was)
    }
}

@Suite struct RecordDigestTests {
    @Test func `a record as created hashes the same from its row and from its change`() {
        let change = Change(
            id: id(2, 1),
            table: 5,
            record: id(2, 1),
            scope: Scope(rawValue: 3),
            fields: [
                Change.Field(2, .text("LIS-1")), Change.Field(6, .integer(-4)),
                Change.Field(7, .text("")),
            ],
            stamp: Stamp(rawValue: 1),
            author: "a",
            endsTransaction: true
        )
        var digest = RecordDigest()
        let fromChange = digest.of(
            creation: 0,
            in: ChangeBatch([change]),
            scope: Scope(rawValue: 3)
        )
        let fields = change.fields.map {
            Row.Field($0.number, [version(id(2, 1), $0.cell)])
        }
        let fromRow = digest.of(record: id(2, 1), scope: Scope(rawValue: 3), fields: fields)
        #expect(fromChange == fromRow)
        let unset = fields + [Row.Field(8, [version(id(2, 1), .null)])]
        #expect(digest.of(record: id(2, 1), scope: Scope(rawValue: 3), fields: unset) == fromRow)
        #expect(digest.of(record: id(2, 1), scope: .everyone, fields: fields) != fromRow)
    }

    @Test func `the hash is as the protocol's document says`() {
        // Record 2.1 in everyone's scope with field 1 set to 5 by its creation:
        // SHA-256 over 0000010000000001 00000000 01 0000010000000001 01 0000000000000005.
        var digest = RecordDigest()
        let sum = digest.of(
            record: id(2, 1),
            scope: .everyone,
            fields: [Row.Field(1, [version(id(2, 1), .integer(5))])]
        )
        #expect(sum == Digest(first: 0xF195D6986335BCB, second: 0xD68450056399C43F))
    }
}
