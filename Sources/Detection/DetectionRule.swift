package import Recovery

/// What makes the detector suspect one failure scenario.
package struct DetectionRule: Hashable, Sendable {
    /// The scenario's code, such as `HK-01`.
    package let scenarioCode: String
    /// Words and phrases that guests use for this failure.
    ///
    /// Case, accents and common endings do not matter. A cue should say what is wrong ("no hot
    /// water"), not only what it is about ("shower").
    package let cues: [String]
    /// The highest normalised score, 0...100, at which the cues are taken at face value.
    ///
    /// Above it they count for less. Nil leaves it to ``DetectionSettings/goodScore``.
    package let scoreCeiling: Int?
    /// The touchpoints at which this failure happens; empty when it can happen anywhere.
    package let touchpoints: [Touchpoint]
    /// How bad it is for the guest.
    ///
    /// From ``Severity/staySpoiled`` on, a good score excuses nothing.
    package let severity: Severity

    /// A rule as the scenario gives it.
    package init(
        scenarioCode: String,
        cues: [String],
        scoreCeiling: Int? = nil,
        touchpoints: [Touchpoint] = [],
        severity: Severity
    ) {
        self.scenarioCode = scenarioCode
        self.cues = cues
        self.scoreCeiling = scoreCeiling
        self.touchpoints = touchpoints
        self.severity = severity
    }
}

/// A piece of what the guest wrote, with what the form said about it.
package struct TextSegment: Hashable, Sendable {
    /// What the box of the form asked for.
    package enum Polarity: Hashable, Sendable {
        /// "What did you not like?"
        case givenNegative
        /// "What did you like?"
        case givenPositive
        /// An open question, an e-mail, a message.
        case unknown
    }

    /// What the guest wrote, as it came.
    package let text: String
    /// What the form asked for.
    package let polarity: Polarity

    /// A text and its box.
    package init(_ text: String, polarity: Polarity = .unknown) {
        self.text = text
        self.polarity = polarity
    }
}

/// A normalised score with the scale it came from, because thresholds differ by scale.
package struct GivenScore: Hashable, Sendable {
    /// 0 (worst) to 100 (best).
    package let normalised: Int
    /// The scale that the guest answered on.
    package let scale: ScoreScale

    /// A score already normalised; values outside 0...100 are brought inside.
    package init(normalised: Int, on scale: ScoreScale) {
        self.normalised = min(100, max(0, normalised))
        self.scale = scale
    }
}

/// Everything about one feedback item that the detector looks at.
package struct DetectionInput: Hashable, Sendable {
    /// The texts, in the order of the form; empty when the guest left only a score.
    package var segments: [TextSegment]
    /// The score, when there is one.
    package var score: GivenScore?
    /// Where in the journey the feedback was given, when known.
    package var touchpoint: Touchpoint?
    /// Whether the guest asked to be contacted, which always opens a case.
    package var contactRequested: Bool
    /// The language as an IETF tag, such as `de-AT`; nil lets the little words decide.
    package var language: String?

    /// One feedback item.
    package init(
        segments: [TextSegment],
        score: GivenScore? = nil,
        touchpoint: Touchpoint? = nil,
        contactRequested: Bool = false,
        language: String? = nil
    ) {
        self.segments = segments
        self.score = score
        self.touchpoint = touchpoint
        self.contactRequested = contactRequested
        self.language = language
    }
}
