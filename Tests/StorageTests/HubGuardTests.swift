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

    @Test func `a salvaged edit has effect once, though sites bring other fields of it`() throws {
        let first = creation(1)
        let owner = Change.Field(Self.owner, .text("b"), bases: [first.id])
        let team = Change.Field(CaseField.team.rawValue, .text("c"), bases: [first.id])
        let id = ChangeID(WriterNumber(rawValue: 70_000), 1)
        _ = try push([first])
        _ = try push([first], salvage: [edit(id, of: first.id, [owner])])
        _ = try push([first], salvage: [edit(id, of: first.id, [owner, team])])
        let row = try house.hub.found(first.id).row
        #expect(row.live(Self.owner).map(\.id) == [id])
        #expect(row.live(CaseField.team.rawValue).map(\.id) == [id])
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

    /// What the hub answers to Lisbon's next request when that was altered on the way.
    private func answer(
        now: Timestamp? = nil,
        newEpoch: UInt64 = 99,
        _ alter: (inout ExchangeRequest) -> Void
    ) throws -> ExchangeReply {
        let next = Token(rawValue: .random(in: 1000 ... .max))
        var request = try house.lisbon.nextRequest(next: next, waitSeconds: 0)
        alter(&request)
        return try house.hub.exchange(
            [ExchangeRequest(receiving: request.encoded())],
            now: now ?? house.now,
            newEpoch: Epoch(rawValue: newEpoch)
        )[0].get()
    }

    @Test func `no site uses up the numbers by naming the last of them`() throws {
        #expect(throws: HubError.foreignWriter(.max)) {
            try answer { $0.writer = .max }
        }
        let odd = edit(ChangeID(.max, 1), of: ChangeID(writer, 1), [])
        guard case .accepted = try answer({ $0.salvage = ChangeBatch([odd]) }).verdict else {
            Issue.record("not accepted")
            return
        }
        #expect(try house.hub.addSiteForSimulation(number: 3).writer.rawValue == 4)
    }

    @Test func `numbers that a lost life of the hub may have given out are believed`() throws {
        let lost = WriterNumber(rawValue: 4 + 131_071)
        _ = try answer { request in
            request.writer = lost
            request.sections[0].writer = lost
            request.sections[0].previous = ChainHash(rootOf: lost)
        }
        #expect(try house.hub.addSiteForSimulation(number: 3).writer.rawValue == 4 + 131_072)
    }

    @Test func `a hub without numbers says so`() throws {
        try house.hub.database.write {
            try $0.execute(
                sql: "UPDATE setting SET value = ? WHERE name = 'nextWriter'",
                arguments: [Int64(WriterNumber.max.rawValue)]
            )
        }
        #expect(try house.hub.addSiteForSimulation(number: 3).writer == .max)
        #expect(throws: HubError.outOfNumbers) {
            try house.hub.addSiteForSimulation(number: 4)
        }
        #expect(throws: HubError.outOfNumbers) {
            try house.hub.restored(epoch: Epoch(rawValue: 8), now: house.now)
        }
    }

    @Test func `requests begin one epoch a minute`() throws {
        let (start, ahead) = (house.now, Cursor(everyone: 1_000_000, site: 0))
        func begin(after seconds: Int64, _ epoch: UInt64, in present: UInt64) throws -> Epoch {
            let now = Timestamp(milliseconds: start.milliseconds + seconds * 1000)
            return try answer(now: now, newEpoch: epoch) {
                $0.cursor = ahead
                $0.epoch = Epoch(rawValue: present)
            }.epoch
        }
        #expect(try begin(after: 0, 8, in: 7) == Epoch(rawValue: 8))
        #expect(throws: HubError.epochTooSoon) { try begin(after: 59, 9, in: 8) }
        #expect(try begin(after: 60, 10, in: 8) == Epoch(rawValue: 10))
    }
}
