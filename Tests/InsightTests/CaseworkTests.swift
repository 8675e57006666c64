import Insight
import Testing

struct CaseworkTests {
    /// Freireich's 21 patients on 6-MP, the textbook's curve; references statsmodels 0.15.
    static let weeks = [
        6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35.0,
    ]
    static let ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]

    @Test func `open cases count in the curve`() {
        let curve = KaplanMeier(
            zip(Self.weeks, Self.ended).map { KaplanMeier.Spell(length: $0, isOver: $1 == 1) }
        )
        #expect(curve.steps.map(\.time) == [6, 7, 10, 13, 16, 22, 23])
        let open = [0.85714286, 0.80672269, 0.75294118, 0.69019608, 0.62745098, 0.53781513]
        #expect(zip(curve.steps, open).allSatisfy { close($0.open, $1, tolerance: 1e-8) })
        let errors = [0.07636035, 0.08693529, 0.09634965, 0.10681471, 0.11405387, 0.12823375]
        for (step, error) in zip(curve.steps, errors) {
            #expect(close(step.open * step.logVariance.squareRoot(), error, tolerance: 1e-7))
        }
        #expect(curve.median == 23)
        #expect(curve.time(ended: 0.25) == 13 && curve.time(ended: 0.9) == nil)
        #expect(curve.medianInterval() == Interval(low: 13, high: .infinity))
    }

    @Test(arguments: 1...60)
    func `the median of an even number is the end of its first half`(half: Int) {
        let curve = KaplanMeier(
            (1...half * 2).map { KaplanMeier.Spell(length: Double($0), isOver: true) }
        )
        #expect(curve.median == Double(half))
    }

    @Test func `while more than half are open there is no median`() {
        let curve = KaplanMeier([
            .init(length: 1, isOver: true), .init(length: 2, isOver: false),
            .init(length: 3, isOver: false),
        ])
        #expect(curve.median == nil)
        #expect(KaplanMeier([]).median == nil)
        let all = KaplanMeier([.init(length: 4, isOver: true)])
        #expect(all.median == 4 && all.steps[0].interval() == Interval(low: 0, high: 0))
    }

    /// Reference: statsmodels 0.15, cohens_kappa of [[44, 5, 1], [7, 20, 3], [9, 5, 6]].
    @Test func `kappa and its error are Cohen's and Fleiss's`() throws {
        let table = [[44, 5, 1], [7, 20, 3], [9, 5, 6]]
        let pairs = table.enumerated().flatMap { row, counts in
            counts.enumerated().flatMap { column, count in
                [(first: Int, second: Int)](repeating: (row, column), count: count)
            }
        }
        let agreement = try #require(CodingAgreement(pairs))
        #expect(close(agreement.observed, 0.7))
        #expect(close(agreement.kappa, 0.49152542372881347))
        #expect(close(agreement.standardError, 0.07212745929334068))
        #expect(close(agreement.interval().low, 0.35015820121748686))
        #expect(close(agreement.interval().high, 0.6328926462401401))
        #expect(CodingAgreement([(first: "a", second: "a")]) == nil)
        #expect(CodingAgreement([(first: Int, second: Int)]()) == nil)
    }

    @Test func `the delay curve is the share of old enough cases`() throws {
        // All old: 5 on the day, 3 the next day, 2 after four days.
        let old = [0, 0, 0, 0, 0, 1, 1, 1, 4, 4].compactMap {
            DelayCurve.Arrival(delay: $0, age: 30)
        }
        let curve = DelayCurve(old, dayMax: 10)
        #expect(close(curve.completeness(age: 0), 0.5))
        #expect(close(curve.completeness(age: 2), 0.8))
        #expect(curve.completeness(age: 4) == 1 && curve.completeness(age: 99) == 1)
        #expect(curve.completeness(age: -1) == 0)
        #expect(!curve.isComplete(age: 3) && curve.isComplete(age: 4))
        #expect(close(try #require(curve.projected(8, age: 1)), 10))
        #expect(DelayCurve.Arrival(delay: 3, age: 2) == nil)
    }

    /// Delays of 0 to 19 days, each alike; cases of the last 20 days are seen only in part.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `young cases do not make delays look short`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let arrivals = (0..<3000).compactMap { _ in
            DelayCurve.Arrival(delay: random.index(below: 20), age: random.index(below: 30))
        }
        let curve = DelayCurve(arrivals, dayMax: 25)
        for age in [0, 4, 9, 14] {
            let truth = Double(age + 1) / 20
            #expect((curve.completeness(age: age) - truth).magnitude < 0.04)
            // What the arrivals alone would say is too much.
            let plain = arrivals.count { $0.delay <= age }
            #expect(Double(plain) / Double(arrivals.count) > truth + 0.02)
        }
    }
}
