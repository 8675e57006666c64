import Glibc

/// What Stirling's formula leaves out of the logarithm of a factorial, and what follows from it.
///
/// Densities written with these two terms keep 14 digits where differences of large logarithms
/// would lose them: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
enum Stirling {
    /// log(x!) minus log(sqrt(2 pi x) (x/e)^x), for x > 0.
    ///
    /// Below 16 the recurrence raises `x` first; from there the series of Abramowitz and Stegun
    /// 6.1.41 leaves less than 1e-17.
    static func error(_ x: Double) -> Double {
        var sum = 0.0
        var y = x
        while y < 16 {
            sum += (y + 0.5) * log1p(1 / y) - 1
            y += 1
        }
        let square = y * y
        var tail = 1 / 1188.0 - 691 / 360_360.0 / square
        tail = 1 / 1680.0 - tail / square
        tail = 1 / 1260.0 - tail / square
        tail = 1 / 360.0 - tail / square
        tail = 1 / 12.0 - tail / square
        return sum + tail / y
    }

    /// x log(x/mean) + mean - x, without cancellation where `x` is near `mean`.
    static func deviance(_ x: Double, mean: Double) -> Double {
        let difference = x - mean
        guard difference.magnitude < 0.1 * (x + mean) else {
            return x * log(x / mean) - difference
        }
        let v = difference / (x + mean)
        var sum = difference * v
        var term = 2 * x * v
        var odd = 1.0
        while true {
            term *= v * v
            odd += 2
            let next = sum + term / odd
            if next == sum { return sum }
            sum = next
        }
    }

    /// mean^x e^-mean / x!, for any real x >= 0.
    static func poisson(_ x: Double, mean: Double) -> Double {
        guard mean > 0 else { return x == 0 ? 1 : 0 }
        guard x > 0 else { return exp(-mean) }
        return exp(-error(x) - deviance(x, mean: mean)) / (2 * Double.pi * x).squareRoot()
    }

    /// (a+b)! / (a! b!) p^a q^b, for any real a, b >= 0 and p + q = 1.
    static func binomial(_ a: Double, _ b: Double, p: Double, q: Double) -> Double {
        guard a > 0 else { return p < q ? exp(b * log1p(-p)) : pow(q, b) }
        guard b > 0 else { return q < p ? exp(a * log1p(-q)) : pow(p, a) }
        guard p > 0, q > 0 else { return 0 }
        let n = a + b
        let exponent =
            error(n) - error(a) - error(b)
            - deviance(a, mean: n * p) - deviance(b, mean: n * q)
        return exp(exponent) * (n / (2 * Double.pi * a * b)).squareRoot()
    }
}

/// The natural logarithm of the gamma function, for x > 0.
///
/// Absolute error below 1e-14 up to 10, relative error below 1e-15 beyond.
package func logGamma(_ x: Double) -> Double {
    precondition(x > 0, "logGamma is kept for positive numbers")
    return Stirling.error(x) + (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi)
}
