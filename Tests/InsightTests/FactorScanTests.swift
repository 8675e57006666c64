import Insight
import Testing

struct FactorScanTests {
    private func cases(_ count: Int, _ exposure: Double) throws -> ExposedCount {
        try #require(ExposedCount(count: count, exposure: exposure))
    }

    @Test func `a planted floor is found first and alone`() throws {
        var scan = FactorScan<String, Int>()
        scan.add(
            "floor",
            levels: try [8, 9, 31, 7, 10].enumerated().map {
                (level: $0.offset, cases: try cases($0.element, 2000))
            }
        )
        scan.add(
            "weekday",
            levels: try [9, 10, 8, 11, 9, 10, 8].enumerated().map {
                (level: $0.offset, cases: try cases($0.element, 1430))
            }
        )
        let findings = scan.judged()
        #expect(findings.count == 12)
        #expect(findings[0].factor == "floor" && findings[0].level == 2)
        #expect(findings.filter { $0.adjusted <= 0.1 }.count == 1)
        #expect(close(findings[0].expected, 13))
        #expect(close(try #require(findings[0].ratio), 31.0 / 34 * 4))
        #expect(findings[0].interval.low > 1)
        #expect(close(findings[0].pValue, Binomial(trials: 65, chance: 0.2).atLeast(31)))
    }

    /// The table 12, 5, 4, 20: reference scipy 1.17, nchypergeom_fisher.
    @Test func `without exposure a failure is held against the other failures`() throws {
        var scan = FactorScan<String, String>()
        scan.add(
            "shift",
            levels: [
                (level: "night", count: 12, otherFailures: 5),
                (level: "day", count: 4, otherFailures: 20),
            ]
        )
        let night = try #require(scan.judged().first)
        #expect(night.level == "night")
        #expect(close(try #require(night.ratio), 12))
        #expect(close(night.pValue, 0.0006864912865109929, tolerance: 1e-11))
        #expect(close(night.adjusted, 0.0006864912865109929 * 2 * 1.5, tolerance: 1e-11))
        #expect(close(night.expected, 16 * 17.0 / 41))
    }

    @Test func `a factor with one level or no case says nothing`() throws {
        var scan = FactorScan<String, String>()
        scan.add("room", levels: [(level: "101", cases: try cases(4, 10))])
        scan.add("team", levels: [(level: "bar", count: 0, otherFailures: 0)])
        #expect(scan.judged().isEmpty)
    }

    /// 60 scans of three factors in which nothing is wrong: a scan that finds anything is false.
    @Test func `where nothing is wrong little is found`() throws {
        var random = SeededGenerator(seed: 5)
        var found = 0
        for _ in 0..<60 {
            var scan = FactorScan<Int, Int>()
            for factor in 0..<3 {
                scan.add(
                    factor,
                    levels: try (0..<10).map { level in
                        let exposure = 100 + 200 * random.unit()
                        return (level, try cases(random.poisson(0.04 * exposure), exposure))
                    }
                )
            }
            if scan.judged().contains(where: { $0.adjusted <= 0.1 }) { found += 1 }
        }
        #expect(found <= 6)
    }
}
