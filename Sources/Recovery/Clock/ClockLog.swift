/// A change of a case's state.
package struct CaseStateChange: Hashable, Sendable {
    /// When the case came into the state.
    package let at: Timestamp
    /// The state from then on.
    package let state: CaseState

    /// A change to `state`.
    package init(at: Timestamp, state: CaseState) { (self.at, self.state) = (at, state) }
}

/// When a clock ran, was paused and was stopped.
package struct ClockLog: Hashable, Sendable {
    /// The phases, ascending; the first is the start, each differs from the one before it.
    package let entries: [Entry]

    /// A phase, until the next entry.
    package struct Entry: Hashable, Sendable {
        /// The first moment of the phase.
        package let at: Timestamp
        /// What the clock does from then on.
        package let phase: ClockPhase

        /// A phase from a moment on.
        package init(at: Timestamp, phase: ClockPhase) { (self.at, self.phase) = (at, phase) }
    }

    /// A clock that starts at `start`, running unless an entry says otherwise.
    ///
    /// The entries may come in any order; of those at one moment the last one holds.
    package init(start: Timestamp, entries: [Entry] = []) {
        let start = start.inReach
        var log = [Entry(at: start, phase: .running)]
        for entry in entries.sorted(by: { $0.at < $1.at }) {
            let entry = Entry(at: max(entry.at.inReach, start), phase: entry.phase)
            if log[log.count - 1].at == entry.at { log.removeLast() }
            if log.last?.phase != entry.phase { log.append(entry) }
        }
        self.entries = log
    }

    /// The log of a clock of a case.
    ///
    /// - Parameters:
    ///   - term: what the clock waits for.
    ///   - start: the moment from which the time is promised, such as the receipt of the feedback.
    ///   - changes: the states of the case, in any order.
    ///   - done: when what the clock waits for was recorded, where no state of the case tells.
    package init(
        term: ClockTerm,
        start: Timestamp,
        changes: [CaseStateChange],
        done: Timestamp? = nil
    ) {
        var entries = changes.map { Entry(at: $0.at, phase: term.phase(in: $0.state)) }
        if let done { entries.append(Entry(at: done, phase: .stopped(.done))) }
        entries.sort { $0.at < $1.at }
        if !term.runsAgain, let end = entries.firstIndex(where: { $0.phase == .stopped(.done) }) {
            entries.removeSubrange((end + 1)...)
        }
        self.init(start: start, entries: entries)
    }

    /// The moment from which the clock counts.
    package var start: Timestamp { entries[0].at }

    /// The entry in force at a moment; before the start it is the first one.
    package func entry(at moment: Timestamp) -> Entry {
        let next = entries.firstIndexAscending { entries[$0].at > moment }
        return entries[max(0, next - 1)]
    }
}
