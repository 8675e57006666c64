/// When a site works on what it promised: all the time, or in spans of the local week.
///
/// A span belongs to the day on which it begins, and so does a holiday: it replaces what would
/// begin on that day, while the night before runs on to its end.
package struct ServiceCalendar: Hashable, Sendable {
    /// The local time of the site.
    package let zone: TimeZoneRules
    private let hours: Hours

    private enum Hours: Hashable, Sendable {
        case always
        /// By ``Weekday/index(_:)``, and by days since 1970; each list ascending.
        case spans(week: [[DaySpan]], holidays: [Int64: [DaySpan]])
    }

    /// How far any question looks ahead, in days: about 10 years, after which the answer is never.
    static let lookAheadDayCount: Int64 = 3653

    /// A calendar that is open 24 hours on every day.
    package init(alwaysOpenIn zone: TimeZoneRules) {
        self.zone = zone
        hours = .always
    }

    /// A calendar of spans; weekdays that are not named, and holidays without spans, are closed.
    ///
    /// - Throws: ``ServiceCalendarError/overlap(_:)`` or
    ///   ``ServiceCalendarError/holidayOverlap(_:)``.
    package init(
        week: [Weekday: [DaySpan]],
        holidays: [CalendarDay: [DaySpan]] = [:],
        zone: TimeZoneRules
    ) throws(ServiceCalendarError) {
        let sorted = Weekday.allCases.map { Self.ascending(week[$0] ?? []) }
        for (index, day) in Weekday.allCases.enumerated()
        where Self.overlap(sorted[(index + 6) % 7], sorted[index]) {
            throw .overlap(day)
        }
        self.zone = zone
        hours = .spans(
            week: sorted,
            holidays: Dictionary(
                holidays.map { ($0.key.daysSince1970, Self.ascending($0.value)) },
                uniquingKeysWith: { first, _ in first }
            )
        )
        for day in holidays.keys.sorted(by: { $0.daysSince1970 < $1.daysSince1970 }) {
            let number = day.daysSince1970
            if Self.overlap(spans(on: number - 1), spans(on: number))
                || Self.overlap(spans(on: number), spans(on: number + 1))
            {
                throw .holidayOverlap(day)
            }
        }
    }

    /// The spans that begin on a day, ascending.
    package func spans(on day: CalendarDay) -> [DaySpan] { spans(on: day.daysSince1970) }

    /// The spans that begin on a day since 1970, ascending.
    func spans(on dayNumber: Int64) -> [DaySpan] {
        switch hours {
        case .always: [.wholeDay]
        case .spans(let week, let holidays):
            holidays[dayNumber] ?? week[Weekday.index(dayNumber)]
        }
    }

    /// Whether there are no closed hours at all.
    var isAlwaysOpen: Bool { hours == .always }

    private static func ascending(_ spans: [DaySpan]) -> [DaySpan] {
        spans.sorted { $0.from < $1.from }
    }

    /// Whether spans of a day share time with each other or with those of the day before.
    private static func overlap(_ before: [DaySpan], _ spans: [DaySpan]) -> Bool {
        var free = before.map(\.to).max().map { $0 - 1440 } ?? 0
        for span in spans {
            if span.from < free { return true }
            free = span.to
        }
        return false
    }
}
