import Insight
import Testing

struct ControlChartTests {
    @Test func `plain limits are three standard errors either side of the pooled rate`() throws {
        let chart = try #require(UChart(baseline: try samples([(90, 1000), (110, 1000)])))
        let point = chart.point(for: try #require(ExposedCount(count: 140, exposure: 1000)))
        #expect(close(point.centre, 0.1) && point.limits.method == .normal)
        #expect(close(point.limits.high, 0.13) && close(point.limits.low, 0.07))
        #expect(point.signal == .above)
        let share = PChart(centre: 0.2)
        let low = share.point(for: try #require(Part(count: 50, of: 400)))
        #expect(close(low.limits.high, 0.26) && close(low.limits.low, 0.14))
        #expect(low.signal == .below)
    }

    /// Expected 0.2 and 3.36: the usual limits alarm in 1.8 % and 0.77 % of periods, the exact
    /// ones in 0.11 % and 0.07 % (mpmath, gammainc).
    @Test(arguments: [(0.2, 1, 2, 0.0175, 0.00115), (3.36, 8, 10, 0.0077, 0.000737)])
    func `small counts get exact limits`(
        mean: Double,
        usual: Int,
        exact: Int,
        usualChance: Double,
        exactChance: Double
    ) throws {
        let chart = UChart(centre: mean / 400)
        let quiet = try #require(ExposedCount(count: exact, exposure: 400))
        let loud = try #require(ExposedCount(count: exact + 1, exposure: 400))
        #expect(chart.point(for: quiet).limits.method == .exact)
        #expect(chart.point(for: quiet).signal == nil)
        #expect(chart.point(for: loud).signal == .above)
        #expect(Double(usual) < mean + 3 * mean.squareRoot())
        #expect(close(Poisson(mean: mean).atLeast(usual + 1), usualChance, tolerance: 0.01))
        #expect(close(Poisson(mean: mean).atLeast(exact + 1), exactChance, tolerance: 0.01))
    }

    @Test func `a share near 1 is exact too, and can signal only below`() throws {
        let chart = PChart(centre: 0.97)
        let point = chart.point(for: try #require(Part(count: 40, of: 50)))
        #expect(point.limits.method == .exact && point.signal == .below)
        #expect(chart.point(for: try #require(Part(count: 50, of: 50))).signal == nil)
    }

    @Test func `a baseline without a case carries no chart`() throws {
        #expect(UChart(baseline: try samples([(0, 100), (0, 300)])) == nil)
        #expect(UChart(baseline: []) == nil)
    }

    /// Over 30,000 periods in control with changing exposure, no more signals than promised.
    @Test(arguments: [0.15, 0.8, 3, 12], [1, 2] as [UInt64])
    func `false alarms stay at or under the designed rate`(mean: Double, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let chart = UChart(centre: mean / 100)
        var alarms = 0
        for _ in 0..<30_000 {
            let exposure = 60 + 80 * random.unit()
            let count = random.poisson(mean / 100 * exposure)
            let sample = try #require(ExposedCount(count: count, exposure: exposure))
            if chart.point(for: sample).signal == .above { alarms += 1 }
        }
        // 40.5 are allowed; four standard deviations on top for the luck of the seed.
        #expect(alarms <= 66)
        #expect(alarms > 0)
    }

    /// Reference: numpy, mean of abs(diff(z)) by 1.128.
    @Test func `Laney's sigma z comes from the moving range`() throws {
        let rates = try (0..<24).map { try #require(ExposedCount(count: n($0), exposure: e($0))) }
        let shares = try (0..<24).map { try #require(Part(count: n($0), of: Int(e($0)))) }
        let u = try LaneyChart(baseline: rates)
        let p = try LaneyChart(baseline: shares)
        #expect(close(u.centre, 0.03306201550387597))
        #expect(close(u.sigmaZ, 1.842370255982173))
        #expect(close(p.sigmaZ, 1.873603129071007))
        let plain = try #require(UChart(baseline: rates)).point(for: rates[0])
        let wide = u.point(for: rates[0])
        #expect(wide.limits.method == .laney)
        #expect(close(wide.limits.high - u.centre, (plain.limits.high - u.centre) * u.sigmaZ))
    }

    @Test func `Laney's chart never narrows and asks for a look instead`() throws {
        let flat = try samples((0..<20).map { (100 + $0 % 2, 1000) })
        let chart = try LaneyChart(baseline: flat)
        #expect(chart.sigmaZ < 1 && chart.needsReview)
        let plain = try #require(UChart(baseline: flat))
        #expect(close(chart.point(for: flat[0]).limits.high, plain.point(for: flat[0]).limits.high))
    }

    @Test func `Laney's chart is refused to short or small baselines`() throws {
        let short = try samples((0..<19).map { (100 + $0, 1000) })
        #expect(throws: LaneyRefusal.tooFewPeriods(19)) { try LaneyChart(baseline: short) }
        let small = try samples((0..<30).map { ($0 % 3, 100) })
        #expect(throws: LaneyRefusal.countsTooSmall) { try LaneyChart(baseline: small) }
    }

    /// Mean gap 81.5; references scipy 1.17 (nbinom.cdf(60, 3, 1/82.5), geom.cdf(13, 1/82.5)).
    @Test func `the g chart judges long gaps by its limit and short ones by their chance`() throws {
        let chart = try #require(GChart(baselineGaps: [60, 103]))
        #expect(chart.centre == 81.5)
        #expect(close(chart.upperLimit, 81.5 + 3 * (81.5 * 82.5).squareRoot()))
        #expect(close(chart.chanceOfAtMost(12), 0.14660993521762788))
        #expect(close(chart.chanceOfAtMost([30, 10, 20]), 0.04131042696749385))
        #expect(close(chart.chanceOfAtMost([12]), chart.chanceOfAtMost(12)))
        #expect(GChart(baselineGaps: []) == nil)
    }

    @Test func `what is watched is never part of what it is held against`() throws {
        var phases = Phases()
        #expect(throws: PhaseError.fixedBeforeItsEnd) {
            try phases.fix(0...99, on: 99, decision: "first")
        }
        try phases.fix(0...99, on: 105, decision: "first year")
        #expect(throws: PhaseError.notLater) { try phases.fix(0...80, on: 105, decision: "x") }
        #expect(throws: PhaseError.undecided) { try phases.fix(0...180, on: 200, decision: " ") }
        try phases.fix(120...219, on: 230, decision: "new kitchen")
        #expect(phases.role(of: 50) == .baseline)
        #expect(phases.role(of: 102) == .unwatched)
        #expect(phases.role(of: 150) == .monitoring(phases.baselines[0]))
        #expect(phases.role(of: 229) == .monitoring(phases.baselines[0]))
        #expect(phases.role(of: 230) == .monitoring(phases.baselines[1]))
    }

    private func n(_ i: Int) -> Int {
        27 + (i * 7) % 13 - (i.isMultiple(of: 5) ? 9 : 0) + (i % 3 == 1 ? 14 : 0)
    }

    private func e(_ i: Int) -> Double { Double(1000 + 50 * (i % 4)) }

    private func samples(_ pairs: [(Int, Double)]) throws -> [ExposedCount] {
        try pairs.map { try #require(ExposedCount(count: $0.0, exposure: $0.1)) }
    }
}
