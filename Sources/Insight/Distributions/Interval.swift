/// A range that holds the true value with a stated confidence.
package struct Interval: Hashable, Sendable {
    /// The lower end.
    package let low: Double
    /// The upper end, not below the lower one; infinite where nothing bounds it.
    package let high: Double

    /// A range from its two ends, in order.
    package init(low: Double, high: Double) {
        precondition(low <= high, "an interval's ends are in order")
        self.low = low
        self.high = high
    }

    /// Whether `value` lies within, ends included.
    package func contains(_ value: Double) -> Bool { low <= value && value <= high }

    /// The same range in units `factor` (above 0) times as fine.
    package func scaled(by factor: Double) -> Interval {
        Interval(low: low * factor, high: high * factor)
    }

    /// Garwood's exact interval (1936) for the rate behind `cases`.
    ///
    /// The confidence `level`, between 0 and 1, is held or exceeded.
    package static func rate(of cases: ExposedCount, level: Double = 0.95) -> Interval {
        let tail = tail(level)
        let count = Double(cases.count)
        let low = cases.count == 0 ? 0 : GammaDistribution(shape: count).quantile(tail)
        let high = GammaDistribution(shape: count + 1).upperQuantile(tail)
        return Interval(low: low, high: high).scaled(by: 1 / cases.exposure)
    }

    /// Clopper and Pearson's exact interval (1934) for the share behind `part`.
    ///
    /// The confidence `level`, between 0 and 1, is held or exceeded.
    package static func share(of part: Part, level: Double = 0.95) -> Interval {
        let tail = tail(level)
        let hits = Double(part.count)
        let misses = Double(part.size - part.count)
        let low = hits == 0 ? 0 : BetaDistribution(a: hits, b: misses + 1).quantile(tail)
        let high = misses == 0 ? 1 : 1 - BetaDistribution(a: misses, b: hits + 1).quantile(tail)
        return Interval(low: low, high: high)
    }

    static func tail(_ level: Double) -> Double {
        precondition(level > 0 && level < 1, "a confidence is between 0 and 1")
        return (1 - level) / 2
    }
}

/// Cases of a stream and what they could have come from: room nights, arrivals or covers.
package struct ExposedCount: Hashable, Sendable {
    /// 0 or more.
    package let count: Int
    /// Above 0: without exposure there is no rate.
    package let exposure: Double

    /// Cases against their exposure; nothing where the exposure is missing or 0.
    package init?(count: Int, exposure: Double) {
        guard exposure > 0, exposure.isFinite, count >= 0 else { return nil }
        self.count = count
        self.exposure = exposure
    }

    /// Cases per unit of exposure.
    package var rate: Double { Double(count) / exposure }
}

/// So many of so many: cases closed in time of all closed, answers of all invited.
package struct Part: Hashable, Sendable {
    /// 0...size.
    package let count: Int
    /// Above 0.
    package let size: Int

    /// A part of a whole; nothing where the whole is empty or smaller than its part.
    package init?(count: Int, of size: Int) {
        guard size > 0, (0...size).contains(count) else { return nil }
        self.count = count
        self.size = size
    }

    /// The share, 0...1.
    package var share: Double { Double(count) / Double(size) }
}
