/// How far the handling of a case has come.
package enum CaseState: Int64, CaseIterable, Sendable, StagedChoice {
    /// Opened, nobody has looked yet.
    case new = 1
    /// Waiting for the triage desk to split or route it.
    case triage
    /// A team or a person has it, work has not begun.
    case assigned
    /// Somebody is working on it.
    case inProgress
    /// The next step is the guest's.
    case waitingGuest
    /// The next step is another team's or a supplier's.
    case waitingInternal
    /// Put right, but the guest has not confirmed yet.
    case remedied
    /// Finished, with an outcome.
    case closed
    /// Joined to another case; this one only points there.
    case merged

    /// The states that plain work leads to.
    ///
    /// Closing, merging and reopening ask for more and are verbs of their own.
    package var nextStates: [CaseState] {
        switch self {
        case .new: [.triage, .assigned, .inProgress]
        case .triage: [.assigned]
        case .assigned: [.triage, .inProgress]
        case .inProgress: [.triage, .assigned, .waitingGuest, .waitingInternal, .remedied]
        case .waitingGuest, .waitingInternal: [.inProgress, .remedied]
        case .remedied, .closed, .merged: []
        }
    }

    /// Whether work may still be needed.
    package var isOpen: Bool { self != .closed && self != .merged }

    /// The state in the middle of a sentence.
    package var words: String {
        switch self {
        case .triage: "in triage"
        case .inProgress: "in progress"
        case .waitingGuest: "waiting for the guest"
        case .waitingInternal: "waiting for another team"
        case .new, .assigned, .remedied, .closed, .merged: name
        }
    }

    /// A case.
    package static let subject = "case"
}

/// How a closed case ended for the guest.
package enum CaseOutcome: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The guest scored the recovery 6 or 7 of 7.
    case recovered = 1
    /// The guest scored the recovery 4 or 5 of 7.
    case partlyRecovered
    /// The guest scored the recovery 1 to 3 of 7, or said so.
    case notRecovered
    /// Closed without a score.
    case closedUnscored
    /// The guest could not be reached in the logged attempts.
    case unreachable
    /// The guest asked not to be contacted.
    case contactDeclined
    /// The house looked into it and could not agree, and said so courteously.
    case notUpheld
    /// A question, praise or mistake in routing.
    case notAFailure
}
