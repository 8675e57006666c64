/// How far one remedy has come, from idea to the guest's hands.
package enum RemedyState: Int64, CaseIterable, Sendable, StagedChoice {
    /// Somebody thinks it fits.
    case proposed = 1
    /// Within authority, or a person with the authority agreed.
    case approved
    /// The guest has been told.
    case offered
    /// The guest said yes.
    case accepted
    /// The guest said no.
    case declined
    /// The guest has it.
    case delivered
    /// Taken back, for example a double payment.
    case reversed

    /// The states that may follow; a remedy can be taken back until the guest declines it.
    package var nextStates: [RemedyState] {
        switch self {
        case .proposed: [.approved, .reversed]
        case .approved: [.offered, .reversed]
        case .offered: [.accepted, .declined, .reversed]
        case .accepted: [.delivered, .reversed]
        case .delivered: [.reversed]
        case .declined, .reversed: []
        }
    }

    /// A remedy.
    package static let subject = "remedy"
}

/// What is known about a remedy when it moves on.
package struct RemedyFacts: Hashable, Sendable {
    /// What the remedy consists of.
    package var kind: RemedyKind
    /// The steps of the recovery that were done.
    package var stepsDone: Set<RecoveryStep>
    /// Whether the person acting may give it.
    package var authority: AuthorityDecision

    /// The facts.
    package init(
        kind: RemedyKind,
        stepsDone: Set<RecoveryStep>,
        authority: AuthorityDecision
    ) {
        self.kind = kind
        self.stepsDone = stepsDone
        self.authority = authority
    }
}

extension RemedyState {
    /// The state itself, when it may follow this one and the facts allow it.
    ///
    /// A gift alone is not recovery: what has a price is offered only after apology and solution.
    ///
    /// - Throws: ``RemedyRefusal`` saying what to do first.
    package func move(to next: RemedyState, given facts: RemedyFacts) throws(RemedyRefusal)
        -> RemedyState
    {
        do throws(MoveError<RemedyState>) { _ = try move(to: next) } catch { throw .move(error) }
        if next == .approved, case .needsApproval(let role) = facts.authority {
            throw .needsApproval(by: role)
        }
        if next == .offered, facts.kind.hasValue {
            if !facts.stepsDone.contains(.apologise) { throw .apologyFirst }
            if !facts.stepsDone.contains(.solve) { throw .solutionFirst }
        }
        return next
    }
}

/// Why a remedy cannot move on.
package enum RemedyRefusal: Error, Hashable, Spoken {
    /// The states do not follow each other.
    case move(MoveError<RemedyState>)
    /// Somebody with more authority must agree.
    case needsApproval(by: StaffRole)
    /// The apology step is not done.
    case apologyFirst
    /// The solution step is not done.
    case solutionFirst

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .move(let error): error.sentence
        case .needsApproval(let role):
            "Ask the \(role) to approve this remedy: it is above your limit."
        case .apologyFirst:
            "Apologise to the guest and tick that step first, then offer the remedy."
        case .solutionFirst:
            """
            Solve the problem, or agree on an alternative, and tick that step first; then offer \
            the remedy.
            """
        }
    }
}
