import Recovery
import Storage
import Testing
import Wire

struct ConflictTests {
    let house: TestHouse
    let id: ChangeID

    /// The site and headquarters give one case to two people, neither knowing of the other.
    init() throws {
        house = try TestHouse()
        id = try house.openCase(house.lisbon, scenario: "EN-01")
        let id = id
        try house.exchange(house.lisbon)
        try house.act(house.lisbon, author: "ana") {
            try $0.assignCase(id, team: nil, owner: "rui")
        }
        try house.act(house.hub, author: "hq") {
            try $0.assignCase(id, team: nil, owner: "vera")
        }
        try house.exchange(house.lisbon)
    }

    private func item(_ store: some RecordStore) throws -> ConflictItem {
        try store.read { try #require(try $0.conflicts().first) }
    }

    @Test func `both places see both values, and the same one stands`() throws {
        for store in [house.lisbon, house.hub] as [any RecordStore] {
            let items = try store.read { try $0.conflicts() }
            #expect(items.map(\.id.description) == ["\(id):owner"])
            #expect(items.map(\.record) == ["LIS-1"])
            #expect(items[0].values.map(\.value).sorted() == ["rui", "vera"])
            #expect(Set(items[0].values.map(\.site)) == ["HQ", "LIS"])
            #expect(items[0].standing == "vera")
            #expect(items[0].state == .open)
            #expect(try store.found(id).owner == "vera")
        }
    }

    @Test(arguments: [true, false])
    func `a decision at either place ends it at both`(isAtHub: Bool) throws {
        func decide(_ store: some RecordStore) throws {
            let item = try item(store)
            try house.act(store, author: "pat") { try $0.resolve(item, to: "rui") }
            #expect(try store.read { try $0.settledConflicts() }.map(\.state) == [.resolved])
        }
        if isAtHub { try decide(house.hub) } else { try decide(house.lisbon) }
        try house.exchange(house.lisbon)
        for store in [house.lisbon, house.hub] as [any RecordStore] {
            #expect(try store.read { try $0.conflicts(isComplete: true) }.isEmpty)
            #expect(try store.found(id).owner == "rui")
        }
    }

    @Test func `a decision taken back restores what had stood, everywhere`() throws {
        let shown = try item(house.lisbon)
        try house.act(house.lisbon) { try $0.resolve(shown, to: "rui") }
        try house.exchange(house.lisbon)
        let value = try house.act(house.lisbon) { try $0.undoResolution(of: shown.id) }
        #expect(value == "vera")
        try house.exchange(house.lisbon)
        #expect(try house.hub.found(id).owner == "vera")
        #expect(try house.lisbon.read { try $0.settledConflicts() }.map(\.state) == [.undone])
        #expect(throws: ConflictError.nothingToUndo(shown.id.description)) {
            try house.act(house.lisbon) { try $0.undoResolution(of: shown.id) }
        }
    }

    @Test func `a third value can be chosen, but not one that the field cannot hold`() throws {
        let shown = try item(house.hub)
        try house.act(house.hub) { try $0.resolve(shown, to: "both") }
        #expect(try house.hub.found(id).owner == "both")
        try house.exchange(house.lisbon)
        try house.act(house.lisbon) { try $0.moveCase(id, to: .inProgress) }
        try house.act(house.hub) { try $0.moveCase(id, to: .triage) }
        try house.exchange(house.lisbon)
        let state = try item(house.hub)
        #expect(state.values.map(\.value).sorted() == ["inProgress", "triage"])
        #expect(throws: ConflictError.badValue(field: "state", value: "asleep")) {
            try house.act(house.hub) { try $0.resolve(state, to: "asleep") }
        }
        try house.act(house.hub) { try $0.resolve(state, to: "triage") }
        #expect(try house.hub.found(id).state == .triage)
    }

    @Test func `a decision about values that are no longer those is refused`() throws {
        let shown = try item(house.hub)
        try house.act(house.lisbon) { try $0.assignCase(id, team: nil, owner: "eva") }
        try house.exchange(house.lisbon)
        #expect(throws: ConflictError.changed(shown.id.description)) {
            try house.act(house.hub) { try $0.resolve(shown, to: "rui") }
        }
    }

    @Test func `a decision is not taken back over a later edit`() throws {
        let shown = try item(house.hub)
        try house.act(house.hub) { try $0.resolve(shown, to: "rui") }
        try house.act(house.hub) { try $0.assignCase(id, team: nil, owner: "eva") }
        #expect(throws: ConflictError.editedSince(shown.id.description)) {
            try house.act(house.hub) { try $0.undoResolution(of: shown.id) }
        }
    }

    @Test func `what a rule settles is shown only on request`() throws {
        try house.act(house.lisbon) { try $0.addNote(to: id, "", step: .apologise) }
        try house.act(house.hub) { try $0.addNote(to: id, "", step: .solve) }
        try house.exchange(house.lisbon)
        #expect(try house.hub.read { try $0.conflicts() }.map(\.id.field) == ["owner"])
        #expect(
            try house.hub.read { try $0.conflicts(isComplete: true) }.map(\.id.field).sorted()
                == ["owner", "tags"]
        )
    }

    @Test(arguments: ["", ":", "4.17", "4.17:", "4.17:a:b", "x:state", "0.1:state"])
    func `a conflict's name is a record, a colon and a field`(text: String) {
        let id = ConflictID(text)
        #expect(id == nil || id?.description == text)
        if text != "4.17:" { #expect(id == nil) }
    }

    @Test func `an unknown conflict is refused with a way out`() throws {
        let other = ConflictID(record: id, field: "place")
        #expect(throws: ConflictError.noSuchConflict(other.description)) {
            try house.hub.read { try $0.conflict(other) }
        }
        for error in [
            ConflictError.noSuchConflict("x"), .changed("x"), .badValue(field: "f", value: "x"),
            .nothingToUndo("x"), .editedSince("x"),
        ] {
            #expect(error.description.contains("x"))
        }
    }
}
