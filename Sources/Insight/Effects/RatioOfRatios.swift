import Glibc

/// How a change at treated sites compares with the change elsewhere in the same time.
///
/// The difference of differences of log rates. Given all four margins the treated count after the
/// change follows Fisher's noncentral hypergeometric distribution, which makes test and interval
/// exact: A. Agresti, Categorical Data Analysis, section 16.6. With exposures of 1 it is the odds
/// ratio of a two-by-two table with Fisher's exact test.
package struct RatioOfRatios: Hashable, Sendable {
    /// The change asked about.
    package let treated: RateRatio
    /// The change in the same time where nothing was done.
    package let untreated: RateRatio

    /// Holds one change against another.
    package init(_ treated: RateRatio, to untreated: RateRatio) {
        self.treated = treated
        self.untreated = untreated
    }

    /// The ratio of the two ratios; nothing where a count that divides is 0.
    package var value: Double? {
        guard let change = treated.value, let usual = untreated.value, usual > 0 else { return nil }
        return change / usual
    }

    /// The chance of a treated count this low or lower had both changed alike.
    package var chanceOfLower: Double { table.atMost(treated.rate.count, logOdds: offset) }

    /// The chance of a treated count this high or higher had both changed alike.
    package var chanceOfHigher: Double { table.atLeast(treated.rate.count, logOdds: offset) }

    /// Two-sided: twice the smaller of the two, so that it agrees with the interval.
    package var pValue: Double { min(1, 2 * min(chanceOfLower, chanceOfHigher)) }

    /// Where the true ratio lies with the confidence `level`, 0 to infinity.
    package func interval(level: Double = 0.95) -> Interval {
        let table = table
        let count = treated.rate.count
        let tail = Interval.tail(level)
        let low =
            count == table.range.lowerBound
            ? 0 : exp(root { table.atLeast(count, logOdds: $0) > tail } - offset)
        let high =
            count == table.range.upperBound
            ? .infinity : exp(root { table.atMost(count, logOdds: $0) < tail } - offset)
        return Interval(low: low, high: high)
    }

    private var table: HypergeometricTable {
        HypergeometricTable(
            first: treated.rate.count + treated.reference.count,
            second: untreated.rate.count + untreated.reference.count,
            drawn: treated.rate.count + untreated.rate.count
        )
    }

    /// The log odds that the exposures alone give a treated case to fall after the change.
    private var offset: Double {
        log(treated.rate.exposure / treated.reference.exposure)
            - log(untreated.rate.exposure / untreated.reference.exposure)
    }

    /// The log odds from which on `isPast` holds, by bisection.
    private func root(_ isPast: (Double) -> Bool) -> Double {
        var low = -60.0
        var high = 60.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if isPast(middle) { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }
}

/// Fisher's noncentral hypergeometric distribution for fixed margins and any odds.
struct HypergeometricTable {
    let range: ClosedRange<Int>
    /// C(first, x + 1) C(second, drawn - x - 1) by C(first, x) C(second, drawn - x), for each x in
    /// `range` but the last; they fall.
    private let ratios: [Double]
    /// Masses below this part of the greatest are as good as none.
    private static let least = 1e-290

    init(first: Int, second: Int, drawn: Int) {
        range = max(0, drawn - second)...min(first, drawn)
        ratios = range.dropLast().map { x in
            Double(first - x) * Double(drawn - x)
                / (Double(x + 1) * Double(second - drawn + x + 1))
        }
    }

    func atMost(_ count: Int, logOdds: Double) -> Double {
        let (below, at, above) = masses(around: count - range.lowerBound, exp(logOdds))
        return (below + at) / (below + at + above)
    }

    func atLeast(_ count: Int, logOdds: Double) -> Double {
        let (below, at, above) = masses(around: count - range.lowerBound, exp(logOdds))
        return (at + above) / (below + at + above)
    }

    /// The masses below, at and above an index, as parts of the greatest mass.
    ///
    /// They are multiplied out from the greatest to both sides, which takes no logarithm.
    private func masses(
        around index: Int,
        _ odds: Double
    ) -> (below: Double, at: Double, above: Double) {
        let mode = mode(odds)
        var sums = (below: 0.0, at: 0.0, above: 0.0)
        func add(_ mass: Double, _ place: Int) {
            if place < index {
                sums.below += mass
            } else if place > index {
                sums.above += mass
            } else {
                sums.at = mass
            }
        }
        add(1, mode)
        var mass = 1.0
        for place in mode..<ratios.count where mass > Self.least {
            mass *= ratios[place] * odds
            add(mass, place + 1)
        }
        mass = 1
        for place in (0..<mode).reversed() where mass > Self.least {
            mass /= ratios[place] * odds
            add(mass, place)
        }
        return sums
    }

    /// The index of the greatest mass: the first from which on the ratios are below 1.
    private func mode(_ odds: Double) -> Int {
        var (low, high) = (0, ratios.count)
        while low < high {
            let middle = (low + high) / 2
            if ratios[middle] * odds < 1 { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
