package import Detection
package import Recovery
package import Storage
import Synchronization
package import Wire

/// Takes guests' words in: reads them by the scenarios' rules, keeps them, opens the case that is
/// due and raises its alarm.
///
/// Feedback, case and alarm are one transaction: none is there without the others.
package final class FeedbackDesk: Sendable {
    /// Where the feedback goes.
    package let store: NodeStore
    let settings: DetectionSettings
    private let rulebook = Mutex<Rulebook?>(nil)

    /// A desk at a node, with the house's thresholds.
    package init(_ store: NodeStore, settings: DetectionSettings = DetectionSettings()) {
        self.store = store
        self.settings = settings
    }

    /// What became of one guest's words.
    package struct Receipt: Sendable {
        /// The feedback.
        package let feedback: ChangeID
        /// The case that was opened for it.
        package let openedCase: OpenedCase?
        /// Why a case was opened, or why none was.
        package let why: String
        /// The kind of failure that was suspected.
        package let scenario: String?
        /// How bad it is, when a case was opened.
        package let severity: Severity?
    }

    /// Takes in one guest's words, typed in or sent by a form.
    ///
    /// The same words again are another utterance: only rows of files are told apart by what they
    /// hold.
    package func take(
        _ draft: FeedbackDraft,
        source: String? = nil,
        author: String,
        now: Timestamp
    ) throws -> Receipt {
        let judged = try judge([draft], source: source)[0]
        return try store.write(author: author, now: now) { try Self.keep(judged, $0) }
    }

    /// What the desk would make of some words, without taking them in.
    package func opinion(on draft: FeedbackDraft) throws -> (opensCase: Bool, why: String) {
        let judged = try judge([draft], source: nil)[0]
        return (judged.case != nil, judged.why)
    }

    /// The scenarios in use, by code.
    package func scenarios() throws -> [String: PublishedScenario] {
        try presentRulebook().scenarios
    }

    /// How each scenario stands at the house, by code.
    func standings() throws -> [ScenarioStanding] { try presentRulebook().standings }

    /// What the rules in use make of words that are kept; it reads no store.
    func adviser() throws -> Adviser {
        let rulebook = try presentRulebook()
        return Adviser(detector: rulebook.detector, scenarios: rulebook.scenarios)
    }

    /// Words that were read, with the case that they call for.
    struct Judged {
        let draft: FeedbackDraft
        let source: String?
        let why: String
        /// nil when nothing calls for a case.
        let `case`: Suspicion?

        enum Suspicion {
            /// A kind of failure, and whether its team or triage gets it first.
            case scenario(PublishedScenario, RoutingMode)
            case triage
        }
    }

    /// Reads words by the scenarios that are in use now.
    func judge(_ drafts: [FeedbackDraft], source: String?) throws -> [Judged] {
        let rulebook = try presentRulebook()
        return drafts.map { draft in
            let input = DetectionInput(draft)
            let outcome = rulebook.detector.detect(input)
            let why = Reasons.sentence(outcome, input)
            switch outcome.decision {
            case .noCase:
                return Judged(draft: draft, source: source, why: why, case: nil)
            case .openCase(.triage, _):
                return Judged(draft: draft, source: source, why: why, case: .triage)
            case .openCase(.scenario(let code), _):
                let suspicion = rulebook.scenarios[code].map {
                    Judged.Suspicion.scenario($0, rulebook.modes[code].mode)
                }
                return Judged(draft: draft, source: source, why: why, case: suspicion ?? .triage)
            }
        }
    }

    /// Writes words, and their case and alarm, into a transaction.
    static func keep(_ judged: Judged, _ transaction: NodeTransaction) throws -> Receipt {
        let feedback = try transaction.addFeedback(judged.draft, source: judged.source)
        guard let suspicion = judged.case else {
            return Receipt(
                feedback: feedback,
                openedCase: nil,
                why: judged.why,
                scenario: nil,
                severity: nil
            )
        }
        var scenario: PublishedScenario?
        var routing = RoutingMode.triage
        if case .scenario(let published, let mode) = suspicion {
            (scenario, routing) = (published, mode)
        }
        var opening = CaseOpening(
            judged.draft,
            feedback: feedback,
            scenario: scenario,
            why: judged.why,
            now: transaction.now
        )
        opening.routing = routing
        return Receipt(
            feedback: feedback,
            openedCase: try transaction.openCase(opening),
            why: judged.why,
            scenario: scenario?.scenario.code.description,
            severity: opening.severity
        )
    }

    // MARK: The rules in use

    private struct Rulebook {
        let edition: Int64
        let detector: Detector
        let scenarios: [String: PublishedScenario]
        let standings: [ScenarioStanding]
        var modes: RoutingModes
    }

    /// The compiled rules, made anew when the scenarios have changed.
    private func presentRulebook() throws -> Rulebook {
        try store.read { reader in
            let edition = try reader.scenarioEdition()
            let modes = try reader.routingModes()
            if var known = rulebook.withLock({ $0 }), known.edition == edition {
                known.modes = modes
                return known
            }
            let shelf = try reader.scenarioShelf()
            let fresh = Rulebook(
                edition: edition,
                detector: Detector(
                    rules: shelf.scenarios.map { DetectionRule($0.scenario) },
                    settings: settings
                ),
                scenarios: Dictionary(
                    uniqueKeysWithValues: shelf.scenarios.map {
                        ($0.scenario.code.description, $0)
                    }
                ),
                standings: shelf.standings,
                modes: modes
            )
            rulebook.withLock { $0 = fresh }
            return fresh
        }
    }
}

extension DetectionRule {
    /// The rule that a scenario's cues make.
    init(_ scenario: FailureScenario) {
        self.init(
            scenarioCode: scenario.code.description,
            cues: scenario.cues.phrases,
            scoreCeiling: scenario.cues.scoreCeiling,
            // A failure that can happen anywhere fits no place better than another.
            touchpoints: scenario.touchpoints == Touchpoint.allCases ? [] : scenario.touchpoints,
            severity: scenario.severity.starting()
        )
    }
}
