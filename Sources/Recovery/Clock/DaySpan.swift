/// A day of the week; 1 is Monday, as in ISO 8601.
package enum Weekday: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The first day of the week.
    case monday = 1
    /// The second day.
    case tuesday
    /// The third day.
    case wednesday
    /// The fourth day.
    case thursday
    /// The fifth day.
    case friday
    /// The sixth day.
    case saturday
    /// The seventh day.
    case sunday

    /// The weekday of a calendar day.
    package init(_ day: CalendarDay) { self = Self.allCases[Self.index(day.daysSince1970)] }

    /// 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday.
    static func index(_ dayNumber: Int64) -> Int {
        Int(dayNumber + 3 - (dayNumber + 3).floorDivided(by: 7) * 7)
    }
}

/// A half-open span of local time that begins on one day and may end on the next.
///
/// 18:00 to 02:00 is 1080 to 1560; a whole day, 00:00 to 24:00, is 0 to 1440.
package struct DaySpan: Hashable, Sendable {
    /// Minutes after midnight of the first moment in the span, 0...1439.
    package let from: Int
    /// Minutes after the same midnight of the first moment after the span.
    package let to: Int

    /// A span of 1 to 1,440 minutes that begins 0 to 1,439 minutes after midnight.
    ///
    /// - Throws: ``ServiceCalendarError/span(from:to:)``.
    package init(from: Int, to: Int) throws(ServiceCalendarError) {
        guard (0..<1440).contains(from), from < to, to <= from + 1440 else {
            throw .span(from: from, to: to)
        }
        (self.from, self.to) = (from, to)
    }

    private init(wholeDay: Void) { (from, to) = (0, 1440) }

    /// 00:00 to 24:00.
    package static let wholeDay = DaySpan(wholeDay: ())
}

/// Why a calendar cannot be made.
package enum ServiceCalendarError: Error, Hashable, Sendable, Spoken {
    /// A span that is empty, too long or begins on another day.
    case span(from: Int, to: Int)
    /// Two spans share time; the later one begins on this weekday.
    case overlap(Weekday)
    /// A holiday's spans share time with each other or with those of a day beside it.
    case holidayOverlap(CalendarDay)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .span(let from, let to):
            """
            Let a span begin between 00:00 and 23:59 and last 1 minute to 24 hours; minute \
            \(from) to \(to) does not.
            """
        case .overlap(let day):
            "Shorten or join the spans on \(day.name) and the day before; two of them overlap."
        case .holidayOverlap(let day):
            "Shorten the spans on \(day) or the days beside it; two of them overlap."
        }
    }
}
