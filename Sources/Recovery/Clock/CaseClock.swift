/// One clock of a case.
///
/// Everything that it says follows from its log, the versions of its policy and the calendar. No
/// deadline is stored, so none can go stale: a pause pauses, a new policy keeps what was used, and
/// a stopped clock does not run on.
package struct CaseClock: Hashable, Sendable {
    /// What the clock waits for.
    package let term: ClockTerm
    /// When it ran.
    package let log: ClockLog
    /// What was promised when.
    package let policy: ClockPolicy
    /// When the site works.
    package let calendar: ServiceCalendar

    /// A clock from its parts.
    package init(term: ClockTerm, log: ClockLog, policy: ClockPolicy, calendar: ServiceCalendar) {
        (self.term, self.log, self.policy, self.calendar) = (term, log, policy, calendar)
    }

    /// How the clock stands; it is judged by the rule in force, or at its stop by that of then.
    ///
    /// What happens after `now` is not known yet.
    package func reading(at now: Timestamp) -> ClockReading {
        let now = max(now.inReach, log.start)
        let entry = log.entry(at: now)
        let judged = if case .stopped = entry.phase { entry.at } else { now }
        let rule = policy.rule(at: judged)
        let steps = steps(until: judged)
        let used = steps.reduce(Int64(0)) { $0 + counted($1) }
        let remaining = remaining(rule.target, used: used, at: judged)
        let due = remaining.flatMap { left in
            self.due(rule, remaining: left, used: used, steps, at: judged)
        }
        return ClockReading(
            state: state(entry, rule, remaining: remaining, due: due, at: judged),
            used: .milliseconds(used),
            remaining: remaining.map { .milliseconds($0) }
        )
    }

    /// When the clock reaches a threshold if it counts from `now` on: `now` when it has reached it
    /// already, nil for never.
    package func moment(of threshold: EscalationThreshold, at now: Timestamp) -> Timestamp? {
        let now = max(now.inReach, log.start)
        let reading = reading(at: now)
        guard let remaining = reading.remaining else { return nil }
        let wanted = threshold.used(of: reading.used + remaining)
        let (seconds, attoseconds) = (wanted - reading.used).components
        let left = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return left <= 0 ? now : moment(after: now, counting: left, by: policy.rule(at: now))
    }

    /// The account of the clock from its start to a moment; its counted time is the time used.
    package func explanation(until now: Timestamp) -> [ClockLine] {
        let steps = steps(until: now.inReach)
        return steps.reduce(into: []) { lines, step in
            for line in self.lines(step) {
                if let last = lines.last, last.verdict == line.verdict, last.to == line.from {
                    lines[lines.count - 1] = ClockLine(
                        from: last.from,
                        to: line.to,
                        verdict: line.verdict
                    )
                } else {
                    lines.append(line)
                }
            }
        }
    }
}

extension CaseClock {
    /// A stretch of time in one phase under one rule.
    private struct Step {
        let from: Timestamp
        let to: Timestamp
        let phase: ClockPhase
        let rule: ClockRule

        /// Why nothing counts, or nil when the rule's hours do.
        var obstacle: ClockLine.Verdict? {
            switch phase {
            case .running: return nil
            case .stopped: return .stopped
            case .paused(let reason):
                return rule.waits(for: reason) ? .paused(reason) : nil
            }
        }
    }

    private func steps(until end: Timestamp) -> [Step] {
        guard log.start < end else { return [] }
        let phaseMoments = log.entries.map(\.at).filter { $0 < end }
        let moments = (phaseMoments + policy.changeMoments(after: log.start, before: end)).sorted()
        return zip(moments, moments.dropFirst() + [end]).compactMap { from, to in
            guard from < to else { return nil }
            let phase = log.entry(at: from).phase
            return Step(from: from, to: to, phase: phase, rule: policy.rule(at: from))
        }
    }

    private func counted(_ step: Step) -> Int64 {
        if step.obstacle != nil { return 0 }
        return switch step.rule.target.counting {
        case .wallClock: step.to.milliseconds(since: step.from)
        case .serviceHours: calendar.openMilliseconds(from: step.from, to: step.to)
        }
    }

