/// Whether each period of a stream fits what its baseline lets expect.
///
/// Shewhart's p-chart for shares and u-chart for rates: centre plus or minus three standard errors
/// (Montgomery, Statistical Quality Control, chapter 7), but exact limits wherever the counts are
/// small: there the usual limits alarm up to thirteen times as often as they promise.
package struct ControlChart<Sample: ChartedSample>: Hashable, Sendable {
    /// The baseline's rate or share.
    package let centre: Double
    /// The chance that a period in control signals on one given side.
    package let alpha: Double

    /// A chart round a known rate or share.
    package init(centre: Double, alpha: Double = ControlLimits.threeSigma) {
        precondition(alpha > 0 && alpha < 0.5, "a false-alarm chance is between 0 and 0.5")
        self.centre = centre
        self.alpha = alpha
    }

    /// A chart round the pooled baseline.
    ///
    /// Nothing where the baseline holds no case: a centre of 0 would make every case an alarm.
    package init?(baseline: [Sample], alpha: Double = ControlLimits.threeSigma) {
        guard let centre = Sample.pooled(baseline) else { return nil }
        self.init(centre: centre, alpha: alpha)
    }

    /// Where the period lies, and between which limits.
    package func point(for sample: Sample) -> ChartPoint {
        let limits =
            sample.exactLimits(around: centre, alpha: alpha)
            ?? .normal(
                centre: centre,
                spread: sample.spread(around: centre),
                alpha: alpha
            )
        return ChartPoint(value: sample.value, centre: centre, limits: limits)
    }
}

/// The chart for rates per exposure.
package typealias UChart = ControlChart<ExposedCount>
/// The chart for shares.
package typealias PChart = ControlChart<Part>

/// Between which values a period is no surprise.
package struct ControlLimits: Hashable, Sendable {
    /// How they were found.
    package enum Method: Hashable, Sendable {
        /// From the Poisson or binomial distribution: drawn half a case beyond the last count
        /// that does not signal.
        case exact
        /// From the standard error.
        case normal
        /// From the standard error, widened by the baseline's own variation.
        case laney
    }

    /// Values below it signal; 0 where none can.
    package let low: Double
    /// Values above it signal.
    package let high: Double
    /// How they were found.
    package let method: Method

    /// The chance beyond three standard errors on one side: 0.00135.
    package static let threeSigma = Normal.atMost(-3)

    static func normal(
        centre: Double,
        spread: Double,
        alpha: Double,
        method: Method = .normal
    ) -> ControlLimits {
        let reach = -Normal.quantile(alpha) * spread
        return ControlLimits(low: max(0, centre - reach), high: centre + reach, method: method)
    }
}

/// One period on a chart.
package struct ChartPoint: Hashable, Sendable {
    /// On which side a point is out of its limits.
    package enum Side: Hashable, Sendable {
        case above
        case below
    }

    /// The period's rate or share.
    package let value: Double
    /// What the baseline lets expect.
    package let centre: Double
    /// Between which values it is no surprise.
    package let limits: ControlLimits

    /// The side on which the point is out of its limits, if it is.
    package var signal: Side? {
        if value > limits.high { return .above }
        return value < limits.low ? .below : nil
    }
}

/// What can stand on a control chart: a count against its exposure, or a part of a whole.
package protocol ChartedSample: Hashable, Sendable {
    /// The rate or share.
    var value: Double { get }
    /// The standard error that the value has when the process runs at `centre`.
    func spread(around centre: Double) -> Double
    /// How many cases `centre` lets expect on the rarer side.
    func expected(around centre: Double) -> Double
    /// Exact limits, where the expected count is too small for the standard error.
    func exactLimits(around centre: Double, alpha: Double) -> ControlLimits?
    /// The rate or share of all samples together; nothing where they hold no case.
    static func pooled(_ samples: [Self]) -> Double?
}

extension ExposedCount: ChartedSample {
    /// Cases per unit of exposure.
    package var value: Double { rate }

    /// sqrt(rate / exposure).
    package func spread(around centre: Double) -> Double { (centre / exposure).squareRoot() }

    /// The expected count.
    package func expected(around centre: Double) -> Double { centre * exposure }

    /// Exact Poisson limits below 20 expected cases.
    package func exactLimits(around centre: Double, alpha: Double) -> ControlLimits? {
        let mean = centre * exposure
        guard mean < 20 else { return nil }
        let poisson = Poisson(mean: mean)
        return ControlLimits(
            low: poisson.lowAlarmCount(alpha: alpha).map { (Double($0) + 0.5) / exposure } ?? 0,
            high: (Double(poisson.alarmCount(alpha: alpha)) - 0.5) / exposure,
            method: .exact
        )
    }

    /// All cases by all exposure.
    package static func pooled(_ samples: [ExposedCount]) -> Double? {
        let count = samples.reduce(0) { $0 + $1.count }
        return count == 0 ? nil : Double(count) / samples.reduce(0) { $0 + $1.exposure }
    }
}

extension Part: ChartedSample {
    /// The share.
    package var value: Double { share }

    /// sqrt(share (1 - share) / size).
    package func spread(around centre: Double) -> Double {
        (centre * (1 - centre) / Double(size)).squareRoot()
    }

    /// The expected count of the rarer of the two answers.
    package func expected(around centre: Double) -> Double {
        Double(size) * min(centre, 1 - centre)
    }

    /// Exact binomial limits below 10 expected cases on either side.
    package func exactLimits(around centre: Double, alpha: Double) -> ControlLimits? {
        guard expected(around: centre) < 10 else { return nil }
        let binomial = Binomial(trials: size, chance: centre)
        return ControlLimits(
            low: binomial.lowAlarmCount(alpha: alpha).map {
                (Double($0) + 0.5) / Double(size)
            } ?? 0,
            high: (Double(binomial.alarmCount(alpha: alpha)) - 0.5) / Double(size),
            method: .exact
        )
    }

    /// All hits by all sizes.
    package static func pooled(_ samples: [Part]) -> Double? {
        let count = samples.reduce(0) { $0 + $1.count }
        return count == 0 ? nil : Double(count) / Double(samples.reduce(0) { $0 + $1.size })
    }
}
