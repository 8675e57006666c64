/// Who is called, and when, while a clock is not met.
package struct EscalationPlan: Hashable, Sendable {
    /// The levels, in the order in which a clock reaches them.
    package let levels: [EscalationLevel]
    /// The hours in which a role is not called; roles that are not named have none.
    package let quietHours: [StaffRole: QuietHours]

    /// A plan of ascending levels with numbers of their own.
    ///
    /// - Throws: ``EscalationError``.
    package init(
        levels: [EscalationLevel],
        quietHours: [StaffRole: QuietHours] = [:]
    ) throws(EscalationError) {
        var numbers: Set<Int> = []
        for (index, level) in levels.enumerated() {
            guard numbers.insert(level.number).inserted else { throw .numberTwice(level.number) }
            guard index == 0 || levels[index - 1].threshold < level.threshold else {
                throw .order(level.number)
            }
        }
        (self.levels, self.quietHours) = (levels, quietHours)
    }

    /// The levels that a clock has reached and that were not raised yet, each once.
    ///
    /// A clock that is stopped or has no end reaches none. A paused one reaches none anew, but
    /// those it reached while it ran are still called. Calls that are not urgent wait for the end
    /// of the role's quiet hours, unless the case is about safety (severity 5).
    ///
    /// - Parameters:
    ///   - reading: the clock at `now`.
    ///   - severity: the severity of the case.
    ///   - raised: the numbers of the levels that were called before.
    ///   - now: the moment of the question.
    /// - Returns: the calls; those whose moment is after `now` wait for the end of quiet hours.
    package func calls(
        for reading: ClockReading,
        severity: Severity,
        raised: Set<Int>,
        at now: Timestamp
    ) -> [EscalationCall] {
        switch reading.state {
        case .met, .missed, .withdrawn, .endless: return []
        case .running, .paused, .over: break
        }
        return levels.compactMap { level in
            guard !raised.contains(level.number), level.threshold.isReached(by: reading) else {
                return nil
            }
            let waits = !level.isUrgent && severity < .safety
            let quietEnd = waits ? quietHours[level.role]?.end(at: now) : nil
            return EscalationCall(level: level, at: quietEnd ?? now)
        }
    }
}

/// One level of a plan.
package struct EscalationLevel: Hashable, Sendable {
    /// The number by which it is remembered that the level was raised.
    package let number: Int
    /// When a clock reaches the level.
    package let threshold: EscalationThreshold
    /// Who is called.
    package let role: StaffRole
    /// Whether the call breaks quiet hours.
    package let isUrgent: Bool

    /// A level that respects quiet hours unless it is urgent.
    package init(
        number: Int,
        threshold: EscalationThreshold,
        role: StaffRole,
        isUrgent: Bool = false
    ) {
        (self.number, self.threshold) = (number, threshold)
        (self.role, self.isUrgent) = (role, isUrgent)
    }
}

/// How far a clock must have come; shares come before minutes over.
package struct EscalationThreshold: Hashable, Sendable, Comparable {
    private enum Kind: Hashable, Sendable {
        case share(percent: Int)
        case over(minutes: Int)
    }

    private let kind: Kind

    /// So many hundredths of the promised time are used, 1...100.
    ///
    /// - Throws: ``EscalationError/percent(_:)``.
    package static func share(percent: Int) throws(EscalationError) -> Self {
        guard (1...100).contains(percent) else { throw .percent(percent) }
        return Self(kind: .share(percent: percent))
    }

    /// So many counted minutes over the promised time, 1...525,600.
    ///
    /// - Throws: ``EscalationError/minutesOver(_:)``.
    package static func minutesOver(_ minutes: Int) throws(EscalationError) -> Self {
        guard (1...525_600).contains(minutes) else { throw .minutesOver(minutes) }
        return Self(kind: .over(minutes: minutes))
    }

    /// When it is reached, such as `when 75 % of the time is used` or `30 min over`.
    package var words: Sentence {
        switch kind {
        case .share(percent: 100): "when the time is up"
        case .share(let percent): "when \(percent) % of the time is used"
        case .over(let minutes): "\(minutes) min over"
        }
    }

    /// Reached earlier.
    package static func < (earlier: Self, later: Self) -> Bool {
        switch (earlier.kind, later.kind) {
        case (.share(let a), .share(let b)), (.over(let a), .over(let b)): a < b
        case (.share, .over): true
        case (.over, .share): false
        }
    }

    /// The counted time at which it is reached, of what is promised.
    func used(of allowance: Duration) -> Duration {
        switch kind {
        case .share(let percent): allowance * percent / 100
        case .over(let minutes): allowance + .seconds(minutes * 60)
        }
    }

    fileprivate func isReached(by reading: ClockReading) -> Bool {
        switch kind {
        case .share(let percent): reading.hasUsed(percent: percent)
        case .over(let minutes):
            reading.remaining.map { .zero - $0 >= .seconds(minutes * 60) } ?? false
        }
    }
}

/// The hours of every local day in which a role is not called.
package struct QuietHours: Hashable, Sendable {
    private let span: DaySpan
    private let zone: TimeZoneRules

    /// Quiet hours of less than a day, such as 22:00 to 07:00 as minutes 1320 to 1860.
    ///
    /// - Throws: ``EscalationError/alwaysQuiet``.
    package init(_ span: DaySpan, zone: TimeZoneRules) throws(EscalationError) {
        guard span.to - span.from < 1440 else { throw .alwaysQuiet }
        (self.span, self.zone) = (span, zone)
    }

    /// The hours, such as `22:00 to 07:00`.
    package var words: Sentence { "\(span.from.clockWords) to \(span.to.clockWords)" }

    /// The end of the quiet hours that hold a moment; nil when it is not quiet then.
    package func end(at moment: Timestamp) -> Timestamp? {
        let today = zone.dayNumber(at: moment)
        // Tomorrow counts as well: clocks put back from just after midnight show today again.
        for day in [today - 1, today, today + 1]
        where zone.moment(dayNumber: day, minute: span.from) <= moment {
            let end = zone.moment(dayNumber: day, minute: span.to)
            if moment < end { return end }
        }
        return nil
    }
}

extension Int {
    /// Minutes after midnight as a time of the day.
    fileprivate var clockWords: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(self / 60 % 24)):\(two(self % 60))"
    }
}

/// A call that is due, or will be when it is no longer quiet.
package struct EscalationCall: Hashable, Sendable {
    /// The level that was reached.
    package let level: EscalationLevel
    /// When to call: the moment of the question, or the end of the quiet hours.
    package let at: Timestamp
}

/// Why an escalation plan cannot be made.
package enum EscalationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A share outside 1...100 hundredths.
    case percent(Int)
    /// Minutes over outside 1...525,600.
    case minutesOver(Int)
    /// Two levels with one number.
    case numberTwice(Int)
    /// A level that is not reached later than the one before it.
    case order(Int)
    /// Quiet hours that never end.
    case alwaysQuiet

    /// What to do next, in one sentence.
    package var description: String {
        switch self {
        case .percent(let percent):
            "Enter a share from 1 to 100 %; \(percent) % is none. Use minutes over after that."
        case .minutesOver(let minutes):
            "Enter 1 to 525600 minutes over; \(minutes) is outside that."
        case .numberTwice(let number):
            "Give every level a number of its own; \(number) is there twice."
        case .order(let number):
            "Sort the levels by when they are reached; level \(number) comes too late in the list."
        case .alwaysQuiet:
            "Let quiet hours end; a role that is quiet all day is never called."
        }
    }
}
