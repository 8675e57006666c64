import Insight
import Testing

struct ValueTests {
    private func estimate(_ low: Double, _ mid: Double, _ high: Double) throws -> Estimate {
        try #require(Estimate(low: low, mid: mid, high: high))
    }

    @Test func `bounds stay bounds whatever the signs`() throws {
        let gain = try estimate(-2, 1, 5)
        let cost = try estimate(1, 2, 4)
        #expect(gain - cost == (try estimate(-6, -1, 4)))
        #expect(gain + cost == (try estimate(-1, 3, 9)))
        #expect(gain * cost == (try estimate(-8, 2, 20)))
        #expect(gain / cost == (try estimate(-2, 0.5, 5)))
        #expect(cost / gain == nil)
        #expect(Estimate(low: 2, mid: 1, high: 3) == nil)
    }

    /// References: the sums written out in Python.
    @Test func `lifetime value is discounted profit over the years a guest returns`() throws {
        let guest = try #require(
            GuestValue(
                yearlySales: try estimate(60_000, 90_000, 120_000),
                margin: try estimate(0.2, 0.3, 0.35),
                returnRate: try estimate(0.4, 0.6, 0.7),
                discount: try estimate(0.05, 0.1, 0.15),
                yearCount: 5
            )
        )
        #expect(close(guest.yearlyProfit.mid, 27_000))
        #expect(close(guest.lifetime.low, 18306.32394824204))
        #expect(close(guest.lifetime.mid, 56531.99918038386))
        #expect(close(guest.lifetime.high, 109407.40740740739))
        let risk = guest.atRisk(chanceOfLoss: try estimate(0.1, 0.3, 0.63))
        #expect(close(risk.mid, 56531.99918038386 * 0.3))
        #expect(close(risk.low, 1830.632394824204))
        let sensitivity = guest.sensitivity
        #expect(close(sensitivity.base, guest.lifetime.mid))
        #expect(
            sensitivity.rows.map(\.name) == ["yearlySales", "margin", "returnRate", "discount"]
        )
        #expect(close(sensitivity.rows[0].atLow, guest.lifetime.mid / 1.5))
        #expect(sensitivity.rows[3].atHigh < sensitivity.rows[3].atLow)
    }

    @Test func `parameters out of range make no guest value`() throws {
        let one = Estimate(1)
        let half = Estimate(0.5)
        let make = { (margin: Estimate, years: Int) in
            GuestValue(
                yearlySales: one,
                margin: margin,
                returnRate: half,
                discount: half,
                yearCount: years
            )
        }
        #expect(make(half, 5) != nil)
        #expect(make(Estimate(1.1), 5) == nil && make(half, 0) == nil && make(half, 51) == nil)
    }

    @Test func `a failure costs what was given, the time, and what it drives away`() throws {
        let cost = FailureCost(
            compensation: 4000,
            refunds: 1000,
            rework: 500,
            handlingMinutes: 45,
            hourlyWage: 2400,
            lostMargin: try estimate(0, 3000, 9000)
        )
        #expect(cost.spent == 7300)
        #expect(cost.total == (try estimate(7300, 10_300, 16_300)))
    }

    @Test func `the prior of spending keeps to its reported ends`() {
        let prior = SpendingResponse()
        #expect(close(prior.shares(at: 1).more.mid, 0.02))
        #expect(prior.shares(at: 1).less == Estimate(0.63))
        #expect(prior.shares(at: 3) == prior.shares(at: 1))
        #expect(prior.shares(at: 4).more.mid > 0.02)
        #expect(close(prior.shares(at: 7).more.mid, 0.2))
        #expect(close(prior.shares(at: 7).less.high, 0.24))
        #expect(close(prior.shares(at: 6).less.low, prior.shares(at: 6).more.mid))
        #expect(prior.shares(at: 5).answerCount == 0)
    }

    @Test func `own answers take the prior's place once there are enough`() throws {
        let own = SpendingResponse(
            own: try [
                6: #require(.init(more: 12, less: 3, all: 40)),
                7: #require(.init(more: 20, less: 0, all: 29)),
            ]
        )
        #expect(own.shares(at: 6).answerCount == 40 && own.shares(at: 6).more.mid == 0.3)
        #expect(own.shares(at: 6).more.low < 0.3 && own.shares(at: 6).more.high > 0.3)
        #expect(own.shares(at: 7) == SpendingResponse().shares(at: 7))
        #expect(SpendingResponse.Answers(more: 3, less: 3, all: 5) == nil)
    }

    /// References: Agresti and Caffo's variance in Python.
    @Test func `only returns beyond the comparison are claimed`() throws {
        let part = { (count: Int, size: Int) in try #require(Part(count: count, of: size)) }
        let kept = RetainedValue([
            .init(
                recovered: try part(60, 100),
                comparison: try part(30, 90),
                guestValue: try estimate(100, 200, 300)
            ),
            .init(
                recovered: try part(10, 20),
                comparison: try part(12, 40),
                guestValue: try estimate(500, 900, 1000)
            ),
            .init(recovered: try part(9, 9), comparison: nil, guestValue: Estimate(1e6)),
        ])
        #expect(close(kept.value.mid, 8933.333333333334))
        #expect(close(kept.value.low, 1810.4018237602368))
        #expect(close(kept.value.high, 18467.151940979827))
        #expect(close(kept.extraReturns, 100 * (0.6 - 1.0 / 3) + 20 * 0.2))
        #expect(kept.matchedCount == 120 && kept.unmatchedCount == 9)
        #expect(RetainedValue([]).value == Estimate(0))
    }

    @Test func `net value and its return come as low, mid and high`() throws {
        let programme = ProgrammeValue(
            retained: try estimate(1000, 9000, 20_000),
            cost: try estimate(4000, 5000, 8000)
        )
        #expect(programme.net == (try estimate(-7000, 4000, 16_000)))
        let back = try #require(programme.returnOnInvestment)
        #expect(close(back.low, -0.875) && close(back.mid, 0.8) && close(back.high, 4))
        let free = ProgrammeValue(retained: Estimate(1), cost: Estimate(0))
        #expect(free.returnOnInvestment == nil)
    }
}
