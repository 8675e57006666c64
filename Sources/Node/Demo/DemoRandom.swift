/// A source of repeatable chance: the same seed gives the same numbers on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014). The
/// draws below use integers, `+ - * /` and square roots only, which IEEE 754 defines to the bit;
/// the standard library's own draws may change from one Swift version to the next.
package struct DemoRandom: Sendable {
    private var state: UInt64

    /// Starts at `seed`.
    package init(seed: UInt64) { state = seed }

    /// A stream of its own for each number, so that sites can be written in any order.
    package init(seed: UInt64, stream: UInt64) {
        var mixer = DemoRandom(seed: seed)
        var other = DemoRandom(seed: mixer.next() ^ stream)
        state = other.next()
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in 0..<bound, with a bias below bound / 2^64.
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in 0..<1 with 53 random bits.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True in `share` of all draws.
    package mutating func chance(_ share: Double) -> Bool { unit() < share }

    /// One of the elements, each as likely as any other.
    package mutating func pick<Choices: RandomAccessCollection>(
        _ choices: Choices
    ) -> Choices.Element where Choices.Index == Int {
        choices[choices.startIndex + below(choices.count)]
    }

    /// The index of one of `weights`, in proportion to them; `total` is their sum.
    package mutating func index(weights: [Double], total: Double) -> Int {
        var left = unit() * total
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }

    /// A count from the Poisson distribution; `mean` is 0 to 500 (Knuth's product of uniforms).
    package mutating func poisson(_ mean: Double) -> Int {
        precondition((0...500).contains(mean), "The mean of a day's counts is 0 to 500.")
        let floor = Self.exponential(minus: mean)
        var product = unit()
        var count = 0
        while product > floor {
            product *= unit()
            count += 1
        }
        return count
    }

    /// A standard normal number, by the sum of twelve uniforms (so never beyond 6).
    package mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return sum
    }

    /// A gamma number of mean 1 and variance 1 / shape (Wilson and Hilferty, 1931).
    package mutating func gamma(shape: Double) -> Double {
        let ninth = 1 / (9 * shape)
        let root = 1 - ninth + normal() * ninth.squareRoot()
        return max(0.05, root * root * root)
    }

    /// e to the power of -x, to about twelve digits: a series of x / 1024, squared ten times.
    static func exponential(minus x: Double) -> Double {
        let small = -x / 1024
        var term = 1.0
        var sum = 1.0
        for power in 1...12 {
            term *= small / Double(power)
            sum += term
        }
        for _ in 0..<10 { sum *= sum }
        return sum
    }
}
