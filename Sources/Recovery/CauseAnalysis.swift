/// Where somebody puts the blame for a failure.
package struct Attribution: Hashable, Sendable {
    /// Who is to blame.
    package var locus: CauseLocus
    /// Whether it will happen again.
    package var stability: CauseStability
    /// Whether it was in our hands.
    package var controllability: CauseControllability

    /// An attribution by its three parts.
    package init(
        locus: CauseLocus,
        stability: CauseStability,
        controllability: CauseControllability
    ) {
        self.locus = locus
        self.stability = stability
        self.controllability = controllability
    }
}

/// The five questions asked after every serious failure.
package enum CauseQuestion: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// What happened.
    case whatHappened = 1
    /// Whether it can happen again.
    case canRecur
    /// Whether a step is missing.
    case missingStep
    /// Whether the process can be better.
    case betterProcess
    /// Whether guests often make this mistake, so that information is missing.
    case guestInformation

    /// The question as staff read it.
    package var sentence: Sentence {
        switch self {
        case .whatHappened: "What happened?"
        case .canRecur: "Can it happen again?"
        case .missingStep: "Was a step missing?"
        case .betterProcess: "How could the process be better?"
        case .guestInformation: "Do guests often get this wrong, and what should we tell them?"
        }
    }
}

/// What was found out about the cause of a failure.
package struct CauseAnalysis: Hashable, Sendable {
    /// The answers so far; blank ones do not count.
    package var answers: [CauseQuestion: String]
    /// Our own view of the blame.
    package var ourView: Attribution?
    /// The guest's view of the blame.
    package var guestView: Attribution?

    /// An analysis, complete or not.
    package init(
        answers: [CauseQuestion: String],
        ourView: Attribution? = nil,
        guestView: Attribution? = nil
    ) {
        self.answers = answers
        self.ourView = ourView
        self.guestView = guestView
    }

    /// The questions without an answer, in asking order.
    package var unanswered: [CauseQuestion] {
        CauseQuestion.allCases.filter { question in
            answers[question]?.allSatisfy(\.isWhitespace) ?? true
        }
    }
}
