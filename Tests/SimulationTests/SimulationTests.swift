import Foundation
import Sync
import Testing

/// Runs one seed; a failure says what happened before it.
@discardableResult
func simulate(_ seed: UInt64, _ shape: World.Shape) throws -> World {
    let world = try World(seed: seed, shape: shape)
    do {
        try world.run()
    } catch {
        throw Violation("seed \(seed): \(error)\n\(world.story)")
    }
    return world
}

/// Which seeds run: a fixed set and a few fresh ones, or those that `AMENDS_SEEDS` names as
/// `first-last`.
enum Seeds {
    static let all: [UInt64] = {
        let asked = ProcessInfo.processInfo.environment["AMENDS_SEEDS"]
        let bounds = asked?.split(separator: "-").compactMap { UInt64($0) } ?? []
        if bounds.count == 2, bounds[0] <= bounds[1] { return Array(bounds[0]...bounds[1]) }
        let fresh = (0..<4).map { _ in UInt64.random(in: 1_000_000...999_999_999) }
        print("Fresh seeds: \(fresh). One alone: AMENDS_SEEDS=N-N Tests/run SimulationTests")
        return Array(1...60) + fresh
    }()
}

extension Seeds {
    /// For the large world, which takes seconds a seed.
    static let few =
        ProcessInfo.processInfo.environment["AMENDS_SEEDS"] == nil
        ? Array(1...6) + [30042, 30046] : all
}

@Suite struct SimulationTests {
    @Test(arguments: Seeds.all)
    func `all faults together break no promise`(seed: UInt64) throws {
        try simulate(seed, World.Shape())
    }

    @Test(arguments: Seeds.all)
    func `a bad network breaks no promise`(seed: UInt64) throws {
        try simulate(seed, World.Shape(faults: Fault.network))
    }

    @Test(arguments: Seeds.few)
    func `a hub and twenty hotels break no promise`(seed: UInt64) throws {
        try simulate(seed, World.Shape(siteCount: 20, nodeCountMax: 24, stepCount: 300))
    }

    @Test func `the faults do happen`() throws {
        var counts: [String: Int] = [:]
        for seed in UInt64(1)...60 {
            let world = try simulate(seed, World.Shape())
            counts.merge(world.counts, uniquingKeysWith: +)
        }
        print(counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })
        for what in [
            "requests", "exchanges", "digests equal", "stale replies", "new epochs", "renumbered",
            "damaged messages refused", "aborts at a node", "aborts at the hub",
            "node restores", "node copies", "hub restores", "conflicts",
        ] {
            #expect(counts[what, default: 0] > 0, "\(what)")
        }
    }
}
