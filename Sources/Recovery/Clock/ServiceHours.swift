/// When a site's office teams work, and which promised times count by those hours.
///
/// In-house failures count all day, unless the house says otherwise: a hotel never closes.
package struct ServiceHours: Hashable, Sendable {
    /// The hours themselves.
    package let calendar: ServiceCalendar
    /// The kinds of targets that count by them; the others count 24 hours.
    package let targets: Set<TargetClass>

    /// Hours by which some targets count.
    package init(calendar: ServiceCalendar, targets: Set<TargetClass>) {
        (self.calendar, self.targets) = (calendar, targets)
    }

    /// What holds until a house writes its own: office hours, for targets after the stay.
    package static let standardText = """
        # When the office teams work, day by day. A span may run past midnight: 18:00-02:00.
        # A line for one date, such as 2026-12-25: closed, stands before its weekday's.
        Monday: 09:00-18:00
        Tuesday: 09:00-18:00
        Wednesday: 09:00-18:00
        Thursday: 09:00-18:00
        Friday: 09:00-18:00
        # The targets that count by these hours; all others count day and night.
        Targets: TP

        """

    /// Reads hours from lines such as `Monday: 08:00-12:00, 14:00-18:00`, `2026-12-25: closed`
    /// and `Targets: TP, T3`; a day without a line is closed.
    ///
    /// - Throws: ``ServiceHoursError``.
    package init(text: String, zone: TimeZoneRules) throws(ServiceHoursError) {
        var week: [Weekday: [DaySpan]] = [:]
        var holidays: [CalendarDay: [DaySpan]] = [:]
        var targets: Set<TargetClass>?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let line = line.trimmingSpaces
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let colon = line.firstIndex(of: ":") else { throw .line(index + 1, "\(line)") }
            let key = line[..<colon].trimmingSpaces
            let value = line[line.index(after: colon)...].trimmingSpaces
            if let day = Weekday.allCases.first(where: { $0.name == key.lowercased() }) {
                guard week[day] == nil else { throw .twice(index + 1, "\(key)") }
                week[day] = try Self.spans(value, index + 1)
            } else if let day = CalendarDay(text: key) {
                guard holidays[day] == nil else { throw .twice(index + 1, "\(key)") }
                holidays[day] = try Self.spans(value, index + 1)
            } else if key.lowercased() == "targets" {
                guard targets == nil else { throw .twice(index + 1, "\(key)") }
                targets = try Self.targets(value, index + 1)
            } else {
                throw .line(index + 1, "\(line)")
            }
        }
        do {
            calendar = try ServiceCalendar(week: week, holidays: holidays, zone: zone)
        } catch { throw .calendar(error) }
        self.targets = targets ?? [.tp]
    }

    /// The hours of a house that never closed its books: every target counts all day.
    package init(alwaysOpenIn zone: TimeZoneRules) {
        self.init(calendar: ServiceCalendar(alwaysOpenIn: zone), targets: [])
    }

    /// The calendar by which a target counts.
    package func calendar(for target: TargetClass) -> ServiceCalendar {
        targets.contains(target) ? calendar : ServiceCalendar(alwaysOpenIn: calendar.zone)
    }

    /// A promised time in the hours by which its target counts.
    package func target(_ time: TargetTime, of target: TargetClass) -> ClockTarget {
        guard targets.contains(target) else { return ClockTarget(time) }
        return switch time {
        case .minutes(let minutes): .minutes(minutes, .serviceHours)
        case .sameDay: .businessDays(0)
        case .businessDays(let count): .businessDays(count)
        }
    }

    private static func targets(
        _ text: Substring,
        _ line: Int
    ) throws(ServiceHoursError) -> Set<TargetClass> {
        if text.lowercased() == "none" { return [] }
        var targets: Set<TargetClass> = []
        for word in text.split(separator: ",") {
            let name = word.trimmingSpaces.lowercased()
            guard let target = TargetClass.named(name) else { throw .target(line, "\(word)") }
            targets.insert(target)
        }
        return targets
    }

    private static func spans(
        _ text: Substring,
        _ line: Int
    ) throws(ServiceHoursError) -> [DaySpan] {
        if text.lowercased() == "closed" { return [] }
        var spans: [DaySpan] = []
        for part in text.split(separator: ",") {
            let ends = part.split(separator: "-").map { minute($0.trimmingSpaces) }
            guard ends.count == 2, let from = ends[0], var to = ends[1] else {
                throw .span(line, "\(part.trimmingSpaces)")
            }
            if to <= from { to += 1440 }
            do { spans.append(try DaySpan(from: from, to: to)) } catch { throw .calendar(error) }
        }
        guard !spans.isEmpty else { throw .span(line, "\(text)") }
        return spans
    }

    /// Minutes after midnight of a time such as `09:00`; `24:00` is 1,440.
    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }
}

/// Why hours cannot be read, and what to write instead.
package enum ServiceHoursError: Error, Hashable, Sendable, Spoken {
    /// A line that names no day.
    case line(Int, String)
    /// A day that has a line already.
    case twice(Int, String)
    /// A span that is none.
    case span(Int, String)
    /// A kind of target that there is not.
    case target(Int, String)
    /// Spans that do not fit together.
    case calendar(ServiceCalendarError)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .line(let line, let text):
            "Line \(line), '\(text)': begin with a weekday, a date such as 2026-12-25, or Targets."
        case .twice(let line, let key):
            "Line \(line): there is a line for \(key) already. Put all its spans on one line."
        case .span(let line, let text):
            "Line \(line), '\(text)': write spans such as 09:00-12:00, 13:00-18:00, or closed."
        case .target(let line, let text):
            "Line \(line), '\(text)': name targets from T1, T2, T3 and TP, or none."
        case .calendar(let error): error.sentence
        }
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate var trimmingSpaces: Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}

extension CalendarDay {
    /// A day written as `2026-12-25`; nil for anything else.
    package init?(text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy(\.isNumber) }),
            let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}
