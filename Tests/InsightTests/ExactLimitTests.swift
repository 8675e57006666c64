import Insight
import Testing

/// References: mpmath 1.3 (quantiles by bisection on gammainc and betainc, limits by counting up).
struct ExactLimitTests {
    @Test(
        arguments: [
            (0, 0, 3.6888794541139363), (1, 0.025317807984289875, 5.5716433909388986),
            (4, 1.0898653736263249, 10.241588675403698),
            (10, 4.7953886961324336, 18.390356042017779),
            (100, 81.36399125092314, 121.62679379242639),
        ] as [(Int, Double, Double)]
    )
    func `Garwood's limits`(count: Int, low: Double, high: Double) throws {
        let plain = Interval.rate(of: try #require(ExposedCount(count: count, exposure: 1)))
        #expect(close(plain.low, low) && close(plain.high, high))
        let nights = Interval.rate(of: try #require(ExposedCount(count: count, exposure: 400)))
        #expect(close(nights.low, low / 400) && close(nights.high, high / 400))
    }

    @Test(
        arguments: [
            (0, 20, 0, 0.16843347098308534), (3, 50, 0.012548587835334062, 0.16548194660377289),
            (50, 50, 0.92887826353580234, 1), (120, 1000, 0.10050092374816785, 0.14176686379282541),
        ] as [(Int, Int, Double, Double)]
    )
    func `Clopper and Pearson's limits`(count: Int, size: Int, low: Double, high: Double) throws {
        let interval = Interval.share(of: try #require(Part(count: count, of: size)))
        #expect(close(interval.low, low) && close(interval.high, high))
    }

    @Test(
        arguments: [
            (0.01, 2, 4.9667913340265892e-5), (0.2, 3, 0.0011484812448621326),
            (0.8, 6, 0.0001843425212039755), (1, 6, 0.000594184817581693),
            (2, 8, 0.0010967189678587027), (3.36, 11, 0.00073711787487424395),
            (3.4, 11, 0.00081017024750081819), (5, 14, 0.00069798997913998692),
            (10, 22, 0.00069965051233482934), (30, 49, 0.00088702226375014347),
            (400, 462, 0.0013105681284831909), (25_000, 25_477, 0.0013270171250832728),
        ] as [(Double, Int, Double)]
    )
    func `the smallest count that is a surprise`(mean: Double, count: Int, chance: Double) {
        let poisson = Poisson(mean: mean)
        #expect(poisson.alarmCount(alpha: 0.00135) == count)
        #expect(close(poisson.atLeast(count), chance))
    }

    @Test(arguments: 0..<400)
    func `limits are the first counts within the false-alarm chance`(seed: Int) {
        let alpha = [1e-9, 1e-4, 0.00135, 0.025, 0.3][seed % 5]
        let poisson = Poisson(mean: 0.01 * Double(seed * seed) / 4)
        let count = poisson.alarmCount(alpha: alpha)
        #expect(poisson.atLeast(count) <= alpha)
        #expect(poisson.atLeast(count - 1) > alpha)
        if let low = poisson.lowAlarmCount(alpha: alpha) {
            #expect(poisson.atMost(low) <= alpha && poisson.atMost(low + 1) > alpha)
        } else {
            #expect(poisson.mass(0) > alpha)
        }
        let binomial = Binomial(trials: 1 + seed / 2, chance: Double(seed % 20) / 20)
        let high = binomial.alarmCount(alpha: alpha)
        #expect(binomial.atLeast(high) <= alpha && binomial.atLeast(high - 1) > alpha)
        let low = binomial.lowAlarmCount(alpha: alpha) ?? -1
        #expect(binomial.atMost(low) <= alpha && binomial.atMost(low + 1) > alpha)
    }

    @Test func `no rate without exposure, no share of nothing`() {
        #expect(ExposedCount(count: 3, exposure: 0) == nil)
        #expect(ExposedCount(count: -1, exposure: 2) == nil)
        #expect(Part(count: 0, of: 0) == nil)
        #expect(Part(count: 4, of: 3) == nil)
    }
}
