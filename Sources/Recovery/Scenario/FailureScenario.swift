/// A catalogued kind of failure: how it is noticed, who answers, what is said, done and given.
///
/// A scenario is always complete. What is still being written lives as text, see ``ScenarioFile``.
package struct FailureScenario: Hashable, Sendable {
    /// The short code, unique in the library.
    package var code: ScenarioCode
    /// The name in a list.
    package var name: String
    /// What happened to the guest, in a sentence or two.
    package var summary: String
    /// Where in the journey it happens.
    package var touchpoints: [Touchpoint]
    /// Who is called.
    package var responder: Responder
    /// How bad it is.
    package var severity: ScenarioSeverity
    /// The times promised in the stay first, then others that may apply.
    package var targets: [TargetClass]
    /// The slowest times that a house may promise in the stay; nil lets it be quicker only.
    package var slowestTarget: TargetClass?
    /// The rungs of compensation.
    package var ladder: RemedyLadder
    /// What the guest is offered; "none" when nothing is.
    package var compensation: String
    /// How messages sound.
    package var tone: String
    /// How the guest is answered, best first, when the guest named no channel.
    package var channels: [FeedbackChannel]
    /// What the responder reads on the alarm.
    package var alarm: String
    /// What makes the program suspect this failure.
    package var cues: DetectionCues
    /// What staff do.
    package var playbook: Playbook
    /// Sentences that help.
    package var say: [String]
    /// Sentences that make it worse.
    package var doNotSay: [String]
    /// The causes found most often.
    package var causes: [CauseCandidate]
    /// What to check so that it does not happen.
    package var preventiveCheck: String
    /// The figure that shows whether the check works.
    package var effectMetric: String
    /// The first message to a guest in the house.
    package var inStayMessage: MessageTemplate
    /// The first message to a guest who has left.
    package var postStayMessage: MessageTemplate

    /// The times promised to a guest in the house, or to one who has left.
    package func target(afterStay: Bool) -> TargetClass {
        afterStay ? .tp : targets.first ?? .tp
    }
}

/// The severity that a scenario gives to a new case.
package enum ScenarioSeverity: Hashable, Sendable {
    /// Always the same.
    case fixed(Severity)
    /// One step above that of the failure whose recovery failed.
    case aboveOriginal

    /// The severity of a new case, `original` being that of the earlier failure if it is known.
    package func starting(original: Severity? = nil) -> Severity {
        switch self {
        case .fixed(let severity): severity
        case .aboveOriginal: (original ?? .inconvenience).raised(by: 1)
        }
    }
}

/// The rungs of compensation that a scenario allows.
package struct RemedyLadder: Hashable, Sendable {
    /// The lowest and the highest rung.
    package var levels: ClosedRange<RemedyLevel>
    /// When to take which rung; empty when there is nothing to add.
    package var note: String
}

/// What makes the program suspect a failure.
package struct DetectionCues: Hashable, Sendable {
    /// Words and phrases that guests use, in lower case.
    package var phrases: [String]
    /// The highest normalised score (0...100) at which the phrases alone open a case.
    package var scoreCeiling: Int
}

/// A cause that staff find first in the list.
package struct CauseCandidate: Hashable, Sendable {
    /// The top level of the tree.
    package var code: CauseCode
    /// What exactly.
    package var text: String
}

/// What staff do, phase by phase.
package struct Playbook: Hashable, Sendable {
    /// The steps of each phase; every phase has at least one.
    package var steps: [PlaybookPhase: [String]]

    /// The steps of one phase.
    package subscript(phase: PlaybookPhase) -> [String] { steps[phase, default: []] }
}

/// A phase of a playbook, in order.
package enum PlaybookPhase: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// See it coming and get there first.
    case anticipate = 1
    /// Show that the guest's feelings were understood.
    case acknowledge
    /// Say sorry and own it.
    case apologise
    /// Offer ways to put it right.
    case alternatives
    /// Give something for the trouble, and follow up.
    case amends

    /// The step of the recovery that is done when the phase is.
    package var completes: RecoveryStep? {
        switch self {
        case .apologise: .apologise
        case .alternatives: .solve
        case .amends: .addValue
        case .anticipate, .acknowledge: nil
        }
    }
}
