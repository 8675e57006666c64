import Detection
import Recovery

/// Says in a sentence why a case was opened, or why not, for the staff who get it.
enum Reasons {
    static func sentence(_ outcome: DetectionOutcome, _ input: DetectionInput) -> String {
        switch outcome.decision {
        case .noCase(let reason): noCase(reason)
        case .openCase(_, let reasons):
            reasons.map { words($0, outcome, input) }.joined(separator: "; ")
        }
    }

    private static func noCase(_ reason: NoCaseReason) -> String {
        switch reason {
        case .noCue: "nothing hints at a failure"
        case .dismissed: "every hint was negated, praised or set aside"
        case .doubtful(let confidence): "the strongest hint is weak (\(confidence) %)"
        }
    }

    private static func words(
        _ reason: CaseReason,
        _ outcome: DetectionOutcome,
        _ input: DetectionInput
    ) -> String {
        switch reason {
        case .contactRequested:
            return "the guest asks to be contacted"
        case .lowScore(let score, let ceiling):
            return "the score is low: \(score) of 100, and \(ceiling) or less calls for a case"
        case .cues(let code, let confidence):
            let cues = outcome.findings.first { $0.scenarioCode == code }?.cues ?? []
            return "\(quoted(cues, input)) suggests \(code) (\(confidence) %)"
        case .dissatisfaction(let confidence):
            return "\(quoted(outcome.dissatisfaction, input)) shows dissatisfaction"
                + " (\(confidence) %)"
        }
    }

    /// The guest's own words, at most three places.
    private static func quoted(_ cues: [CueMatch], _ input: DetectionInput) -> String {
        let words = cues.prefix(3).map { cue in
            let text =
                input.segments.indices.contains(cue.segment)
                ? String(cue.words(in: input.segments[cue.segment].text)) : ""
            return "\"" + (text.isEmpty ? cue.cue : text) + "\""
        }
        return words.isEmpty ? "the text" : words.joined(separator: ", ")
    }
}
