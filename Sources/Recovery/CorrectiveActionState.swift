/// Where a corrective action stands.
package enum CorrectiveActionState: Int64, CaseIterable, Sendable, StagedChoice {
    case proposed = 1
    case accepted
    case inWork
    /// Done at its sites; its effect is not known yet.
    case done
    /// The effect check says that it helped.
    case effective
    /// It did not help, or what it mended came back: the problem opens again.
    case ineffective
    case cancelled

    /// The states that may follow; ``effective`` besides asks for an effect that figures show.
    package var nextStates: [CorrectiveActionState] {
        switch self {
        case .proposed: [.accepted, .cancelled]
        case .accepted: [.inWork, .cancelled]
        case .inWork: [.done, .cancelled]
        // In work again: it was found not to be done everywhere.
        case .done: [.effective, .ineffective, .inWork]
        case .effective: [.ineffective]
        case .ineffective, .cancelled: []
        }
    }

    /// Whether somebody still owes it by its due date.
    package var isOwed: Bool { self == .proposed || self == .accepted || self == .inWork }

    /// An action.
    package static let subject = "action"
}

/// What kind of thing a corrective action changes.
package enum CorrectiveActionKind: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// A way of working.
    case process = 1
    /// A machine, an installation or the building.
    case equipment
    /// What people know and can do, and how many there are.
    case staffing
    /// Another supplier, or another contract.
    case supplier
    /// What guests are told before it happens to them: where many get the same thing wrong, they
    /// were not told well enough.
    case guestEducation
    /// What is promised to guests before they come.
    case promise
}
