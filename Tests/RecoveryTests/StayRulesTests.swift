import Testing

@testable import Recovery

struct StayRulesTests {
    private let noon = Timestamp(milliseconds: 1_790_000_000_000)

    private func clock(hoursLeft: Double) -> CheckOutClock {
        CheckOutClock(
            departsAt: Timestamp(milliseconds: noon.milliseconds + Int64(hoursLeft * 3_600_000))
        )
    }

    @Test(arguments: [
        ("412", "Room 412", true), ("0412", "412", true), ("zi. 412", "412", true),
        ("Room  Tejo", "room tejo", true), ("Süite 4", "suite 4", true),
        ("Room service", "service", false), ("412", "421", false), ("412A", "412", false),
    ])
    func `a room is known by its number, whatever stands around it`(
        one: String,
        other: String,
        isSame: Bool
    ) throws {
        let (one, other) = (try #require(RoomName(one)), try #require(RoomName(other)))
        #expect(one.isSame(as: other) == isSame)
    }

    @Test func `no name is no room, and noughts alone stay`() {
        #expect(RoomName(" \n") == nil)
        #expect(RoomName("000")?.text == "000")
    }

    @Test(arguments: [
        (24.001, false, false), (24, true, false), (3, true, false), (2.999, true, true),
        (0.001, true, true), (0, false, false), (-1, false, false),
    ])
    func `a last chance is 24 hours long, and urgent in the last 3`(
        hours: Double,
        isLast: Bool,
        isUrgent: Bool
    ) {
        let clock = clock(hoursLeft: hours)
        #expect(clock.isLastChance(at: noon) == isLast)
        #expect(clock.isUrgent(at: noon) == isUrgent)
    }

    @Test func `the clock says when it says something else`() {
        let day: Int64 = 86_400_000
        let clock = clock(hoursLeft: 30)
        let begins = clock.departsAt.milliseconds - day
        #expect(clock.nextChange(after: noon)?.milliseconds == begins)
        #expect(clock.nextChange(after: Timestamp(milliseconds: begins)) == clock.departsAt)
        #expect(clock.nextChange(after: clock.departsAt) == nil)
    }

    @Test(arguments: [
        (Severity.inconvenience, Severity.inconvenience, Severity.serviceDenied as Severity?),
        (.inconvenience, .serviceDenied, nil), (.inconvenience, .annoyance, .serviceDenied),
        (.staySpoiled, .staySpoiled, nil), (.safety, .serviceDenied, .staySpoiled),
    ])
    func `a stay speaks for one step more than the failure, once and never for danger`(
        scenario: Severity,
        present: Severity,
        suggestion: Severity?
    ) {
        let factors: Set<UrgencyFactor> = [.leavingSoon, .veryImportantGuest]
        #expect(
            Severity.suggested(scenario: scenario, present: present, factors: factors)
                == suggestion
        )
        #expect(
            Severity.suggested(scenario: scenario, present: scenario, factors: []) == nil
        )
    }

    @Test func `value at risk is the guest's worth times the share that is lost`() throws {
        let euro = try Currency("EUR")
        func money(_ minor: Int64) -> Money { Money(minorUnits: minor, currency: euro) }
        let worth = try GuestWorth(
            low: money(30_000),
            high: money(90_050),
            lostPercents: [1, 5, 15, 33, 60],
            source: " returning guests,\n 2025 "
        )
        #expect(worth.source == "returning guests, 2025")
        #expect(worth.atRisk(.annoyance).low == money(300))
        // 33 % of 900.50 is 297.165, and half a cent goes up.
        #expect(worth.atRisk(.staySpoiled) == (money(9_900), money(29_717)))
    }

    @Test func `no figures are believed that cannot be, or that nobody vouches for`() throws {
        let (euro, pound) = (try Currency("EUR"), try Currency("GBP"))
        func worth(
            _ low: Int64 = 1,
            _ high: Int64 = 2,
            _ percents: [Int] = [0, 0, 0, 0, 100],
            _ source: String = "x",
            in currency: Currency
        ) throws(GuestWorthError) -> GuestWorth {
            try GuestWorth(
                low: Money(minorUnits: low, currency: euro),
                high: Money(minorUnits: high, currency: currency),
                lostPercents: percents,
                source: source
            )
        }
        #expect(throws: GuestWorthError.range) { try worth(3, in: euro) }
        #expect(throws: GuestWorthError.range) { try worth(0, in: euro) }
        #expect(throws: GuestWorthError.range) { try worth(in: pound) }
        #expect(throws: GuestWorthError.percents) { try worth(1, 2, [0, 0, 0, 9, 8], in: euro) }
        #expect(throws: GuestWorthError.percents) { try worth(1, 2, [0, 0, 0, 0, 101], in: euro) }
        #expect(throws: GuestWorthError.percents) { try worth(1, 2, [1, 2, 3, 4], in: euro) }
        #expect(throws: GuestWorthError.source) {
            try worth(1, 2, [0, 0, 0, 0, 1], "  ", in: euro)
        }
    }
}
