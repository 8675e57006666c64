import Recovery
import Storage

/// Whole weeks, Monday to Sunday by UTC, that a page speaks of.
struct Period: Hashable, Sendable {
    /// The Monday of the last week, in days since 1970.
    let lastMonday: Int64
    let weekCount: Int

    static let weekCounts = [4, 13, 26, 52]

    /// The latest whole weeks before a moment.
    init(weekCount: Int?, until sunday: String?, now: Timestamp) {
        let asked = weekCount ?? Self.weekCounts[0]
        let isKnown = asked == 1 || Self.weekCounts.contains(asked)
        self.weekCount = isKnown ? asked : Self.weekCounts[0]
        let latest = Self.monday(of: now.day()) - 7
        let named = sunday.flatMap(CalendarDay.init(text:)).map {
            Self.monday(of: $0.daysSince1970)
        }
        lastMonday = min(named ?? latest, latest)
    }

    private init(lastMonday: Int64, weekCount: Int) {
        (self.lastMonday, self.weekCount) = (lastMonday, weekCount)
    }

    /// The Monday of the week in which a day is; 1 January 1970 was a Thursday.
    static func monday(of day: Int64) -> Int64 {
        let weekday = ((day + 3) % 7 + 7) % 7
        return day - weekday
    }

    var days: ClosedRange<Int64> { lastMonday - Int64(weekCount - 1) * 7...lastMonday + 6 }

    /// The first and the last week, by their Mondays.
    var mondays: ClosedRange<Int64> { days.lowerBound...lastMonday }

    /// So many weeks that end with it, by their Mondays.
    func mondays(back count: Int) -> ClosedRange<Int64> {
        lastMonday - 7 * Int64(count - 1)...lastMonday
    }

    /// As long, ending so many weeks earlier.
    func earlier(byWeeks count: Int) -> Period {
        Period(lastMonday: lastMonday - 7 * Int64(count), weekCount: weekCount)
    }

    /// Such as `Four weeks to Sunday 8 March 2026`.
    var words: String {
        let names = [1: "week", 4: "four weeks", 13: "13 weeks", 26: "26 weeks", 52: "52 weeks"]
        return "\(names[weekCount] ?? "\(weekCount) weeks") to \(HubTime.day(days.upperBound))"
    }

    /// The part of an address that leads to a view of it.
    var query: String {
        "weeks=\(weekCount)&until=\(CalendarDay(daysSince1970: days.upperBound))"
    }
}
