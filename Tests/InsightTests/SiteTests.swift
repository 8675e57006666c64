import Insight
import Testing

/// References: scipy 1.17, marginal likelihoods maximised by Nelder and Mead to 1e-12.
struct SiteTests {
    static let counts = [3, 0, 12, 7, 1, 25, 4, 9, 2, 30, 6, 5]
    static let exposures = [400, 150, 900, 800, 120, 1100, 600, 500, 450, 1500, 700, 380.0]
    static let sites = zip(counts, exposures).compactMap { ExposedCount(count: $0, exposure: $1) }
    static let hits = [12, 30, 5, 44, 9, 20, 2, 17]
    static let sizes = [40, 60, 25, 70, 30, 22, 20, 33]
    static let parts = zip(hits, sizes).compactMap { Part(count: $0, of: $1) }

    @Test func `rates shrink to the fitted gamma prior`() throws {
        let fit = try #require(RateShrinkage(Self.sites))
        #expect(close(fit.prior.shape, 7.384056466995461, tolerance: 1e-6))
        #expect(close(fit.prior.rate, 595.9418556357516, tolerance: 1e-6))
        let site = Self.sites[5]
        #expect(close(fit.rate(of: site), 0.019095027556151545, tolerance: 1e-7))
        #expect(close(fit.ownWeight(of: site), 0.6486071420105656, tolerance: 1e-6))
        #expect(close(fit.interval(of: site).low, 0.01309334, tolerance: 1e-6))
        #expect(close(fit.interval(of: site).high, 0.02621117, tolerance: 1e-6))
        #expect(close(fit.chance(of: site, above: 0.015), 0.8963030196183477, tolerance: 1e-6))
    }

    @Test func `shares shrink to the fitted beta prior`() throws {
        let fit = try #require(ShareShrinkage(Self.parts))
        #expect(close(fit.prior.a, 1.8426127266510366, tolerance: 1e-6))
        #expect(close(fit.prior.b, 2.327199738046369, tolerance: 1e-6))
        let site = Self.parts[5]
        #expect(close(fit.share(of: site), 0.8346491881100148, tolerance: 1e-7))
        #expect(close(fit.ownWeight(of: site), 0.8406632653435172, tolerance: 1e-6))
        #expect(close(fit.interval(of: site).low, 0.6735365, tolerance: 1e-6))
        #expect(close(fit.interval(of: site).high, 0.94777878, tolerance: 1e-6))
        #expect(close(fit.chance(of: site, above: 0.7), 0.9543117061016937, tolerance: 1e-6))
    }

    @Test func `sites that differ by chance alone shrink to one rate`() throws {
        let alike = (1...20).compactMap { ExposedCount(count: $0 % 2 + 9, exposure: 1000) }
        let fit = try #require(RateShrinkage(alike))
        #expect(alike.allSatisfy { close(fit.rate(of: $0), 0.0095, tolerance: 1e-4) })
        #expect(RateShrinkage(Array(alike.prefix(1))) == nil)
        #expect(
            ShareShrinkage([Part(count: 0, of: 3), Part(count: 0, of: 9)].compactMap(\.self)) == nil
        )
    }

    /// The mean squared error of 200 sites' rates, shrunken against raw, with known true rates.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `shrunken rates lie nearer the truth than raw ones`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let spread = GammaDistribution(shape: 4, rate: 2000)
        let truths = (0..<200).map { _ in spread.quantile(random.unit()) }
        let sites = try truths.map { truth in
            let exposure = 1000 + 9000 * random.unit()
            let count = random.poisson(truth * exposure)
            return try #require(ExposedCount(count: count, exposure: exposure))
        }
        let fit = try #require(RateShrinkage(sites))
        let error = { (estimate: (ExposedCount) -> Double) in
            zip(sites, truths).reduce(0) { $0 + (estimate($1.0) - $1.1) * (estimate($1.0) - $1.1) }
        }
        #expect(error(fit.rate(of:)) < 0.85 * error(\.rate))
        let covered = zip(sites, truths).count { fit.interval(of: $0).contains($1) }
        #expect((182...199).contains(covered))
    }

    /// Reference: numpy and scipy's chi2, with the outermost tenth of the scores drawn in.
    @Test func `overdispersion is measured as Spiegelhalter does`() throws {
        let centre = try #require(ExposedCount.pooled(Self.sites))
        let found = try #require(Overdispersion(Self.sites, around: centre))
        #expect(close(found.phi, 1.6618274452156034))
        #expect(close(found.tauSquared, 1.8161094782059067e-05, tolerance: 1e-11))
        #expect(close(found.pValue, 0.018911765938330848))
        #expect(Overdispersion(Array(Self.sites.prefix(2)), around: centre) == nil)
    }

    @Test func `a funnel's bands make room for the scatter it is told of`() throws {
        let site = try #require(ExposedCount(count: 130, exposure: 1000))
        let chance = Funnel<ExposedCount>(centre: 0.1, scatter: .chance)
        #expect(chance.place(of: site) == .outer(.above))
        #expect(close(chance.band(at: site, level: 0.95).high, 0.1195996398454005))
        let wide = Funnel<ExposedCount>(centre: 0.1, scatter: .multiplicative(phi: 4))
        #expect(wide.place(of: site) == .inside)
        #expect(close(wide.band(at: site, level: 0.95).high, 0.1391992796908010))
        let sum = Funnel<ExposedCount>(centre: 0.1, scatter: .additive(tauSquared: 0.0003))
        #expect(close(sum.band(at: site, level: 0.95).high, 0.1391992796908010))
        let small = try #require(ExposedCount(count: 0, exposure: 30))
        #expect(chance.place(of: small) == .inside)
        #expect(chance.band(at: small, level: 0.95).method == .exact)
        let bad = try #require(ExposedCount(count: 160, exposure: 1000))
        #expect(chance.place(of: bad) == .far(.above))
    }

    @Test func `a funnel finds its scatter from the sites`() throws {
        let fitted = try #require(Funnel(sites: Self.sites))
        guard case .additive(let tauSquared) = fitted.scatter else {
            Issue.record("scatter expected")
            return
        }
        #expect(close(tauSquared, 1.8161094782059067e-05, tolerance: 1e-11))
        let alike = (1...20).compactMap { ExposedCount(count: $0 % 2 + 9, exposure: 1000) }
        #expect(Funnel(sites: alike)?.scatter == .chance)
        #expect(Funnel<ExposedCount>(sites: []) == nil)
    }
}
