import Sync
import Testing

/// Takes the rules away one at a time: the simulation must notice each, which shows both that
/// the rule is needed and that the checks can fail.
@Suite struct MutantTests {
    struct Mutant: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var without: SyncRules
        var faults: [Fault] = Fault.allCases
        /// A second rule that would otherwise hide the loss of the first.
        var alsoWithout: SyncRules = []
    }

    static let mutants = [
        Mutant(testDescription: "copies are told apart by tokens", without: .tokens),
        Mutant(testDescription: "a receipt is capped", without: .cappedReceipts),
        Mutant(testDescription: "forked changes are renamed", without: .rekeying),
        Mutant(testDescription: "chains are compared", without: .chains),
        Mutant(testDescription: "an edit replaces what its author saw", without: .bases),
        Mutant(testDescription: "an edit waits for its base", without: .parking),
        Mutant(testDescription: "a pull comes into view whole", without: .staging),
        Mutant(testDescription: "own edits stay in view", without: .overlay),
        Mutant(testDescription: "revisions order two sequences", without: .revisions),
        Mutant(testDescription: "only the latest attempt counts", without: .latestAttempt),
        Mutant(testDescription: "another epoch has no effect", without: .epochs),
        Mutant(testDescription: "an old cursor gets a snapshot", without: .floors),
        Mutant(testDescription: "sites give the hub its edits back", without: .salvage),
        Mutant(testDescription: "a restored hub takes fresh numbers", without: .freshNumbers),
        Mutant(testDescription: "a change has one effect", without: .onceOnly),
    ]

    @Test(arguments: mutants)
    func `without one rule a promise breaks`(mutant: Mutant) throws {
        var shape = World.Shape(faults: mutant.faults)
        shape.rules = SyncRules.all.subtracting(mutant.without).subtracting(mutant.alsoWithout)
        for seed: UInt64 in 1...1500 {
            do {
                try simulate(seed, shape)
            } catch {
                print("\(mutant.testDescription): noticed at seed \(seed):",
                    "\(error)".split(separator: "\n").first ?? "")
                return
            }
        }
        Issue.record("no seed shows that it matters: \(mutant.testDescription)")
    }
}
