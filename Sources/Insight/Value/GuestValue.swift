import Glibc

/// What a guest who comes back is worth: customer lifetime value in its simple form.
///
/// The sum over the years t = 0, 1, ... of profit x r^t / (1 + d)^t, from the year of the return
/// on (P. Berger, N. Nasr, Customer Lifetime Value, Journal of Interactive Marketing 12, 1998).
package struct GuestValue: Hashable, Sendable {
    /// What a guest spends in a year, 0 or more.
    package let yearlySales: Estimate
    /// The operating margin, 0...1.
    package let margin: Estimate
    /// The chance that a guest of one year returns in the next, 0...1.
    package let returnRate: Estimate
    /// What a year of waiting costs, 0 or more: 0.08 for 8 %.
    package let discount: Estimate
    /// How many years are looked ahead, 1...50.
    package let yearCount: Int

    /// The parameters of a segment; nothing where one is out of its range.
    package init?(
        yearlySales: Estimate,
        margin: Estimate,
        returnRate: Estimate,
        discount: Estimate,
        yearCount: Int
    ) {
        guard yearlySales.low >= 0, discount.low >= 0, (1...50).contains(yearCount),
            margin.low >= 0, margin.high <= 1, returnRate.low >= 0, returnRate.high <= 1
        else { return nil }
        self.yearlySales = yearlySales
        self.margin = margin
        self.returnRate = returnRate
        self.discount = discount
        self.yearCount = yearCount
    }

    /// Yearly sales times operating margin.
    package var yearlyProfit: Estimate { yearlySales * margin }

    /// The lifetime value: lowest with all parameters at their worst.
    package var lifetime: Estimate {
        yearlyProfit
            * Estimate(
                ordered: Self.years(returnRate.low, discount.high, yearCount),
                Self.years(returnRate.mid, discount.mid, yearCount),
                Self.years(returnRate.high, discount.low, yearCount)
            )
    }

    /// On which of its parameters the lifetime value hangs most.
    package var sensitivity: Sensitivity {
        Sensitivity([
            (name: "yearlySales", value: yearlySales), (name: "margin", value: margin),
            (name: "returnRate", value: returnRate), (name: "discount", value: discount),
        ]) { $0[0] * $0[1] * Self.years($0[2], $0[3], yearCount) }
    }

    /// What is at stake in a case: the lifetime value times the chance to lose it.
    package func atRisk(chanceOfLoss: Estimate) -> Estimate { lifetime * chanceOfLoss }

    private static func years(_ returnRate: Double, _ discount: Double, _ count: Int) -> Double {
        (0..<count).reduce(0) { $0 + pow(returnRate / (1 + discount), Double($1)) }
    }
}

/// What one failure has cost, and will cost by what it drives away.
package struct FailureCost: Hashable, Sendable {
    /// Our own cost of what the guest was given.
    package let compensation: Int64
    /// Money returned for what was not delivered.
    package let refunds: Int64
    /// The cost of doing it again.
    package let rework: Int64
    /// Staff time spent on it.
    package let handlingMinutes: Int64
    /// What an hour of that time costs.
    package let hourlyWage: Int64
    /// The margin that is expected to be lost with the guest.
    package let lostMargin: Estimate

    /// The cost of one failure, all amounts in the smallest unit of the currency.
    package init(
        compensation: Int64,
        refunds: Int64,
        rework: Int64,
        handlingMinutes: Int64,
        hourlyWage: Int64,
        lostMargin: Estimate
    ) {
        self.compensation = compensation
        self.refunds = refunds
        self.rework = rework
        self.handlingMinutes = handlingMinutes
        self.hourlyWage = hourlyWage
        self.lostMargin = lostMargin
    }

    /// What has been spent already.
    package var spent: Double {
        Double(compensation + refunds + rework)
            + Double(handlingMinutes) / 60 * Double(hourlyWage)
    }

    /// What has been spent and what is expected to be lost.
    package var total: Estimate { Estimate(spent) + lostMargin }
}
