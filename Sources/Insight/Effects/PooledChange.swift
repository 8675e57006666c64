/// A change over many sites together, and whether the sites bear it out.
package struct PooledChange: Hashable, Sendable {
    /// All cases after by all exposure after, against the same before.
    package let pooledRatio: Double
    /// The ratio with every site held against itself.
    ///
    /// N. Mantel and W. Haenszel (1959) in the form of K. Rothman and J. Boice (1979) for rates:
    /// it does not move when business moves from good sites to bad ones.
    package let siteRatio: Double
    /// How many sites changed the way the pooled ratio did.
    package let withCount: Int
    /// How many sites changed the other way.
    package let againstCount: Int

    /// Pools the sites' changes; nothing where there was no case before, or none comparable.
    package init?(_ sites: [RateRatio]) {
        var after = (count: 0.0, exposure: 0.0)
        var before = (count: 0.0, exposure: 0.0)
        var upper = 0.0
        var lower = 0.0
        for site in sites {
            let whole = site.rate.exposure + site.reference.exposure
            after.count += Double(site.rate.count)
            after.exposure += site.rate.exposure
            before.count += Double(site.reference.count)
            before.exposure += site.reference.exposure
            upper += Double(site.rate.count) * site.reference.exposure / whole
            lower += Double(site.reference.count) * site.rate.exposure / whole
        }
        guard before.count > 0, lower > 0 else { return nil }
        let pooled = after.count / after.exposure / (before.count / before.exposure)
        let fell = sites.count { $0.rate.rate < $0.reference.rate }
        let rose = sites.count { $0.rate.rate > $0.reference.rate }
        pooledRatio = pooled
        siteRatio = upper / lower
        withCount = pooled < 1 ? fell : pooled > 1 ? rose : 0
        againstCount = pooled < 1 ? rose : pooled > 1 ? fell : 0
    }

    /// Whether most sites went the other way: Simpson's paradox, to be said beside the figure.
    package var isReversed: Bool { againstCount > withCount }
}
