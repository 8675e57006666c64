import Sync
import Testing
import Wire

/// Finding the records in which two sides differ.
@Suite struct ComparisonTests {
    /// What a comparison came to, and what it cost.
    private struct Course {
        var differences: Set<Comparison.Difference> = []
        var partCount = 0
        var isAnswered = true
    }

    private func compare(_ here: [RecordSums.Entry], _ hub: [RecordSums.Entry]) -> Course {
        var comparison = Comparison(everyone: RecordSums([]), site: RecordSums(here))
        let sums = RecordSums(hub)
        var course = Course()
        while true {
            let question = comparison.question()
            guard !question.isEmpty else { break }
            let answer = question.map { range in
                range.isEveryone ? [] : sums.parts(from: range.first, through: range.last)
            }
            course.partCount += answer.reduce(0) { $0 + $1.count }
            guard comparison.take(answer) else {
                course.isAnswered = false
                break
            }
        }
        course.differences = Set(comparison.differences)
        return course
    }

    private func entries(_ count: Int, _ random: inout some RandomNumberGenerator)
        -> [RecordSums.Entry]
    {
        Set((0..<count).map { _ in Int64.random(in: 1 ... .max, using: &random) }).map { id in
            RecordSums.Entry(
                id: ChangeID(rawValue: id),
                digest: Digest(
                    first: random.next(),
                    second: random.next()
                )
            )
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every injected difference is found, and only those`(seed: UInt64) {
        var random = Seeded(state: seed)
        let hub = entries([0, 1, 2, 33, 1_000, 5_000][Int(seed % 6)], &random)
        var here = Dictionary(uniqueKeysWithValues: hub.map { ($0.id, $0) })
        var injected: Set<Comparison.Difference> = []
        for entry in hub.shuffled(using: &random).prefix(Int(seed % 7)) {
            if Bool.random(using: &random) {
                here[entry.id] = nil
                injected.insert(.init(record: entry.id, kind: .missingHere))
            } else {
                here[entry.id]?.digest.first &+= 1
                injected.insert(.init(record: entry.id, kind: .differs))
            }
        }
        for entry in entries(Int(seed % 5), &random) {
            here[entry.id] = entry
            injected.insert(.init(record: entry.id, kind: .missingAtHub))
        }
        let course = compare(Array(here.values), hub)
        #expect(course.isAnswered)
        #expect(course.differences == injected)
    }

    @Test(arguments: [0, 1, 2, 4, 8])
    func `what travels grows with the differences, not with the records`(count: Int) {
        var random = Seeded(state: 7)
        let hub = entries(100_000, &random)
        let here = hub.enumerated().map { index, entry in
            var entry = entry
            if index < count { entry.digest.second &+= 1 }
            return entry
        }
        let course = compare(here, hub)
        #expect(course.differences.count == count)
        // Three further questions of 32 parts lead from 100,000 records to one.
        #expect(course.partCount <= 32 * (1 + 3 * count))
    }

    @Test func `no more is looked for than a thousand differences`() {
        var random = Seeded(state: 3)
        let course = compare([], entries(50_000, &random))
        #expect(course.differences.count == Comparison.differenceCountMax)
        #expect(course.partCount < 10_000)
    }

    @Test func `an answer that is none ends the comparison`() {
        let entry = RecordSums.Entry(
            id: ChangeID(rawValue: 9),
            digest: Digest(first: 1, second: 2)
        )
        let part = CompareReply.Part(last: entry.id, count: 2, digest: .empty)
        let wrong: [[[CompareReply.Part]]] = [
            // Too few ranges, a range that is answered by itself, parts out of their order.
            [], [[part], []], [[part, part], []],
            [[CompareReply.Part(last: entry.id, count: 0, digest: .empty)], []],
        ]
        for answer in wrong {
            var comparison = Comparison(everyone: RecordSums([entry]), site: RecordSums([]))
            _ = comparison.question()
            let isTaken = comparison.take(answer)
            #expect(!isTaken)
        }
    }
}

/// A generator that gives the same numbers for the same seed.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
