import Recovery
import Storage
import Testing
import Wire

struct RemedyTests {
    let house: TestHouse
    let euro: Currency

    init() throws {
        house = try TestHouse()
        euro = try Currency("EUR")
    }

    private func drink(_ minorUnits: Int64, level: RemedyLevel = .c1) -> RemedyProposal {
        var proposal = RemedyProposal(
            kind: .complimentaryItem,
            level: level,
            description: "A drink at the bar"
        )
        proposal.cost = Money(minorUnits: minorUnits, currency: euro)
        return proposal
    }

    private func propose(
        _ proposal: RemedyProposal,
        for id: ChangeID,
        by role: StaffRole = .staff
    ) throws -> (id: ChangeID, decision: AuthorityDecision) {
        try house.act(house.lisbon) { try $0.proposeRemedy(for: id, proposal, by: role) }
    }

    @Test func `what is within authority is approved at once`() throws {
        let id = try house.openCase(house.lisbon)
        let (remedy, decision) = try propose(drink(800), for: id)
        #expect(decision == .within)
        let found = try house.lisbon.detail(id).remedies
        #expect(found.map(\.id) == [remedy])
        #expect(found.map(\.state) == [.approved])
        #expect(found.map(\.cost) == [Money(minorUnits: 800, currency: euro)])
        #expect(found[0].events.map(\.state) == [.proposed, .approved])
    }

    @Test func `what is above it waits for the role that may agree`() throws {
        let id = try house.openCase(house.lisbon)
        let (remedy, decision) = try propose(drink(5000), for: id)
        #expect(decision == .needsApproval(by: .supervisor))
        #expect(throws: RemedyRefusal.needsApproval(by: .supervisor)) {
            try house.act(house.lisbon) { try $0.moveRemedy(remedy, to: .approved, by: .staff) }
        }
        try house.act(house.lisbon, author: "vera") {
            try $0.moveRemedy(remedy, to: .approved, by: .supervisor)
        }
        #expect(try house.lisbon.detail(id).remedies.map(\.state) == [.approved])
    }

    @Test func `several small remedies in a case add up against the limit`() throws {
        let id = try house.openCase(house.lisbon)
        #expect(try propose(drink(2000), for: id).decision == .within)
        let second = try propose(drink(1000), for: id)
        #expect(second.decision == .needsApproval(by: .supervisor))
        // Another case of the same day has its own limit, and the day has one for both.
        for _ in 0..<4 {
            let other = try house.openCase(house.lisbon)
            #expect(try propose(drink(2000), for: other).decision == .within)
        }
        let sixth = try house.openCase(house.lisbon)
        #expect(try propose(drink(100), for: sixth).decision == .needsApproval(by: .supervisor))
    }

    @Test func `the limits that headquarters publishes come before the program's`() throws {
        try house.act(house.hub) { transaction in
            for (role, most) in [(StaffRole.staff, Int64(500)), (.manager, 60_000)] {
                _ = try transaction.create(
                    Catalogue.authorityLimit,
                    scope: .everyone,
                    [
                        AuthorityLimitField.role: .choice(role), .perCaseMinor: .integer(most),
                        .perDayMinor: .integer(most), .currency: .text("EUR"),
                    ]
                )
            }
        }
        try house.exchange(house.lisbon)
        let id = try house.openCase(house.lisbon)
        #expect(try propose(drink(501), for: id).decision == .needsApproval(by: .manager))
        #expect(try propose(drink(500), for: id).decision == .within)
    }

    @Test func `a gift is offered only after apology and solution`() throws {
        let id = try house.openCase(house.lisbon)
        let remedy = try propose(drink(800), for: id).id
        let offer = {
            try house.act(house.lisbon) { try $0.moveRemedy(remedy, to: .offered, by: .staff) }
        }
        #expect(throws: RemedyRefusal.apologyFirst) { try offer() }
        try house.act(house.lisbon) { try $0.addNote(to: id, "", step: .apologise) }
        #expect(throws: RemedyRefusal.solutionFirst) { try offer() }
        try house.act(house.lisbon) { try $0.addNote(to: id, "", step: .solve) }
        try offer()
        #expect(try house.lisbon.detail(id).remedies.map(\.state) == [.offered])
    }

    @Test func `an accepted remedy must be delivered before the case closes`() throws {
        let id = try house.openCase(house.lisbon, scenario: "HK-04")
        let remedy = try propose(drink(800), for: id).id
        try house.act(house.lisbon) {
            try $0.moveCase(id, to: .inProgress)
            try $0.addNote(to: id, "", step: .apologise, contact: .answered)
            try $0.addNote(to: id, "", step: .solve)
            try $0.moveRemedy(remedy, to: .offered, by: .staff)
            try $0.moveRemedy(remedy, to: .accepted, by: .staff)
            try $0.moveCase(id, to: .remedied)
        }
        var closure = CaseClosure()
        closure.score = try RecoveryScore(7)
        #expect(throws: CaseworkError.notReady("LIS-1", [.undeliveredRemedies(1)])) {
            try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
        }
        try house.act(house.lisbon) { try $0.moveRemedy(remedy, to: .delivered, by: .staff) }
        try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
        #expect(throws: CaseMoveError.isClosed) { try propose(drink(100), for: id) }
    }

    @Test func `cost and value are in one currency`() throws {
        let id = try house.openCase(house.lisbon)
        var mixed = drink(800)
        mixed.guestValue = Money(minorUnits: 900, currency: try Currency("JPY"))
        #expect(throws: MoneyError.mixedCurrencies(euro, try Currency("JPY"))) {
            try propose(mixed, for: id)
        }
    }
}
