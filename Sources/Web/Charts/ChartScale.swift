import Glibc

/// Where a figure lies along an axis, and which round figures are written at it.
package struct ChartScale: Sendable {
    package enum Kind: Sendable {
        case linear
        /// Equal steps are equal factors; figures at or under zero lie at its start.
        case logarithmic
    }

    /// A round figure on the axis.
    package struct Tick: Hashable, Sendable {
        package let value: Double
        package let words: String
    }

    package let kind: Kind
    package let low: Double
    package let high: Double
    package let ticks: [Tick]
    private let start: Double
    private let end: Double

    /// An axis from `low` at `start` to `high` at `end`, with about `tickCount` round figures.
    ///
    /// Figures beyond ±1e15, and on a logarithmic axis under 1e-6, are taken as these bounds. An
    /// axis without length is given one.
    package init(
        _ kind: Kind = .linear,
        from low: Double,
        to high: Double,
        at start: Double,
        _ end: Double,
        tickCount: Int
    ) {
        self.kind = kind
        let floor = kind == .linear ? -1e15 : 1e-6
        let lowest = low.isFinite ? min(max(low, floor), 1e15) : max(0, floor)
        let highest = high.isFinite ? min(max(high, floor), 1e15) : lowest
        let least = max(abs(lowest), abs(highest)) * 1e-9
        self.low = lowest
        self.high =
            highest - lowest > least
            ? highest : kind == .linear ? lowest + max(1, abs(lowest)) : lowest * 2
        self.start = start
        self.end = end
        let logarithmic =
            kind == .linear ? [] : Self.factors(from: self.low, to: self.high, tickCount)
        ticks =
            logarithmic.count > 1
            ? logarithmic : Self.steps(from: self.low, to: self.high, tickCount)
    }

    /// Where a figure lies; one beyond the axis lies at its end, one that is none at its start.
    package func position(_ value: Double) -> Double {
        guard !value.isNaN else { return start }
        let inside = min(max(value, low), high)
        let share =
            switch kind {
            case .linear: (inside - low) / (high - low)
            case .logarithmic: log(inside / low) / log(high / low)
            }
        return start + share * (end - start)
    }

    /// Whether the axis has a place for a figure.
    package func holds(_ value: Double) -> Bool { value >= low && value <= high }

    /// Steps of 1, 2 or 5 times a power of ten.
    private static func steps(from low: Double, to high: Double, _ count: Int) -> [Tick] {
        let rough = (high - low) / Double(max(count, 1))
        let power = pow(10, floor(log10(rough)))
        func off(_ factor: Double) -> Double { abs(log(factor * power / rough)) }
        // Of those steps, the one that is nearest to what was asked, as a ratio.
        let factors = [1.0, 2, 5, 10]
        let step = power * (factors.min { off($0) < off($1) } ?? 1)
        let first = (low / step - 1e-6).rounded(.up)
        let last = (high / step + 1e-6).rounded(.down)
        guard first <= last else { return [] }
        return stride(from: first, through: last, by: 1).map { number in
            let value = number * step
            return Tick(
                value: value,
                words: words(value, decimals: Int(-floor(log10(step) + 1e-9)), largest: high)
            )
        }
    }

    /// Powers of two over a short axis, of ten over a long one.
    private static func factors(from low: Double, to high: Double, _ count: Int) -> [Tick] {
        let base: Double = high / low > 100 ? 10 : 2
        let first = (log(low) / log(base) - 1e-6).rounded(.up)
        let last = (log(high) / log(base) + 1e-6).rounded(.down)
        guard first <= last else { return [] }
        let every = max(1, ((last - first + 1) / Double(max(count, 1))).rounded(.up))
        // No change, which is 1, is always written.
        let begin = (first / every).rounded(.up) * every
        return stride(from: begin, through: last, by: every).map { exponent in
            let value = pow(base, exponent)
            return Tick(
                value: value,
                words: value < 1
                    ? trimmed(Numbers.fixed(value, 6))
                    : words(value, decimals: 0, largest: value)
            )
        }
    }

    private static func words(_ value: Double, decimals: Int, largest: Double) -> String {
        let (unit, name, added): (Double, String, Int) =
            switch largest {
            case 1e12...: (1e12, " tn", 12)
            case 1e9...: (1e9, " bn", 9)
            case 1e6...: (1e6, " M", 6)
            default: (1, "", 0)
            }
        let figure = value / unit
        let count = min(6, max(0, decimals + added))
        guard count > 0 else { return Numbers.grouped(Int64(figure.rounded())) + name }
        return Numbers.decimal(figure, count) + name
    }

    /// Without zeros that say nothing: `0.50` is `0.5`.
    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.contains("."), text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text.replacing(".", with: Language.spoken.decimalSign)
    }
}
