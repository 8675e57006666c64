import Recovery

extension HouseTime {
    /// The moment that a form's `datetime-local` field gives, such as `2026-03-12T14:30`; nil for
    /// what is none.
    func moment(typed text: String) -> Timestamp? {
        let parts = text.trimmed.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false).map {
            Int64($0)
        }
        // A browser may add seconds, which nobody promises by.
        let time = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard date.count == 3, (2...3).contains(time.count), let year = date[0],
            let month = date[1], let day = date[2], let hour = time[0], let minute = time[1],
            (0...23).contains(hour), (0...59).contains(minute),
            let day = CalendarDay(year: year, month: month, day: day)
        else { return nil }
        return zone.moment(day: day, minute: hour * 60 + minute)
    }

    /// A moment as such a field takes it.
    func typed(_ moment: Timestamp) -> String { "\(zone.day(at: moment))T\(clock(moment))" }

    /// The moment some minutes from now, on the next quarter of an hour.
    func quarter(_ minutes: Int64, after now: Timestamp) -> Timestamp {
        let quarter: Int64 = 15 * 60_000
        let moment = now.milliseconds + minutes * 60_000
        return Timestamp(milliseconds: (moment + quarter - 1) / quarter * quarter)
    }
}
