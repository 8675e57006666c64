/// What is promised, and which pauses count as such.
package struct ClockRule: Hashable, Sendable {
    /// The time that is promised.
    package let target: ClockTarget
    /// The reasons for which the clock waits; it runs on in other pauses.
    package let pauses: Set<PauseReason>

    /// A rule that lets the clock wait for both reasons, unless it names fewer.
    package init(_ target: ClockTarget, pauses: Set<PauseReason> = Set(PauseReason.allCases)) {
        (self.target, self.pauses) = (target, pauses)
    }
}

/// A promised time.
///
/// Whatever its kind, it becomes an allowance of counted time, reckoned once from the start of the
/// clock: `sameDay` at 10:00 allows 14 hours. A pause therefore moves every due moment by what it
/// lasted. Only a fixed moment does not move, and no pause stops the way to it.
package enum ClockTarget: Hashable, Sendable {
    /// So many minutes; 0 or fewer is due at once, more than 10 years count as 10 years.
    case minutes(Int, ClockCounting)
    /// By the end of the site's calendar day, counted by the wall clock.
    case sameDay
    /// By the end of the business day so many business days later, counted in service hours.
    case businessDays(Int)
    /// At a moment that was named, such as the time of a promised call.
    case at(Timestamp)

    /// The target that a scenario names; its minutes go by the wall clock unless said otherwise.
    package init(_ time: TargetTime, counting: ClockCounting = .wallClock) {
        self =
            switch time {
            case .minutes(let minutes): .minutes(minutes, counting)
            case .sameDay: .sameDay
            case .businessDays(let count): .businessDays(count)
            }
    }

    /// Which hours count towards the target.
    package var counting: ClockCounting {
        switch self {
        case .minutes(_, let counting): counting
        case .businessDays: .serviceHours
        case .sameDay, .at: .wallClock
        }
    }
}

/// Which hours count.
package enum ClockCounting: Hashable, Sendable {
    /// All of them.
    case wallClock
    /// Those in which the site's calendar is open.
    case serviceHours
}

/// The rules of a clock, version by version.
///
/// A new version changes what is promised from its moment on. The time that was used before stays
/// used, as the version of its own day counted it.
package struct ClockPolicy: Hashable, Sendable {
    private let first: ClockRule
    /// Ascending, no two at one moment.
    private let changes: [Change]

    /// A rule that holds from a moment on.
    package struct Change: Hashable, Sendable {
        /// The first moment of the rule.
        package let from: Timestamp
        /// The rule.
        package let rule: ClockRule

        /// A change to `rule`.
        package init(from: Timestamp, rule: ClockRule) { (self.from, self.rule) = (from, rule) }
    }

    /// A rule and what followed it, in any order; of two changes at one moment the last one holds.
    package init(_ first: ClockRule, changes: [Change] = []) {
        self.first = first
        var ascending: [Change] = []
        for change in changes.sorted(by: { $0.from < $1.from }) {
            if ascending.last?.from == change.from { ascending.removeLast() }
            ascending.append(change)
        }
        self.changes = ascending
    }

    /// The rule in force at a moment.
    package func rule(at moment: Timestamp) -> ClockRule {
        let next = changes.firstIndexAscending { changes[$0].from > moment }
        return next == 0 ? first : changes[next - 1].rule
    }

    /// The moments between two others at which a rule begins.
    func changeMoments(after start: Timestamp, before end: Timestamp) -> [Timestamp] {
        changes.map(\.from).filter { $0 > start && $0 < end }
    }
}
