import Recovery
import Testing

@Suite struct RemedyStateTests {
    private static let legal: [RemedyState: [RemedyState]] = [
        .proposed: [.approved, .reversed], .approved: [.offered, .reversed],
        .offered: [.accepted, .declined, .reversed], .accepted: [.delivered, .reversed],
        .delivered: [.reversed], .declined: [], .reversed: [],
    ]
    private static let free = RemedyFacts(
        kind: .refund,
        stepsDone: [.apologise, .solve],
        authority: .within
    )

    @Test(arguments: RemedyState.allCases, RemedyState.allCases)
    func `a remedy moves exactly as the table says`(from: RemedyState, to: RemedyState) {
        let moved = try? from.move(to: to, given: Self.free)
        #expect(moved == (Self.legal[from, default: []].contains(to) ? to : nil))
    }

    @Test func `above the limit a remedy waits for approval`() {
        var facts = Self.free
        facts.authority = .needsApproval(by: .dutyManager)
        #expect(throws: RemedyRefusal.needsApproval(by: .dutyManager)) {
            try RemedyState.proposed.move(to: .approved, given: facts)
        }
    }

    @Test func `nothing with a price is offered before apology and solution`() throws {
        for kind in RemedyKind.allCases {
            for steps in [[], [RecoveryStep.apologise], [.solve], [.apologise, .solve]] {
                let facts = RemedyFacts(kind: kind, stepsDone: Set(steps), authority: .within)
                let offered = try? RemedyState.approved.move(to: .offered, given: facts)
                #expect((offered == .offered) == (!kind.hasValue || steps.count == 2))
            }
        }
        let bare = RemedyFacts(kind: .points, stepsDone: [], authority: .within)
        #expect(throws: RemedyRefusal.apologyFirst) {
            try RemedyState.approved.move(to: .offered, given: bare)
        }
    }

    @Test func `each loss is repaired in kind`() {
        #expect(GuestLoss.money.matchingKinds == [.feeWaiver, .points, .refund, .futureCredit])
        #expect(GuestLoss.attention.matchingKinds == [.attention])
        for loss in GuestLoss.allCases { #expect(!loss.matchingKinds.isEmpty) }
    }

    @Test func `an alarm can be taken after it escalated, and a dismissed one is over`() throws {
        #expect(try AlarmState.escalated.move(to: .acknowledged) == .acknowledged)
        #expect(throws: MoveError<AlarmState>.notNext(from: .dismissed, to: .raised)) {
            try AlarmState.dismissed.move(to: .raised)
        }
        #expect(
            MoveError<AlarmState>.notNext(from: .dismissed, to: .raised).description
                == "This alarm is dismissed and cannot become raised; nothing follows this state."
        )
    }
}
