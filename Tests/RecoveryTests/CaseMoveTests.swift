import Recovery
import Testing

@Suite struct CaseMoveTests {
    /// Written out again on purpose: the table of the domain, not the code.
    private static let legal: [CaseState: [CaseState]] = [
        .new: [.triage, .assigned, .inProgress],
        .triage: [.assigned],
        .assigned: [.triage, .inProgress],
        .inProgress: [.triage, .assigned, .waitingGuest, .waitingInternal, .remedied],
        .waitingGuest: [.inProgress, .remedied],
        .waitingInternal: [.inProgress, .remedied],
        .remedied: [], .closed: [], .merged: [],
    ]

    @Test(arguments: CaseState.allCases, CaseState.allCases)
    func `a plain move is legal exactly when the table says so`(from: CaseState, to: CaseState) {
        let moved = try? from.moved(to: to)
        #expect(moved == (Self.legal[from, default: []].contains(to) ? to : nil))
    }

    @Test(
        arguments: [
            (CaseState.merged, CaseState.inProgress, CaseMoveError.isMerged),
            (.closed, .inProgress, .isClosed), (.closed, .closed, .isClosed),
            (.inProgress, .closed, .closeWithOutcome), (.new, .merged, .mergeIntoAnother),
            (.remedied, .inProgress, .reopenInstead),
            (.new, .new, .move(.alreadyThere(.new))),
            (.new, .remedied, .move(.notNext(from: .new, to: .remedied))),
        ])
    func `a refused move names the act that fits`(
        from: CaseState,
        to: CaseState,
        error: CaseMoveError
    ) {
        #expect(throws: error) { try from.moved(to: to) }
    }

    @Test func `a refusal reads as a sentence with the ways on`() {
        let error = CaseMoveError.move(.notNext(from: .assigned, to: .waitingGuest))
        #expect(
            error.description
                == "This case is assigned and cannot become waiting for the guest from there; "
                + "it can become in triage or in progress."
        )
    }

    @Test func `only what was put right or closed can be reopened`() throws {
        for state in CaseState.allCases {
            let reopened = try? state.reopened()
            #expect(reopened == ([.remedied, .closed].contains(state) ? .inProgress : nil))
        }
        #expect(throws: CaseMoveError.isMerged) { try CaseState.merged.reopened() }
        #expect(throws: CaseMoveError.stillOpen) { try CaseState.new.reopened() }
    }

    @Test func `a merged case is a tombstone`() throws {
        for state in CaseState.allCases where state != .merged {
            #expect(try state.mergedAway() == .merged)
        }
        #expect(throws: CaseMoveError.isMerged) { try CaseState.merged.mergedAway() }
        #expect(CaseState.allCases.filter { !$0.isOpen } == [.closed, .merged])
    }
}
