import Foundation
import Hub
import Recovery
import Storage
import Testing

/// Streams of known truth: each site has its own rate for each kind, and nothing changes.
private struct World {
    var random: Seeded
    let siteCount: UInt32
    let kindCount: Int

    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Knuth's product of uniform numbers: exact, and fast enough for small means.
    mutating func poisson(_ mean: Double) -> Int {
        var product = Double.random(in: 0..<1, using: &random)
        var count = 0
        while product > exp(-mean) {
            product *= Double.random(in: 0..<1, using: &random)
            count += 1
        }
        return count
    }

    /// Weeks in which the rate of a kind at a site is `change` times its own.
    mutating func streams(
        scatter: Double = 0,
        withNights: Bool,
        change: (FailureStreams.Stream, Int) -> Double = { _, _ in 1 }
    ) -> FailureStreams {
        var cases: [FailureStreams.Stream: [Int]] = [:]
        var nights: [UInt32: [Int?]] = [:]
        for site in 1...siteCount {
            let size = Double.random(in: 300...1500, using: &random)
            nights[site] = (0..<SignalScan.weekCount).map { _ in
                Int(size * Double.random(in: 0.7...1, using: &random))
            }
            for kind in 0..<kindCount {
                let stream = FailureStreams.Stream(site: site, scenario: "K\(kind)")
                let own = exp(scatter * Double.random(in: -1...1, using: &random))
                let rate = 0.0004 * Double(kind + 1) * own
                cases[stream] = (0..<SignalScan.weekCount).map { week in
                    let exposure = withNights ? Double(nights[site]?[week] ?? 0) : size
                    return poisson(rate * exposure * change(stream, week))
                }
            }
        }
        return FailureStreams(
            mondays: (0..<SignalScan.weekCount).map { Int64(4 + 7 * $0) },
            cases: cases,
            roomNights: withNights ? nights : [:]
        )
    }
}

@Suite struct SignalScanTests {
    @Test(arguments: [true, false])
    func `where nothing changes, nine runs in ten find nothing`(withNights: Bool) {
        let runs = 60
        var falseRuns = 0
        for seed in 0..<runs {
            var world = World(
                random: .init(state: UInt64(seed) &* 7919),
                siteCount: 12,
                kindCount: 8
            )
            let scan = SignalScan(world.streams(withNights: withNights))
            // Risen, fallen and apart, for every stream.
            #expect(scan.streamCount == 3 * 12 * 8)
            if !scan.findings.isEmpty { falseRuns += 1 }
        }
        // With nothing to find, every finding is false: at 10 % at most one run in ten has any;
        // 13 of 60 would come by chance once in 200 such tests.
        #expect(falseRuns <= 12, "\(falseRuns) of \(runs)")
    }

    @Test(arguments: UInt64(1)...10)
    func `what becomes frequent at one site comes first, and few others with it`(seed: UInt64) {
        var world = World(random: .init(state: seed &* 104_729), siteCount: 12, kindCount: 8)
        let planted = FailureStreams.Stream(site: 5, scenario: "K7")
        let scan = SignalScan(
            world.streams(withNights: true) { stream, week in
                stream == planted && week >= SignalScan.weekCount - 4 ? 6 : 1
            }
        )
        #expect(scan.findings.first?.stream == planted)
        #expect(scan.findings.count { $0.stream != planted } <= 1)
    }

    @Test func `a kind that is long a larger part at one site is found, however much all differ`() {
        let planted = FailureStreams.Stream(site: 3, scenario: "K1")
        let found = (UInt64(1)...20).filter { seed in
            var world = World(random: .init(state: seed &* 15_485_863), siteCount: 14, kindCount: 6)
            let scan = SignalScan(
                world.streams(scatter: 0.1, withNights: true) { stream, _ in
                    stream == planted ? 10 : 1
                }
            )
            return scan.findings.contains {
                $0.stream == planted && $0.kind == .apart && $0.ratio > 2 && $0.rate <= 0.1
            }
        }
        #expect(found.count >= 17, "\(found.count) of 20")
    }

    /// Eight sites with 40 scores a week, a quarter of them low; from the 14th newest week on
    /// site 2 has `cases` times as many cases and `low` times as many low scores.
    private func scored(seed: UInt64, cases: Double, low: Double) -> FailureStreams {
        var world = World(random: .init(state: seed &* 32_452_843), siteCount: 8, kindCount: 6)
        let turn = SignalScan.weekCount - SignalScan.comparedCount
        let streams = world.streams(withNights: true) { stream, week in
            stream.site == 2 && week >= turn ? cases : 1
        }
        var scores: [UInt32: [FailureStreams.Scored]] = [:]
        for site in UInt32(1)...8 {
            scores[site] = (0..<SignalScan.weekCount).map { week in
                let share = 10 * (site == 2 && week >= turn ? low : 1)
                return FailureStreams.Scored(low: min(40, world.poisson(share)), all: 40)
            }
        }
        return FailureStreams(
            mondays: streams.mondays,
            cases: streams.cases,
            roomNights: streams.roomNights,
            scores: scores
        )
    }

    private func unreported(_ seeds: ClosedRange<UInt64>, cases: Double, low: Double) -> [UInt32] {
        seeds.flatMap { seed in
            SignalScan(scored(seed: seed, cases: cases, low: low)).findings
                .filter { $0.kind == .unreported }.map(\.stream.site)
        }
    }

    @Test func `cases that fall while scores do not are told`() {
        let found = unreported(1...20, cases: 0.1, low: 1)
        #expect(found.count >= 17 && found.allSatisfy { $0 == 2 }, "\(found)")
    }

    @Test func `cases that fall with the low scores, or do not fall, are not`() {
        #expect(unreported(1...20, cases: 0.3, low: 0.3).isEmpty)
        #expect(unreported(1...20, cases: 1, low: 1).isEmpty)
        #expect(unreported(1...20, cases: 1, low: 0.5).isEmpty)
    }

    @Test func `a site whose weeks are not complete is left out`() {
        var world = World(random: .init(state: 3), siteCount: 6, kindCount: 3)
        let streams = world.streams(withNights: false) { stream, week in
            stream.site == 2 && week >= SignalScan.weekCount - 13 ? 8 : 1
        }
        #expect(SignalScan(streams).findings.contains { $0.stream.site == 2 })
        #expect(!SignalScan(streams, incomplete: [2]).findings.contains { $0.stream.site == 2 })
    }

    @Test func `sites whose weeks are not complete are no measure for the others`() {
        let weeks = SignalScan.weekCount
        // A season doubles the failure everywhere; three sites have told half of the last weeks.
        let cases = (UInt32(1)...7).map { site in
            let told = (0..<weeks).map { week in
                site <= 3 && week >= weeks - 7 ? 0 : week >= weeks - 13 ? 40 : 20
            }
            return (FailureStreams.Stream(site: site, scenario: "EN-02"), told)
        }
        let streams = FailureStreams(
            mondays: (0..<weeks).map { 20_507 + 7 * Int64($0) },
            cases: Dictionary(uniqueKeysWithValues: cases),
            roomNights: [:]
        )
        #expect(SignalScan(streams).findings.contains { $0.kind == .risen })
        #expect(SignalScan(streams, incomplete: [1, 2, 3]).findings.isEmpty)
    }
}
