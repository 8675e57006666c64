/// What recovery has kept: guests who returned beyond those who would have anyway.
///
/// Guests are held against guests with similar failures who were not reached, or late, matched on
/// severity, tier and channel. What is not matched is not claimed.
package struct RetainedValue: Hashable, Sendable {
    /// Guests alike in everything but the recovery.
    package struct Stratum: Hashable, Sendable {
        /// How many of the recovered returned.
        package let recovered: Part
        /// How many of the others did; nothing where there are none to compare with.
        package let comparison: Part?
        /// What a returning guest is worth here.
        package let guestValue: Estimate

        /// One stratum.
        package init(recovered: Part, comparison: Part?, guestValue: Estimate) {
            self.recovered = recovered
            self.comparison = comparison
            self.guestValue = guestValue
        }
    }

    /// The value kept; its bounds hold both the luck of the counts at 95 % and the guests' worth.
    package let value: Estimate
    /// How many guests returned beyond the expected, as taken.
    package let extraReturns: Double
    /// How many recovered guests had a comparison.
    package let matchedCount: Int
    /// How many had none, and are left out.
    package let unmatchedCount: Int

    /// Adds up the strata.
    ///
    /// The variance of each difference is that of A. Agresti and B. Caffo (The American
    /// Statistician 54, 2000): a success and a failure more on each side.
    package init(_ strata: [Stratum]) {
        var matched = 0
        var extra = 0.0
        var sums = [0.0, 0, 0]
        var variances = [0.0, 0, 0]
        for stratum in strata {
            guard let comparison = stratum.comparison else { continue }
            let size = Double(stratum.recovered.size)
            let difference = stratum.recovered.share - comparison.share
            matched += stratum.recovered.size
            extra += size * difference
            let variance = Self.variance(stratum.recovered) + Self.variance(comparison)
            let worth = stratum.guestValue
            for (index, one) in [worth.low, worth.mid, worth.high].enumerated() {
                sums[index] += size * difference * one
                variances[index] += size * size * one * one * variance
            }
        }
        let reach = variances.map { -Normal.quantile(0.025) * $0.squareRoot() }
        let lows = zip(sums, reach).map { $0 - $1 }
        let highs = zip(sums, reach).map { $0 + $1 }
        value = Estimate(
            ordered: min(lows[0], lows[1], lows[2]),
            sums[1],
            max(highs[0], highs[1], highs[2])
        )
        extraReturns = extra
        matchedCount = matched
        unmatchedCount = strata.reduce(0) { $0 + $1.recovered.size } - matched
    }

    private static func variance(_ part: Part) -> Double {
        let share = Double(part.count + 1) / Double(part.size + 2)
        return share * (1 - share) / Double(part.size + 2)
    }
}

/// What a recovery programme brings beyond what it costs.
package struct ProgrammeValue: Hashable, Sendable {
    /// The value of guests kept.
    package let retained: Estimate
    /// What the programme cost: remedies, time, training, licences.
    package let cost: Estimate

    /// A programme's value, to be shown with the comparison behind `retained`.
    package init(retained: Estimate, cost: Estimate) {
        self.retained = retained
        self.cost = cost
    }

    /// Net incremental value: retained minus cost.
    package var net: Estimate { retained - cost }

    /// Return on investment: net value by cost; nothing where the cost may be 0.
    package var returnOnInvestment: Estimate? {
        (retained / cost).map { $0.mapped { ratio in ratio - 1 } }
    }
}
