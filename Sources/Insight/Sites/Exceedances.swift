import Glibc

/// How many of some counts exceed 0, 1, 2, ...: what their rising factorials are sums over.
///
/// Sum over i of log Gamma(x + c_i) - log Gamma(x) is the sum over j of #(c_i > j) log(x + j):
/// exact to the last digit and as long as the largest count, however many sites there are.
struct Exceedances {
    private let counts: [Double]

    var isEmpty: Bool { counts.isEmpty }

    init(_ values: [Int]) {
        var counts = [Double](repeating: 0, count: values.max() ?? 0)
        for value in values where value > 0 { counts[value - 1] += 1 }
        for index in counts.indices.dropLast().reversed() { counts[index] += counts[index + 1] }
        self.counts = counts
    }

    func logRisingFactorials(_ x: Double) -> Double {
        var sum = 0.0
        for (index, count) in counts.enumerated() { sum += count * log(x + Double(index)) }
        return sum
    }

    func reciprocals(_ x: Double) -> Double {
        var sum = 0.0
        for (index, count) in counts.enumerated() { sum += count / (x + Double(index)) }
        return sum
    }
}

/// Where a function with one hump is highest: golden section search to about eight digits.
func maximum(of value: (Double) -> Double, from low: Double, to high: Double) -> Double {
    let golden = (5.0.squareRoot() - 1) / 2
    var low = low
    var high = high
    var left = high - golden * (high - low)
    var right = low + golden * (high - low)
    var atLeft = value(left)
    var atRight = value(right)
    while high - low > 1e-8 {
        if atLeft < atRight {
            low = left
            (left, atLeft) = (right, atRight)
            right = low + golden * (high - low)
            atRight = value(right)
        } else {
            high = right
            (right, atRight) = (left, atLeft)
            left = high - golden * (high - low)
            atLeft = value(left)
        }
    }
    return (low + high) / 2
}
