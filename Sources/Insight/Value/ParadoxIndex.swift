/// Whether guests whose failure was recovered end up happier than guests without one.
///
/// The mean of each recovered guest's score minus the mean of the guests without failure of the
/// same site, month, segment and channel. Findings are mixed: C. de Matos, J. Henrique, C. Rossi,
/// Service Recovery Paradox: A Meta-Analysis (Journal of Service Research 10, 2007).
package struct ParadoxIndex: Hashable, Sendable {
    /// Stays alike in site, month, segment and channel.
    package struct Stratum: Hashable, Sendable {
        /// Scores of stays with a recovered failure.
        package let recovered: [Double]
        /// Scores of stays without one.
        package let unspoiled: [Double]

        /// One stratum; it counts only where both sides have scores.
        package init(recovered: [Double], unspoiled: [Double]) {
            self.recovered = recovered
            self.unspoiled = unspoiled
        }
    }

    /// Above 0 where the recovered are happier, in points of the score.
    package let value: Double
    /// Where the true difference lies, by bootstrap.
    package let interval: Interval
    /// How many recovered stays had a comparison.
    package let matchedCount: Int

    /// Whether there is a paradox: only when the whole interval lies above 0.
    package var isPositive: Bool { interval.low > 0 }

    /// Compares within strata; nothing where none has both sides.
    ///
    /// Recovered stays are drawn again from all strata together, so that strata with a single
    /// one do not pretend to be certain; the others are drawn again within their stratum.
    package init?(
        _ strata: [Stratum],
        level: Double = 0.95,
        resamples: Int = 1000,
        seed: UInt64
    ) {
        let strata = strata.filter { !$0.recovered.isEmpty && !$0.unspoiled.isEmpty }
        let stays = strata.enumerated().flatMap { index, stratum in
            stratum.recovered.map { (stratum: index, score: $0) }
        }
        guard !stays.isEmpty, resamples > 0 else { return nil }
        let means = strata.map { Self.mean($0.unspoiled) }
        value = Self.mean(stays.map { $0.score - means[$0.stratum] })
        matchedCount = stays.count
        var random = SeededGenerator(seed: seed)
        let drawn = (0..<resamples).map { _ in
            let means = strata.map { Self.resampledMean($0.unspoiled, &random) }
            var sum = 0.0
            for _ in stays.indices {
                let stay = stays[random.index(below: stays.count)]
                sum += stay.score - means[stay.stratum]
            }
            return sum / Double(stays.count)
        }
        interval = Self.percentiles(drawn, level: level)
    }

    /// Compares guests with themselves: the score before the failure and after the recovery.
    ///
    /// Nothing where no guest has both.
    package init?(
        within guests: [(before: Double, after: Double)],
        level: Double = 0.95,
        resamples: Int = 1000,
        seed: UInt64
    ) {
        guard !guests.isEmpty, resamples > 0 else { return nil }
        let changes = guests.map { $0.after - $0.before }
        value = Self.mean(changes)
        matchedCount = changes.count
        var random = SeededGenerator(seed: seed)
        let drawn = (0..<resamples).map { _ in Self.resampledMean(changes, &random) }
        interval = Self.percentiles(drawn, level: level)
    }

    private static func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    private static func resampledMean(
        _ values: [Double],
        _ random: inout SeededGenerator
    ) -> Double {
        var sum = 0.0
        for _ in values.indices { sum += values[random.index(below: values.count)] }
        return sum / Double(values.count)
    }

    private static func percentiles(_ drawn: [Double], level: Double) -> Interval {
        let ordered = drawn.sorted()
        let cut = Int(Interval.tail(level) * Double(drawn.count))
        return Interval(low: ordered[cut], high: ordered[drawn.count - 1 - cut])
    }
}
