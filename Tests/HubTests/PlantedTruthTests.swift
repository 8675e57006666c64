import FoundationEssentials
import Hub
import Node
import Recovery
import Testing

/// Which demonstrations are looked at: a few, or those that `AMENDS_SEEDS` names as `first-last`.
private enum DemoSeeds {
    static let all: [UInt64] = {
        let asked = ProcessInfo.processInfo.environment["AMENDS_SEEDS"]
        let bounds = asked?.split(separator: "-").compactMap { UInt64($0) } ?? []
        guard bounds.count == 2, bounds[0] <= bounds[1] else { return [4, 7, 13] }
        return Array(bounds[0]...bounds[1])
    }()
}

@Suite struct PlantedTruthTests {
    /// Eight hotels over a year.
    ///
    /// The rules were made by looking at seeds 1 to 20. On seeds 21 to 40, which had no part in
    /// that, 123 of 134 findings are planted ones, and the mean part of false ones in a run is
    /// 6.5 %; 79 of 100 streams with the supplier's part, all 20 hotels that write little down,
    /// 7 of 20 improvements and 14 of 40 streams of night noise are found: those two changes are
    /// small beside the chance of 20 to 40 cases.
    @Test func `what was planted is found, and hardly anything else`() throws {
        var (found, wrong) = (0, 0)
        var (parts, partsFound) = (0, 0)
        for seed in DemoSeeds.all {
            let world = try PlantedStreams(seed: seed, siteCount: 8, monthCount: 12)
            let scan = SignalScan(world.streams)
            let truths = scan.findings.map(world.truth)
            found += truths.count
            wrong += truths.count { $0 == nil }
            // Nothing false comes before what is planted.
            #expect(truths.first.map { $0 != nil } == true, "seed \(seed)")
            for truth in world.truths where truth.kind == .supplier {
                let streams = world.streams(of: truth)
                parts += streams.count
                partsFound += streams.count { stream in
                    scan.findings.contains { $0.stream == stream && $0.kind == .risen }
                }
            }
        }
        let allowed = Double(found) * 0.1 + 2 * (Double(found) * 0.1 * 0.9).squareRoot()
        #expect(Double(wrong) <= allowed, "\(wrong) of \(found)")
        #expect(Double(partsFound) >= Double(parts) * 0.75, "\(partsFound) of \(parts)")
    }
}
