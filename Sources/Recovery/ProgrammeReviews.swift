/// When management looks back on its decision for the programme.
package enum ProgrammeReviews {
    /// After so many months each.
    package static let months: [Int64] = [3, 6, 12]

    /// The days of the reviews, in order.
    package static func days(after decided: CalendarDay) -> [CalendarDay] {
        months.map { decided.later(byMonths: $0) }
    }
}

extension CalendarDay {
    /// The same day so many months later, or earlier; the last of a month that has no such day.
    package func later(byMonths count: Int64) -> CalendarDay {
        let months = year * 12 + month - 1 + count
        let year = months >= 0 ? months / 12 : (months - 11) / 12
        // No month has fewer than 28 days: one of four tries is a day.
        return (0..<4).lazy.compactMap {
            CalendarDay(year: year, month: months - year * 12 + 1, day: day - $0)
        }.first ?? self
    }
}
