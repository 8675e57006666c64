import Glibc

/// The beta distribution: how sure one is of a share after `a` hits and `b` misses.
///
/// The lower tail is the regularised incomplete beta function I_x(a, b).
package struct BetaDistribution: Hashable, Sendable {
    /// Above 0.
    package let a: Double
    /// Above 0; the mean is a / (a + b).
    package let b: Double

    /// A distribution by its two shapes, both above 0.
    package init(a: Double, b: Double) {
        precondition(a > 0 && b > 0, "both shapes are above 0")
        self.a = a
        self.b = b
    }

    /// The expected value.
    package var mean: Double { a / (a + b) }

    /// The chance of at most `x`.
    package func atMost(_ x: Double) -> Double { lower(x, 1 - x) }

    /// The chance of more than `x`.
    package func moreThan(_ x: Double) -> Double {
        BetaDistribution(a: b, b: a).lower(1 - x, x)
    }

    /// The value that is not exceeded with the chance `p`, 0...1.
    package func quantile(_ p: Double) -> Double {
        precondition((0...1).contains(p), "a chance is between 0 and 1")
        if p == 0 || p == 1 { return p }
        if p <= 0.5 { return 1 / (1 + exp(-logit(lower: p))) }
        return 1 / (1 + exp(BetaDistribution(a: b, b: a).logit(lower: 1 - p)))
    }

    /// `x` and `y` add up to 1: both are given so that neither loses digits near 0.
    private func lower(_ x: Double, _ y: Double) -> Double {
        guard x > 0 else { return 0 }
        guard y > 0 else { return 1 }
        let front = Stirling.binomial(a, b, p: x, q: y) * a * b / (a + b)
        if x <= (a + 1) / (a + b + 2) { return min(1, front * fraction(x) / a) }
        return max(0, 1 - front * BetaDistribution(a: b, b: a).fraction(y) / b)
    }

    /// Lentz's continued fraction, as in Numerical Recipes (2007), section 6.4.
    private func fraction(_ x: Double) -> Double {
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var value = d
        var m = 0.0
        var change = 0.0
        repeat {
            m += 1
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            value *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            change = d * c
            value *= change
        } while (change - 1).magnitude > 2e-16 && m < 100_000
        return value
    }

    /// Newton's method on the logarithm of the lower tail as a function of log(x/(1-x)).
    private func logit(lower p: Double) -> Double {
        var u = start(p)
        for _ in 0..<400 {
            let x = 1 / (1 + exp(-u))
            let y = 1 / (1 + exp(u))
            let tail = lower(x, y)
            let slope = Stirling.binomial(a, b, p: x, q: y) * a * b / (a + b) / tail
            let step = max(-1, (log(p) - log(tail)) / slope)
            u += step
            if step.magnitude <= 4e-16 * max(1, u.magnitude) { break }
        }
        return u
    }

    private func start(_ p: Double) -> Double {
        let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
        let leading = (log(p) + log(a) + logBeta) / a
        guard a < 1, leading < 0 else { return log(a / b) }
        return leading - log(-expm1(leading))
    }
}
