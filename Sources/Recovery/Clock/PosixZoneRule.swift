/// The rule by which local time goes on, as the `TZ` variable of POSIX writes it.
struct PosixZoneRule: Hashable, Sendable {
    /// The seconds ahead of UTC outside summer time.
    let standardOffset: Int64
    /// Summer time, if there is any.
    let summer: Summer?

    struct Summer: Hashable, Sendable {
        let offset: Int64
        let start: YearlyMoment
        let end: YearlyMoment
    }

    /// A day of every year and the seconds after its midnight, on the clocks of before.
    struct YearlyMoment: Hashable, Sendable {
        let day: Day
        let second: Int64

        enum Day: Hashable, Sendable {
            /// 1...365; 29 February is never counted.
            case withoutLeapDay(Int64)
            /// 0...365; 29 February is counted.
            case withLeapDay(Int64)
            /// A weekday (0 is Sunday) of a month, the first to the fourth or (5) the last one.
            case weekday(month: Int64, week: Int64, weekday: Int64)
        }
    }

    /// Reads the footer of a time zone file; nil when it is empty, which means no rule.
    ///
    /// - Throws: ``ZoneFileError/footer(_:)``.
    init?(_ text: String) throws(ZoneFileError) {
        if text.isEmpty { return nil }
        var reader = PosixZoneReader(text)
        guard let rule = reader.rule() else { throw .footer(text) }
        self = rule
    }

    init(standardOffset: Int64, summer: Summer?) {
        (self.standardOffset, self.summer) = (standardOffset, summer)
    }

    /// The changes after `moment`, or after 1900 when nothing came before, to the end of a year.
    func transitions(
        after moment: Timestamp?,
        until lastYear: Int64
    ) -> [TimeZoneRules.Transition] {
        guard let summer else { return [] }
        let start = moment ?? Timestamp(milliseconds: -2_208_988_800_000)
        // A change on the last local day of a year may fall into the next one in UTC.
        let firstYear = CalendarDay(daysSince1970: start.day()).year - 1
        var changes: [TimeZoneRules.Transition] = []
        for year in firstYear...max(firstYear, lastYear) {
            let begin = TimeZoneRules.Transition(
                at: summer.start.moment(year: year, offset: standardOffset),
                offsetSeconds: summer.offset
            )
            let end = TimeZoneRules.Transition(
                at: summer.end.moment(year: year, offset: summer.offset),
                offsetSeconds: standardOffset
            )
            // Where summer ends when it begins anew, it has no end.
            for change in begin.at < end.at ? [begin, end] : [end, begin] {
                if changes.last?.at == change.at { changes.removeLast() }
                changes.append(change)
            }
        }
        return changes.filter { $0.at > start }
    }
}

extension PosixZoneRule.YearlyMoment {
    /// The moment in a year, on clocks that are `offset` seconds ahead of UTC.
    fileprivate func moment(year: Int64, offset: Int64) -> Timestamp {
        Timestamp(milliseconds: (dayNumber(year: year) * 86_400 + second - offset) * 1000)
    }

    private func dayNumber(year: Int64) -> Int64 {
        let newYear = Self.firstDay(year: year, month: 1)
        switch day {
        case .withoutLeapDay(let day):
            let march = Self.firstDay(year: year, month: 3)
            // The 60th day without a leap day is 1 March.
            return day < 60 ? newYear + day - 1 : march + day - 60
        case .withLeapDay(let day):
            return newYear + day
        case .weekday(let month, let week, let weekday):
            let first = Self.firstDay(year: year, month: month)
            let next = Self.firstDay(year: year, month: month + 1)
            // 1970-01-01 was a Thursday.
            let firstWeekday = first + 4 - (first + 4).floorDivided(by: 7) * 7
            let found = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            return found < next ? found : found - 7
        }
    }

    /// Days since 1970 of the first day of a month; month 13 is January of the year after.
    private static func firstDay(year: Int64, month: Int64) -> Int64 {
        var day = CalendarDay(daysSince1970: 0)
        (day.year, day.month, day.day) = month > 12 ? (year + 1, 1, 1) : (year, month, 1)
        return day.daysSince1970
    }
}

/// Takes the parts of a rule from the front; nil means that the text is not of that kind.
private struct PosixZoneReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    mutating func rule() -> PosixZoneRule? {
        guard skipName(), let west = time(hourMax: 24) else { return nil }
        if rest.isEmpty { return PosixZoneRule(standardOffset: -west, summer: nil) }
        guard skipName() else { return nil }
        var summerOffset = 3600 - west
        if rest.first != UInt8(ascii: ",") {
            guard let west = time(hourMax: 24) else { return nil }
            summerOffset = -west
        }
        guard let start = yearlyMoment(), let end = yearlyMoment(), rest.isEmpty else {
            return nil
        }
        return PosixZoneRule(
            standardOffset: -west,
            summer: PosixZoneRule.Summer(offset: summerOffset, start: start, end: end)
        )
    }

    /// Skips `WEST` or `<+0330>`.
    private mutating func skipName() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[end...].dropFirst()
            return true
        }
        let name = rest.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        rest = rest[name.endIndex...]
        return name.count >= 3
    }

    /// Seconds from `[+-]h[:mm[:ss]]`.
    private mutating func time(hourMax: Int64) -> Int64? {
        let sign: Int64 = take("-") ? -1 : 1
        if sign > 0 { _ = take("+") }
        guard var seconds = number(in: 0...hourMax).map({ $0 * 3600 }) else { return nil }
        for unit: Int64 in [60, 1] where take(":") {
            guard let part = number(in: 0...59) else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    /// A date and a time of day from `,M3.5.0/1`; without a time it is 2 o'clock.
    private mutating func yearlyMoment() -> PosixZoneRule.YearlyMoment? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return PosixZoneRule.YearlyMoment(day: day, second: 7200) }
        return time(hourMax: 167).map { PosixZoneRule.YearlyMoment(day: day, second: $0) }
    }

    private mutating func day() -> PosixZoneRule.YearlyMoment.Day? {
        if take("J") { return number(in: 1...365).map { .withoutLeapDay($0) } }
        guard take("M") else { return number(in: 0...365).map { .withLeapDay($0) } }
        guard let month = number(in: 1...12), take("."), let week = number(in: 1...5), take("."),
            let weekday = number(in: 0...6)
        else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }

    private mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: letter) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// A number of one to three digits.
    private mutating func number(in range: ClosedRange<Int64>) -> Int64? {
        let digits = rest.prefix(3).prefix { (0x30...0x39).contains($0) }
        rest = rest[digits.endIndex...]
        guard !digits.isEmpty else { return nil }
        let number = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
        return range.contains(number) ? number : nil
    }
}
