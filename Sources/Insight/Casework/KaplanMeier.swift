import Glibc

/// How long cases stay open, with those still open taken into account.
///
/// E. Kaplan, P. Meier (JASA 53, 1958). The mean of the closed ones alone is too short: the slow
/// ones are still open.
package struct KaplanMeier: Hashable, Sendable {
    /// How long one case has been or was open.
    package struct Spell: Hashable, Sendable {
        /// 0 or more, in any unit.
        package let length: Double
        /// Whether it has ended, or is still open.
        package let isOver: Bool

        /// A spell of `length`, 0 or more.
        package init(length: Double, isOver: Bool) {
            precondition(length >= 0, "a spell has no negative length")
            self.length = length
            self.isOver = isOver
        }
    }

    /// From `time` on, the share that is still open.
    package struct Step: Hashable, Sendable {
        /// When some ended.
        package let time: Double
        /// The share open after it, 0...1.
        package let open: Double
        /// Greenwood's sum d / (n (n - d)): the variance of log `open`; infinite at 0.
        package let logVariance: Double

        /// Where the true share lies: Greenwood's variance on log(-log) of the share.
        package func interval(level: Double = 0.95) -> Interval {
            guard open > 0 else { return Interval(low: 0, high: 0) }
            let z = -Normal.quantile(Interval.tail(level))
            let reach = exp(z * logVariance.squareRoot() / -log(open))
            return Interval(low: pow(open, reach), high: pow(open, 1 / reach))
        }
    }

    /// In order of time, one for each time at which some ended.
    package let steps: [Step]

    /// The curve of the spells.
    package init(_ spells: [Spell]) {
        let ordered = spells.sorted { $0.length < $1.length }
        var steps: [Step] = []
        var open = 1.0
        var variance = 0.0
        var index = 0
        while index < ordered.count {
            let time = ordered[index].length
            let atRisk = Double(ordered.count - index)
            var ended = 0.0
            while index < ordered.count, ordered[index].length == time {
                ended += ordered[index].isOver ? 1 : 0
                index += 1
            }
            guard ended > 0 else { continue }
            open *= 1 - ended / atRisk
            variance += ended / (atRisk * (atRisk - ended))
            steps.append(Step(time: time, open: open, logVariance: variance))
        }
        self.steps = steps
    }

    /// When half had ended; nothing while more than half are open.
    package var median: Double? { time(ended: 0.5) }

    /// When this share (0...1) had ended, 0.9 for the slowest tenth; nothing while it has not.
    package func time(ended share: Double) -> Double? {
        // The product of many factors misses an even share by a few units in the last place.
        steps.first { $0.open <= 1 - share + 1e-12 }?.time
    }

    /// Where the true median lies: all times whose interval holds one half.
    ///
    /// R. Brookmeyer, J. Crowley (Biometrics 38, 1982); the upper end is infinite while even the
    /// last step leaves one half possible.
    package func medianInterval(level: Double = 0.95) -> Interval {
        let low = steps.first { $0.interval(level: level).low <= 0.5 }?.time ?? .infinity
        let high = steps.first { $0.interval(level: level).high < 0.5 }?.time ?? .infinity
        return Interval(low: low, high: high)
    }
}
