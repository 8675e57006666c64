import Insight
import Testing

struct FalseDiscoveryTests {
    /// 25 foods: an example of the Handbook of Biological Statistics, on multiple comparisons.
    static let foods = [
        0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269,
        0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
    ]

    /// References: statsmodels 0.15, multipletests.
    @Test func `adjusted values are Benjamini and Hochberg's, and Yekutieli's`() {
        let plain = FalseDiscovery.adjusted(Self.foods)
        let wanted = [0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.264285714286, 0.491071428571]
        #expect(zip(plain, wanted).allSatisfy { close($0, $1, tolerance: 1e-11) })
        let strict = FalseDiscovery.adjusted(Self.foods, dependence: .any)
        let harder = [0.095398954444, 0.381595817775, 0.801351217328, 0.801351217328]
        #expect(zip(strict, harder).allSatisfy { close($0, $1, tolerance: 1e-10) })
        #expect(strict.last == 1)
        #expect(FalseDiscovery.found(Self.foods, rate: 0.25) == [0, 1, 2, 3, 4, 5])
        #expect(FalseDiscovery.found(Self.foods, rate: 0.24).count == 5)
        #expect(FalseDiscovery.found(Self.foods.reversed(), rate: 0.03) == [24])
        #expect(FalseDiscovery.adjusted([]).isEmpty)
    }

    /// 40 runs of 1,400 streams, 40 of them trebled: the mean share of false findings.
    @Test(arguments: [FalseDiscovery.Dependence.independent, .any], [1, 2] as [UInt64])
    func `false findings stay at or under the rate asked for`(
        dependence: FalseDiscovery.Dependence,
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        let poisson = (0..<28).map { Poisson(mean: 0.3 + 0.4 * Double($0)) }
        let tails = poisson.map { one in (0...120).map(one.atLeast) }
        var falseShares = 0.0
        var hits = 0
        for _ in 0..<40 {
            let values = (0..<1400).map { stream in
                let kind = stream % 28
                let ratio = stream < 40 ? 3.0 : 1
                return tails[kind][random.poisson(poisson[kind].mean * ratio)]
            }
            let found = FalseDiscovery.found(values, rate: 0.1, dependence: dependence)
            let wrong = found.count { $0 >= 40 }
            hits += found.count - wrong
            falseShares += found.isEmpty ? 0 : Double(wrong) / Double(found.count)
        }
        #expect(falseShares / 40 <= 0.1)
        #expect(hits > 400)
    }

    /// References: mpmath, gammainc.
    @Test(
        arguments: [
            (1, 0.016563608480614439), (2, 0.051133615792847339), (3.4, 0.084933905456596432),
            (5, 0.13553557738068901), (10, 0.35630235158573649),
        ] as [(Double, Double)]
    )
    func `one exact point seldom sees a doubling`(expected: Double, power: Double) {
        #expect(close(Poisson(mean: expected).power(ratio: 2, alpha: 0.00135), power))
    }
}
