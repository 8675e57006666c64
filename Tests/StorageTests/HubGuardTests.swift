import Foundation
import GRDB
import Recovery
import Storage
import Sync
import Testing
import Wire

/// What a hub does about changes that no release of this program sends.
struct HubGuardTests {
    private let house: TestHouse

    init() throws { house = try TestHouse() }

    /// Lisbon's number, and the changes that it claims to have made.
    private let writer = WriterNumber(rawValue: 2)

    private func creation(_ counter: Int64, _ fields: [Change.Field] = []) -> Change {
        Change(
            id: ChangeID(writer, counter),
            table: Catalogue.recoveryCase.number,
            record: ChangeID(writer, counter),
            scope: Scope(rawValue: 1),
            fields: fields,
            stamp: Stamp(milliseconds: 1),
            author: "ana",
            endsTransaction: true
        )
    }

    private func edit(
        _ id: ChangeID,
        of record: ChangeID,
        _ fields: [Change.Field]
    ) -> Change {
        Change(
            id: id,
            table: Catalogue.recoveryCase.number,
            record: record,
            scope: nil,
            fields: fields,
            stamp: Stamp(milliseconds: 2),
            author: "ana",
            endsTransaction: true
        )
    }

    /// Sends all that Lisbon ever made, and says what the hub keeps aside of it.
    private func push(_ changes: [Change], salvage: [Change] = []) throws -> [ParkedNotice] {
        let next = Token(rawValue: .random(in: 1000 ... .max))
        var request = try house.lisbon.nextRequest(next: next, waitSeconds: 0)
        request.salvage = ChangeBatch(salvage)
        request.sections[0].total = Int64(changes.count)
        request.sections[0].changes = ChangeBatch(changes)
        let reply = try house.hub.exchange(
            [ExchangeRequest(receiving: request.encoded())],
            now: house.now,
            newEpoch: Epoch(rawValue: 99)
        )[0].get()
        guard case .accepted(let receipt) = reply.verdict else {
            Issue.record("not accepted: \(reply.verdict)")
            return []
        }
        #expect(receipt.acknowledged.first?.count == Int64(changes.count))
        return receipt.parked
    }

    private typealias ParkedNotice = ExchangeReply.ParkedNotice

    private func parked(_ change: Change, _ reason: ParkReason) -> ParkedNotice {
        ParkedNotice(change: change.id, reason: reason.rawValue)
    }

    private static let owner = CaseField.owner.rawValue
    private static let openedAt = CaseField.openedAt.rawValue

    @Test(arguments: [
        Change.Field(WireLimits.fieldNumberMax, .integer(1)),
        Change.Field(owner, .integer(12)),
        Change.Field(openedAt, .text("12")),
        Change.Field(openedAt, .text("abc")),
    ])
    func `a field that is not known, or holds no such value, is kept aside`(
        field: Change.Field
    ) throws {
        let first = creation(1)
        let odd = creation(2, [field])
        var built = field
        built.bases = [first.id]
        let edit = edit(ChangeID(writer, 3), of: first.id, [built])
        #expect(
            try push([first, odd, edit])
                == [parked(odd, .unknownType), parked(edit, .unknownType)]
        )
    }

    @Test func `a salvaged edit of a field that is not known is kept aside`() throws {
        let first = creation(1)
        let dead = WriterNumber(rawValue: 70_000)
        let field = Change.Field(WireLimits.fieldNumberMax, .integer(1), bases: [first.id])
        _ = try push([first])
        _ = try push([first], salvage: [edit(ChangeID(dead, 1), of: first.id, [field])])
        let parked = try house.hub.read { try $0.parked() }
        #expect(parked.map(\.id) == [ChangeID(dead, 1)])
    }

    @Test func `an edit that says it saw nothing is kept aside`() throws {
        let first = creation(1)
        let edit = edit(ChangeID(writer, 2), of: first.id, [Change.Field(Self.owner, .text("b"))])
        #expect(try push([first, edit]) == [parked(edit, .unknownBase)])
    }

    /// Gives a record as many values of the owner as a field may have, from 70000.1 on.
    private func fill(_ record: ChangeID) throws {
        let count = WireLimits.standard.basesPerCellMax
        var live = ByteWriter()
        live.byte(Self.owner)
        live.varint(count)
        for number in 1...count {
            live.id(ChangeID(WriterNumber(rawValue: 70_000), Int64(number)))
            live.fixed(UInt64(1))
            live.text("ana")
            live.varint(0)
            live.byte(0)
        }
        try house.hub.database.write {
            try $0.execute(
                sql: "UPDATE recovery_case SET _live = ? WHERE _id = ?",
                arguments: [Data(live.bytes), record.rawValue]
            )
        }
    }

    @Test func `a field has no more values side by side than a row may carry`() throws {
        let first = creation(1)
        let owner = { (name: String, base: ChangeID) in
            Change.Field(Self.owner, .text(name), bases: [base])
        }
        let known = edit(ChangeID(writer, 2), of: first.id, [owner("b", first.id)])
        #expect(try push([first, known]).isEmpty)
        try fill(first.id)
        let tooMany = edit(ChangeID(writer, 3), of: first.id, [owner("c", known.id)])
        #expect(try push([first, known, tooMany]) == [parked(tooMany, .tooManyVersions)])
    }

    @Test func `nothing is what every field holds`() throws {
        #expect(try push([creation(1, [Change.Field(Self.openedAt, .null)])]).isEmpty)
    }
}
