/// A moment, in milliseconds since 1970-01-01 00:00 UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

    /// Days since 1970-01-01 in a zone that is `offsetSeconds` ahead of UTC.
    package func day(offsetSeconds: Int64 = 0) -> Int64 {
        let seconds = milliseconds / 1000 + offsetSeconds
        return (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
    }
}

extension Timestamp: CustomStringConvertible {
    /// ISO 8601 in UTC to the second, such as `2026-03-01T14:05:09Z`.
    package var description: String {
        let day = self.day()
        let second = milliseconds / 1000 - day * 86_400
        return CalendarDay(daysSince1970: day).description
            + "T\(pad(second / 3600)):\(pad(second / 60 % 60)):\(pad(second % 60))Z"
    }

    private func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A day of the proleptic Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days` and
/// `days_from_civil`.
package struct CalendarDay: Hashable, Sendable {
    package var year: Int64
    package var month: Int64
    package var day: Int64

    package init(daysSince1970: Int64) {
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Names a day; nil when the calendar has no such day.
    package init?(year: Int64, month: Int64, day: Int64) {
        guard (-9999...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        guard CalendarDay(daysSince1970: daysSince1970) == self else { return nil }
    }

    package var daysSince1970: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CalendarDay: CustomStringConvertible {
    /// ISO 8601, such as `2026-03-01`.
    package var description: String {
        let digits = "\(abs(year))"
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return (year < 0 ? "-" : "") + padded + (month < 10 ? "-0" : "-") + "\(month)"
            + (day < 10 ? "-0" : "-") + "\(day)"
    }
}
