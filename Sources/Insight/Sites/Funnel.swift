/// Sites beside each other by exposure, with the bands that chance draws round their mean.
///
/// It takes the place of a league table, whose top and bottom are mostly the smallest sites:
/// D. Spiegelhalter, Funnel Plots for Comparing Institutional Performance (Statistics in Medicine
/// 24, 2005).
package struct Funnel<Sample: ChartedSample>: Hashable, Sendable {
    /// What the bands make room for.
    package enum Scatter: Hashable, Sendable {
        /// Chance alone: exact limits where counts are small.
        case chance
        /// Chance times phi (1 or more): as if every case counted phi times.
        case multiplicative(phi: Double)
        /// Chance plus a variance between the sites: what institutions usually show.
        case additive(tauSquared: Double)
    }

    /// How far out a site lies.
    package enum Place: Hashable, Sendable {
        case inside
        /// Outside the 95 % band: one site in twenty is there by chance.
        case outer(ChartPoint.Side)
        /// Outside the 99.8 % band: one in five hundred.
        case far(ChartPoint.Side)
    }

    /// The pooled rate or share.
    package let centre: Double
    /// What the bands make room for.
    package let scatter: Scatter

    /// A funnel round a known mean.
    package init(centre: Double, scatter: Scatter) {
        self.centre = centre
        self.scatter = scatter
    }

    /// A funnel round the pooled sites, with room for their own scatter where chance is too narrow.
    ///
    /// Scatter is added when it is significant at 5 %. Nothing where the sites hold no case.
    package init?(sites: [Sample]) {
        guard let centre = Sample.pooled(sites) else { return nil }
        let found = Overdispersion(sites, around: centre)
        guard let found, found.pValue < 0.05, found.tauSquared > 0 else {
            self.init(centre: centre, scatter: .chance)
            return
        }
        self.init(centre: centre, scatter: .additive(tauSquared: found.tauSquared))
    }

    /// The band at the sample's exposure; `level` is 0.95 or 0.998 by custom.
    package func band(at sample: Sample, level: Double) -> ControlLimits {
        let alpha = Interval.tail(level)
        let spread = sample.spread(around: centre)
        switch scatter {
        case .chance:
            return sample.exactLimits(around: centre, alpha: alpha)
                ?? .normal(centre: centre, spread: spread, alpha: alpha)
        case .multiplicative(let phi):
            let wide = spread * max(1, phi).squareRoot()
            return .normal(centre: centre, spread: wide, alpha: alpha)
        case .additive(let tauSquared):
            let wide = (spread * spread + tauSquared).squareRoot()
            return .normal(centre: centre, spread: wide, alpha: alpha)
        }
    }

    /// Where the site lies.
    package func place(of sample: Sample) -> Place {
        let side = sample.value > centre ? ChartPoint.Side.above : .below
        let isOutside = { (level: Double) in
            let band = band(at: sample, level: level)
            return sample.value > band.high || sample.value < band.low
        }
        if isOutside(0.998) { return .far(side) }
        return isOutside(0.95) ? .outer(side) : .inside
    }
}
