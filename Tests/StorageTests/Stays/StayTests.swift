import Recovery
import Testing
import Wire

@testable import Storage

struct StayTests {
    let house: TestHouse
    let euro: Currency
    private let hour: Int64 = 3_600_000

    init() throws {
        house = try TestHouse()
        euro = try Currency("EUR")
    }

    /// A stay from so many hours before or after now to others.
    @discardableResult
    private func stay(
        _ room: String,
        _ guest: String?,
        from: Int64,
        to: Int64,
        booking: String? = nil,
        rate: Int64? = nil,
        tier: String? = nil
    ) throws -> ChangeID {
        let now = house.now
        var draft = try StayDraft(
            arrivesAt: Timestamp(milliseconds: now.milliseconds + from * hour),
            departsAt: Timestamp(milliseconds: now.milliseconds + to * hour)
        )
        (draft.room, draft.guest, draft.booking) = (RoomName(room), guest, booking)
        draft.rate = rate.map { Money(minorUnits: $0, currency: euro) }
        draft.tier = tier
        return try house.act(house.lisbon) { try $0.keepStay(draft) }.id
    }

    @discardableResult
    private func open(
        _ place: String,
        guest: String? = nil,
        scenario: String? = nil,
        at touchpoint: Touchpoint? = nil
    ) throws -> RecoveryCase {
        let id = try house.openCase(house.lisbon, scenario: scenario) {
            ($0.place, $0.guest) = (place, guest)
            if let touchpoint { $0.touchpoint = touchpoint }
        }
        return try house.lisbon.found(id)
    }

    @Test(arguments: ["412", "Room 412", "0412"])
    func `a case finds the stay of its room, and its guest`(place: String) throws {
        let id = try stay("Zimmer 412", "Marta Lindqvist", from: -30, to: 20)
        try stay("413", "Somebody Else", from: -30, to: 20)
        let found = try open(place)
        #expect(found.stay == id)
        #expect(found.guest == "Marta Lindqvist")
        #expect(found.place == place)
    }

    @Test func `letters of a room may be small or capital`() throws {
        let id = try stay("Suite 4B", "Marta Lindqvist", from: -30, to: 20)
        #expect(try open("suite 4b").stay == id)
    }

    @Test func `in doubt no stay is taken`() throws {
        try stay("412", "Marta Lindqvist", from: -30, to: 20)
        // Another name is another guest; the same name, differently written, is not.
        #expect(try open("412", guest: "Hanneke Vos").stay == nil)
        #expect(try open("412", guest: "Mrs. LINDQVIST").stay != nil)
        #expect(try open("412", at: .postStay).stay == nil)
        // Two parties in one room.
        try stay("412", "Idris Okonjo", from: -1, to: 20)
        #expect(try open("412").stay == nil)
        #expect(try open("lobby").stay == nil)
    }

    @Test func `between two guests the room tells nothing, near one it does`() throws {
        try stay("101", "Gone", from: -40, to: -2)
        let found = try open("101")
        #expect(found.guest == "Gone")
        try stay("101", "To Come", from: 2, to: 40)
        #expect(try open("101").stay == nil)
        try stay("102", "Long Gone", from: -40, to: -13)
        #expect(try open("102").stay == nil)
    }

    @Test func `a booking that comes again is brought up to date, and what is left out stays`()
        throws
    {
        var draft = try StayDraft(arrivesAt: house.now, departsAt: house.now)
        (draft.booking, draft.room, draft.contact) = ("B1", RoomName("412"), "a@example.org")
        let first = try house.act(house.lisbon) { try $0.keepStay(draft) }
        #expect(first == .added(first.id))
        #expect(try house.act(house.lisbon) { try $0.keepStay(draft) } == .known(first.id))
        draft.contact = nil
        #expect(try house.act(house.lisbon) { try $0.keepStay(draft) } == .known(first.id))
        draft.room = RoomName("520")
        draft.isCancelled = true
        #expect(try house.act(house.lisbon) { try $0.keepStay(draft) } == .changed(first.id))
        let kept = try #require(try house.lisbon.read { try $0.stay(first.id) })
        #expect(kept.place == "520" && kept.contact == "a@example.org" && kept.isCancelled)
        draft.isCancelled = false
        #expect(try house.act(house.lisbon) { try $0.keepStay(draft) } == .changed(first.id))
        #expect(try house.lisbon.read { try $0.stay(first.id)?.isCancelled } == false)
    }

