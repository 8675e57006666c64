import Recovery

/// Times as headquarters reads them: by UTC, because its sites have many zones.
enum HubTime {
    private static let weekdays = [
        "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// Such as `Thursday 12 March 2026`.
    static func day(_ day: Int64) -> String {
        let date = CalendarDay(daysSince1970: day)
        return "\(weekdays[Int((day % 7 + 7) % 7)]) \(date.day) \(months[Int(date.month) - 1]) "
            + "\(date.year)"
    }

    /// Such as `12 Mar`.
    static func shortDay(_ day: Int64) -> String {
        let date = CalendarDay(daysSince1970: day)
        return "\(date.day) \(months[Int(date.month) - 1].prefix(3))"
    }

    /// Such as `14:21 UTC`.
    static func clock(_ moment: Timestamp) -> String {
        let minute = (moment.milliseconds / 60_000 % 1440 + 1440) % 1440
        return "\(twoDigits(minute / 60)):\(twoDigits(minute % 60)) UTC"
    }

    /// How long ago, in its two largest parts: `2 min`, `31 h 00`, `3 days`.
    static func span(_ milliseconds: Int64) -> String {
        let minutes = max(0, milliseconds / 60_000)
        if minutes == 0 { return "under 1 min" }
        if minutes < 60 { return "\(minutes) min" }
        if minutes < 48 * 60 { return "\(minutes / 60) h \(twoDigits(minutes % 60))" }
        return "\(minutes / 1440) days"
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
