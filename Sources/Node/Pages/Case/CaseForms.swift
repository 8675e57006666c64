import Recovery
import Storage
import Web

struct FormChoice: Sendable {
    var value: String
    var words: String
    var isChosen = false
}

struct Question: Sendable {
    var name: String
    var sentence: String
    var answer: String
}

/// What the forms of the page offer.
struct CaseForms: Sendable {
    let moves: [FormChoice]
    let steps: [FormChoice]
    let contacts: [FormChoice]
    let outcomes: [FormChoice]
    let causes: [FormChoice]
    let questions: [Question]
    let guestLoci: [FormChoice]
    let deviations: [FormChoice]

    init(_ detail: CaseDetail) {
        let found = detail.recoveryCase
        // A case is assigned to somebody, which is another form.
        moves = found.state.nextStates.filter { $0 != .assigned && $0 != .triage }.map {
            FormChoice(value: $0.name, words: $0.order)
        }
        steps = RecoveryStep.allCases.map {
            FormChoice(
                value: $0.name,
                words: $0.done,
                isChosen: found.marks.steps.contains($0)
            )
        }
        contacts = ContactMark.allCases.map { FormChoice(value: $0.rawValue, words: $0.words) }
        outcomes = CaseOutcome.allCases.map {
            FormChoice(value: $0.name, words: say($0).capitalizedFirst)
        }
        causes = CauseCode.allCases.map {
            FormChoice(
                value: $0.name,
                words: say($0).capitalizedFirst,
                isChosen: $0 == detail.cause?.code
            )
        }
        questions = CauseQuestion.allCases.map {
            Question(
                name: $0.name,
                sentence: say($0.sentence),
                answer: detail.cause?.analysis.answers[$0] ?? ""
            )
        }
        guestLoci = CauseLocus.allCases.map {
            FormChoice(
                value: $0.name,
                words: $0.guestWords,
                isChosen: $0 == detail.cause?.guestLocus
            )
        }
        deviations = PlaybookDeviation.allCases.map {
            FormChoice(value: $0.rawValue, words: say($0.words))
        }
    }
}

extension CaseState {
    /// What a button says that moves a case here.
    fileprivate var order: String {
        switch self {
        case .new: say("Open")
        case .triage: say("Back to triage")
        case .assigned: say("Assign")
        case .inProgress: say("Start work")
        case .waitingGuest: say("Wait for the guest")
        case .waitingInternal: say("Wait for another team")
        case .remedied: say("It is put right")
        case .closed: say("Close")
        case .merged: say("Merge")
        }
    }
}

extension RecoveryStep {
    /// What staff tick when the step is done.
    fileprivate var done: String {
        switch self {
        case .apologise: say("Apologised")
        case .solve: say("Solved, or an alternative accepted")
        case .addValue: say("Added something for the trouble")
        case .analyse: say("Found out why")
        }
    }
}

extension ContactMark {
    fileprivate var words: String {
        switch self {
        case .tried: say("Tried to reach the guest")
        case .reached: say("Reached the guest")
        case .silent: say("Silent past the agreed time")
        case .answered: say("The guest says it is settled")
        }
    }
}

extension CauseLocus {
    /// Whom the guest holds to account.
    fileprivate var guestWords: String {
        switch self {
        case .us: say("The house")
        case .staff: say("One of us")
        case .supplier: say("A supplier")
        case .guest: say("Themselves")
        case .environment: say("Nobody: weather, neighbours, authorities")
        }
    }
}
