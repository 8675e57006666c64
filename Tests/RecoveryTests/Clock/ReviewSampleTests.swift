import Testing

@testable import Recovery

struct ReviewSampleTests {
    private let monday = CalendarDay(daysSince1970: 20_514)

    private func cases(_ count: Int, _ random: inout SeededRandom) -> [RecordID] {
        var ids: Set<Int64> = []
        while ids.count < count { ids.insert(Int64.random(in: 1...Int64.max, using: &random)) }
        return ids.sorted().map { RecordID(rawValue: $0) }
    }

    @Test(arguments: [(0, 0), (1, 1), (9, 1), (11, 2), (99, 10), (100, 5), (250, 13)])
    func `a tenth of few and a twentieth of many are drawn, and one at least`(
        count: Int,
        drawn: Int
    ) {
        var random = SeededRandom(seed: UInt64(count) + 1)
        let cases = cases(count, &random)
        #expect(ReviewSample.draw(cases, week: monday).count == drawn)
    }

    @Test(arguments: 1...60)
    func `whoever asks draws the same, in whatever order the cases come`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let cases = cases(Int.random(in: 1...300, using: &random), &random)
        let sample = ReviewSample.draw(cases, week: monday)
        #expect(ReviewSample.draw(cases.shuffled(using: &random), week: monday) == sample)
        #expect(Set(sample).count == sample.count)
        #expect(Set(sample).isSubset(of: cases))
    }

    @Test func `every case has the same chance, week by week`() {
        var random = SeededRandom(seed: 7)
        let cases = cases(50, &random)
        var counts: [RecordID: Int] = [:]
        for week in 0..<2000 {
            let monday = CalendarDay(daysSince1970: 20_514 + Int64(week) * 7)
            for id in ReviewSample.draw(cases, week: monday) { counts[id, default: 0] += 1 }
        }
        // 2,000 draws of 5 in 50: 200 each, with a standard deviation of 13.4.
        #expect(counts.count == 50)
        #expect(counts.values.allSatisfy { (130...270).contains($0) })
    }
}
