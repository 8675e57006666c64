/// What a clock of a case waits for.
package enum ClockTerm: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// A responder answers the alarm.
    case acknowledge = 1
    /// Somebody is with the guest, in person or on the telephone.
    case onScene
    /// The failure is put right.
    case fixed
    /// The guest is called or written to after it was put right.
    case followUp
    /// What was promised to the guest is done.
    case promise

    /// What a clock does while its case is in a state.
    ///
    /// A case closes only when its promises are kept or withdrawn, so closing stops those that
    /// were not kept without calling them so.
    package func phase(in state: CaseState) -> ClockPhase {
        switch (self, state) {
        case (_, .merged): .stopped(.withdrawn)
        case (.acknowledge, .new), (.acknowledge, .triage), (.acknowledge, .assigned): .running
        case (.acknowledge, _): .stopped(.done)
        case (.followUp, .closed), (.promise, .closed): .stopped(.withdrawn)
        case (.followUp, _), (.promise, _): .running
        case (_, .waitingGuest): .paused(.waitingGuest)
        case (_, .waitingInternal): .paused(.waitingInternal)
        case (_, .remedied), (_, .closed): .stopped(.done)
        case (_, .new), (_, .triage), (_, .assigned), (_, .inProgress): .running
        }
    }

    /// Whether the clock starts again when a case is reopened.
    ///
    /// The others measure something that has happened and cannot be undone.
    package var runsAgain: Bool { self == .fixed }
}

/// Why a clock is paused.
package enum PauseReason: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The next step is the guest's.
    case waitingGuest = 1
    /// The next step is another team's or a supplier's.
    case waitingInternal
}

/// Why a clock is stopped.
package enum StopReason: Hashable, Sendable {
    /// What it waited for has happened.
    case done
    /// What it waited for is no longer owed.
    case withdrawn
}

/// What a clock does.
package enum ClockPhase: Hashable, Sendable {
    /// It counts.
    case running
    /// It waits, if the rule in force lets it.
    case paused(PauseReason)
    /// It has ended, until the case is reopened.
    case stopped(StopReason)
}
