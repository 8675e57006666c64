import Recovery
import Storage
import Testing
import Wire

struct LinkTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func open(
        _ scenario: String?,
        guest: String? = nil,
        place: String? = nil
    ) throws -> ChangeID {
        try house.openCase(house.lisbon, scenario: scenario) {
            $0.guest = guest
            $0.place = place
        }
    }

    // MARK: The same matter

    @Test func `a merged case leads to the one that goes on, and comes back as it was`() throws {
        let kept = try open("EN-02", place: "412")
        let second = try open("EN-02", place: "412")
        try house.act(house.lisbon) {
            try $0.moveCase(second, to: .inProgress)
            try $0.addNote(to: second, "Valve stuck")
            try $0.mergeCase(second, into: kept)
        }
        let store = house.lisbon
        #expect(try store.read { try $0.successor(of: try $0.found(second)).id } == kept)
        #expect(
            try store.read { try $0.mergedCases(into: try $0.found(kept)) }.map(\.id) == [second]
        )
        try house.act(store) { try $0.unmergeCase(second) }
        let detail = try store.detail(second)
        #expect(detail.recoveryCase.state == .inProgress)
        #expect(detail.recoveryCase.mergedInto == nil)
        #expect(detail.notes.map(\.text) == ["Valve stuck", "Taken out of LIS-1 again."])
        #expect(detail.alarms.last?.state == .raised)
        #expect(
            try store.detail(kept).notes.map(\.text)
                == ["LIS-2 was merged into this case.", "LIS-2 was taken out of this case again."]
        )
        #expect(throws: CaseworkError.notMerged("LIS-2")) {
            try house.act(store) { try $0.unmergeCase(second) }
        }
    }

    @Test func `two cases merged into each other at two places show themselves`() throws {
        let (first, second) = (try open("EN-02"), try open("EN-02"))
        try house.exchange(house.lisbon)
        try house.act(house.lisbon) { try $0.mergeCase(first, into: second) }
        try house.act(house.hub) { try $0.mergeCase(second, into: first) }
        try house.exchange(house.lisbon)
        for id in [first, second] {
            #expect(try house.lisbon.found(id).state == .merged)
            #expect(try house.lisbon.read { try $0.successor(of: try $0.found(id)).id } == id)
        }
    }

    @Test func `what may be the same is told by guest, place and kind`() throws {
        let found = try open("EN-02", guest: "Marta Lindqvist", place: "412")
        let sameRoom = try open("EN-02", guest: "Rui", place: "412")
        let sameGuest = try open("EN-02", guest: "marta lindqvist", place: "Lobby")
        let otherKind = try open("FB-01", guest: "Marta Lindqvist", place: "Bar")
        let elsewhere = try open("EN-02", guest: "Eva", place: "520")
        _ = try open("FB-01", guest: "Eva", place: "412")
        let related = try house.lisbon.read {
            try $0.relatedCases(to: try $0.found(found))
        }
        var likeness: [ChangeID: CaseLikeness] = [:]
        for (other, kind) in related { likeness[other.id] = kind }
        #expect(
            likeness == [
                sameRoom: .sameMatter, sameGuest: .sameMatter, otherKind: .sameGuest,
                elsewhere: .sameFailure,
            ]
        )
    }

    // MARK: Families

    @Test func `one failure with several guests is one family and one call`() throws {
        let lift = try open("EN-04", guest: "Pilar Ferrer", place: "406")
        let opened = try house.act(house.lisbon) { transaction in
            try (1...3).map { number in
                try transaction.openSameFailure(
                    as: lift,
                    guest: "Guest \(number)",
                    place: "50\(number)"
                )
            }
        }
        // A guest added from a child joins the same family.
        _ = try house.act(house.lisbon) {
            try $0.openSameFailure(as: opened[0].id, guest: "Guest 4", place: "")
        }
        let store = house.lisbon
        #expect(try store.read { try $0.openAlarms(countMax: 10) }.count == 1)
        let child = try store.found(opened[0].id)
        #expect(child.scenario == "EN-04")
        #expect(child.team == "engineering")
        #expect(child.state == .assigned)
        let family = try #require(try store.read { try $0.family(of: child) })
        #expect(family.parent.id == lift)
        #expect(family.members.count == 5)
        #expect(family.toldCount == 0)
        try house.act(store) {
            try $0.addNote(to: opened[1].id, "", contact: .reached)
            try $0.addNote(to: opened[2].id, "", contact: .tried)
        }
        let counts = try store.read { try $0.familyCounts() }
        #expect(counts.count == 1)
        #expect(counts[lift]?.told == 1)
        #expect(counts[lift]?.all == 5)
        let count = try house.act(store) {
            try $0.tellFamily(of: lift, "Runs again at six", contact: .reached)
        }
        #expect(count == 5)
        #expect(try store.read { try $0.familyCounts() }[lift]?.told == 5)
        #expect(try store.read { try $0.family(of: child) }?.toldCount == 5)
        #expect(try store.detail(child.id).notes.last?.text == "reached: Runs again at six")
    }

    @Test func `a family has one parent, and who is taken out stands alone`() throws {
        let (lift, other) = (try open("EN-04"), try open("EN-04"))
        let third = try open("EN-04")
        try house.act(house.lisbon) { try $0.linkCase(other, to: lift, as: .sameFailure) }
        #expect(throws: CaseworkError.hasParent("LIS-1")) {
            try house.act(house.lisbon) { try $0.linkCase(lift, to: third, as: .sameFailure) }
        }
        #expect(throws: CaseworkError.hasParent("LIS-2")) {
            try house.act(house.lisbon) { try $0.linkCase(other, to: third, as: .sameFailure) }
        }
        // Bound to a child, a case joins the parent.
        try house.act(house.lisbon) { try $0.linkCase(third, to: other, as: .sameFailure) }
        let store = house.lisbon
        #expect(try store.read { try $0.family(of: try $0.found(third)) }?.parent.id == lift)
        try house.act(store) { try $0.unlinkCase(third, from: lift) }
        #expect(try store.read { try $0.family(of: try $0.found(third)) } == nil)
        #expect(throws: CaseworkError.noSuchLink("LIS-3")) {
            try house.act(store) { try $0.unlinkCase(third, from: lift) }
        }
    }

    @Test func `a guest let down again is one step worse off, once, and five at most`() throws {
        let earlier = try open("EN-02", guest: "Marta Lindqvist")
        let again = try open("FB-01", guest: "Marta Lindqvist")
        try house.act(house.lisbon) { try $0.linkCase(again, to: earlier, as: .chained) }
        #expect(try house.lisbon.found(again).severity == .serviceDenied)
        let note = try house.lisbon.detail(again).notes.last?.text
        #expect(note?.hasSuffix("see LIS-1. Severity from 2 to 3.") == true)
        #expect(throws: CaseworkError.linkedAlready("LIS-2", "LIS-1")) {
            try house.act(house.lisbon) { try $0.linkCase(again, to: earlier, as: .chained) }
        }
        let worst = try open("SE-01", guest: "Marta Lindqvist")
        try house.act(house.lisbon) { try $0.linkCase(worst, to: earlier, as: .chained) }
        #expect(try house.lisbon.found(worst).severity == .safety)
    }
}

extension StoreReader {
    fileprivate func found(_ id: ChangeID) throws -> RecoveryCase {
        try recoveryCase(named: id.description)
    }
}
