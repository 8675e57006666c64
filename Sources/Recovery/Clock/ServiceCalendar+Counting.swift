extension ServiceCalendar {
    /// The open time from one moment to another, looking at most 10 years ahead.
    package func openTime(from start: Timestamp, to end: Timestamp) -> Duration {
        .milliseconds(openMilliseconds(from: start.inReach, to: end.inReach))
    }

    /// The first moment by which so much open time has passed since `start`.
    ///
    /// That is the closing time, not the next opening, when a span is used up exactly. Nil, for
    /// never, when 10 years do not hold that much.
    package func moment(after start: Timestamp, openTime: Duration) -> Timestamp? {
        let (seconds, attoseconds) = openTime.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1000)
        guard !isTooLong else { return nil }
        return moment(
            after: start.inReach,
            openMilliseconds: whole + attoseconds / 1_000_000_000_000_000
        )
    }

    /// The end of the business day that comes `count` business days after the one of `moment`.
    ///
    /// A business day is a local day on which a span begins, and it ends with its last span. The
    /// business day of a moment is the first one that has not ended by then. Nil, for never, when
    /// there are not as many in 10 years.
    package func businessDayEnd(after moment: Timestamp, count: Int) -> Timestamp? {
        let moment = moment.inReach
        let today = zone.dayNumber(at: moment)
        var left = count
        for day in (today - 1)...(today + Self.lookAheadDayCount) {
            let spans = spans(on: day)
            guard let first = spans.first, let last = spans.last else { continue }
            let end = zone.moment(dayNumber: day, minute: last.to)
            // A day that the calendar of the place skipped has spans without length.
            guard end > moment, end > zone.moment(dayNumber: day, minute: first.from) else {
                continue
            }
            if left <= 0 { return end }
            left -= 1
        }
        return nil
    }

    /// The end of the local calendar day of `moment`.
    package func dayEnd(after moment: Timestamp) -> Timestamp {
        let tomorrow = zone.dayNumber(at: moment) + 1
        let end = zone.moment(dayNumber: tomorrow, minute: 0)
        // Clocks put back from just after midnight show a day that is over already.
        return end > moment ? end : zone.moment(dayNumber: tomorrow + 1, minute: 0)
    }

    func openMilliseconds(from start: Timestamp, to end: Timestamp) -> Int64 {
        var sum: Int64 = 0
        for span in openSpans(from: start) {
            guard span.lowerBound < end else { break }
            sum += min(span.upperBound, end).milliseconds(since: span.lowerBound)
        }
        return sum
    }

    func moment(after start: Timestamp, openMilliseconds: Int64) -> Timestamp? {
        if openMilliseconds <= 0 { return start }
        var left = openMilliseconds
        for span in openSpans(from: start) {
            let length = span.upperBound.milliseconds(since: span.lowerBound)
            if left <= length { return span.lowerBound.advanced(by: left) }
            left -= length
        }
        return nil
    }

    /// The open spans from `start` on, ascending, the first one cut off there.
    func openSpans(from start: Timestamp) -> OpenSpans { OpenSpans(self, from: start) }
}

/// Open spans as moments; those that touch are not joined.
struct OpenSpans: Sequence, IteratorProtocol {
    private let calendar: ServiceCalendar
    private let start: Timestamp
    private let lastDay: Int64
    private var day: Int64
    private var index = 0

    init(_ calendar: ServiceCalendar, from start: Timestamp) {
        self.calendar = calendar
        self.start = start
        let today = calendar.zone.dayNumber(at: start)
        lastDay = today + ServiceCalendar.lookAheadDayCount
        // The night before may reach into today.
        day = today - 1
    }

    mutating func next() -> Range<Timestamp>? {
        if calendar.isAlwaysOpen {
            guard day <= lastDay else { return nil }
            day = lastDay + 1
            return start..<Timestamp.beyondReach
        }
        while day <= lastDay {
            let spans = calendar.spans(on: day)
            guard index < spans.count else {
                (day, index) = (day + 1, 0)
                continue
            }
            let span = spans[index]
            index += 1
            let from = Swift.max(calendar.zone.moment(dayNumber: day, minute: span.from), start)
            let to = calendar.zone.moment(dayNumber: day, minute: span.to)
            if from < to { return from..<to }
        }
        return nil
    }
}
