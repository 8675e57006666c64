import Recovery
import Storage
import Testing
import Wire

@Suite struct TakeoverTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func takeOver(_ id: ChangeID, for owner: String = "Vera Lang") throws {
        try house.hub.write(author: "Maud", now: house.now) { try $0.takeOver(id, for: owner) }
    }

    private func found(_ id: ChangeID, at store: some RecordStore) throws -> RecoveryCase {
        try store.read { try $0.recoveryCase(named: "\(id)") }
    }

    @Test func `a house that comes back reads who has its case, and since when`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.exchange(house.lisbon)
        try takeOver(id)
        try house.hub.write(author: "Vera Lang", now: house.now) { transaction in
            try transaction.work(on: id) {
                try transaction.addNote(to: $0.id, "I called the guest.", step: .apologise)
            }
        }
        #expect(try found(id, at: house.lisbon).marks.takenOverAt == nil)
        try house.exchange(house.lisbon)
        let detail = try house.lisbon.read { try $0.detail(of: $0.recoveryCase(named: "\(id)")) }
        #expect(detail.recoveryCase.owner == "Vera Lang")
        #expect(detail.recoveryCase.marks.takenOverAt != nil)
        #expect(detail.recoveryCase.marks.steps == [.apologise])
        #expect(!detail.alarms.contains { $0.state.isOpen })
        #expect(detail.notes.map(\.text).last == "apologise: I called the guest.")
        #expect(try house.lisbon.read { try $0.casesTakenOver() }.map(\.id) == [id])
    }

    @Test func `what the house did meanwhile stands beside it until a person decides`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.exchange(house.lisbon)
        try takeOver(id)
        try house.act(house.lisbon) { try $0.assignCase(id, team: nil, owner: "Rui") }
        try house.exchange(house.lisbon)
        for store in [house.hub as any RecordStore, house.lisbon] {
            let owners = try store.read { try $0.conflicts() }.first { $0.id.field == "owner" }
            #expect(Set(owners?.values.map(\.value) ?? []) == ["Rui", "Vera Lang"])
            #expect(try store.read { try $0.casesTakenOver() }.count == 1)
        }
    }

    @Test func `only one has it, and nobody works on what the house has`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.exchange(house.lisbon)
        let reference = try found(id, at: house.hub).reference
        func note() throws {
            try house.hub.write(author: "Maud", now: house.now) { transaction in
                try transaction.work(on: id) { try transaction.addNote(to: $0.id, "Called") }
            }
        }
        #expect(throws: TakeoverRefusal.notTaken(reference)) { try note() }
        try takeOver(id)
        try note()
        #expect(throws: TakeoverRefusal.taken(reference, by: "Vera Lang")) {
            try takeOver(id, for: "Iris")
        }
        try house.exchange(house.lisbon)
        // The house has it back, and headquarters may take it once more.
        try house.act(house.lisbon) { try $0.endTakeover(of: id, because: "We are back") }
        try house.exchange(house.lisbon)
        #expect(throws: TakeoverRefusal.notTaken(reference)) { try note() }
        try takeOver(id, for: "Iris")
        #expect(try found(id, at: house.hub).owner == "Iris")
    }

    @Test func `what is closed is not taken over, and what closes is no longer told of`() throws {
        let id = try house.openCase(house.lisbon)
        try house.exchange(house.lisbon)
        try takeOver(id)
        try house.hub.write(author: "Vera Lang", now: house.now) { transaction in
            try transaction.work(on: id) {
                var closure = CaseClosure()
                closure.outcome = .notAFailure
                try transaction.closeCase($0.id, closure, by: nil)
            }
        }
        #expect(try house.hub.read { try $0.casesTakenOver() }.isEmpty)
        let reference = try found(id, at: house.hub).reference
        #expect(throws: TakeoverRefusal.isOver(reference)) { try takeOver(id) }
    }

    @Test func `the worst stands first, then what has waited longest`() throws {
        let first = try house.openCase(house.lisbon)
        let worst = try house.openCase(house.lisbon) { $0.severity = .staySpoiled }
        let second = try house.openCase(house.lisbon)
        _ = try house.openCase(house.porto)
        try house.exchange(house.lisbon, house.porto)
        let urgent = try house.hub.read { try $0.urgentCases(of: 1, countMax: 9) }
        #expect(urgent.map(\.id) == [worst, first, second])
        #expect(try house.hub.read { try $0.urgentCases(of: 1, countMax: 1) }.map(\.id) == [worst])
    }
}
