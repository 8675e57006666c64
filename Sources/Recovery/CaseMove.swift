extension CaseState {
    /// The state after plain work on a case.
    ///
    /// - Throws: ``CaseMoveError`` saying which act fits instead.
    package func moved(to next: CaseState) throws(CaseMoveError) -> CaseState {
        if self == .merged { throw .isMerged }
        if self == .closed { throw .isClosed }
        switch next {
        case .closed: throw .closeWithOutcome
        case .merged: throw .mergeIntoAnother
        case .inProgress where self == .remedied: throw .reopenInstead
        default: break
        }
        do throws(MoveError<CaseState>) { return try move(to: next) } catch { throw .move(error) }
    }

    /// The state after reopening, which is always ``inProgress`` and is recorded as an event.
    ///
    /// - Throws: ``CaseMoveError`` when the case is not remedied or closed.
    package func reopened() throws(CaseMoveError) -> CaseState {
        switch self {
        case .remedied, .closed: return .inProgress
        case .merged: throw .isMerged
        default: throw .stillOpen
        }
    }

    /// The state of the case that points to another one from now on.
    ///
    /// - Throws: ``CaseMoveError/isMerged``.
    package func mergedAway() throws(CaseMoveError) -> CaseState {
        guard self != .merged else { throw .isMerged }
        return .merged
    }
}

/// Why a case cannot move.
package enum CaseMoveError: Error, Hashable, Spoken {
    /// The states do not follow each other.
    case move(MoveError<CaseState>)
    /// The case only points to another one.
    case isMerged
    /// The case is finished.
    case isClosed
    /// Closing needs an outcome.
    case closeWithOutcome
    /// Merging needs the other case.
    case mergeIntoAnother
    /// Work begins again on something that counted as put right.
    case reopenInstead
    /// Only what was put right or closed can be reopened.
    case stillOpen

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .move(let error): error.sentence
        case .isMerged: "Open the case that this one was merged into and work there."
        case .isClosed: "Reopen the case first; it is closed."
        case .closeWithOutcome: "Close the case with its outcome instead of moving it."
        case .mergeIntoAnother: "Choose the case to merge this one into."
        case .reopenInstead:
            "Reopen the case: it counted as put right, and that must stay visible."
        case .stillOpen: "Carry on: this case is still open and needs no reopening."
        }
    }
}
