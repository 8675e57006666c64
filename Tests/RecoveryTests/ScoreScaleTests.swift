import Recovery
import Testing

@Suite struct ScoreScaleTests {
    @Test(
        arguments: [
            (ScoreScale.oneToFive, 1, 0), (.oneToFive, 2, 25), (.oneToFive, 5, 100),
            (.oneToSeven, 4, 50), (.oneToSeven, 2, 17), (.zeroToTen, 6, 60), (.zeroToTen, 0, 0),
            (.oneToTen, 1, 0), (.oneToTen, 2, 11), (.oneToTen, 10, 100), (.percent, 37, 37),
        ])
    func `scores are mapped linearly to 0 to 100`(scale: ScoreScale, score: Int, normal: Int) {
        #expect(scale.normalised(score) == normal)
    }

    @Test(arguments: ScoreScale.allCases)
    func `every score of a scale comes back from its normalised form`(scale: ScoreScale) {
        for score in scale.range {
            #expect(scale.normalised(score).flatMap(scale.score(normalised:)) == score)
        }
    }

    @Test(arguments: ScoreScale.allCases)
    func `what is not on the scale has no normalised form`(scale: ScoreScale) {
        for score in [scale.range.lowerBound - 1, scale.range.upperBound + 1, .min, .max] {
            #expect(scale.normalised(score) == nil)
        }
        #expect(scale.score(normalised: -1) == nil)
        #expect(scale.score(normalised: 101) == nil)
    }

    @Test func `severity weights double, and severity never leaves the scale`() {
        #expect(Severity.allCases.map(\.weight) == [1, 2, 4, 8, 16])
        #expect(Severity.staySpoiled.raised(by: .max) == .safety)
        #expect(Severity.staySpoiled.raised(by: -3) == .staySpoiled)
        #expect(Severity.annoyance.adjusted(for: []) == .annoyance)
        #expect(
            Severity.annoyance.adjusted(for: [.leavingSoon, .repeatedInStay]) == .inconvenience
        )
    }
}
