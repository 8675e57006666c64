import Insight
import Testing

@Suite struct SitesChangingTests {
    /// Cases before and after over the same exposure.
    private func changes(_ counts: [(Int, Int)]) -> [RateRatio] {
        counts.compactMap { before, after in
            guard let after = ExposedCount(count: after, exposure: 1),
                let before = ExposedCount(count: before, exposure: 1)
            else { return nil }
            return RateRatio(after, to: before)
        }
    }

    @Test func `what rises everywhere rises nowhere by itself`() {
        let season = SitesChanging(changes(Array(repeating: (20, 40), count: 6)))
        #expect(season.chance(at: 0, of: .above) > 0.4)
        #expect(season.expected(at: 0) == 40)
    }

    @Test func `a rise at one site is its own`() {
        let one = SitesChanging(changes([(20, 60), (20, 22), (20, 18), (20, 20), (20, 21)]))
        #expect(one.chance(at: 0, of: .above) < 0.001)
        #expect(one.chance(at: 1, of: .above) > 0.3 && one.chance(at: 1, of: .below) > 0.3)
    }

    @Test func `a part that fails at most sites does not pass for a season`() {
        let most = SitesChanging(
            changes([
                (12, 60), (14, 66), (11, 58), (13, 70), (12, 61), (13, 13), (12, 12), (14, 13),
            ])
        )
        #expect((0..<5).allSatisfy { most.chance(at: $0, of: .above) < 0.0001 })
        #expect((5..<8).allSatisfy { most.chance(at: $0, of: .below) > 0.2 })
        #expect(abs(most.expected(at: 0) - 12) < 1.5)
    }

    @Test func `sites that change each in its own way make room for one more`() {
        let calm = SitesChanging(changes([(40, 70), (40, 40), (40, 41), (40, 39), (40, 40)]))
        let wild = SitesChanging(changes([(40, 70), (40, 22), (40, 62), (40, 23), (40, 60)]))
        #expect(calm.chance(at: 0, of: .above) < 0.01)
        #expect(wild.chance(at: 0, of: .above) > 10 * calm.chance(at: 0, of: .above))
    }

    @Test func `with nobody to compare a change is judged by itself`() {
        let alone = changes([(10, 40)])
        #expect(
            SitesChanging(alone).chance(at: 0, of: .above) == alone.first?.chanceOfHigher
        )
    }
}
