import Recovery
import Testing
import Wire

@testable import Storage

struct ShelfTests {
    let house: TestHouse
    let euro: Currency

    init() throws {
        house = try TestHouse()
        euro = try Currency("EUR")
    }

    private func euros(_ amount: Int64) -> Money { Money(minorUnits: amount * 100, currency: euro) }

    @discardableResult
    private func give(
        _ words: String,
        cost: Int64?,
        worth: Int64? = nil,
        level: RemedyLevel = .c1,
        in id: ChangeID,
        by role: StaffRole = .manager,
        upTo state: RemedyState = .approved
    ) throws -> ChangeID {
        var proposal = RemedyProposal(kind: .redo, level: level, description: words)
        proposal.cost = cost.map(euros)
        proposal.guestValue = worth.map(euros)
        return try house.act(house.lisbon) { transaction in
            let remedy = try transaction.proposeRemedy(for: id, proposal, by: role).id
            for next in [RemedyState.offered, .accepted, .delivered]
            where next.rawValue <= state.rawValue {
                try transaction.moveRemedy(remedy, to: next, by: role)
            }
            return remedy
        }
    }

    @Test func `the shelf begins with what is worth most for its cost, and prices are the last`()
        throws
    {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        try give("A coffee", cost: 5, worth: 10, in: id)
        try give("Late check-out", cost: 6, worth: 30, in: id)
        try give("Unvalued", cost: 1, in: id)
        try give("One night", cost: 168, worth: 168, level: .c4, in: id)
        try give("a Coffee", cost: 4, worth: 20, in: id)
        try give("A word from the chef", cost: nil, worth: 10, in: id)
        let shelf = try house.lisbon.read {
            try $0.remedyShelf(since: Timestamp(milliseconds: 0), levels: .c0 ... .c2)
        }
        #expect(
            shelf.map(\.description)
                == ["A word from the chef", "a Coffee", "Late check-out", "Unvalued"]
        )
        #expect(shelf.first { $0.description == "a Coffee" }?.cost == euros(4))
        let later = try house.lisbon.read {
            try $0.remedyShelf(since: house.now, levels: .c0 ... .c5)
        }
        #expect(later.isEmpty)
    }

    @Test func `equity tells least, median and most of what guests took for the same failure`()
        throws
    {
        let found = try house.openCase(house.lisbon, scenario: "EN-01")
        func equity() throws -> RemedyEquity? {
            try house.lisbon.read { reader in
                try reader.equity(
                    of: "EN-01",
                    besides: try reader.recoveryCase(named: found.description),
                    since: Timestamp(milliseconds: 0),
                    euro
                )
            }
        }
        #expect(try equity() == nil)
        for costs in [[], [9], [10, 20]] as [[Int64]] {
            let id = try house.openCase(house.lisbon, scenario: "EN-01")
            try house.act(house.lisbon) {
                try $0.addNote(to: id, "", step: .apologise)
                try $0.addNote(to: id, "", step: .solve)
            }
            for (index, cost) in costs.enumerated() {
                try give("Gift \(index)", cost: cost, in: id, upTo: .accepted)
            }
            // What nobody took does not count.
            try give("Refused", cost: 500, in: id)
            try house.act(house.lisbon) {
                try $0.moveCase(id, to: .inProgress)
                try $0.moveCase(id, to: .remedied)
            }
        }
        // Another kind, and one that is still open, do not count.
        _ = try house.openCase(house.lisbon, scenario: "FB-01")
        let told = try #require(try equity())
        #expect(told.count == 3)
        #expect(told.least == euros(0))
        #expect(told.median == euros(9))
        #expect(told.most == euros(30))
    }

    @Test func `what is left of the authority shrinks with what is given`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        func left() throws -> AuthorityLeft? {
            try house.lisbon.read { reader in
                try reader.authorityLeft(
                    in: try reader.recoveryCase(named: id.description),
                    euro,
                    by: .staff,
                    "ana",
                    house.now
                )
            }
        }
        #expect(try left() == AuthorityLeft(limit: euros(25), left: euros(25)))
        try give("A coffee", cost: 5, in: id, by: .staff)
        #expect(try left()?.left == euros(20))
        try give("Too much", cost: 40, in: id, by: .staff)
        #expect(try left()?.left == euros(20))
        let waiting = try house.lisbon.read { try $0.waitingRemedies() }
        #expect(waiting.map(\.remedy.description) == ["Too much"])
        #expect(try house.lisbon.read { try $0.casesAwaitingApproval() } == [id])
    }

    @Test func `more than half again the price needs a reason, which is kept`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        func propose(_ cost: Int64, because reason: String = "") throws {
            var proposal = RemedyProposal(kind: .refund, level: .c4, description: "Refund")
            proposal.cost = euros(cost)
            proposal.affectedPrice = euros(100)
            proposal.reason = reason
            try house.act(house.lisbon) {
                _ = try $0.proposeRemedy(for: id, proposal, by: .headquarters)
            }
        }
        try propose(150)
        #expect(throws: RemedyCapError(cap: euros(150), total: euros(151))) { try propose(1) }
        #expect(try house.lisbon.detail(id).remedies.count == 1)
        try propose(1, because: "both nights were lost")
        #expect(
            try house.lisbon.detail(id).notes.map(\.text)
                == ["151.00 EUR given, above 150.00 EUR: both nights were lost"]
        )
    }

    @Test func `leaving the playbook needs a reason and stays in sight`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        #expect(throws: CaseworkError.noReason) {
            try house.act(house.lisbon) {
                try $0.leavePlaybook(of: id, .noStandardSolution, because: "")
            }
        }
        try house.act(house.lisbon) {
            try $0.leavePlaybook(of: id, .noStandardSolution, because: "the guest is deaf")
            try $0.addNote(to: id, "", step: .apologise)
        }
        let detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.marks.deviations == [.noStandardSolution])
        #expect(detail.recoveryCase.marks.steps == [.apologise])
        #expect(detail.notes.first?.text == "No standard solution: the guest is deaf")
    }
}
