import Testing

@testable import Node

struct DemoRandomTests {
    @Test func `numbers are those of the published generator`() {
        var random = DemoRandom(seed: 1_234_567)
        let drawn = (0..<3).map { _ in random.next() }
        #expect(
            drawn == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ]
        )
    }

    @Test(
        arguments: zip(
            [0, 0.5, 1, 20, 200],
            [
                1, 0.6065306597126334, 0.36787944117144233,
                2.061153622438558e-9, 1.3838965267367376e-87,
            ]
        )
    )
    func `the exponential is right to ten digits`(x: Double, expected: Double) {
        #expect(abs(DemoRandom.exponential(minus: x) / expected - 1) < 1e-10)
    }

    @Test(arguments: [0.2, 3.0, 40.0])
    func `counts have a variance equal to their mean`(mean: Double) {
        var random = DemoRandom(seed: 5)
        let counts = (0..<40_000).map { _ in Double(random.poisson(mean)) }
        let average = counts.reduce(0, +) / 40_000
        let variance = counts.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 40_000
        #expect(abs(average / mean - 1) < 0.04)
        #expect(abs(variance / mean - 1) < 0.06)
    }

    @Test func `gamma numbers have mean 1 and the variance asked for`() {
        var random = DemoRandom(seed: 6)
        let numbers = (0..<40_000).map { _ in random.gamma(shape: 14) }
        let average = numbers.reduce(0, +) / 40_000
        let variance = numbers.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 40_000
        #expect(abs(average - 1) < 0.01)
        #expect(abs(variance * 14 - 1) < 0.06)
    }

    @Test func `draws below a bound reach both ends and nothing else`() {
        var random = DemoRandom(seed: 7)
        #expect(Set((0..<1000).map { _ in random.below(7) }) == Set(0..<7))
    }
}
