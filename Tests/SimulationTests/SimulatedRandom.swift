/// SplitMix64: the same numbers from the same seed on every machine and Swift version.
///
/// Source: S. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
struct SimulatedRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// A number of 0 to `bound` - 1.
    ///
    /// Never through the library's own ways, which may change.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < probability
    }

    /// Some of the elements, in their order: at least one.
    mutating func some<Element>(of elements: [Element]) -> [Element] {
        let share = 0.2 + 0.6 * Double(below(100)) / 100
        let chosen = elements.filter { _ in chance(share) }
        return chosen.isEmpty ? elements : chosen
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }
}
