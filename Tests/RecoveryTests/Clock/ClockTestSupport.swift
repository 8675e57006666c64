import Foundation

@testable import Recovery

extension Timestamp {
    /// A moment in UTC.
    static func utc(
        _ year: Int64,
        _ month: Int64,
        _ day: Int64,
        _ hour: Int64 = 0,
        _ minute: Int64 = 0
    ) -> Timestamp {
        let date = CalendarDay(year: year, month: month, day: day)
        let minutes = (date?.daysSince1970 ?? 0) * 1440 + hour * 60 + minute
        return Timestamp(milliseconds: minutes * 60_000)
    }

    /// The moment so many minutes later.
    func plus(minutes: Int) -> Timestamp { advanced(by: Int64(minutes) * 60_000) }
}

extension CalendarDay {
    /// A day that must exist.
    static func on(_ year: Int64, _ month: Int64, _ day: Int64) -> CalendarDay {
        CalendarDay(year: year, month: month, day: day) ?? CalendarDay(daysSince1970: 0)
    }
}

extension Duration {
    static func minutes(_ minutes: Int) -> Duration { .seconds(minutes * 60) }
}

enum Zones {
    /// Lisbon's rules of 2026: clocks go forward and back at 01:00 UTC.
    static func lisbon2026() throws -> TimeZoneRules {
        try TimeZoneRules(
            initialOffsetSeconds: 0,
            transitions: [
                TimeZoneRules.Transition(at: .utc(2026, 3, 29, 1), offsetSeconds: 3600),
                TimeZoneRules.Transition(at: .utc(2026, 10, 25, 1), offsetSeconds: 0),
            ]
        )
    }

    static let folder = "/usr/share/zoneinfo/"

    static func isInstalled(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + name)
    }

    static func file(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: folder + name)))
    }

    static func installed(_ name: String) throws -> TimeZoneRules {
        try TimeZoneRules(tzif: file(name))
    }
}

enum Calendars {
    /// Monday to Friday 09:00 to 12:00 and 13:00 to 17:00, Saturday 18:00 to 02:00.
    static func office(
        _ zone: TimeZoneRules = .utc,
        holidays: [CalendarDay: [DaySpan]] = [:]
    ) throws -> ServiceCalendar {
        let day = [try DaySpan(from: 780, to: 1020), try DaySpan(from: 540, to: 720)]
        return try ServiceCalendar(
            week: [
                .monday: day, .tuesday: day, .wednesday: day, .thursday: day, .friday: day,
                .saturday: [try DaySpan(from: 1080, to: 1560)],
            ],
            holidays: holidays,
            zone: zone
        )
    }

    /// 00:00 to 24:00 on every day, said with spans.
    static func everyDay(_ zone: TimeZoneRules = .utc) throws -> ServiceCalendar {
        try ServiceCalendar(
            week: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [.wholeDay]) }),
            zone: zone
        )
    }

    /// Spans, holidays and a zone drawn from a seed; seldom none at all.
    static func random(using random: inout SeededRandom) throws -> ServiceCalendar {
        func spans(using random: inout SeededRandom) throws -> [DaySpan] {
            var spans: [DaySpan] = []
            // The hour after midnight is left to the day before.
            var free = 60
            while free < 1300, Int.random(in: 0...3, using: &random) > 0 {
                let from = Int.random(in: free..<min(1439, free + 500), using: &random)
                let to = Int.random(in: from + 1...min(1440, from + 700), using: &random)
                spans.append(try DaySpan(from: from, to: to))
                free = to
            }
            if free < 1400, Bool.random(using: &random) {
                spans.append(
                    try DaySpan(from: 1400, to: Int.random(in: 1430...1500, using: &random))
                )
            }
            return spans.shuffled(using: &random)
        }
        var week: [Weekday: [DaySpan]] = [:]
        for day in Weekday.allCases { week[day] = try spans(using: &random) }
        var holidays: [CalendarDay: [DaySpan]] = [:]
        for _ in 0..<5 {
            let day = CalendarDay(daysSince1970: Int64.random(in: 20_454...20_819, using: &random))
            holidays[day] = try spans(using: &random)
        }
        let zone = Bool.random(using: &random) ? try Zones.lisbon2026() : .utc
        return try ServiceCalendar(week: week, holidays: holidays, zone: zone)
    }
}
