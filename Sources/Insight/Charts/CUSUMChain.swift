/// The mean run lengths of a CUSUM for every threshold up to the present one.
///
/// States 0..<n are sums below the threshold n. With Q the chances of moving between them, the
/// run from rest is the first entry of the solution of (I - Q) x = 1. Growing the threshold borders
/// the matrix, so one elimination without pivoting (I - Q is an M-matrix) serves all thresholds:
/// with I - Q = LU it is the product of the solutions of L y = 1 and transposed(U) w = e0.
struct CUSUMChain {
    private let masses: [Double]
    /// Chance of at most that count.
    private let sums: [Double]
    private let reference: Int
    private let perCase: Int
    private let isRise: Bool
    /// L below its diagonal of ones, by rows; entry 0 belongs to column `max(0, n - band)`.
    private var rows: [[Double]] = []
    /// U by columns.
    private var columns: [[Double]] = []
    private var w: [Double] = []
    private var y: [Double] = []
    /// The mean number of periods until the sum reaches the threshold.
    private(set) var run = 0.0

    /// The threshold, in lattice steps.
    var stateCount: Int { w.count }

    init(mean: Double, reference: Int, perCase: Int, side: ChartPoint.Side) {
        masses = Self.masses(mean)
        var total = 0.0
        sums = masses.map {
            total += $0
            return min(1, total)
        }
        self.reference = reference
        self.perCase = perCase
        isRise = side == .above
        grow()
    }

    /// The chances of each count from 0 up to where less than 1e-18 is left.
    static func masses(_ mean: Double) -> [Double] {
        let poisson = Poisson(mean: mean)
        let last = poisson.alarmCount(alpha: 1e-18)
        return (0...last).map(poisson.mass)
    }

    /// Raises the threshold by one step.
    mutating func grow() {
        let n = stateCount
        let low = lowerBand(n)
        var row: [Double] = []
        row.reserveCapacity(n - low)
        for column in low..<n {
            var value = -move(from: n, to: column)
            let start = max(low, upperBand(column))
            if start < column {
                for m in start..<column { value -= row[m - low] * columns[column][m] }
            }
            row.append(value / columns[column][column])
        }
        rows.append(row)
        var column = [Double](repeating: 0, count: n + 1)
        for i in upperBand(n)...n {
            var value = (i == n ? 1 : 0) - move(from: i, to: n)
            let first = lowerBand(i)
            let start = max(first, upperBand(n))
            if start < i {
                for m in start..<i { value -= rows[i][m - first] * column[m] }
            }
            column[i] = value
        }
        var ahead = 1.0
        for m in low..<n { ahead -= row[m - low] * y[m] }
        var weight = n == 0 ? 1.0 : 0
        for i in upperBand(n)..<n { weight -= column[i] * w[i] }
        weight /= column[n]
        columns.append(column)
        y.append(ahead)
        w.append(weight)
        run += weight * ahead
    }

    /// The first column that a row of L can fill: a sum falls by the reference at most.
    private func lowerBand(_ row: Int) -> Int { isRise ? max(0, row - reference) : 0 }

    /// The first row that a column of U can fill: a watch for less rises by the reference at most.
    private func upperBand(_ column: Int) -> Int { isRise ? 0 : max(0, column - reference) }

    private func move(from: Int, to: Int) -> Double {
        // The count that brings the sum from one state to the other, in steps.
        let steps = isRise ? to - from + reference : from + reference - to
        if to > 0 {
            guard steps >= 0, steps.isMultiple(of: perCase) else { return 0 }
            let count = steps / perCase
            return count < masses.count ? masses[count] : 0
        }
        // State 0 gathers every count that would bring the sum to 0 or below.
        guard isRise else {
            let least = (steps + perCase - 1) / perCase
            return least == 0 ? 1 : least > sums.count ? 0 : 1 - sums[least - 1]
        }
        return steps < 0 ? 0 : sums[min(steps / perCase, sums.count - 1)]
    }
}
