import Insight
import Testing

struct ScoreMetricsTests {
    /// By hand: P 0.5, D 0.2 of 10; variance (0.7 - 0.09) / 10.
    @Test func `the net promoter score comes with its error`() throws {
        let score = try #require(NetPromoterScore([10, 9, 9, 10, 9, 8, 7, 8, 6, 0]))
        #expect(close(score.value, 30))
        #expect(close(score.standardError, 100 * 0.061.squareRoot()))
        #expect(NetPromoterScore([]) == nil && NetPromoterScore([11]) == nil)
    }

    @Test func `sites are pooled by answers, not by scores`() throws {
        let large = try #require(NetPromoterScore([Int](repeating: 10, count: 90)))
        let small = try #require(NetPromoterScore([Int](repeating: 0, count: 10)))
        #expect(try #require(NetPromoterScore(pooling: [large, small])).value == 80)
        #expect(NetPromoterScore(pooling: []) == nil)
    }

    @Test func `the recovery rate says what the unscored leave open`() throws {
        let rate = try #require(RecoveryRate(scores: [7, 6, 5, 1, nil, nil, nil, nil]))
        #expect(rate.recovered?.share == 0.5 && rate.scored.share == 0.5)
        #expect(rate.bounds == Interval(low: 0.25, high: 0.75))
        let silent = try #require(RecoveryRate(scores: [nil]))
        #expect(silent.recovered == nil && silent.bounds == Interval(low: 0, high: 1))
        #expect(RecoveryRate(scores: []) == nil && RecoveryRate(scores: [8]) == nil)
    }
}
