/// A chart for large periods whose values scatter more than chance alone explains.
///
/// D. Laney, Improved Control Charts for Attributes (Quality Engineering 14, 2002): the standard
/// error is multiplied by sigma z, the mean moving range of the standardised baseline by 1.128.
package struct LaneyChart<Sample: ChartedSample>: Hashable, Sendable {
    /// The baseline's rate or share.
    package let centre: Double
    /// How many times the baseline scatters as much as chance does.
    package let sigmaZ: Double
    /// The chance that a period in control signals on one given side.
    package let alpha: Double

    /// Whether the baseline scatters less than chance: its data need a look before it is used.
    package var needsReview: Bool { sigmaZ < 1 }

    /// A chart round the pooled baseline, which must be given in order of time.
    ///
    /// - Throws: ``LaneyRefusal`` where the plain chart serves better.
    package init(
        baseline: [Sample],
        alpha: Double = ControlLimits.threeSigma
    ) throws(LaneyRefusal) {
        guard baseline.count >= LaneyRefusal.periodCountMin else {
            throw .tooFewPeriods(baseline.count)
        }
        guard let centre = Sample.pooled(baseline),
            baseline.allSatisfy({ $0.exactLimits(around: centre, alpha: alpha) == nil })
        else { throw .countsTooSmall }
        let scores = baseline.map { ($0.value - centre) / $0.spread(around: centre) }
        let ranges = zip(scores, scores.dropFirst()).map { ($1 - $0).magnitude }
        self.centre = centre
        self.alpha = alpha
        sigmaZ = ranges.reduce(0, +) / Double(ranges.count) / 1.128
    }

    /// Where the period lies, and between which limits: never narrower than the plain chart's.
    package func point(for sample: Sample) -> ChartPoint {
        let limits = ControlLimits.normal(
            centre: centre,
            spread: sample.spread(around: centre) * max(1, sigmaZ),
            alpha: alpha,
            method: .laney
        )
        return ChartPoint(value: sample.value, centre: centre, limits: limits)
    }
}

/// Why a baseline does not carry Laney's chart.
package enum LaneyRefusal: Error, Hashable, CustomStringConvertible {
    case tooFewPeriods(Int)
    case countsTooSmall

    /// Fewer moving ranges leave sigma z itself to chance.
    package static let periodCountMin = 20

    /// What to do instead.
    package var description: String {
        switch self {
        case .tooFewPeriods(let count):
            "A baseline of \(count) periods is too short: wait for \(Self.periodCountMin)."
        case .countsTooSmall:
            "Some periods expect too few cases: use the plain chart, whose limits are exact."
        }
    }
}
