import Glibc
import Insight

/// Whether two numbers agree to `tolerance` relative to the wanted one, or both are 0.
func close(_ value: Double, _ wanted: Double, tolerance: Double = 1e-12) -> Bool {
    (value - wanted).magnitude <= tolerance * wanted.magnitude
}

extension SeededGenerator {
    /// A count with the given expectation: arrivals of a steady stream within one unit of time.
    mutating func poisson(_ mean: Double) -> Int {
        let end = exp(-mean)
        var product = unit()
        var count = 0
        while product > end {
            product *= unit()
            count += 1
        }
        return count
    }
}
