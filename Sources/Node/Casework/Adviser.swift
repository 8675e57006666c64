import Detection
import Recovery
import Storage

/// Suggests to staff what kind of failure a guest's words tell of.
struct Adviser: Sendable {
    let detector: Detector
    /// The scenarios in use, by code.
    let scenarios: [String: PublishedScenario]

    /// A kind of failure that words suggest.
    struct Suggestion: Sendable {
        let scenario: FailureScenario
        /// In percent.
        let confidence: Int
        /// The guest's own words that suggest it, each once.
        let words: [String]
    }

    /// How many places in the words a suggestion quotes.
    private static let wordCountMax = 3

    /// The kinds of failure that words suggest, likeliest first, however weakly.
    func suggestions(for feedback: FeedbackItem) -> [Suggestion] {
        detector.detect(DetectionInput(feedback)).findings.compactMap { finding in
            guard let scenario = scenarios[finding.scenarioCode]?.scenario else { return nil }
            var words: [String] = []
            for cue in finding.cues {
                let said = String(cue.words(in: feedback.text))
                if !said.isEmpty, !words.contains(said) { words.append(said) }
            }
            return Suggestion(
                scenario: scenario,
                confidence: finding.confidence,
                words: Array(words.prefix(Self.wordCountMax))
            )
        }
    }
}
