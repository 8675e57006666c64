/// Keeps the share of false findings down when many streams are looked at in one run.
package enum FalseDiscovery {
    /// How the streams hang together.
    package enum Dependence: Hashable, Sendable {
        /// Not at all, or only so that they move alike: Y. Benjamini, Y. Hochberg (1995).
        case independent
        /// In any way: Y. Benjamini, D. Yekutieli (2001); stricter by 1 + 1/2 + ... + 1/m.
        case any
    }

    /// The share of false findings customarily accepted.
    package static let rate = 0.10

    /// For each p-value the smallest rate at which it counts as found, 0...1.
    ///
    /// All streams of a run belong in, the quiet ones too: they are what many looks cost.
    package static func adjusted(
        _ pValues: [Double],
        dependence: Dependence = .independent
    ) -> [Double] {
        let count = pValues.count
        let factor =
            dependence == .any ? (1...max(1, count)).reduce(0) { $0 + 1 / Double($1) } : 1
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        var adjusted = pValues
        var least = 1.0
        for (rank, index) in order.enumerated().reversed() {
            least = min(least, pValues[index] * factor * Double(count) / Double(rank + 1))
            adjusted[index] = least
        }
        return adjusted
    }

    /// Which of the streams are found while the expected share of false ones stays at `rate`.
    package static func found(
        _ pValues: [Double],
        rate: Double = rate,
        dependence: Dependence = .independent
    ) -> [Int] {
        let adjusted = adjusted(pValues, dependence: dependence)
        return adjusted.indices.filter { adjusted[$0] <= rate }
    }
}

extension Poisson {
    /// The chance that one period alarms when the rate is `ratio` times the expected one.
    package func power(ratio: Double, alpha: Double = ControlLimits.threeSigma) -> Double {
        Poisson(mean: mean * ratio).atLeast(alarmCount(alpha: alpha))
    }
}
