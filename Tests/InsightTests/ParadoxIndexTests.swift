import Insight
import Testing

struct ParadoxIndexTests {
    @Test func `like is compared with like`() throws {
        // Pooled, the recovered look happier; within each site they are not.
        let strata = [
            ParadoxIndex.Stratum(
                recovered: [9, 9, 9, 9],
                unspoiled: [9.5, 9.5]
            ),
            ParadoxIndex.Stratum(recovered: [4], unspoiled: [5, 5, 5, 4, 6, 5]),
            ParadoxIndex.Stratum(recovered: [10, 10], unspoiled: []),
        ]
        let index = try #require(ParadoxIndex(strata, seed: 1))
        #expect(close(index.value, -0.6))
        #expect(index.matchedCount == 5)
        #expect(!index.isPositive && index.interval.contains(-0.6))
        #expect(index.interval.low >= -1.5)
        #expect(ParadoxIndex([strata[2]], seed: 1) == nil)
    }

    /// Many alike scores: the bootstrap interval is near the mean plus or minus 1.96 errors.
    @Test func `the interval is that of a mean where there are many`() throws {
        let guests = (0..<400).map { (before: 6.0, after: 6 + Double($0 % 5) - 1) }
        let index = try #require(ParadoxIndex(within: guests, seed: 2))
        let error = 2.0.squareRoot() / 20
        #expect(close(index.value, 1))
        #expect(close(index.interval.low, 1 - 1.96 * error, tolerance: 0.03))
        #expect(close(index.interval.high, 1 + 1.96 * error, tolerance: 0.03))
        #expect(index.isPositive)
        #expect(try #require(ParadoxIndex(within: guests, seed: 2)).interval == index.interval)
    }

    /// With no paradox the interval lies above 0 in about 1 of 40 draws.
    @Test func `equal guests seldom show a paradox`() throws {
        var random = SeededGenerator(seed: 9)
        var positive = 0
        var held = 0
        for round in 0..<120 {
            let strata = (0..<12).map { stratum in
                let scores = { (count: Int) in
                    (0..<count).map { _ in Double(stratum % 4 + random.index(below: 4)) }
                }
                return ParadoxIndex.Stratum(recovered: scores(3), unspoiled: scores(9))
            }
            let index = try #require(
                ParadoxIndex(strata, resamples: 200, seed: UInt64(round))
            )
            positive += index.isPositive ? 1 : 0
            held += index.interval.contains(0) ? 1 : 0
        }
        #expect(positive <= 9)
        #expect(held >= 106)
    }
}
