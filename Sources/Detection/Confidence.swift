/// How sure the detector is, as a whole number from 0 to 99.
///
/// Each cue that counts gives points: ``word`` for one word, ``phrase`` for several, changed by
/// spelling, emphasis and box. Cues for the same scenario add up as independent witnesses,
/// `100 - Π(100 - points)`, whatever their order. Score and touchpoint then shift the sum.
enum Confidence {
    static let word = 60
    static let phrase = 75
    static let strongDissatisfaction = 60
    static let mildDissatisfaction = 30
    static let negatedPraise = 45
    static let misspelt = -10
    static let intensified = 10
    static let diminished = -15
    static let inNegativeBox = 15
    static let lowScore = 15
    static let goodScore = -25
    static let touchpointFits = 10

    private static let range = 0...99

    /// What independent witnesses are worth together.
    static func combined(_ points: some Sequence<Int>) -> Int {
        let doubt = points.reduce(10_000) { $0 * (100 - clamped($1)) / 100 }
        return clamped(100 - doubt / 100)
    }

    /// The nearest confidence.
    static func clamped(_ points: Int) -> Int {
        min(range.upperBound, max(range.lowerBound, points))
    }
}
