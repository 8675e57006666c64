import Glibc

/// The gamma distribution: how sure one is of a rate after `shape` cases in `rate` exposure.
///
/// The tails are the regularised incomplete gamma functions P(a, x) and Q(a, x).
package struct GammaDistribution: Hashable, Sendable {
    /// Above 0.
    package let shape: Double
    /// Above 0; the mean is shape / rate.
    package let rate: Double

    /// A distribution by shape and rate, both above 0.
    package init(shape: Double, rate: Double = 1) {
        precondition(shape > 0 && rate > 0 && rate.isFinite, "shape and rate are above 0")
        self.shape = shape
        self.rate = rate
    }

    /// The expected value.
    package var mean: Double { shape / rate }

    /// The chance of at most `x`.
    package func atMost(_ x: Double) -> Double { tails(x * rate).lower }

    /// The chance of more than `x`.
    package func moreThan(_ x: Double) -> Double { tails(x * rate).upper }

    /// The value that is not exceeded with the chance `p`, 0...1.
    package func quantile(_ p: Double) -> Double {
        precondition((0...1).contains(p), "a chance is between 0 and 1")
        if p == 0 { return 0 }
        if p == 1 { return .infinity }
        return exp(p <= 0.5 ? logQuantile(lower: p) : logQuantile(upper: 1 - p)) / rate
    }

    /// The value that is exceeded with the chance `q`: exact also where 1 - q would round to 1.
    package func upperQuantile(_ q: Double) -> Double {
        precondition((0...1).contains(q), "a chance is between 0 and 1")
        if q == 0 { return .infinity }
        if q == 1 { return 0 }
        return exp(q < 0.5 ? logQuantile(upper: q) : logQuantile(lower: 1 - q)) / rate
    }

    /// Series below the mean, Lentz's continued fraction above: Numerical Recipes (2007), 6.2.
    private func tails(_ x: Double) -> (lower: Double, upper: Double) {
        guard x > 0 else { return (0, 1) }
        guard x < .infinity else { return (1, 0) }
        let front = Stirling.poisson(shape, mean: x)
        guard x >= shape + 1 else {
            var term = 1.0
            var sum = 1.0
            var divisor = shape
            repeat {
                divisor += 1
                term *= x / divisor
                sum += term
            } while term > sum * 1e-17
            let lower = min(1, front * sum)
            return (lower, 1 - lower)
        }
        var b = x + 1 - shape
        var c = 1 / Double.leastNormalMagnitude
        var d = 1 / b
        var fraction = d
        var step = 0.0
        var change = 0.0
        repeat {
            step += 1
            let a = -step * (step - shape)
            b += 2
            d = 1 / nonzero(a * d + b)
            c = nonzero(b + a / c)
            change = d * c
            fraction *= change
        } while (change - 1).magnitude > 2e-16 && step < 100_000
        let upper = min(1, front * shape * fraction)
        return (1 - upper, upper)
    }

    /// Newton's method on the logarithm of a tail as a function of log x, which is concave.
    private func logQuantile(lower p: Double) -> Double {
        var u = start(p)
        for _ in 0..<200 {
            let x = exp(u)
            let tail = tails(x).lower
            let slope = shape * Stirling.poisson(shape, mean: x) / tail
            // Steps into the tail are held short: beyond it nothing is left to divide by.
            let step = max(-1, (log(p) - log(tail)) / slope)
            u += step
            if step.magnitude <= 4e-16 * max(1, u.magnitude) { break }
        }
        return u
    }

    private func logQuantile(upper q: Double) -> Double {
        var u = start(1 - q)
        for _ in 0..<200 {
            let x = exp(u)
            let tail = tails(x).upper
            let slope = shape * Stirling.poisson(shape, mean: x) / tail
            let step = min(1, (log(tail) - log(q)) / slope)
            u += step
            if step.magnitude <= 4e-16 * max(1, u.magnitude) { break }
        }
        return u
    }

    /// Wilson and Hilferty's cube (1931), or the leading term at 0 where that fails.
    private func start(_ p: Double) -> Double {
        let z = Normal.quantile(min(p, 1 - 1e-16))
        let cube = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
        guard shape >= 1, cube > 0.1 else {
            return (log(p) + logGamma(shape + 1)) / shape
        }
        return log(shape) + 3 * log(cube)
    }
}

/// Keeps a continued fraction from dividing by nothing (Lentz 1976).
func nonzero(_ value: Double) -> Double {
    value.magnitude < Double.leastNormalMagnitude ? Double.leastNormalMagnitude : value
}
