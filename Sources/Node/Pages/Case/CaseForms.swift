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
            FormChoice(value: $0.name, words: $0.words.capitalizedFirst)
        }
        causes = CauseCode.allCases.map {
            FormChoice(
                value: $0.name,
                words: $0.words.capitalizedFirst,
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
            FormChoice(value: $0.rawValue, words: $0.words)
        }
    }
}

extension CaseState {
    /// What a button says that moves a case here.
    fileprivate var order: String {
        switch self {
        case .new: "Open"
        case .triage: "Back to triage"
        case .assigned: "Assign"
        case .inProgress: "Start work"
        case .waitingGuest: "Wait for the guest"
        case .waitingInternal: "Wait for another team"
        case .remedied: "It is put right"
        case .closed: "Close"
        case .merged: "Merge"
        }
    }
}

extension RecoveryStep {
    /// What staff tick when the step is done.
    fileprivate var done: String {
        switch self {
        case .apologise: "Apologised"
        case .solve: "Solved, or an alternative accepted"
        case .addValue: "Added something for the trouble"
        case .analyse: "Found out why"
        }
    }
}

extension ContactMark {
    fileprivate var words: String {
        switch self {
        case .tried: "Tried to reach the guest"
        case .reached: "Reached the guest"
        case .silent: "Silent past the agreed time"
        case .answered: "The guest says it is settled"
        }
    }
}

extension CauseLocus {
    /// Whom the guest holds to account.
    fileprivate var guestWords: String {
        switch self {
        case .us: "The house"
        case .staff: "One of us"
        case .supplier: "A supplier"
        case .guest: "Themselves"
        case .environment: "Nobody: weather, neighbours, authorities"
        }
    }
}
