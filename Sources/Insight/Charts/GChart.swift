import Glibc

/// A chart for failures too rare to count by week: how much went well between two of them.
///
/// J. Benneyan, Number-Between g-Type Statistical Quality Control Charts (2001). The gap is
/// geometric: stays, covers or days without the failure since the one before.
package struct GChart: Hashable, Sendable {
    /// The mean gap of the baseline.
    package let centre: Double
    /// Gaps above it signal an improvement: mean + 3 sqrt(mean (mean + 1)).
    package let upperLimit: Double

    /// A chart round a baseline's gaps, each 0 or more; nothing where there is none.
    package init?(baselineGaps gaps: [Int]) {
        guard !gaps.isEmpty, gaps.allSatisfy({ $0 >= 0 }) else { return nil }
        centre = Double(gaps.reduce(0, +)) / Double(gaps.count)
        upperLimit = centre + 3 * (centre * (centre + 1)).squareRoot()
    }

    /// The chance of a gap as short as this or shorter while nothing has changed.
    ///
    /// The three-sigma limit below would be under 0, so worsening is judged by this instead.
    package func chanceOfAtMost(_ gap: Int) -> Double {
        gap < 0 ? 0 : -expm1(Double(gap + 1) * log1p(-1 / (centre + 1)))
    }

    /// The chance that the last `gaps` together are as short as they are or shorter.
    ///
    /// One short gap proves little; some in a row do. Their sum is negative binomial.
    package func chanceOfAtMost(_ gaps: [Int]) -> Double {
        guard !gaps.isEmpty else { return 1 }
        let count = Double(gaps.count)
        let sum = Double(gaps.reduce(0, +))
        return BetaDistribution(a: count, b: sum + 1).atMost(1 / (centre + 1))
    }
}
