import Hub
import Insight
import Storage
import Testing

/// What actions did, on weeks that are known.
@Suite struct ActionEffectTests {
    /// Weeks from a Monday on, cases by site; every site has 700 room nights a week.
    private func streams(_ cases: [UInt32: [Int]], areNightsKnown: Bool = true) -> FailureStreams {
        let count = cases.values.first?.count ?? 0
        return FailureStreams(
            mondays: (0..<count).map { 20_510 - 3 + 7 * Int64($0) },
            cases: Dictionary(
                cases.map { (FailureStreams.Stream(site: $0.key, scenario: "EN-02"), $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            roomNights: areNightsKnown
                ? cases.mapValues { _ in Array(repeating: 700, count: count) } : [:]
        )
    }

    /// A day in the eleventh week: ten weeks before, nine after in twenty.
    private let done: Int64 = 20_510 + 70

    @Test func `what fell where it was done, and not elsewhere, helped`() throws {
        let effect = try #require(
            ActionEffect(
                streams([
                    1: Array(repeating: 8, count: 11) + Array(repeating: 2, count: 9),
                    2: Array(repeating: 6, count: 20),
                ]),
                doneOn: done,
                treated: [1],
                untreated: [2]
            )
        )
        #expect(effect.before.count == 10 && effect.after.count == 9)
        #expect(effect.treated.before.count == 80 && effect.treated.after?.count == 18)
        #expect(effect.untreated?.after?.count == 54 && effect.isRate)
        #expect(effect.treated.before.exposure == 7)
        #expect(effect.verdict == .helped)
        let check = try #require(effect.check)
        #expect(abs((check.ratio ?? 0) - 18.0 / 9 / 8) < 1e-12)
        #expect(check.interval.high < 1)
    }

    @Test func `what fell everywhere is no effect`() throws {
        let effect = try #require(
            ActionEffect(
                streams([
                    1: Array(repeating: 8, count: 11) + Array(repeating: 2, count: 9),
                    2: Array(repeating: 12, count: 11) + Array(repeating: 3, count: 9),
                ]),
                doneOn: done,
                treated: [1],
                untreated: [2]
            )
        )
        #expect(effect.verdict == .unproven)
        #expect(effect.check?.treated.interval().high ?? 2 < 1)
    }

    @Test func `what rose is worse, and too little is no proof`() throws {
        let worse = try #require(
            ActionEffect(
                streams([1: Array(repeating: 3, count: 11) + Array(repeating: 9, count: 9)]),
                doneOn: done,
                treated: [1],
                untreated: []
            )
        )
        #expect(worse.verdict == .worse && worse.untreated == nil)
        let few = try #require(
            ActionEffect(
                streams([1: [1] + Array(repeating: 0, count: 19)]),
                doneOn: done,
                treated: [1],
                untreated: []
            )
        )
        #expect(few.verdict == .tooFewCases && few.forecast == nil)
        let early = try #require(
            ActionEffect(
                streams([1: Array(repeating: 8, count: 11)]),
                doneOn: done,
                treated: [1],
                untreated: []
            )
        )
        #expect(early.verdict == .tooEarly && early.forecast != nil)
    }

    @Test func `without room nights weeks of sites are the measure`() throws {
        let effect = try #require(
            ActionEffect(
                streams([1: Array(repeating: 8, count: 20)], areNightsKnown: false),
                doneOn: done,
                treated: [1, 3],
                untreated: []
            )
        )
        #expect(!effect.isRate && effect.treated.before.exposure == 20)
        #expect(effect.treated.after?.exposure == 18)
    }

    /// Ten weeks at one a week after the doing, then judged, then `later`.
    private func relapse(_ later: [Int]) -> ActionRelapse? {
        ActionRelapse(
            streams([1: [9] + Array(repeating: 1, count: 10) + later]),
            doneOn: 20_510 - 2,
            judgedOn: 20_510 + 70,
            treated: [1]
        )
    }

    @Test func `what comes back is told from chance`() throws {
        #expect(relapse([]) == nil)
        #expect(relapse([1, 2, 0, 1]) == nil)
        #expect(relapse([3, 0, 1, 2]) == nil)
        let back = try #require(relapse([1, 1, 6, 5, 5, 4]))
        #expect(back.weekCount == 4 && back.cases == 20 && abs(back.expected - 4) < 1e-12)
        // Slowly, over more weeks than four.
        let slow = try #require(relapse(Array(repeating: 3, count: 14)))
        #expect(slow.cases >= 12)
    }
}
