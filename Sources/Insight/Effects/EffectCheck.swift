/// Whether a corrective action brought the rate down.
///
/// The rates before and after are compared exactly; where untreated sites are given, against what
/// happened there in the same time, so that a quiet season is not taken for an effect.
package struct EffectCheck: Hashable, Sendable {
    /// What the numbers say.
    package enum Verdict: Hashable, Sendable {
        /// Too little to say anything: `expected` cases where ``expectedMin`` are needed.
        case tooFewCases(expected: Double)
        /// The rate fell: the whole interval lies below 1.
        case effective
        /// The rate rose: the whole interval lies above 1.
        case worse
        /// Neither is shown.
        case unproven
    }

    /// Each count must be expected to reach this before a verdict is given.
    package static let expectedMin = 5.0

    /// The change at the treated sites.
    package let treated: RateRatio
    /// The change at sites where nothing was done, if there are such.
    package let untreated: RateRatio?
    /// The change asked about: 0.5 where the rate was halved; nothing where a count is missing.
    package let ratio: Double?
    /// Where the true change lies.
    package let interval: Interval
    /// Two-sided.
    package let pValue: Double

    /// Compares `treated`, after against before, with `untreated` if given.
    package init(treated: RateRatio, untreated: RateRatio? = nil, level: Double = 0.95) {
        self.treated = treated
        self.untreated = untreated
        if let untreated {
            let both = RatioOfRatios(treated, to: untreated)
            ratio = both.value
            interval = both.interval(level: level)
            pValue = both.pValue
        } else {
            ratio = treated.value
            interval = treated.interval(level: level)
            pValue = treated.pValue
        }
    }

    /// What the numbers say.
    package var verdict: Verdict {
        let least = [treated, untreated].compactMap(\.self).flatMap {
            [Double($0.reference.count), $0.expected]
        }
        if let expected = least.min(), expected < Self.expectedMin {
            return .tooFewCases(expected: expected)
        }
        if interval.high < 1 { return .effective }
        return interval.low > 1 ? .worse : .unproven
    }
}
