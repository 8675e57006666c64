import Insight
import Testing

/// References: mpmath 1.3 at 25 to 40 digits (gammainc, betainc, erfc, loggamma; quantiles by
/// bisection on them; the tails with large whole shapes by summing the probabilities).
struct DistributionTests {
    @Test(
        arguments: [
            (0.01, 4.5994798780420217), (0.5, 0.57236494292470009),
            (1.5, -0.12078223763524522), (3, 0.69314718055994531), (10, 12.80182748008147),
            (100.5, 361.43554046777762), (1e6, 12_815_504.569147612),
        ] as [(Double, Double)]
    )
    func `the logarithm of the gamma function is good to 13 digits`(x: Double, wanted: Double) {
        #expect(close(logGamma(x), wanted, tolerance: 1e-13))
    }

    @Test(
        arguments: [
            (0.01, 1e-5, 0.8963367982671972, 0.1036632017328028),
            (0.5, 0.25, 0.52049987781304654, 0.47950012218695346),
            (1, 3, 0.95021293163213606, 0.049787068367863943),
            (3.5, 0.01, 8.530580469428508e-9, 0.99999999146941953),
            (5, 10, 0.97074731192303893, 0.029252688076961073),
            (30, 12, 8.8701387991446941e-6, 0.99999112986120086),
            (100, 140, 0.99983894282528744, 0.00016105717471255586),
            (1000, 950, 0.055054686230738034, 0.94494531376926197),
            (250_000, 251_500, 0.99862636812716934, 0.0013736318728306562),
        ] as [(Double, Double, Double, Double)]
    )
    func `gamma tails are good to 12 digits`(a: Double, x: Double, low: Double, high: Double) {
        let gamma = GammaDistribution(shape: a)
        #expect(close(gamma.atMost(x), low))
        #expect(close(gamma.moreThan(x), high))
    }

    @Test(
        arguments: [
            (0.5, 0.5, 0.1, 0.20483276469913346), (1, 3, 0.2, 0.488),
            (2, 30, 0.01, 0.038389514595235452), (12, 88, 0.2, 0.98589465842708525),
            (0.02, 5, 1e-6, 0.79062994921311739), (300, 700, 0.33, 0.97946137766157783),
            (5, 1, 0.999, 0.995009990004999), (40_000, 60_000, 0.396, 0.004876444106450087),
        ] as [(Double, Double, Double, Double)]
    )
    func `beta tails are good to 12 digits`(a: Double, b: Double, x: Double, wanted: Double) {
        #expect(close(BetaDistribution(a: a, b: b).atMost(x), wanted))
        #expect(close(BetaDistribution(a: b, b: a).moreThan(1 - x), wanted))
    }

    @Test(
        arguments: [
            (0.01, 0.4, 9.0964554871018973e-41), (0.01, 0.999, 1.5090841476947505),
            (0.5, 0.025, 0.00049103455858762796), (1, 1e-10, 1.00000000005e-10),
            (4, 0.025, 1.0898653736263249), (4, 0.975, 8.767273069742326),
            (50, 0.5, 49.667064617994228), (1000, 0.999, 1100.5780982933146),
        ] as [(Double, Double, Double)]
    )
    func `gamma quantiles are good to 12 digits`(shape: Double, p: Double, wanted: Double) {
        #expect(close(GammaDistribution(shape: shape).quantile(p), wanted))
        #expect(close(GammaDistribution(shape: shape, rate: 8).quantile(p), wanted / 8))
    }

    @Test(
        arguments: [
            (0.02, 5, 0.3, 9.0656293538225397e-28), (0.5, 0.5, 0.9, 0.97552825814757679),
            (3, 48, 0.025, 0.012548587835334062), (4, 47, 0.975, 0.16548194660377289),
            (120, 880, 0.5, 0.11974664793324298), (1, 1, 0.25, 0.25),
        ] as [(Double, Double, Double, Double)]
    )
    func `beta quantiles are good to 12 digits`(a: Double, b: Double, p: Double, wanted: Double) {
        #expect(close(BetaDistribution(a: a, b: b).quantile(p), wanted))
    }

    @Test(
        arguments: [
            (1e-300, -37.047096299361199), (1e-9, -5.9978070150076869),
            (0.00135, -2.9999769927033931), (0.025, -1.9599639845400542),
            (0.3, -0.52440051270804078), (0.5, 0), (0.9, 1.2815515655446005),
            (0.9999, 3.7190164854556806),
        ] as [(Double, Double)]
    )
    func `normal quantiles are good to 14 digits`(p: Double, wanted: Double) {
        #expect(close(Normal.quantile(p), wanted, tolerance: 1e-14))
        #expect(close(Normal.atMost(wanted), p, tolerance: 2e-13))
    }

    @Test(arguments: [0.05, 0.2, 1, 7.5, 60, 900], [1e-12, 0.00135, 0.2, 0.5, 0.97])
    func `a quantile's tail is the chance asked for`(shape: Double, p: Double) {
        let gamma = GammaDistribution(shape: shape)
        #expect(close(gamma.atMost(gamma.quantile(p)), p, tolerance: 1e-11))
        #expect(close(gamma.moreThan(gamma.upperQuantile(p)), p, tolerance: 1e-11))
        let beta = BetaDistribution(a: shape, b: 3)
        #expect(close(beta.atMost(beta.quantile(p)), p, tolerance: 1e-11))
    }

    @Test func `masses add up to the tails`() {
        let poisson = Poisson(mean: 7.3)
        let binomial = Binomial(trials: 40, chance: 0.15)
        for count in 0...30 {
            let rare = (0..<count).reduce(0) { $0 + poisson.mass($1) }
            #expect((poisson.atLeast(count) - (1 - rare)).magnitude < 1e-14)
            #expect((poisson.atMost(count - 1) - rare).magnitude < 1e-14)
            let few = (0..<count).reduce(0) { $0 + binomial.mass($1) }
            #expect((binomial.atLeast(count) - (1 - few)).magnitude < 1e-14)
            #expect((binomial.atMost(count - 1) - few).magnitude < 1e-14)
        }
        #expect(Binomial(trials: 3, chance: 0).mass(0) == 1)
        #expect(Binomial(trials: 3, chance: 1).mass(3) == 1)
        #expect(Poisson(mean: 0).atLeast(1) == 0)
    }
}
