/// How far local time in one place is ahead of UTC, and when that changes.
///
/// The rule for the two hours that daylight saving spoils: a local time means **the earliest
/// moment at which the clocks there show that time or a later one**. A local time that is skipped
/// is therefore the moment of the change, and one that happens twice is its first happening. So
/// local times never run backwards, and spans that touch on paper touch in time.
package struct TimeZoneRules: Hashable, Sendable {
    /// The seconds ahead of UTC before the first transition.
    package let initialOffsetSeconds: Int64
    /// The changes, ascending.
    package let transitions: [Transition]

    /// One change of local time.
    package struct Transition: Hashable, Sendable {
        /// The first moment with the new offset.
        package let at: Timestamp
        /// The seconds ahead of UTC from then on.
        package let offsetSeconds: Int64

        /// A change to `offsetSeconds` ahead of UTC.
        package init(at: Timestamp, offsetSeconds: Int64) {
            (self.at, self.offsetSeconds) = (at, offsetSeconds)
        }
    }

    /// The offsets in seconds that are believed: less than 26 hours either way.
    private static let offsetRange: ClosedRange<Int64> = -93_599...93_599

    /// Rules from offsets less than 26 hours either way and ascending transitions.
    ///
    /// - Throws: ``TimeZoneRulesError/offset(_:)`` or ``TimeZoneRulesError/order(_:)``; the latter
    ///   also for a change that comes before the clocks have caught up with the one before it.
    package init(
        initialOffsetSeconds: Int64,
        transitions: [Transition] = []
    ) throws(TimeZoneRulesError) {
        var shown = Int64.min
        var offset = initialOffsetSeconds
        for seconds in [initialOffsetSeconds] + transitions.map(\.offsetSeconds) {
            guard Self.offsetRange.contains(seconds) else { throw .offset(seconds) }
        }
        for (index, transition) in transitions.enumerated() {
            guard transition.at == transition.at.inReach else { throw .order(transition.at) }
            let end = transition.at.milliseconds + offset * 1000
            guard end > shown, index == 0 || transitions[index - 1].at < transition.at else {
                throw .order(transition.at)
            }
            (shown, offset) = (end, transition.offsetSeconds)
        }
        self.initialOffsetSeconds = initialOffsetSeconds
        self.transitions = transitions
    }

    private init() { (initialOffsetSeconds, transitions) = (0, []) }

    /// Rules of a place that keeps UTC.
    package static let utc = TimeZoneRules()

    /// The seconds ahead of UTC at a moment.
    package func offsetSeconds(at moment: Timestamp) -> Int64 {
        offsetSeconds(ofStretch: transitions.firstIndexAscending { transitions[$0].at > moment })
    }

    /// The local calendar day at a moment.
    package func day(at moment: Timestamp) -> CalendarDay {
        CalendarDay(daysSince1970: dayNumber(at: moment))
    }

    /// The moment at which the clocks show `minute` minutes after midnight of `day`.
    ///
    /// Minutes beyond 1,439 are on the days that follow. Skipped and doubled times are as the
    /// type says.
    package func moment(day: CalendarDay, minute: Int) -> Timestamp {
        moment(dayNumber: day.daysSince1970, minute: minute)
    }

    /// Days since 1970-01-01 on the local calendar.
    func dayNumber(at moment: Timestamp) -> Int64 {
        (moment.inReach.milliseconds + offsetSeconds(at: moment) * 1000)
            .floorDivided(by: Timestamp.millisecondsPerDay)
    }

    /// The moment at which the clocks show `minute` minutes after midnight of a day.
    func moment(dayNumber: Int64, minute: Int) -> Timestamp {
        let shown = dayNumber * Timestamp.millisecondsPerDay + Int64(minute) * 60_000
        let stretch = transitions.firstIndexAscending { index in
            transitions[index].at.milliseconds + offsetSeconds(ofStretch: index) * 1000 > shown
        }
        let moment = Timestamp(milliseconds: shown - offsetSeconds(ofStretch: stretch) * 1000)
        return stretch == 0 ? moment : max(moment, transitions[stretch - 1].at)
    }

    /// The offset of stretch k, which ends at transition k; the last one never ends.
    private func offsetSeconds(ofStretch stretch: Int) -> Int64 {
        stretch == 0 ? initialOffsetSeconds : transitions[stretch - 1].offsetSeconds
    }
}

/// Why time zone rules cannot be made.
package enum TimeZoneRulesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An offset of 26 hours or more.
    case offset(Int64)
    /// A transition that is not later than the one before it, or out of reach.
    case order(Timestamp)

    /// What to do next, in one sentence.
    package var description: String {
        switch self {
        case .offset(let seconds):
            "Give an offset of less than 26 hours; \(seconds) s is more than any place uses."
        case .order(let moment):
            "Sort the changes of local time and drop doubles; the one at \(moment) is out of order."
        }
    }
}
