/// How much more sites differ than chance alone would have it.
///
/// D. Spiegelhalter, Handling Over-dispersion of Performance Indicators (Quality and Safety in
/// Health Care 14, 2005).
package struct Overdispersion: Hashable, Sendable {
    /// phi: the mean squared standard score, its outermost tenths drawn in; 1 under chance.
    package let phi: Double
    /// tau squared: the variance between the sites' true values, in squared units of the rate.
    package let tauSquared: Double
    /// The chance of scores this scattered were all sites alike (chi-square, k - 1 degrees).
    package let pValue: Double

    /// Looks at the sites round `centre`; nothing for fewer than three sites or a centre of 0.
    package init?<Sample: ChartedSample>(_ sites: [Sample], around centre: Double) {
        let spreads = sites.map { $0.spread(around: centre) }
        guard sites.count > 2, spreads.allSatisfy({ $0 > 0 }) else { return nil }
        let scores = zip(sites, spreads).map { ($0.value - centre) / $1 }
        let count = Double(sites.count)
        let drawnIn = Self.winsorised(scores).map { $0 * $0 }
        phi = drawnIn.reduce(0, +) / count
        let chiSquare = scores.reduce(0) { $0 + $1 * $1 }
        pValue = GammaDistribution(shape: (count - 1) / 2, rate: 0.5).moreThan(chiSquare)
        let weights = spreads.map { 1 / ($0 * $0) }
        let sum = weights.reduce(0, +)
        let squares = weights.reduce(0) { $0 + $1 * $1 }
        tauSquared = max(0, (count * phi - (count - 1)) / (sum - squares / sum))
    }

    /// The scores with the lowest and highest tenth set to their neighbours within.
    static func winsorised(_ scores: [Double]) -> [Double] {
        let ordered = scores.sorted()
        let cut = scores.count / 10
        let low = ordered[cut]
        let high = ordered[scores.count - 1 - cut]
        return scores.map { min(max($0, low), high) }
    }
}
