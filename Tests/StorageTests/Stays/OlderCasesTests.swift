import Recovery
import Storage
import Testing
import Wire

struct OlderCasesTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func stay(_ room: String, _ guest: String?, days: ClosedRange<Int64>) throws
        -> StayDraft
    {
        func day(_ count: Int64) -> Timestamp {
            Timestamp(milliseconds: house.now.milliseconds + count * 86_400_000)
        }
        var draft = try StayDraft(arrivesAt: day(days.lowerBound), departsAt: day(days.upperBound))
        draft.room = RoomName(room)
        draft.guest = guest
        return draft
    }

    /// Takes stays in, and says how many cases were bound to them.
    private func take(_ drafts: [StayDraft]) throws -> Int {
        try house.act(house.lisbon) { transaction in
            for draft in drafts { _ = try transaction.keepStay(draft) }
            return try transaction.bindOlderCases(to: drafts)
        }
    }

    private func open(_ place: String, guest: String? = nil) throws -> ChangeID {
        let now = house.now
        return try house.act(house.lisbon) { transaction in
            var opening = CaseOpening(summary: "Cold", receivedAt: now)
            (opening.place, opening.guest) = (place, guest)
            return try transaction.openCase(opening).id
        }
    }

    @Test func `a case is bound to the stay that came in later, and its guest is named`() throws {
        let (id, other) = (try open("412"), try open("413"))
        #expect(try take([try stay("412", "Marta Kron", days: -1...2)]) == 1)
        let found = try house.lisbon.found(id)
        #expect(found.stay != nil)
        #expect(found.guest == "Marta Kron")
        #expect(try house.lisbon.found(other).stay == nil)
        // The list comes again.
        #expect(try take([try stay("412", "Marta Kron", days: -1...2)]) == 0)
    }

    @Test func `where there is doubt nothing is bound`() throws {
        let (named, shared) = (try open("412", guest: "Jonas Berg"), try open("413"))
        let drafts = [
            try stay("412", "Marta Kron", days: -1...2), try stay("413", "Ana Reis", days: -2...1),
            try stay("413", "Rui Costa", days: -1...3), try stay("414", "Eva Lund", days: 5...9),
        ]
        #expect(try take(drafts) == 0)
        #expect(try house.lisbon.found(named).stay == nil)
        #expect(try house.lisbon.found(shared).stay == nil)
    }

    @Test func `management meets a very important guest whatever happened`() throws {
        var draft = try stay("412", "Marta Kron", days: -1...2)
        draft.tier = "VIP 2"
        let (id, other) = (try open("412"), try open("413"))
        _ = try take([draft, try stay("413", "Ana Reis", days: -1...2)])
        let called = try house.lisbon.read { try $0.casesForManagement() }
        #expect(called.map(\.recoveryCase.id) == [id])
        #expect(called.allSatisfy { $0.recoveryCase.id != other })
    }
}
