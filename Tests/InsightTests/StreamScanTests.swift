import Insight
import Testing

struct StreamScanTests {
    /// Weeks of about 400 room nights; counts come `burst` at a time.
    private func weeks(
        _ count: Int,
        mean: Double,
        burst: Int = 1,
        _ random: inout SeededGenerator
    ) throws -> [ExposedCount] {
        try (0..<count).map { _ in
            let exposure = 300 + 200 * random.unit()
            let events = random.poisson(mean / Double(burst) * exposure / 400)
            return try #require(ExposedCount(count: events * burst, exposure: exposure))
        }
    }

    /// 6 runs of 280 streams with baselines of a year, 14 of them trebled for a quarter.
    @Test(arguments: [1, 2] as [UInt64])
    func `planted changes come first, false ones stay at or under the rate`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var falseShares = 0.0
        var hits = 0
        for _ in 0..<6 {
            var scan = StreamScan<Int>()
            for stream in 0..<280 {
                let mean = 0.1 + 0.2 * Double(stream % 14)
                let baseline = try weeks(52, mean: mean, &random)
                var recent = try weeks(13, mean: mean, &random)
                let ratio = stream < 14 ? 3.0 : 1
                recent += try weeks(13, mean: mean * ratio, &random)
                scan.add(stream, baseline: baseline, recent: recent)
            }
            let findings = scan.judged()
            #expect(findings.count == 280)
            #expect(findings.prefix(5).allSatisfy { $0.key < 14 })
            let found = findings.filter { $0.adjusted <= 0.1 }
            let wrong = found.count { $0.key >= 14 }
            hits += found.count - wrong
            falseShares += found.isEmpty ? 0 : Double(wrong) / Double(found.count)
        }
        #expect(falseShares / 6 <= 0.1)
        // Those of a case or more a week are nearly all found: 9 of 14 kinds, 6 times.
        #expect(hits >= 54)
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `cases that come in bursts do not count one by one`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var scan = StreamScan<Int>()
        for stream in 0..<300 {
            scan.add(
                stream,
                baseline: try weeks(52, mean: 2, burst: 4, &random),
                recent: try weeks(26, mean: 2, burst: 4, &random)
            )
        }
        let findings = scan.judged()
        #expect(findings.count { $0.phi > 2 } > 280)
        #expect(findings.count { $0.pValue <= 0.05 } <= 25)
        #expect(findings.count { $0.adjusted <= 0.1 } <= 1)
    }

    @Test func `the clearest look pays for all looks`() throws {
        let flat = try #require(ExposedCount(count: 1, exposure: 400))
        let bad = try #require(ExposedCount(count: 5, exposure: 400))
        var scan = StreamScan<String>()
        let baseline = [ExposedCount](repeating: flat, count: 52)
        let recent = [ExposedCount](repeating: flat, count: 9) + [bad, bad, bad, bad]
        scan.add("bad", baseline: baseline, recent: recent)
        let finding = try #require(scan.judged().first)
        #expect(finding.periodCount == 4 && finding.phi == 1)
        #expect(close(finding.pValue, 2 * Binomial(trials: 72, chance: 4.0 / 56).atLeast(20)))
        var better = StreamScan<String>(side: .below)
        better.add("bad", baseline: baseline, recent: recent)
        better.add("new", baseline: baseline, recent: [flat, flat])
        better.add("none", baseline: [], recent: recent)
        #expect(better.judged().map(\.key) == ["bad"])
        #expect(better.judged()[0].pValue == 1)
    }
}
