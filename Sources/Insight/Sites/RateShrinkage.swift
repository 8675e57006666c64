import Glibc

/// What each site's rate most likely is, given its own cases and those of all others.
///
/// Rates are taken to come from a gamma distribution fitted by marginal likelihood; a site with
/// little exposure is drawn to the mean (C. Morris, Parametric Empirical Bayes, JASA 78, 1983).
/// The raw rate belongs beside it: shrinking can hide small sites that are truly bad (D. Mukamel
/// et al. 2009), which is why sites of one volume group should be fitted together. The intervals
/// take the fitted prior for granted: with under about five cases a site they are too narrow.
package struct RateShrinkage: Hashable, Sendable {
    /// What is believed of a site before its own cases are seen.
    package let prior: GammaDistribution

    /// A known prior.
    package init(prior: GammaDistribution) { self.prior = prior }

    /// Fits the prior to the sites; nothing for fewer than two sites or none with a case.
    package init?(_ sites: [ExposedCount]) {
        guard sites.count > 1, sites.contains(where: { $0.count > 0 }) else { return nil }
        let exceedances = Exceedances(sites.map(\.count))
        let sums = sites.map { (Double($0.count), $0.exposure) }
        let likelihood = { (logShape: Double) in
            let shape = exp(logShape)
            let rate = Self.rate(for: shape, sums)
            let rest = sums.reduce(0) {
                $0 + (shape + $1.0) * log1p($1.1 / rate) + $1.0 * log(rate)
            }
            return exceedances.logRisingFactorials(shape) - rest
        }
        // Beyond a million virtual cases sites are alike for every purpose.
        let shape = exp(maximum(of: likelihood, from: log(1e-3), to: log(1e6)))
        prior = GammaDistribution(shape: shape, rate: Self.rate(for: shape, sums))
    }

    /// What is known of a site's rate once its cases are seen.
    package func posterior(of site: ExposedCount) -> GammaDistribution {
        GammaDistribution(
            shape: prior.shape + Double(site.count),
            rate: prior.rate + site.exposure
        )
    }

    /// The site's shrunken rate, (c + a)/(e + b).
    package func rate(of site: ExposedCount) -> Double { posterior(of: site).mean }

    /// How much of it is the site's own: e/(e + b), 0...1.
    package func ownWeight(of site: ExposedCount) -> Double {
        site.exposure / (site.exposure + prior.rate)
    }

    /// Where the site's rate lies with the chance `level`.
    package func interval(of site: ExposedCount, level: Double = 0.95) -> Interval {
        let posterior = posterior(of: site)
        let tail = Interval.tail(level)
        return Interval(low: posterior.quantile(tail), high: posterior.upperQuantile(tail))
    }

    /// The chance that the site's rate is above `target`: flagged from 0.95, and ranked by.
    package func chance(of site: ExposedCount, above target: Double) -> Double {
        posterior(of: site).moreThan(target)
    }

    /// The likeliest rate parameter for a shape: the root of a falling convex function, by Newton.
    private static func rate(for shape: Double, _ sums: [(Double, Double)]) -> Double {
        var rate = shape * sums.reduce(0) { $0 + $1.1 } / sums.reduce(0) { $0 + $1.0 }
        for _ in 0..<100 {
            var value = 0.0
            var slope = 0.0
            for (count, exposure) in sums {
                let all = rate + exposure
                value += (shape * exposure - rate * count) / all
                slope -= exposure * (shape + count) / (all * all)
            }
            let next = max(rate / 10, rate - value / slope)
            if (next - rate).magnitude <= 1e-13 * rate { return next }
            rate = next
        }
        return rate
    }
}
