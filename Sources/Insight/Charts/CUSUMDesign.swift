import Glibc

/// Reference and threshold of a ``CUSUM``, with the run lengths that they buy.
///
/// The sum moves on a lattice of 1/`perCase` cases, so that it is a Markov chain and its run
/// lengths are exact (D. Brook, D. Evans, Biometrika 59, 1972). One design serves every stream
/// with about the same expected count per period.
package struct CUSUMDesign: Hashable, Sendable {
    /// The count that a period of usual exposure lets expect at the accepted rate.
    package let expected: Double
    /// `above` watches for a worse rate, `below` for a better one.
    package let side: ChartPoint.Side
    /// How many lattice steps one case is.
    package let perCase: Int
    private let referenceSteps: Int
    private let thresholdSteps: Int
    /// The mean number of periods until a false alarm.
    package let falseAlarmRun: Double

    /// k: how much of each period's count is taken for granted, in cases.
    package var reference: Double { Double(referenceSteps) / Double(perCase) }
    /// h: where the sum alarms, in cases.
    package var threshold: Double { Double(thresholdSteps) / Double(perCase) }

    /// The lowest threshold whose false alarms are `run` periods apart on average, or more.
    ///
    /// Nothing where `expected` is under about 0.006, `ratio` too near 1, or the threshold above
    /// ``stateCountMax`` steps: such streams need longer periods or a ``GChart``.
    ///
    /// - Parameters:
    ///   - expected: the count per period at the accepted rate, above 0.
    ///   - ratio: the rate to catch by the accepted rate: above 1 to find worse, below to find
    ///     better.
    ///   - run: the wanted mean number of periods until a false alarm.
    package init?(expected: Double, ratio: Double = 2, falseAlarmRun run: Double) {
        precondition(expected > 0 && ratio > 0 && run > 1, "expected and ratio are above 0")
        guard ratio != 1 else { return nil }
        let reference = expected * (ratio - 1) / log(ratio)
        guard reference >= 4.0 / 500 else { return nil }
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500]
        // Rare streams get a coarser lattice: theirs is fine enough, and long to compute.
        let fineness = reference < 0.2 ? 5.0 : 20
        let perCase = steps.first { reference * Double($0) >= fineness } ?? 500
        let referenceSteps = Self.steps(nearest: reference * Double(perCase), perCase: perCase)
        let side = ratio > 1 ? ChartPoint.Side.above : .below
        var chain = CUSUMChain(
            mean: expected,
            reference: referenceSteps,
            perCase: perCase,
            side: side
        )
        while chain.run < run {
            guard chain.stateCount < Self.stateCountMax else { return nil }
            chain.grow()
        }
        self.expected = expected
        self.side = side
        self.perCase = perCase
        self.referenceSteps = referenceSteps
        thresholdSteps = chain.stateCount
        falseAlarmRun = chain.run
    }

    /// A known reference and threshold, both in steps of 1/`perCase` cases and above 0.
    package init(
        expected: Double,
        referenceSteps: Int,
        thresholdSteps: Int,
        perCase: Int,
        side: ChartPoint.Side = .above
    ) {
        precondition(expected > 0 && perCase > 0, "expected count and steps are above 0")
        precondition(referenceSteps > 0 && thresholdSteps > 0, "k and h are above 0")
        self.expected = expected
        self.side = side
        self.perCase = perCase
        self.referenceSteps = referenceSteps
        self.thresholdSteps = thresholdSteps
        var chain = CUSUMChain(
            mean: expected,
            reference: referenceSteps,
            perCase: perCase,
            side: side
        )
        while chain.stateCount < thresholdSteps { chain.grow() }
        falseAlarmRun = chain.run
    }

    /// The whole number nearest to `ideal` that shares no divisor with `perCase`: with one, the
    /// sum would move on a coarser lattice, and thresholds between would buy nothing.
    private static func steps(nearest ideal: Double, perCase: Int) -> Int {
        let nearest = Int(ideal.rounded())
        let near = [nearest, nearest - 1, nearest + 1, nearest - 2, nearest + 2]
        let distance = { (steps: Int) in (Double(steps) - ideal).magnitude }
        let isFine = { (steps: Int) in
            distance(steps) < ideal / 20
                && [2, 5].allSatisfy { perCase % $0 > 0 || steps % $0 > 0 }
        }
        return near.filter(isFine).min { distance($0) < distance($1) } ?? nearest
    }

    /// More lattice states are not worth their time.
    package static let stateCountMax = 3000

    /// The mean number of periods from rest to the alarm at `ratio` times the accepted rate.
    package func run(at ratio: Double) -> Double {
        var chain = CUSUMChain(
            mean: expected * ratio,
            reference: referenceSteps,
            perCase: perCase,
            side: side
        )
        while chain.stateCount < thresholdSteps { chain.grow() }
        return chain.run
    }

    /// The chance, at the accepted rate, of a sum of at least `sum` after `periods` from rest.
    ///
    /// A p-value for the stream's present state, so that many streams can be judged together by
    /// ``FalseDiscovery``: A. Gandy, F. Lau, Non-restarting CUSUM charts and control of the false
    /// discovery rate (Biometrika 100, 2013). Sums between two steps count as the lower one.
    package func chance(ofAtLeast sum: Double, after periods: Int) -> Double {
        // Sums of fractions fall short of their step by a rounding error.
        let state = Int((sum * Double(perCase) + 1e-6).rounded(.down))
        guard state > 0 else { return 1 }
        return surplusChances(after: periods, upTo: state)[state]
    }

    /// The chances of at least 0, at least 1 and up to `state` steps after `periods` from rest.
    package func surplusChances(after periods: Int, upTo state: Int) -> [Double] {
        // Far above `state` little mass returns: at the tuned k every case more halves it.
        let cap = state + 30 * perCase
        var now = [Double](repeating: 0, count: cap + 1)
        now[0] = 1
        let masses = CUSUMChain.masses(expected)
        for _ in 0..<periods {
            var next = [Double](repeating: 0, count: cap + 1)
            for (from, weight) in now.enumerated() where weight > 0 {
                for (count, mass) in masses.enumerated() {
                    let move = count * perCase - referenceSteps
                    let to = from + (side == .above ? move : -move)
                    next[min(max(0, to), cap)] += weight * mass
                }
            }
            now = next
        }
        var tail = 0.0
        var chances = now
        for index in now.indices.reversed() {
            tail += now[index]
            chances[index] = min(1, tail)
        }
        return Array(chances.prefix(state + 1))
    }
}
