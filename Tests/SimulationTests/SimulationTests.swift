import Sync
import Testing

/// Runs one seed; a failure says how to see it again.
func simulate(_ seed: UInt64, _ shape: World.Shape) throws -> World {
    let world = try World(seed: seed, shape: shape)
    do {
        try world.run()
    } catch {
        throw Violation(
            "seed \(seed): \(error)\n" + world.trace.suffix(60).joined(separator: "\n"))
    }
    return world
}

@Suite struct SimulationTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `all faults together break no promise`(seed: UInt64) throws {
        _ = try simulate(seed, World.Shape())
    }
}
