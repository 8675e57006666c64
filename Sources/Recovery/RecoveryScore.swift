/// A guest's answer to "how well did we put it right?", from 1 to 7.
package struct RecoveryScore: Hashable, Sendable {
    /// The answer, 1...7.
    package let value: Int

    /// A score of 1...7.
    ///
    /// - Throws: ``RecoveryScoreError`` for any other number.
    package init(_ value: Int) throws(RecoveryScoreError) {
        guard (1...7).contains(value) else { throw RecoveryScoreError(value: value) }
        self.value = value
    }

    /// The band of the score: gains begin at 4, parity with losses needs 6.
    package var band: RecoveryBand {
        switch value {
        case ...3: .failed
        case 4...5: .partial
        default: .recovered
        }
    }
}

/// How well a recovery went, by the guest's score.
package enum RecoveryBand: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// 1 to 3.
    case failed = 1
    /// 4 or 5.
    case partial
    /// 6 or 7.
    case recovered
}

/// A recovery score outside 1...7.
package struct RecoveryScoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number that was given.
    package let value: Int

    /// What to do next, in one sentence.
    package var description: String {
        "Enter the recovery score from 1 (not at all) to 7 (fully); \(value) is not on the scale."
    }
}

extension CaseOutcome {
    /// The outcome that the rule gives for what the guest answered.
    package init(score: RecoveryScore?) {
        self =
            switch score?.band {
            case .recovered: .recovered
            case .partial: .partlyRecovered
            case .failed: .notRecovered
            case nil: .closedUnscored
            }
    }

    /// Whether this outcome departs from the rule for `score`, and is shown as set by hand.
    ///
    /// Without a score, a guest's word that it was not put right is the rule as well.
    package func isSetByHand(with score: RecoveryScore?) -> Bool {
        if let score { return self != CaseOutcome(score: score) }
        return self == .recovered || self == .partlyRecovered
    }
}
