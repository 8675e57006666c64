extension ScenarioKey {
    /// The field as a heading.
    package var heading: Sentence {
        switch self {
        case .name: "Name"
        case .summary: "Summary"
        case .touchpoints: "Points of the journey"
        case .responder: "Who comes"
        case .support: "Who helps"
        case .severity: "Severity"
        case .targets: "Times promised"
        case .slowestTarget: "Slowest times a house may promise"
        case .ladder: "Rungs of compensation"
        case .compensation: "Compensation"
        case .tone: "Tone"
        case .channels: "How the guest is answered"
        case .alarm: "What the alarm says"
        case .cues: "Words that give it away"
        case .scoreCeiling: "Highest score that counts as a complaint"
        case .anticipate: "Anticipate"
        case .acknowledge: "Acknowledge"
        case .apologise: "Apologise"
        case .alternatives: "Alternatives"
        case .amends: "Amends"
        case .say: "Say"
        case .doNotSay: "Better not"
        case .causes: "Causes"
        case .preventiveCheck: "Preventive check"
        case .effectMetric: "Effect metric"
        case .inStayMessage: "First letter in the stay"
        case .postStayMessage: "First letter after the stay"
        }
    }

    /// The field's name in a form's data.
    package var formName: String { String(describing: self) }
}
