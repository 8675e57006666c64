/// How many times as high one rate is as another.
///
/// Exact and conditional on the sum of both counts, which leaves a binomial: J. Przyborowski,
/// H. Wilenski (1940); interval by Clopper and Pearson on that binomial.
package struct RateRatio: Hashable, Sendable {
    /// The rate asked about: after an action, or at a place.
    package let rate: ExposedCount
    /// The rate it is held against: before it, or everywhere else.
    package let reference: ExposedCount

    /// Holds `rate` against `reference`.
    package init(_ rate: ExposedCount, to reference: ExposedCount) {
        self.rate = rate
        self.reference = reference
    }

    /// The ratio; nothing where the reference has no case.
    package var value: Double? {
        reference.count == 0 ? nil : rate.rate / reference.rate
    }

    /// Where the true ratio lies with the confidence `level`, 0 to infinity.
    package func interval(level: Double = 0.95) -> Interval {
        guard let part = Part(count: rate.count, of: rate.count + reference.count) else {
            return Interval(low: 0, high: .infinity)
        }
        let share = Interval.share(of: part, level: level)
        let scale = reference.exposure / rate.exposure
        let high = share.high < 1 ? share.high / (1 - share.high) * scale : .infinity
        return Interval(low: share.low / (1 - share.low) * scale, high: high)
    }

    /// The chance of a count this low or lower were both rates the same.
    package var chanceOfLower: Double { split.atMost(rate.count) }

    /// The chance of a count this high or higher were both rates the same.
    package var chanceOfHigher: Double { split.atLeast(rate.count) }

    /// Two-sided: twice the smaller of the two, so that it agrees with the interval.
    package var pValue: Double { min(1, 2 * min(chanceOfLower, chanceOfHigher)) }

    /// How many cases the reference lets expect in the exposure asked about.
    package var expected: Double { reference.rate * rate.exposure }

    private var split: Binomial {
        Binomial(
            trials: rate.count + reference.count,
            chance: rate.exposure / (rate.exposure + reference.exposure)
        )
    }
}