    @Test func `dates that are turned round, and stays of nobody, are refused`() throws {
        let now = house.now
        #expect(throws: StayError.endsBeforeItBegins) {
            try StayDraft(arrivesAt: now, departsAt: now)
        }
        let far = Timestamp(milliseconds: now.milliseconds + 401 * 24 * hour)
        #expect(throws: StayError.tooLong) { try StayDraft(arrivesAt: now, departsAt: far) }
        let draft = try StayDraft(arrivesAt: now, departsAt: house.now)
        #expect(throws: StayError.nobody) {
            try house.act(house.lisbon) { try $0.keepStay(draft) }
        }
    }

    @Test func `a stay is attached and taken off by hand, by room, number or name`() throws {
        let id = try stay("412", "Marta Lindqvist", from: -30, to: 20, booking: "B-77")
        let found = try open("lobby")
        func named(_ text: String) throws -> ChangeID {
            try house.lisbon.read { try $0.stay(named: text, around: found.openedAt).id }
        }
        for text in ["B-77", "room 412", "lindqvist"] { #expect(try named(text) == id) }
        #expect(throws: StayError.notFound("Vos")) { try named("Vos") }
        try stay("413", "Per Lindqvist", from: -30, to: 20)
        #expect(throws: StayError.ambiguous("lindqvist", count: 2)) { try named("lindqvist") }
        try house.act(house.lisbon) { try $0.attachStay(id, to: found.id) }
        #expect(try house.lisbon.found(found.id).guest == "Marta Lindqvist")
        #expect(try house.lisbon.found(found.id).place == "lobby")
        try house.act(house.lisbon) { try $0.attachStay(nil, to: found.id) }
        #expect(try house.lisbon.found(found.id).stay == nil)
        #expect(throws: StayError.noSuchStay) {
            try house.act(house.lisbon) { try $0.attachStay(found.id, to: found.id) }
        }
    }

    @Test func `what is urgent follows from the stay`() throws {
        let id = try stay("412", "Marta", from: -30, to: 2, tier: "Gold (VIP1)")
        let first = try open("412", scenario: "EN-02")
        let second = try open("412", scenario: "EN-02")
        let other = try open("412", scenario: "EN-01")
        let kept = try #require(try house.lisbon.read { try $0.stay(id) })
        func factors(_ found: RecoveryCase, _ hours: Int64) throws -> Set<UrgencyFactor> {
            let now = Timestamp(milliseconds: first.openedAt.milliseconds + hours * hour)
            return try house.lisbon.read { try $0.urgency(of: found, kept, at: now) }
        }
        #expect(try factors(first, 0) == [.leavingSoon, .veryImportantGuest])
        #expect(
            try factors(second, 0) == [.leavingSoon, .veryImportantGuest, .repeatedInStay]
        )
        #expect(try factors(other, -2) == [.veryImportantGuest])
    }

    @Test func `without another price, one night's rate bounds what is given`() throws {
        try stay("412", "Marta", from: -30, to: 20, rate: 16_800)
        let found = try open("412", scenario: "EN-02")
        func propose(_ cost: Int64, _ price: Int64? = nil) throws {
            var proposal = RemedyProposal(kind: .refund, level: .c4, description: "Refund")
            proposal.cost = Money(minorUnits: cost, currency: euro)
            proposal.affectedPrice = price.map { Money(minorUnits: $0, currency: euro) }
            try house.act(house.lisbon) {
                _ = try $0.proposeRemedy(for: found.id, proposal, by: .headquarters)
            }
        }
        let cap = Money(minorUnits: 25_200, currency: euro)
        #expect(try house.lisbon.read { try $0.remedyCap(of: found) } == cap)
        try propose(25_200)
        let total = Money(minorUnits: 25_201, currency: euro)
        #expect(throws: RemedyCapError(cap: cap, total: total)) { try propose(1) }
        // Two nights were lost, and somebody says so.
        try propose(1, 33_600)
    }

    @Test func `a search for cases is not crowded out by stays of the room`() throws {
        for number in 0..<40 {
            try stay("412", "Guest \(number)", from: Int64(-2_000 + number * 24), to: -1_000)
        }
        let found = try open("412")
        let hits = try house.lisbon.read { try $0.search("412", countMax: 10) }
        #expect(hits.map(\.reference) == [found.reference])
        #expect(try house.lisbon.read { try $0.searchStays("412", countMax: 99) }.count == 40)
        #expect(try house.lisbon.read { try $0.searchStays("guest 39", countMax: 9) }.count == 1)
    }

    @Test func `an open case's line tells when the guest leaves`() throws {
        let id = try stay("412", "Marta", from: -30, to: 20)
        try open("412")
        func departures() throws -> [Timestamp?] {
            try house.lisbon.read { try $0.inboxLines().map(\.departsAt) }
        }
        let kept = try #require(try house.lisbon.read { try $0.stay(id) })
        #expect(try departures() == [kept.departsAt])
        var draft = try StayDraft(
            arrivesAt: try #require(kept.arrivesAt),
            departsAt: try #require(kept.departsAt)
        )
        (draft.room, draft.isCancelled) = (RoomName("412"), true)
        try house.act(house.lisbon) { try $0.rewriteStay(id, draft) }
        #expect(try departures() == [nil])
    }

    @Test func `the hub has what the house knows of its stays`() throws {
        let id = try stay("412", "Marta", from: -30, to: 20)
        try house.exchange(house.lisbon)
        #expect(try house.hub.read { try $0.stay(id)?.place } == "412")
        // A room's number says nothing where there are many houses.
        let elsewhere = try house.openCase(house.hub) { $0.place = "412" }
        #expect(try house.hub.found(elsewhere).stay == nil)
    }

    @Test func `what a guest is worth holds until somebody says something else`() throws {
        #expect(try house.lisbon.read { try $0.guestWorth() } == nil)
        let worth = try GuestWorth(
            low: Money(minorUnits: 30_000, currency: euro),
            high: Money(minorUnits: 90_000, currency: euro),
            lostPercents: [1, 5, 15, 33, 60],
            source: "guests of 2025"
        )
        try house.lisbon.setGuestWorth(worth, author: "ana", now: house.now)
        let known = try #require(try house.lisbon.read { try $0.guestWorth() })
        #expect(known.worth == worth && known.author == "ana")
        try house.lisbon.setGuestWorth(nil, author: "ana", now: house.now)
        #expect(try house.lisbon.read { try $0.guestWorth() } == nil)
    }
}
