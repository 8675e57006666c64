/// A figure that is not known exactly: what it is taken to be, and between which bounds.
///
/// Amounts are in the smallest unit of the currency; being estimates they need not be whole.
package struct Estimate: Hashable, Sendable {
    /// The cautious bound.
    package let low: Double
    /// What is taken for true.
    package let mid: Double
    /// The hopeful bound.
    package let high: Double

    /// A figure with its bounds; nothing where they are out of order.
    package init?(low: Double, mid: Double, high: Double) {
        guard low <= mid, mid <= high else { return nil }
        self.init(ordered: low, mid, high)
    }

    /// A figure that is known.
    package init(_ value: Double) { self.init(ordered: value, value, value) }

    /// For bounds that are in order by how they were found.
    init(ordered low: Double, _ mid: Double, _ high: Double) {
        assert(low <= mid && mid <= high, "an estimate's bounds are in order")
        self.low = low
        self.mid = mid
        self.high = high
    }

    /// Both at their worst, both as taken, both at their best.
    package static func + (left: Estimate, right: Estimate) -> Estimate {
        Estimate(ordered: left.low + right.low, left.mid + right.mid, left.high + right.high)
    }

    /// Lowest where the left is low and the right high.
    package static func - (left: Estimate, right: Estimate) -> Estimate {
        Estimate(ordered: left.low - right.high, left.mid - right.mid, left.high - right.low)
    }

    /// The product, whatever the signs.
    package static func * (left: Estimate, right: Estimate) -> Estimate {
        let corners = [left.low, left.high].flatMap { [$0 * right.low, $0 * right.high] }
        let mid = left.mid * right.mid
        return corners.reduce(Estimate(mid)) { sum, corner in
            Estimate(ordered: min(sum.low, corner), mid, max(sum.high, corner))
        }
    }

    /// The quotient by a divisor above 0; nothing by any other.
    package static func / (left: Estimate, right: Estimate) -> Estimate? {
        guard right.low > 0 else { return nil }
        return left * Estimate(ordered: 1 / right.high, 1 / right.mid, 1 / right.low)
    }

    /// The bounds and the figure between them through a function that never falls.
    func mapped(_ rising: (Double) -> Double) -> Estimate {
        Estimate(ordered: rising(low), rising(mid), rising(high))
    }
}

/// How far a result moves when one assumption at a time goes to its bounds.
package struct Sensitivity: Sendable {
    /// One assumption.
    package struct Row: Hashable, Sendable {
        /// What is assumed.
        package let name: String
        /// Between which bounds.
        package let assumed: Estimate
        /// The result with this one at its low bound and all others as taken.
        package let atLow: Double
        /// The result with this one at its high bound.
        package let atHigh: Double

        /// How much hangs on it.
        package var swing: Double { (atHigh - atLow).magnitude }
    }

    /// The result with everything as taken.
    package let base: Double
    /// The assumptions on which most hangs first.
    package let rows: [Row]

    /// Moves each assumption alone; `result` is given one value for each, in order.
    package init(
        _ assumptions: [(name: String, value: Estimate)],
        result: ([Double]) -> Double
    ) {
        let taken = assumptions.map(\.value.mid)
        base = result(taken)
        rows = assumptions.enumerated().map { index, assumption in
            var low = taken
            var high = taken
            low[index] = assumption.value.low
            high[index] = assumption.value.high
            return Row(
                name: assumption.name,
                assumed: assumption.value,
                atLow: result(low),
                atHigh: result(high)
            )
        }
        .sorted { $0.swing > $1.swing }
    }
}
