/// Which plan calls for which clock.
///
/// Two ladders: nobody has answered the alarm, and a promised time runs out. While an alarm is
/// unanswered the later times of the case call nobody: one matter, one ladder at a time.
package struct EscalationLadder: Hashable, Sendable {
    private let unanswered: EscalationPlan
    private let running: EscalationPlan

    /// The ladder of a house: team, its deputy or lead, duty manager, manager, who sleeps from 22
    /// to 7.
    ///
    /// - Throws: ``EscalationError`` for levels out of order.
    package static func standard(zone: TimeZoneRules) throws -> EscalationLadder {
        let quiet = [
            StaffRole.manager: try QuietHours(DaySpan(from: 1320, to: 1860), zone: zone)
        ]
        return EscalationLadder(
            unanswered: try EscalationPlan(
                levels: [
                    EscalationLevel(
                        number: 1,
                        threshold: .share(percent: 100),
                        role: .supervisor
                    ),
                    EscalationLevel(number: 2, threshold: .minutesOver(10), role: .dutyManager),
                    EscalationLevel(number: 3, threshold: .minutesOver(30), role: .manager),
                ],
                quietHours: quiet
            ),
            running: try EscalationPlan(
                levels: [
                    EscalationLevel(number: 1, threshold: .share(percent: 75), role: .staff),
                    EscalationLevel(
                        number: 2,
                        threshold: .share(percent: 100),
                        role: .supervisor
                    ),
                    EscalationLevel(number: 3, threshold: .minutesOver(30), role: .dutyManager),
                    EscalationLevel(number: 4, threshold: .minutesOver(120), role: .manager),
                ],
                quietHours: quiet
            )
        )
    }

    /// The plan of a clock.
    package func plan(for term: ClockTerm) -> EscalationPlan {
        term == .acknowledge ? unanswered : running
    }

    /// When a promise calls first; nil for a clock that is its term's only one.
    ///
    /// An alarm names its case and its term, not the promise: what was called before this moment
    /// was about another one.
    package func firstCall(about item: CaseClocks.Item) -> Timestamp? {
        guard let promise = item.promise, let first = plan(for: item.term).levels.first else {
            return nil
        }
        return item.clock.moment(of: first.threshold, at: promise.madeAt)
    }

    /// The highest level that each clock had reached at a moment, quiet hours or not.
    package func reached(by clocks: CaseClocks, at moment: Timestamp) -> [ClockTerm: Int] {
        var reached: [ClockTerm: Int] = [:]
        for item in clocks.all where item.promise == nil {
            let due = plan(for: item.term).calls(
                for: item.clock.reading(at: moment),
                severity: .safety,
                raised: [],
                at: moment
            )
            if let last = due.last { reached[item.term] = last.level.number }
        }
        return reached
    }

    /// What is to be done about a case's clocks now, and when to ask again.
    ///
    /// Of the levels that a clock has reached only the highest calls: after a long sleep of the
    /// house nobody gets four alarms about one matter. A level counts as raised when it or a
    /// higher one was, and one that would call only those who were called before is left out.
    ///
    /// - Parameters:
    ///   - clocks: the clocks of the case.
    ///   - severity: the severity of the case.
    ///   - chain: who can be called about it.
    ///   - before: what was called before about a clock.
    ///   - now: the moment of the question.
    /// - Returns: the level to call, by clock, and the next moment at which one may be due.
    package func steps(
        for clocks: CaseClocks,
        severity: Severity,
        chain: CallChain,
        before: (CaseClocks.Item) -> CallsBefore,
        at now: Timestamp
    ) -> (calls: [ClockTerm: LadderCall], next: Timestamp?) {
        var calls: [ClockTerm: LadderCall] = [:]
        var next: Timestamp?
        func wake(at moment: Timestamp) { next = min(next ?? moment, moment) }
        let readings = clocks.all.map { ($0, $0.clock.reading(at: now)) }
        let isUnanswered = readings.contains { $0.0.term == .acknowledge && $0.1.due != nil }
        for (item, reading) in readings {
            let clock = item.clock
            if isUnanswered, clock.term != .acknowledge, clock.term != .promise { continue }
            let plan = plan(for: clock.term)
            let past = before(item)
            let top = max(past.level, calls[clock.term]?.level.number ?? 0)
            let done = Set(
                plan.levels.filter {
                    $0.number <= top || chain.called(by: $0, after: past.leads) == nil
                }.map(\.number)
            )
            let due = plan.calls(for: reading, severity: severity, raised: done, at: now)
            if let level = due.last(where: { $0.at <= now })?.level,
                let lead = chain.called(by: level, after: past.leads)
            {
                calls[clock.term] = LadderCall(level: level, lead: lead)
            }
            for call in due where call.at > now { wake(at: call.at) }
            let reached = Set(due.map(\.level.number)).union(done)
            guard reading.due != nil,
                let ahead = plan.levels.first(where: { !reached.contains($0.number) }),
                let moment = clock.moment(of: ahead.threshold, at: now)
            else { continue }
            wake(at: moment)
        }
        return (calls, next)
    }
}
