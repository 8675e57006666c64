package import Recovery

/// What the detector makes of one feedback item, and why.
package struct DetectionOutcome: Hashable, Sendable {
    /// Scenarios suspected, likeliest first; those too weak to open a case included.
    package let findings: [Finding]
    /// Words of dissatisfaction that name no scenario.
    package let dissatisfaction: [CueMatch]
    /// Cues that were seen and did not count.
    package let dismissed: [DismissedCue]
    /// Whether a case opens.
    package let decision: Decision

    /// Whether to open a case, and what for.
    package enum Decision: Hashable, Sendable {
        /// Nothing to recover, and why the detector thinks so.
        case noCase(NoCaseReason)
        /// A case, where it goes, and every reason for it; at least one.
        case openCase(CaseTarget, because: [CaseReason])
    }
}

/// Where a new case goes.
package enum CaseTarget: Hashable, Sendable {
    /// To the responder of the scenario with this code.
    case scenario(String)
    /// To the triage inbox: something is wrong, a person names it.
    case triage
}

/// A scenario that the feedback suggests.
package struct Finding: Hashable, Sendable {
    /// The scenario's code, as in its rule.
    package let scenarioCode: String
    /// The scenario's severity, as in its rule.
    package let severity: Severity
    /// 0...100 by the formula of ``Confidence``.
    package let confidence: Int
    /// The words that made the detector think so; never empty.
    package let cues: [CueMatch]
    /// What the score did to the confidence, if anything.
    package let scoreEffect: ScoreEffect?
    /// Whether the feedback came from a touchpoint where this failure happens.
    package let touchpointFits: Bool
}

/// Words of the guest that match a cue.
package struct CueMatch: Hashable, Sendable {
    /// The cue as the scenario spells it.
    package let cue: String
    /// Which of the input's segments.
    package let segment: Int
    /// UTF-8 offsets in the segment's text, from the first matched word to the last.
    package let range: Range<Int>
    /// Whether the guest's spelling was one slip away.
    package let isMisspelt: Bool

    /// The guest's own words; empty when `text` is not the segment's text.
    package func words(in text: String) -> Substring {
        let bytes = text.utf8
        guard range.upperBound <= bytes.count else { return "" }
        let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return text[start..<bytes.index(start, offsetBy: range.count)]
    }
}

/// A cue that was seen and did not count.
package struct DismissedCue: Hashable, Sendable {
    /// The scenario that the cue would have spoken for.
    package let scenarioCode: String
    /// Where it stands.
    package let match: CueMatch
    /// What took its force.
    package let reason: DismissalReason
}

/// Why a cue did not count.
package enum DismissalReason: Hashable, Sendable {
    /// "Room was not noisy."
    case negated
    /// "Hot water was great."
    case praised
    /// "Quiet despite the bar."
    case setAside
    /// Written where the form asked what was good.
    case inPositiveBox
}

/// What a score does to a suspicion.
package enum ScoreEffect: Hashable, Sendable {
    /// At or below the house's low score for its scale: confirms.
    case low
    /// Above the scenario's ceiling: casts doubt.
    case aboveCeiling(Int)
}

/// Why a case opens.
package enum CaseReason: Hashable, Sendable {
    /// The guest asked to be contacted.
    case contactRequested
    /// The score is at or below the house's ceiling for its scale; both normalised, 0...100.
    case lowScore(Int, ceiling: Int)
    /// The words suggest a scenario.
    case cues(scenarioCode: String, confidence: Int)
    /// The words show dissatisfaction without naming a scenario.
    case dissatisfaction(confidence: Int)
}

/// Why no case opens.
package enum NoCaseReason: Hashable, Sendable {
    /// Nothing that hints at a failure.
    case noCue
    /// Every cue was negated, praised or set aside.
    case dismissed
    /// There were hints, the strongest with this confidence.
    case doubtful(confidence: Int)
}
