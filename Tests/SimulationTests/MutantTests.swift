import Sync
import Testing

/// Takes the rules away one at a time: the simulation must notice each, which shows both that
/// the rule is needed and that the checks can fail.
@Suite struct MutantTests {
    struct Mutant: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var without: SyncRules
        var faults: [Fault] = Fault.allCases
    }

    /// Each mutant dies well before this seed.
    static let seedMax: UInt64 = 150

    static let mutants = [
        Mutant(testDescription: "copies are told apart by tokens", without: .tokens),
        Mutant(testDescription: "forked changes are renamed", without: .rekeying),
        Mutant(testDescription: "chains are compared", without: .chains),
        Mutant(testDescription: "an edit replaces what its author saw", without: .bases),
        Mutant(testDescription: "a pull comes into view whole", without: .staging),
        Mutant(testDescription: "revisions order two sequences", without: .revisions),
        Mutant(testDescription: "only the latest attempt counts", without: .latestAttempt),
        Mutant(testDescription: "an old cursor gets a snapshot", without: .floors),
        Mutant(
            testDescription: "a restored hub takes fresh numbers",
            without: .freshNumbers,
            faults: [.backUpHub, .restoreHub, .copyNode]
        ),
        Mutant(testDescription: "a change has one effect", without: .onceOnly),
    ]

    @Test(arguments: mutants)
    func `without one rule a promise breaks`(mutant: Mutant) throws {
        var shape = World.Shape(faults: mutant.faults)
        shape.rules = SyncRules.all.subtracting(mutant.without)
        for seed: UInt64 in 1...Self.seedMax {
            do {
                try simulate(seed, shape)
            } catch {
                let first = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
                print("without '\(mutant.testDescription)': \(first)")
                return
            }
        }
        Issue.record("no seed shows that it matters: \(mutant.testDescription)")
    }
}
