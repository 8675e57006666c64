/// The scale a guest answered on.
///
/// Raw scores are kept; comparisons use the normalised score.
package enum ScoreScale: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Satisfaction from 1 to 5.
    case oneToFive = 1
    /// Recovery and CARES questions from 1 to 7.
    case oneToSeven
    /// Likelihood to recommend from 0 to 10 (NPS).
    case zeroToTen
    /// Rating sites' 1 to 10.
    case oneToTen
    /// A percentage from 0 to 100.
    case percent

    /// The scores that the scale allows.
    package var range: ClosedRange<Int> {
        switch self {
        case .oneToFive: 1...5
        case .oneToSeven: 1...7
        case .zeroToTen: 0...10
        case .oneToTen: 1...10
        case .percent: 0...100
        }
    }

    /// The score mapped linearly to 0...100, halves rounded up; nil outside ``range``.
    package func normalised(_ score: Int) -> Int? {
        guard range.contains(score) else { return nil }
        let span = range.upperBound - range.lowerBound
        return ((score - range.lowerBound) * 200 + span) / (2 * span)
    }

    /// The score nearest to a normalised one, halves rounded up; nil outside 0...100.
    ///
    /// For every score `s` of the scale, `score(normalised: normalised(s)) == s`.
    package func score(normalised: Int) -> Int? {
        guard (0...100).contains(normalised) else { return nil }
        let span = range.upperBound - range.lowerBound
        return range.lowerBound + (normalised * span * 2 + 100) / 200
    }
}
