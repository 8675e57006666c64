import Glibc

/// What each site's share most likely is, given its own answers and those of all others.
///
/// The beta-binomial companion of ``RateShrinkage``, fitted by marginal likelihood.
package struct ShareShrinkage: Hashable, Sendable {
    /// What is believed of a site before its own answers are seen.
    package let prior: BetaDistribution

    /// Fits the prior to the sites.
    ///
    /// Nothing for fewer than two sites, or where all answers are the same.
    package init?(_ sites: [Part]) {
        let hits = Exceedances(sites.map(\.count))
        let misses = Exceedances(sites.map { $0.size - $0.count })
        guard sites.count > 1, !hits.isEmpty, !misses.isEmpty else { return nil }
        let sizes = Exceedances(sites.map(\.size))
        let likelihood = { (logSize: Double) in
            let size = exp(logSize)
            let share = Self.share(for: size, hits, misses)
            return hits.logRisingFactorials(share * size)
                + misses.logRisingFactorials((1 - share) * size)
                - sizes.logRisingFactorials(size)
        }
        let size = exp(maximum(of: likelihood, from: log(1e-3), to: log(1e6)))
        let share = Self.share(for: size, hits, misses)
        prior = BetaDistribution(a: share * size, b: (1 - share) * size)
    }

    /// What is known of a site's share once its answers are seen.
    package func posterior(of site: Part) -> BetaDistribution {
        BetaDistribution(
            a: prior.a + Double(site.count),
            b: prior.b + Double(site.size - site.count)
        )
    }

    /// The site's shrunken share, 0...1.
    package func share(of site: Part) -> Double { posterior(of: site).mean }

    /// How much of it is the site's own, 0...1.
    package func ownWeight(of site: Part) -> Double {
        Double(site.size) / (Double(site.size) + prior.a + prior.b)
    }

    /// Where the site's share lies with the chance `level`.
    package func interval(of site: Part, level: Double = 0.95) -> Interval {
        let posterior = posterior(of: site)
        let tail = Interval.tail(level)
        return Interval(low: posterior.quantile(tail), high: posterior.quantile(1 - tail))
    }

    /// The chance that the site's share is above `target`.
    package func chance(of site: Part, above target: Double) -> Double {
        posterior(of: site).moreThan(target)
    }

    /// The likeliest mean for a prior worth `size` answers: the root of a falling function.
    private static func share(
        for size: Double,
        _ hits: Exceedances,
        _ misses: Exceedances
    ) -> Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<50 {
            let share = (low + high) / 2
            let slope =
                hits.reciprocals(share * size) - misses.reciprocals((1 - share) * size)
            if slope > 0 { low = share } else { high = share }
        }
        return (low + high) / 2
    }
}
