package import Recovery

/// The house's thresholds, with defaults that suit most hotels.
package struct DetectionSettings: Hashable, Sendable {
    /// The highest raw score that opens a case by itself, for each scale.
    ///
    /// Defaults: 0-10 at most 6 (the detractors of NPS), 1-10 at most 5, 1-7 at most 3, 1-5 at
    /// most 2, percent at most 50. Nil switches the trigger off for that scale.
    package var lowScores: [ScoreScale: Int?]
    /// The normalised score, 0...100, from which a guest counts as content.
    ///
    /// Default 80: a 4 on 1-5 stays below it, an 8 on 0-10 reaches it.
    package var goodScore: Int
    /// The confidence, 0...100, from which a suspicion opens a case; 50 by default.
    package var confidenceToOpen: Int

    /// The defaults, or others.
    package init(
        lowScores: [ScoreScale: Int?] = [
            .zeroToTen: 6, .oneToTen: 5, .oneToSeven: 3, .oneToFive: 2, .percent: 50,
        ],
        goodScore: Int = 80,
        confidenceToOpen: Int = 50
    ) {
        self.lowScores = lowScores
        self.goodScore = goodScore
        self.confidenceToOpen = confidenceToOpen
    }

    /// The normalised score, 0...100, at or below which a case opens; nil when it never does.
    package func lowScoreCeiling(on scale: ScoreScale) -> Int? {
        (lowScores[scale] ?? nil).flatMap { scale.normalised($0) }
    }
}
