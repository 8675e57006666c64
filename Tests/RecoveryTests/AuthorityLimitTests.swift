import Recovery
import Testing

@Suite struct AuthorityLimitTests {
    private func euro(_ amount: Int64) throws -> Money {
        Money(minorUnits: amount * 100, currency: try Currency("EUR"))
    }

    private func ladder() throws -> AuthorityLadder {
        try AuthorityLadder([
            AuthorityLimit(role: .manager, perCase: euro(500), perDay: euro(1000)),
            AuthorityLimit(role: .staff, perCase: euro(20), perDay: euro(60)),
            AuthorityLimit(role: .supervisor, perCase: euro(80), perDay: euro(200)),
        ])
    }

    @Test(
        arguments: [
            (20, RemedyLevel.c1, StaffRole.staff, 0, 0, AuthorityDecision.within),
            (21, .c1, .staff, 0, 0, .needsApproval(by: .supervisor)),
            (10, .c1, .staff, 11, 0, .needsApproval(by: .supervisor)),
            (10, .c1, .staff, 0, 55, .needsApproval(by: .supervisor)),
            (10, .c2, .staff, 0, 0, .needsApproval(by: .supervisor)),
            (100, .c2, .supervisor, 0, 0, .needsApproval(by: .manager)),
            (100, .c3, .dutyManager, 0, 0, .needsApproval(by: .manager)),
            (0, .c3, .dutyManager, 0, 0, .within),
            (501, .c4, .manager, 0, 0, .needsApproval(by: .headquarters)),
            (10, .c5, .manager, 0, 0, .needsApproval(by: .headquarters)),
            (9999, .c5, .headquarters, 0, 0, .within),
            (10, .c1, .manager, 0, 0, .within),
            (0, .c0, .operator, 0, 0, .needsApproval(by: .staff)),
        ] as [(Int64, RemedyLevel, StaffRole, Int64, Int64, AuthorityDecision)]
    )
    func `the lowest role that may give it decides`(
        amount: Int64,
        level: RemedyLevel,
        role: StaffRole,
        inCase: Int64,
        today: Int64,
        decision: AuthorityDecision
    ) throws {
        let found = try ladder().decision(
            euro(amount),
            at: level,
            by: role,
            givenInCase: euro(inCase),
            givenToday: euro(today)
        )
        #expect(found == decision)
    }

    @Test func `limits that contradict themselves are refused`() throws {
        let yen = Money(minorUnits: 1, currency: try Currency("JPY"))
        #expect(throws: AuthorityError.caseAboveDay) {
            try AuthorityLimit(role: .staff, perCase: euro(2), perDay: euro(1))
        }
        #expect(throws: AuthorityError.caseAboveDay) {
            try AuthorityLimit(role: .staff, perCase: euro(-2), perDay: euro(1))
        }
        #expect(throws: AuthorityError.oneCurrency) {
            try AuthorityLimit(role: .staff, perCase: yen, perDay: euro(1))
        }
        #expect(throws: AuthorityError.operatorsGiveNothing) {
            try AuthorityLimit(role: .operator, perCase: euro(1), perDay: euro(1))
        }
        let limit = try AuthorityLimit(role: .staff, perCase: euro(1), perDay: euro(1))
        #expect(throws: AuthorityError.twoLimits(.staff)) { try AuthorityLadder([limit, limit]) }
    }
}
