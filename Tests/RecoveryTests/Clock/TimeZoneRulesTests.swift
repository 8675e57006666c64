import Testing

@testable import Recovery

@Suite struct TimeZoneRulesTests {
    @Test func `a skipped local time is the moment of the change`() throws {
        let lisbon = try Zones.lisbon2026()
        let day = CalendarDay.on(2026, 3, 29)
        #expect(lisbon.moment(day: day, minute: 59) == .utc(2026, 3, 29, 0, 59))
        for minute in [60, 90, 119, 120] {
            #expect(lisbon.moment(day: day, minute: minute) == .utc(2026, 3, 29, 1))
        }
        #expect(lisbon.moment(day: day, minute: 121) == .utc(2026, 3, 29, 1, 1))
    }

    @Test func `a doubled local time is its first happening`() throws {
        let lisbon = try Zones.lisbon2026()
        let day = CalendarDay.on(2026, 10, 25)
        #expect(lisbon.moment(day: day, minute: 60) == .utc(2026, 10, 25, 0))
        #expect(lisbon.moment(day: day, minute: 119) == .utc(2026, 10, 25, 0, 59))
        #expect(lisbon.moment(day: day, minute: 120) == .utc(2026, 10, 25, 2))
    }

    @Test func `the day changes at local midnight`() throws {
        let lisbon = try Zones.lisbon2026()
        #expect(lisbon.day(at: .utc(2026, 6, 30, 22, 59)) == .on(2026, 6, 30))
        #expect(lisbon.day(at: .utc(2026, 6, 30, 23)) == .on(2026, 7, 1))
        #expect(lisbon.day(at: Timestamp(milliseconds: .max)).year > 30_000)
        #expect(lisbon.day(at: Timestamp(milliseconds: .min)).year < -20_000)
    }

    @Test func `rules that cannot be are refused`() {
        let late = TimeZoneRules.Transition(at: .utc(2026, 3, 1), offsetSeconds: 0)
        let early = TimeZoneRules.Transition(at: .utc(2026, 2, 1), offsetSeconds: 0)
        let distant = TimeZoneRules.Transition(
            at: Timestamp(milliseconds: .max),
            offsetSeconds: 0
        )
        #expect(throws: TimeZoneRulesError.offset(93_600)) {
            try TimeZoneRules(initialOffsetSeconds: 93_600)
        }
        #expect(throws: TimeZoneRulesError.offset(.min)) {
            try TimeZoneRules(initialOffsetSeconds: .min)
        }
        #expect(throws: TimeZoneRulesError.order(early.at)) {
            try TimeZoneRules(initialOffsetSeconds: 0, transitions: [late, early])
        }
        #expect(throws: TimeZoneRulesError.order(late.at)) {
            try TimeZoneRules(initialOffsetSeconds: 0, transitions: [late, late])
        }
        #expect(throws: TimeZoneRulesError.order(distant.at)) {
            try TimeZoneRules(initialOffsetSeconds: 0, transitions: [distant])
        }
        // Clocks go back three hours and, an hour later, back again: no first happening.
        #expect(throws: TimeZoneRulesError.order(early.at.plus(minutes: 60))) {
            try TimeZoneRules(
                initialOffsetSeconds: 10_800,
                transitions: [
                    early,
                    TimeZoneRules.Transition(at: early.at.plus(minutes: 60), offsetSeconds: -60),
                ]
            )
        }
    }

    @Test(arguments: 1...20)
    func `local time there and back is the moment, and it never runs backwards`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        var at = Timestamp.utc(2020, 1, 1)
        let changes = (0..<40).map { _ in
            at = at.plus(minutes: Int.random(in: 3000...400_000, using: &random))
            let quarters = Int64.random(in: -40...40, using: &random)
            return TimeZoneRules.Transition(at: at, offsetSeconds: quarters * 900)
        }
        let zone = try TimeZoneRules(initialOffsetSeconds: 0, transitions: changes)
        var last = Timestamp(milliseconds: .min)
        let first = CalendarDay.on(2020, 1, 1).daysSince1970
        for number in first..<first + 6000 {
            let minute = Int.random(in: 0..<1440, using: &random)
            let moment = zone.moment(dayNumber: number, minute: minute)
            #expect(moment >= last)
            last = moment
            let shown = moment.advanced(by: zone.offsetSeconds(at: moment) * 1000)
            let asked = Timestamp(milliseconds: number * 86_400_000 + Int64(minute) * 60_000)
            // Equal, or the time was skipped and this is the moment of the change.
            #expect(shown == asked || shown > asked && changes.contains { $0.at == moment })
            let before = moment.advanced(by: -1)
            #expect(before.advanced(by: zone.offsetSeconds(at: before) * 1000) < asked)
        }
    }
}
