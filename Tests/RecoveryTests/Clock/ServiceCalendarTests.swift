import Testing

@testable import Recovery

@Suite struct ServiceCalendarTests {
    @Test(arguments: [(0, 0), (60, 60), (61, 60), (-1, 5), (1440, 1500), (60, 1501)])
    func `a span that is empty, too long or of another day cannot be made`(from: Int, to: Int) {
        #expect(throws: ServiceCalendarError.span(from: from, to: to)) {
            try DaySpan(from: from, to: to)
        }
    }

    @Test func `overlapping spans are refused, also past midnight and past Sunday`() throws {
        let night = try DaySpan(from: 1320, to: 1500)
        let early = try DaySpan(from: 59, to: 100)
        let after = try DaySpan(from: 60, to: 100)
        #expect(throws: ServiceCalendarError.overlap(.monday)) {
            try ServiceCalendar(week: [.sunday: [night], .monday: [early]], zone: .utc)
        }
        #expect(throws: ServiceCalendarError.overlap(.friday)) {
            try ServiceCalendar(week: [.friday: [early, after]], zone: .utc)
        }
        _ = try ServiceCalendar(week: [.sunday: [night], .monday: [after]], zone: .utc)
        // 2026-03-03 is a Tuesday.
        #expect(throws: ServiceCalendarError.holidayOverlap(.on(2026, 3, 3))) {
            try ServiceCalendar(
                week: [.monday: [night]],
                holidays: [.on(2026, 3, 3): [early]],
                zone: .utc
            )
        }
        #expect(throws: ServiceCalendarError.holidayOverlap(.on(2026, 3, 3))) {
            try ServiceCalendar(
                week: [.wednesday: [early]],
                holidays: [.on(2026, 3, 3): [night]],
                zone: .utc
            )
        }
    }

    @Test func `weekdays are those of the calendar`() {
        #expect(Weekday(.on(2026, 3, 2)) == .monday)
        #expect(Weekday(.on(1969, 12, 31)) == .wednesday)
        #expect(Weekday(.on(2000, 2, 29)) == .tuesday)
    }

    @Test func `lunch is closed and a night runs across the weekend`() throws {
        let office = try Calendars.office()
        // Friday 2026-03-06 11:00 to Monday 10:00: 1 + 4 + 8 + 1 hours.
        let start = Timestamp.utc(2026, 3, 6, 11)
        #expect(office.openTime(from: start, to: .utc(2026, 3, 9, 10)) == .seconds(14 * 3600))
        #expect(office.moment(after: start, openTime: .minutes(60)) == .utc(2026, 3, 6, 12))
        #expect(office.moment(after: start, openTime: .minutes(61)) == .utc(2026, 3, 6, 13, 1))
        #expect(office.moment(after: start, openTime: .minutes(720)) == .utc(2026, 3, 8, 1))
        // Sunday 01:00 is still Saturday's night.
        #expect(
            office.openTime(from: .utc(2026, 3, 8, 1), to: .utc(2026, 3, 8, 12)) == .minutes(60)
        )
    }

    @Test func `a holiday replaces what begins on its day`() throws {
        let saturday = CalendarDay.on(2026, 3, 7)
        let monday = CalendarDay.on(2026, 3, 9)
        let office = try Calendars.office(
            holidays: [saturday: [], monday: [DaySpan(from: 600, to: 660)]]
        )
        #expect(
            office.openTime(from: .utc(2026, 3, 6, 17), to: .utc(2026, 3, 10)) == .minutes(60)
        )
        let sunday = try Calendars.office(holidays: [.on(2026, 3, 8): []])
        #expect(
            sunday.openTime(from: .utc(2026, 3, 7), to: .utc(2026, 3, 9)) == .minutes(480)
        )
    }

    @Test func `a day of daylight saving change is an hour shorter or longer`() throws {
        let zone = try Zones.lisbon2026()
        for calendar in [ServiceCalendar(alwaysOpenIn: zone), try Calendars.everyDay(zone)] {
            for (month, day, hours) in [(Int64(3), Int64(29), 23), (10, 25, 25), (10, 26, 24)] {
                let date = CalendarDay.on(2026, month, day)
                let midnight = zone.moment(day: date, minute: 0)
                let end = calendar.dayEnd(after: midnight)
                #expect(calendar.openTime(from: midnight, to: end) == .seconds(hours * 3600))
                #expect(calendar.businessDayEnd(after: midnight, count: 0) == end)
            }
        }
        // A night shift from 22:00 to 06:00 lasts 7 or 9 hours.
        let nights = try ServiceCalendar(
            week: [.saturday: [DaySpan(from: 1320, to: 1800)]],
            zone: zone
        )
        let spring = nights.openTime(from: .utc(2026, 3, 28), to: .utc(2026, 3, 30))
        let autumn = nights.openTime(from: .utc(2026, 10, 24), to: .utc(2026, 10, 26))
        #expect((spring, autumn) == (.seconds(7 * 3600), .seconds(9 * 3600)))
    }

    @Test func `a day that the clocks show again just after midnight is over`() throws {
        // At 00:01 of 2 November the clocks go back to 23:01 of 1 November.
        let change = Timestamp.utc(2026, 11, 2, 0, 1)
        let zone = try TimeZoneRules(
            initialOffsetSeconds: 0,
            transitions: [TimeZoneRules.Transition(at: change, offsetSeconds: -3600)]
        )
        let always = ServiceCalendar(alwaysOpenIn: zone)
        let again = change.plus(minutes: 20)
        #expect(zone.day(at: again) == .on(2026, 11, 1))
        #expect(always.dayEnd(after: change.plus(minutes: -2)) == .utc(2026, 11, 2))
        #expect(always.dayEnd(after: again) == .utc(2026, 11, 3, 1))
        #expect(always.businessDayEnd(after: again, count: 0) == .utc(2026, 11, 3, 1))
        let quiet = try QuietHours(DaySpan(from: 0, to: 60), zone: zone)
        #expect(quiet.end(at: again) == .utc(2026, 11, 2, 2))
    }

    @Test func `a business day ends with its last span, and the next one follows a late hour`()
        throws
    {
        let office = try Calendars.office()
        let friday = Timestamp.utc(2026, 3, 6, 12, 30)
        #expect(office.businessDayEnd(after: friday, count: 0) == .utc(2026, 3, 6, 17))
        #expect(office.businessDayEnd(after: friday, count: 1) == .utc(2026, 3, 8, 2))
        #expect(office.businessDayEnd(after: friday, count: 2) == .utc(2026, 3, 9, 17))
        let late = Timestamp.utc(2026, 3, 6, 17)
        #expect(office.businessDayEnd(after: late, count: 0) == .utc(2026, 3, 8, 2))
        let night = Timestamp.utc(2026, 3, 8, 1)
        #expect(office.businessDayEnd(after: night, count: 0) == .utc(2026, 3, 8, 2))
    }

    @Test func `a calendar that never opens answers never`() throws {
        let closed = try ServiceCalendar(week: [:], zone: .utc)
        #expect(closed.moment(after: .utc(2026, 1, 1), openTime: .minutes(1)) == nil)
        #expect(closed.businessDayEnd(after: .utc(2026, 1, 1), count: 0) == nil)
        let office = try Calendars.office()
        #expect(office.moment(after: .utc(2026, 1, 1), openTime: .seconds(100_000_000)) == nil)
        #expect(office.moment(after: .utc(2026, 1, 1), openTime: .seconds(Int64.max)) == nil)
        let always = ServiceCalendar(alwaysOpenIn: .utc)
        #expect(always.moment(after: .utc(2026, 1, 1), openTime: .seconds(Int64.max)) == nil)
    }

    @Test(arguments: 1...60)
    func `counting agrees with asking every minute, and with its inverse`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let calendar = try Calendars.random(using: &random)
        let start = Timestamp.utc(2026, 3, 20)
            .plus(minutes: Int.random(in: 0...300_000, using: &random))
        let length = Int.random(in: 0...30_000, using: &random)
        let end = start.plus(minutes: length)
        // Whether a minute is open, from the local day and the spans alone.
        let slow = (0..<length).count { offset in
            let moment = start.plus(minutes: offset)
            let today = calendar.zone.dayNumber(at: moment)
            return [today - 1, today].contains { day in
                calendar.spans(on: day).contains { span in
                    calendar.zone.moment(dayNumber: day, minute: span.from) <= moment
                        && moment < calendar.zone.moment(dayNumber: day, minute: span.to)
                }
            }
        }
        #expect(calendar.openTime(from: start, to: end) == .minutes(slow))
        let middle = start.plus(minutes: Int.random(in: 0...length, using: &random))
        #expect(
            calendar.openTime(from: start, to: middle) + calendar.openTime(from: middle, to: end)
                == .minutes(slow)
        )
        let reached = try #require(calendar.moment(after: start, openTime: .minutes(slow)))
        #expect(reached <= end)
        #expect(calendar.openTime(from: start, to: reached) == .minutes(slow))
    }
}
