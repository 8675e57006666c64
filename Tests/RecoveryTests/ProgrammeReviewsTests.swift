import Recovery
import Testing

struct ProgrammeReviewsTests {
    @Test(arguments: [
        ("2026-03-02", ["2026-06-02", "2026-09-02", "2027-03-02"]),
        // The last day of a month that is shorter.
        ("2025-11-30", ["2026-02-28", "2026-05-30", "2026-11-30"]),
        ("2023-08-31", ["2023-11-30", "2024-02-29", "2024-08-31"]),
    ])
    func `management looks back after 3, 6 and 12 months`(decided: String, days: [String]) throws {
        let day = try #require(CalendarDay(text: decided))
        #expect(ProgrammeReviews.days(after: day).map(\.description) == days)
    }

    @Test func `months go back over the turn of a year as they go on`() throws {
        let day = try #require(CalendarDay(text: "2026-01-31"))
        #expect(day.later(byMonths: -3).description == "2025-10-31")
        #expect(day.later(byMonths: -1).description == "2025-12-31")
        #expect(day.later(byMonths: -11).description == "2025-02-28")
        #expect(day.later(byMonths: 0) == day)
    }
}
