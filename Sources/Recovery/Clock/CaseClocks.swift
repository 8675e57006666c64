/// What the clocks of a case follow from, as its records tell it.
package struct ClockFacts: Hashable, Sendable {
    /// When the house learnt of the failure: the moment from which times are promised.
    package var start: Timestamp
    /// What is promised.
    package var target: TargetClass
    /// The states of the case, in any order.
    package var changes: [CaseStateChange] = []
    /// When the alarm was answered first.
    package var answeredAt: Timestamp?
    /// When somebody met or spoke to the guest, in any order.
    package var contacts: [Timestamp] = []
    /// When the guest said whether it is settled, or had been silent for the agreed time.
    package var settledAt: Timestamp?
    /// What was promised to the guest.
    package var promises: [PromiseFacts] = []

    /// A case of which nothing is known but when it began and what is promised.
    package init(start: Timestamp, target: TargetClass) {
        (self.start, self.target) = (start, target)
    }
}

/// A promise to a guest, as its clock needs it.
package struct PromiseFacts: Hashable, Sendable {
    /// The record of the promise.
    package let id: RecordID
    /// What was promised.
    package let text: String
    /// Who owes it; nil for nobody.
    package let owner: String?
    /// When it was made.
    package let madeAt: Timestamp
    /// By when it is due.
    package let dueAt: Timestamp
    /// How it ended; nil while it is owed.
    package let end: ClockLog.Entry?

    /// A promise that is owed, unless it has ended.
    package init(
        id: RecordID,
        text: String,
        owner: String?,
        madeAt: Timestamp,
        dueAt: Timestamp,
        end: ClockLog.Entry? = nil
    ) {
        (self.id, self.text, self.owner) = (id, text, owner)
        (self.madeAt, self.dueAt, self.end) = (madeAt, dueAt, end)
    }
}

/// All clocks of one case: the one account from which pages, alarms and reports speak.
package struct CaseClocks: Hashable, Sendable {
    /// The clocks in the order in which they usually end, promises last.
    package let all: [Item]

    /// A clock, and the promise that it keeps time for.
    package struct Item: Hashable, Sendable {
        /// The clock.
        package let clock: CaseClock
        /// The promise; nil for times that the house's standards promise.
        package let promise: PromiseFacts?

        /// What the clock waits for.
        package var term: ClockTerm { clock.term }
    }

    /// The clocks that follow from a case's records.
    package init(_ facts: ClockFacts, _ hours: ServiceHours) {
        let calendar = hours.calendar(for: facts.target)
        func clock(
            _ term: ClockTerm,
            _ time: TargetTime,
            from start: Timestamp,
            done: Timestamp?
        ) -> Item {
            Item(
                clock: CaseClock(
                    term: term,
                    log: ClockLog(term: term, start: start, changes: facts.changes, done: done),
                    policy: ClockPolicy(ClockRule(hours.target(time, of: facts.target))),
                    calendar: calendar
                ),
                promise: nil
            )
        }
        let target = facts.target
        var all = [
            clock(.acknowledge, target.acknowledge, from: facts.start, done: facts.answeredAt),
            clock(.onScene, target.onScene, from: facts.start, done: facts.contacts.min()),
            clock(.fixed, target.fixed, from: facts.start, done: nil),
        ]
        if let fixedAt = facts.fixedAt {
            let done =
                facts.settledAt.map { max($0, fixedAt) }
                ?? facts.contacts.filter { $0 > fixedAt }.min()
            all.append(clock(.followUp, target.followUp, from: fixedAt, done: done))
        }
        self.all = all + facts.promises.map { Item($0, facts.changes, calendar) }
    }

    /// The clock that runs out next or is over longest; nil when none runs.
    package func next(at now: Timestamp) -> (item: Item, reading: ClockReading)? {
        let readings = all.map { ($0, $0.clock.reading(at: now)) }
        return readings.compactMap { item, reading in
            reading.due.map { (due: $0, item: item, reading: reading) }
        }.min { $0.due < $1.due }.map { ($0.item, $0.reading) }
    }
}

extension CaseClocks.Item {
    fileprivate init(
        _ promise: PromiseFacts,
        _ changes: [CaseStateChange],
        _ calendar: ServiceCalendar
    ) {
        var entries = changes.map {
            ClockLog.Entry(at: $0.at, phase: ClockTerm.promise.phase(in: $0.state))
        }
        if let end = promise.end {
            entries.removeAll { $0.at >= end.at }
            entries.append(end)
        }
        self.promise = promise
        clock = CaseClock(
            term: .promise,
            log: ClockLog(start: promise.madeAt, entries: entries),
            policy: ClockPolicy(ClockRule(.at(promise.dueAt))),
            calendar: calendar
        )
    }
}

extension ClockFacts {
    /// When the failure was put right, if it still counts as that.
    fileprivate var fixedAt: Timestamp? {
        let changes = changes.sorted { $0.at < $1.at }
        guard let last = changes.last, last.state == .remedied || last.state == .closed else {
            return nil
        }
        let open = changes.lastIndex { $0.state != .remedied && $0.state != .closed }
        let first = open.map { changes[$0 + 1] } ?? changes[0]
        // A case that was closed at once has nothing to follow up.
        return first.state == .remedied ? first.at : nil
    }
}

extension TargetClass {
    /// The time from the repair until the guest is asked whether it is settled; our own standard.
    package var followUp: TargetTime {
        switch self {
        case .t1: .minutes(60)
        case .t2: .minutes(240)
        case .t3: .sameDay
        case .tp: .businessDays(1)
        }
    }
}

extension ClockReading {
    /// When the time is or was up; nil for a clock that does not run.
    package var due: Timestamp? {
        switch state {
        case .running(let due, _), .over(let due, _): due
        case .paused, .met, .missed, .withdrawn, .endless: nil
        }
    }
}
