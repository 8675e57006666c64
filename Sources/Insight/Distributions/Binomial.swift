/// How many of `trials` go wrong when each does with the same chance.
package struct Binomial: Hashable, Sendable {
    /// 0 or more.
    package let trials: Int
    /// 0...1.
    package let chance: Double

    /// A distribution by its trials, 0 or more, and the chance of each, 0...1.
    package init(trials: Int, chance: Double) {
        precondition(trials >= 0, "trials are 0 or more")
        precondition((0...1).contains(chance), "a chance is between 0 and 1")
        self.trials = trials
        self.chance = chance
    }

    /// The expected count.
    package var mean: Double { Double(trials) * chance }

    /// The chance of exactly `count`.
    package func mass(_ count: Int) -> Double {
        guard (0...trials).contains(count) else { return 0 }
        return Stirling.binomial(
            Double(count),
            Double(trials - count),
            p: chance,
            q: 1 - chance
        )
    }

    /// The chance of at least `count`.
    package func atLeast(_ count: Int) -> Double {
        if count <= 0 { return 1 }
        if count > trials { return 0 }
        return BetaDistribution(a: Double(count), b: Double(trials - count) + 1).atMost(chance)
    }

    /// The chance of at most `count`.
    package func atMost(_ count: Int) -> Double {
        if count < 0 { return 0 }
        if count >= trials { return 1 }
        return BetaDistribution(a: Double(count) + 1, b: Double(trials - count)).moreThan(chance)
    }

    /// The smallest count with a chance of at most `alpha` to be reached or passed.
    ///
    /// It is `trials` + 1 when even all of them would be no surprise.
    package func alarmCount(alpha: Double) -> Int {
        precondition(alpha > 0 && alpha < 1, "a false-alarm chance is between 0 and 1")
        let spread = (mean * (1 - chance)).squareRoot()
        var count = min(trials, max(0, Int(mean - Normal.quantile(alpha) * spread)))
        while atLeast(count) > alpha { count += 1 }
        while count > 0, atLeast(count - 1) <= alpha { count -= 1 }
        return count
    }

    /// The largest count with a chance of at most `alpha` to be met or undercut, if there is one.
    package func lowAlarmCount(alpha: Double) -> Int? {
        let opposite = Binomial(trials: trials, chance: 1 - chance)
        let count = trials - opposite.alarmCount(alpha: alpha)
        return count < 0 ? nil : count
    }
}
