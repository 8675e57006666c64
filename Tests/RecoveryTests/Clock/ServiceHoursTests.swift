import Testing

@testable import Recovery

struct ServiceHoursTests {
    @Test func `the standard hours are office hours for targets after the stay`() throws {
        let hours = try ServiceHours(text: ServiceHours.standardText, zone: .utc)
        #expect(hours.targets == [.tp])
        #expect(hours.calendar.spans(on: .on(2026, 3, 2)) == [try DaySpan(from: 540, to: 1080)])
        #expect(hours.calendar.spans(on: .on(2026, 3, 7)).isEmpty)
        #expect(hours.calendar(for: .t1).spans(on: .on(2026, 3, 7)) == [.wholeDay])
    }

    @Test func `a day has several spans, past midnight too, and a date stands before its weekday`()
        throws
    {
        let hours = try ServiceHours(
            text: """
                # Bar
                friday: 09:00-12:00, 18:00-02:00
                2026-12-25: closed
                2026-12-24: 08:00-12:00
                Sunday: 00:00-24:00
                Targets: tp, T3
                """,
            zone: .utc
        )
        #expect(
            hours.calendar.spans(on: .on(2026, 3, 6))
                == [try DaySpan(from: 540, to: 720), try DaySpan(from: 1080, to: 1560)]
        )
        #expect(hours.calendar.spans(on: .on(2026, 12, 25)).isEmpty)
        #expect(
            hours.calendar.spans(on: .on(2026, 12, 24)) == [try DaySpan(from: 480, to: 720)]
        )
        #expect(hours.calendar.spans(on: .on(2026, 3, 8)) == [.wholeDay])
        #expect(hours.targets == [.tp, .t3])
        #expect(hours.target(.sameDay, of: .t3) == .businessDays(0))
        #expect(hours.target(.minutes(30), of: .t3) == .minutes(30, .serviceHours))
        #expect(hours.target(.minutes(5), of: .t1) == .minutes(5, .wallClock))
    }

    @Test(arguments: [
        ("Moonday: 09:00-18:00", ServiceHoursError.line(1, "Moonday: 09:00-18:00")),
        ("always", .line(1, "always")),
        ("Monday: 09:00", .span(1, "09:00")),
        ("Monday: 9:00-18:00", .span(1, "9:00-18:00")),
        ("Monday: 09:00-25:00", .span(1, "09:00-25:00")),
        ("\nMonday: closed\nMONDAY: closed", .twice(3, "MONDAY")),
        ("Targets: T9", .target(1, "T9")),
        ("Monday: 09:00-12:00, 11:00-13:00", .calendar(.overlap(.monday))),
        ("2026-02-30: closed", .line(1, "2026-02-30: closed")),
    ])
    func `a line that says no hours is named`(text: String, error: ServiceHoursError) {
        #expect(throws: error) { try ServiceHours(text: text, zone: .utc) }
    }
}
