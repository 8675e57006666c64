import Insight
import Testing

struct ParetoTests {
    @Test(
        arguments: [
            ([("a", 80), ("b", 20)], ["a"]),
            ([("a", 79), ("b", 21)], ["a", "b"]),
            ([("b", 1), ("a", 1)], ["b", "a"]),
            ([("a", 5)], ["a"]),
            ([("a", 3), ("b", 50), ("c", 30), ("d", 17)], ["b", "c"]),
            ([("a", 0), ("b", 4)], ["b"]),
            ([], []),
        ] as [([(String, Int64)], [String])]
    )
    func `the vital few are the shortest beginning that reaches 80 percent`(
        counts: [(String, Int64)],
        vital: [String]
    ) {
        let bars = Pareto.bars(counts.map { (key: $0.0, count: $0.1) })
        #expect(bars.filter(\.isVital).map(\.key) == vital)
    }

    @Test func `kinds come by falling count, and shares add up`() {
        let bars = Pareto.bars([(key: "a", count: 1), (key: "b", count: 3), (key: "c", count: 0)])
        #expect(bars.map(\.key) == ["b", "a"])
        #expect(bars.map(\.share) == [0.75, 0.25])
        #expect(bars.map(\.cumulativeShare) == [0.75, 1])
    }

    @Test func `another part can be asked for`() {
        let bars = Pareto.bars([(key: "a", count: 2), (key: "b", count: 1)], vitalPercent: 50)
        #expect(bars.filter(\.isVital).map(\.key) == ["a"])
    }
}