    private func lines(_ step: Step) -> [ClockLine] {
        if let obstacle = step.obstacle {
            return [ClockLine(from: step.from, to: step.to, verdict: obstacle)]
        }
        guard step.rule.target.counting == .serviceHours else {
            return [ClockLine(from: step.from, to: step.to, verdict: .counted)]
        }
        var lines: [ClockLine] = []
        var told = step.from
        for span in calendar.openSpans(from: step.from) {
            guard span.lowerBound < step.to else { break }
            if told < span.lowerBound {
                lines.append(ClockLine(from: told, to: span.lowerBound, verdict: .closed))
            }
            told = min(span.upperBound, step.to)
            lines.append(ClockLine(from: span.lowerBound, to: told, verdict: .counted))
        }
        if told < step.to {
            lines.append(ClockLine(from: told, to: step.to, verdict: .closed))
        }
        return lines
    }

    /// The first moment at which so much was used; nil when the steps do not hold that much.
    private func moment(usedUp allowance: Int64, in steps: [Step]) -> Timestamp? {
        if allowance <= 0 { return log.start }
        var left = allowance
        for step in steps {
            let counted = counted(step)
            if left <= counted { return moment(after: step.from, counting: left, by: step.rule) }
            left -= counted
        }
        return nil
    }

    private func moment(
        after start: Timestamp,
        counting milliseconds: Int64,
        by rule: ClockRule
    ) -> Timestamp? {
        switch rule.target.counting {
        case .wallClock: start.advanced(by: milliseconds)
        case .serviceHours: calendar.moment(after: start, openMilliseconds: milliseconds)
        }
    }
}

extension CaseClock {
    /// What is left of the promised time, or nil when its end never comes.
    private func remaining(_ target: ClockTarget, used: Int64, at moment: Timestamp) -> Int64? {
        switch target {
        case .minutes(let minutes, _):
            let limit = ServiceCalendar.lookAheadDayCount * Timestamp.millisecondsPerDay
            return min(Int64(max(0, minutes)), limit / 60_000) * 60_000 - used
        case .sameDay:
            return calendar.dayEnd(after: log.start).milliseconds(since: log.start) - used
        case .businessDays(let count):
            return calendar.businessDayEnd(after: log.start, count: count).map {
                calendar.openMilliseconds(from: log.start, to: $0) - used
            }
        case .at(let due):
            return due.inReach.milliseconds(since: moment)
        }
    }

    /// When the promised time is up, if the clock counts from `moment` on; nil for never.
    private func due(
        _ rule: ClockRule,
        remaining: Int64,
        used: Int64,
        _ steps: [Step],
        at moment: Timestamp
    ) -> Timestamp? {
        if case .at(let due) = rule.target { return due.inReach }
        if remaining > 0 { return self.moment(after: moment, counting: remaining, by: rule) }
        return self.moment(usedUp: used + remaining, in: steps)
    }

    private func state(
        _ entry: ClockLog.Entry,
        _ rule: ClockRule,
        remaining: Int64?,
        due: Timestamp?,
        at moment: Timestamp
    ) -> ClockReading.State {
        let left = remaining.map { Duration.milliseconds($0) }
        // In closed hours the time can be up without a counted minute over.
        let by = .zero - (left ?? .zero)
        let isOver = due.map { $0 < moment } ?? false
        switch entry.phase {
        case .stopped(.withdrawn):
            return .withdrawn(at: entry.at)
        case .stopped(.done):
            return isOver ? .missed(at: entry.at, by: by) : .met(at: entry.at, toSpare: left)
        case .paused(let reason) where rule.waits(for: reason):
            return left.map { .paused(since: entry.at, reason: reason, remaining: $0) } ?? .endless
        case .running, .paused:
            guard let due, let left else { return .endless }
            return isOver ? .over(due: due, by: by) : .running(due: due, remaining: left)
        }
    }
}

extension ClockRule {
    /// Whether the clock stands still in such a pause.
    fileprivate func waits(for reason: PauseReason) -> Bool {
        if case .at = target { return false }
        return pauses.contains(reason)
    }
}
