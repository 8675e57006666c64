import Insight
import Testing

struct EffectForecastTests {
    private func sample(_ count: Int, _ exposure: Double) throws -> ExposedCount {
        try #require(ExposedCount(count: count, exposure: exposure))
    }

    /// What is forecast is found when it comes, and was not to be found a period before.
    @Test(arguments: [(40, 26.0), (26, 26), (120, 26), (300, 13)])
    func `a halved rate is proved in the period that was forecast`(count: Int, weeks: Double)
        throws
    {
        let before = try sample(count, weeks)
        let forecast = try #require(EffectForecast(before: before, exposure: 1))
        func verdict(_ periods: Int) throws -> EffectCheck.Verdict {
            let expected = (before.rate * Double(periods) / 2).rounded()
            let after = try sample(Int(expected), Double(periods))
            return EffectCheck(treated: RateRatio(after, to: before)).verdict
        }
        #expect(try verdict(forecast.periodCount) == .effective)
        if forecast.periodCount <= 8, forecast.periodCount > 1 {
            #expect(try verdict(forecast.periodCount - 1) != .effective)
        }
    }

    @Test func `more cases are proof sooner, and other sites make it later`() throws {
        let many = try #require(EffectForecast(before: sample(400, 26), exposure: 1))
        let few = try #require(EffectForecast(before: sample(60, 26), exposure: 1))
        #expect(many.periodCount < few.periodCount)
        let compared = try #require(
            EffectForecast(
                before: sample(60, 26),
                exposure: 1,
                untreated: (before: sample(80, 52), exposure: 2)
            )
        )
        #expect(compared.periodCount >= few.periodCount)
    }

    @Test func `too few cases are never proof`() throws {
        #expect(EffectForecast(before: try sample(3, 26), exposure: 1) == nil)
        #expect(EffectForecast(before: try sample(0, 26), exposure: 1) == nil)
    }
}
