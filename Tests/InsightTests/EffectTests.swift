import Insight
import Testing

/// References: scipy 1.17 (binom, beta and nchypergeom_fisher, interval ends by brentq to 1e-14).
struct EffectTests {
    private func ratio(_ a: (Int, Double), _ b: (Int, Double)) throws -> RateRatio {
        RateRatio(
            try #require(ExposedCount(count: a.0, exposure: a.1)),
            to: try #require(ExposedCount(count: b.0, exposure: b.1))
        )
    }

    @Test func `a rate ratio is exact`() throws {
        let fall = try ratio((11, 800), (30, 1000))
        #expect(close(try #require(fall.value), 0.45833333333333337))
        #expect(close(fall.interval().low, 0.20723822448748389))
        #expect(close(fall.interval().high, 0.9408481290721269))
        #expect(close(fall.chanceOfLower, 0.015759396549933014))
        #expect(close(fall.chanceOfHigher, 0.9935180888504849))
        #expect(close(fall.pValue, 2 * 0.015759396549933014))
        let few = try ratio((3, 100), (5, 400))
        #expect(close(few.interval().high, 12.33565081499273))
        #expect(close(few.chanceOfHigher, 0.20308224))
    }

    @Test func `without cases a ratio may be anything`() throws {
        let nothing = try ratio((0, 10), (0, 10))
        #expect(nothing.value == nil && nothing.pValue == 1)
        #expect(nothing.interval() == Interval(low: 0, high: .infinity))
        let first = try ratio((4, 10), (0, 10))
        #expect(first.value == nil && first.interval().high == .infinity)
        #expect(first.interval().low > 0)
    }

    @Test func `a ratio of ratios is exact`() throws {
        let both = RatioOfRatios(
            try ratio((11, 800), (30, 1000)),
            to: try ratio((95, 8000), (110, 9000))
        )
        #expect(close(try #require(both.value), 0.4717348927875244))
        #expect(close(both.interval().low, 0.20254723066965993, tolerance: 1e-10))
        #expect(close(both.interval().high, 1.0352666299489048, tolerance: 1e-10))
        #expect(close(both.chanceOfLower, 0.03136382325658822, tolerance: 1e-11))
        #expect(close(both.chanceOfHigher, 0.9869955220643669, tolerance: 1e-11))
        let table = RatioOfRatios(try ratio((12, 1), (5, 1)), to: try ratio((4, 1), (20, 1)))
        #expect(close(try #require(table.value), 12))
        #expect(close(table.interval().low, 2.2198044937814836, tolerance: 1e-10))
        #expect(close(table.interval().high, 70.87422912021954, tolerance: 1e-10))
        #expect(close(table.chanceOfHigher, 0.0006864912865109929, tolerance: 1e-11))
    }

    @Test func `a fall that came everywhere is no effect`() throws {
        let treated = try ratio((40, 1000), (80, 1000))
        #expect(EffectCheck(treated: treated).verdict == .effective)
        let season = try ratio((400, 10_000), (800, 10_000))
        let checked = EffectCheck(treated: treated, untreated: season)
        #expect(checked.verdict == .unproven)
        #expect(close(try #require(checked.ratio), 1))
        let steady = try ratio((800, 10_000), (800, 10_000))
        #expect(EffectCheck(treated: treated, untreated: steady).verdict == .effective)
        #expect(EffectCheck(treated: try ratio((80, 1000), (40, 1000))).verdict == .worse)
    }

    @Test func `too few cases give no verdict`() throws {
        let short = try ratio((0, 100), (40, 1000))
        #expect(EffectCheck(treated: short).verdict == .tooFewCases(expected: 4))
        let rare = try ratio((0, 5000), (4, 1000))
        #expect(EffectCheck(treated: rare).verdict == .tooFewCases(expected: 4))
        let treated = try ratio((10, 1000), (40, 1000))
        let lonely = EffectCheck(treated: treated, untreated: try ratio((2, 100), (3, 100)))
        #expect(lonely.verdict == .tooFewCases(expected: 3))
    }

    /// With nothing changed, at most 1 in 20 checks may find a change, in either direction.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `an action without effect is seldom called one`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var plain = 0
        var against = 0
        for _ in 0..<400 {
            let counts = [8.0, 12, 60, 50].map { random.poisson($0) }
            let treated = try ratio((counts[0], 800), (counts[1], 1200))
            let others = try ratio((counts[2], 6000), (counts[3], 5000))
            if treated.pValue <= 0.05 { plain += 1 }
            if RatioOfRatios(treated, to: others).pValue <= 0.05 { against += 1 }
        }
        // 20 of 400 are allowed; the luck of the seed adds up to 13.
        #expect(plain <= 33 && against <= 33)
        #expect(plain > 0 && against > 0)
    }

    /// Both sites got worse, while business moved to the better one.
    @Test func `a pooled change that most sites belie is labelled`() throws {
        let sites = [try ratio((50, 1000), (400, 9000)), try ratio((130, 9000), (10, 1000))]
        let change = try #require(PooledChange(sites))
        #expect(change.pooledRatio < 0.5 && change.siteRatio > 1)
        #expect(change.againstCount == 2 && change.withCount == 0 && change.isReversed)
        // Mantel and Haenszel by hand: (45 + 13) / (40 + 9).
        #expect(close(change.siteRatio, 58.0 / 49))
        let plain = try #require(PooledChange([try ratio((5, 10), (9, 10)), sites[0]]))
        #expect(!plain.isReversed || plain.pooledRatio > 1)
        #expect(PooledChange([try ratio((5, 10), (0, 10))]) == nil)
    }
}
