/// A field of a scenario file, in the order in which the printer writes them.
package enum ScenarioKey: String, CaseIterable, Sendable {
    case name
    case summary
    case touchpoints
    case responder
    case support
    case severity
    case targets
    case slowestTarget = "slowest target"
    case ladder
    case compensation
    case tone
    case channels
    case alarm
    case cues
    case scoreCeiling = "score ceiling"
    case anticipate
    case acknowledge
    case apologise
    case alternatives
    case amends
    case say
    case doNotSay = "do not say"
    case causes
    case preventiveCheck = "preventive check"
    case effectMetric = "effect metric"
    case inStayMessage = "in-stay message"
    case postStayMessage = "post-stay message"

    /// What to write, in the middle of a sentence.
    package var hint: Sentence {
        switch self {
        case .name: "a few words for lists"
        case .summary: "what happened to the guest, in a sentence or two"
        case .touchpoints: "one or more of \(Touchpoint.wordList), or any"
        case .responder: "one of \(ResponseTeam.wordList), or person:SIGN-IN"
        case .support: "none, or one or more of \(ResponseTeam.wordList)"
        case .severity: "a number from 1 to 5, or +1 for one above the original failure"
        case .targets: "one or more of \(TargetClass.wordList)"
        case .slowestTarget:
            "the slowest of \(TargetClass.wordList) that a house may promise, or leave it out"
        case .ladder: "the lowest and highest rung, such as C0-C2, and after a semicolon when"
        case .compensation: "what the guest is offered, or none"
        case .tone: "how messages sound"
        case .channels: "one or more of \(FeedbackChannel.wordList)"
        case .alarm: "what the responder reads first"
        case .cues: "words and phrases that guests use, separated by commas"
        case .scoreCeiling: "a number from 0 to 100"
        case .anticipate, .acknowledge, .apologise, .alternatives, .amends:
            "one step a line, each after \"- \""
        case .say: "sentences that help, each after \"- \""
        case .doNotSay: "sentences that make it worse, each after \"- \""
        case .causes: "one a line, such as \"- staffing: no cover on Sundays\""
        case .preventiveCheck: "what to check so that it does not happen"
        case .effectMetric: "the figure that shows whether the check works"
        case .inStayMessage: "the first message to a guest in the house"
        case .postStayMessage: "the first message to a guest who has left"
        }
    }

    /// How a field is written.
    package enum Shape: Sendable {
        /// A text.
        case prose
        /// Words parted by commas.
        case words
        /// Sentences, each after "- ".
        case items
    }

    /// How the field is written.
    package var shape: Shape {
        switch self {
        case .touchpoints, .support, .targets, .channels, .cues: .words
        case .anticipate, .acknowledge, .apologise, .alternatives, .amends, .say, .doNotSay,
            .causes:
            .items
        case .name, .summary, .responder, .severity, .slowestTarget, .ladder, .compensation, .tone,
            .alarm,
            .scoreCeiling, .preventiveCheck, .effectMetric, .inStayMessage, .postStayMessage:
            .prose
        }
    }

    /// Whether a scenario may leave the field out.
    package var isOptional: Bool { self == .slowestTarget }

    /// Whether a house may differ from headquarters here.
    ///
    /// Who comes, how a failure is noticed and what is said belong to the house. What the failure
    /// is, how bad it is, what is done, given and written to the guest, and how it is measured
    /// stay the same at every house: guests compare, and so does headquarters.
    package var mayDiffer: Bool {
        switch self {
        case .responder, .support, .targets, .ladder, .channels, .alarm, .cues, .scoreCeiling,
            .anticipate, .say, .doNotSay, .preventiveCheck:
            true
        case .name, .summary, .touchpoints, .severity, .slowestTarget, .compensation, .tone,
            .acknowledge,
            .apologise, .alternatives, .amends, .causes, .effectMetric, .inStayMessage,
            .postStayMessage:
            false
        }
    }

    /// The fields in which a house may differ, in order.
    package static let houses: [ScenarioKey] = allCases.filter(\.mayDiffer)

    init(_ phase: PlaybookPhase) {
        self =
            switch phase {
            case .anticipate: .anticipate
            case .acknowledge: .acknowledge
            case .apologise: .apologise
            case .alternatives: .alternatives
            case .amends: .amends
            }
    }
}

extension CatalogueChoice {
    /// Every choice in words, for messages.
    static var wordList: String { allCases.map(\.words).joined(separator: ", ") }
}
