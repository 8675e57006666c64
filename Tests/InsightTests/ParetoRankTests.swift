import Insight
import Testing

struct ParetoRankTests {
    private func ones(_ count: Int) -> [Int64] { [Int64](repeating: 1, count: count) }

    @Test func `clear leaders keep their rank, the near ones share a range`() {
        let ranks = Pareto.ranks(
            [
                (key: "lift", weights: ones(30)), (key: "noise", weights: ones(200)),
                (key: "bill", weights: ones(32)), (key: "smell", weights: ones(2)),
            ],
            seed: 7
        )
        #expect(ranks.map(\.key) == ["noise", "bill", "lift", "smell"])
        #expect(ranks.map(\.range) == [1...1, 2...3, 2...3, 4...4])
    }

    @Test func `few dear cases outweigh many cheap ones, but less surely`() {
        let kinds: [(key: String, weights: [Int64])] = [
            (key: "towel", weights: [Int64](repeating: 5, count: 100)),
            (key: "injury", weights: [400, 300]),
        ]
        let ranks = Pareto.ranks(kinds, seed: 1)
        #expect(ranks.map(\.key) == ["injury", "towel"])
        #expect(ranks.map(\.weight) == [700, 500])
        #expect(ranks[0].range == 1...2)
    }

    @Test func `the same seed draws the same ranges, and nothing needs no draw`() {
        let kinds = (1...9).map { (key: $0, weights: ones($0 * 2)) }
        #expect(Pareto.ranks(kinds, seed: 3) == Pareto.ranks(kinds, seed: 3))
        #expect(Pareto.ranks([(key: 1, weights: [])], seed: 3).isEmpty)
    }

    @Test func `equal weights share the better rank`() {
        let ranks = Pareto.ranks(
            [
                (key: "a", weights: ones(4)), (key: "b", weights: ones(4)),
                (key: "c", weights: ones(1)),
            ],
            seed: 5
        )
        #expect(ranks.map(\.rank) == [1, 1, 3])
    }

    /// Over 100 draws of three kinds with the true ranks 1, 2 and 3.
    @Test func `a 95 percent range holds the true rank that often`() {
        var random = SeededGenerator(seed: 11)
        var held = 0
        for round in 0..<100 {
            let kinds = [40.0, 20, 10].enumerated().map {
                (key: $0.offset, weights: ones(random.poisson($0.element)))
            }
            let ranks = Pareto.ranks(kinds, resamples: 200, seed: UInt64(round))
            held += ranks.count { $0.range.contains($0.key + 1) }
        }
        #expect(held >= 285)
    }

    /// SplitMix64's published first outputs for the seed 1234567.
    @Test func `the seeded source is SplitMix64`() {
        var random = SeededGenerator(seed: 1_234_567)
        let wanted: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        ]
        #expect(wanted.allSatisfy { $0 == random.next() })
        #expect((0..<1000).allSatisfy { _ in (0..<7).contains(random.index(below: 7)) })
    }
}
