/// How a clock stands at a moment.
package struct ClockReading: Hashable, Sendable {
    /// What it shows.
    package let state: State
    /// The time used of what is promised.
    package let used: Duration
    /// The time left, below zero when over; nil when the promised moment never comes.
    package let remaining: Duration?

    /// What a clock shows.
    package enum State: Hashable, Sendable {
        /// It counts, and the time is up at `due`.
        case running(due: Timestamp, remaining: Duration)
        /// It waits; `remaining` is below zero when it waits only after the time was up.
        case paused(since: Timestamp, reason: PauseReason, remaining: Duration)
        /// The time was up at `due`; `by` is counted time, which is zero in closed hours.
        case over(due: Timestamp, by: Duration)
        /// It ended in time, with so much to spare; nil to spare when it had no end.
        case met(at: Timestamp, toSpare: Duration?)
        /// It ended too late, by so much counted time.
        case missed(at: Timestamp, by: Duration)
        /// Its end is no longer owed.
        case withdrawn(at: Timestamp)
        /// It counts or waits, but its calendar is not open for long enough in 10 years.
        case endless
    }

    /// The used share of what is promised: 1 is all of it, more is over; 0 when it has no end.
    package var share: Double {
        guard let remaining else { return 0 }
        let allowance = used + remaining
        return allowance > .zero ? used / allowance : 1
    }

    /// Whether so many hundredths of what is promised are used.
    func hasUsed(percent: Int) -> Bool {
        guard let remaining else { return false }
        return used * 100 >= (used + remaining) * percent
    }
}

/// One line of the account that a clock gives of itself.
package struct ClockLine: Hashable, Sendable {
    /// The first moment of the line.
    package let from: Timestamp
    /// The first moment after the line.
    package let to: Timestamp
    /// Whether the time counted, and why not.
    package let verdict: Verdict

    /// Whether time counted, and why not.
    package enum Verdict: Hashable, Sendable {
        /// It counted.
        case counted
        /// The calendar was closed.
        case closed
        /// The clock waited.
        case paused(PauseReason)
        /// The clock had ended.
        case stopped
    }

    /// What the line adds to the time used.
    package var counted: Duration {
        verdict == .counted ? .milliseconds(to.milliseconds(since: from)) : .zero
    }
}
