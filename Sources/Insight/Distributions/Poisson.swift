import Glibc

/// How many cases a period brings when they come independently at a steady rate.
package struct Poisson: Hashable, Sendable {
    /// The expected count, 0 or more.
    package let mean: Double

    /// A distribution by its expected count, 0 or more.
    package init(mean: Double) {
        precondition(mean >= 0 && mean.isFinite, "an expected count is 0 or more")
        self.mean = mean
    }

    /// The chance of exactly `count`.
    package func mass(_ count: Int) -> Double {
        count < 0 ? 0 : Stirling.poisson(Double(count), mean: mean)
    }

    /// The chance of at least `count`.
    package func atLeast(_ count: Int) -> Double {
        count <= 0 ? 1 : GammaDistribution(shape: Double(count)).atMost(mean)
    }

    /// The chance of at most `count`.
    package func atMost(_ count: Int) -> Double {
        count < 0 ? 0 : GammaDistribution(shape: Double(count) + 1).moreThan(mean)
    }

    /// The smallest count with a chance of at most `alpha` to be reached or passed.
    package func alarmCount(alpha: Double) -> Int {
        precondition(alpha > 0 && alpha < 1, "a false-alarm chance is between 0 and 1")
        if mean < 50, alpha > 1e-6 { return smallAlarmCount(alpha: alpha) }
        let guess = mean - Normal.quantile(alpha) * mean.squareRoot()
        var count = max(1, Int(guess))
        var tail = atLeast(count)
        while tail > alpha {
            tail -= mass(count)
            count += 1
            // A difference keeps too few digits once little is left of it.
            if tail < 1e-4 { tail = atLeast(count) }
        }
        while count > 0 {
            let wider = tail + mass(count - 1)
            guard wider <= alpha else { break }
            tail = wider
            count -= 1
        }
        return count
    }

    /// Counts up from 0: charts of thousands of sites ask for nothing else.
    private func smallAlarmCount(alpha: Double) -> Int {
        var mass = exp(-mean)
        var tail = 1.0
        var count = 0
        while tail > alpha {
            tail -= mass
            count += 1
            mass *= mean / Double(count)
        }
        return count
    }

    /// The largest count with a chance of at most `alpha` to be met or undercut.
    ///
    /// Nothing when even no case at all would be no surprise.
    package func lowAlarmCount(alpha: Double) -> Int? {
        precondition(alpha > 0 && alpha < 1, "a false-alarm chance is between 0 and 1")
        var mass = exp(-mean)
        guard mass <= alpha else { return nil }
        if mean < 50, alpha > 1e-6 {
            var tail = mass
            var count = 0
            while true {
                mass *= mean / Double(count + 1)
                if tail + mass > alpha { return count }
                tail += mass
                count += 1
            }
        }
        let guess = mean + Normal.quantile(alpha) * mean.squareRoot()
        var count = max(0, Int(guess))
        while atMost(count) > alpha { count -= 1 }
        while atMost(count + 1) <= alpha { count += 1 }
        return count
    }
}
