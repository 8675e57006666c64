/// How much of a day's cases is known so many days later.
///
/// Cases of the last days are seen only if they came in fast, which would make the delays look
/// short; the reverse-time hazard takes that out: S. Lagakos, L. Barraj, V. De Gruttola,
/// Nonparametric Analysis of Truncated Survival Data (Biometrika 75, 1988).
package struct DelayCurve: Hashable, Sendable {
    /// One case that has come in.
    package struct Arrival: Hashable, Sendable {
        /// Days from its occurrence to its arrival.
        package let delay: Int
        /// Days from its occurrence to today: no longer delay could have been seen.
        package let age: Int

        /// An arrival; nothing where it would have come in after today.
        package init?(delay: Int, age: Int) {
            guard 0 <= delay, delay <= age else { return nil }
            self.delay = delay
            self.age = age
        }
    }

    /// From here a period counts as complete.
    package static let completeFrom = 0.95

    /// Per day of age, the share of cases known by then; the last is 1.
    private let shares: [Double]

    /// The curve of the arrivals; delays beyond `dayMax` are taken not to happen.
    package init(_ arrivals: [Arrival], dayMax: Int) {
        precondition(dayMax >= 0, "days are 0 or more")
        var shares = [Double](repeating: 1, count: dayMax + 1)
        var known = 1.0
        for day in stride(from: dayMax, to: 0, by: -1) {
            // Those old enough to have shown this delay, and who came within it.
            let seen = arrivals.filter { $0.age >= day && $0.delay <= day }
            let now = seen.count { $0.delay == day }
            if !seen.isEmpty { known *= 1 - Double(now) / Double(seen.count) }
            shares[day - 1] = known
        }
        self.shares = shares
    }

    /// The share of a day's cases known when the day is `age` days past, 0...1.
    package func completeness(age: Int) -> Double {
        age < 0 ? 0 : shares[min(age, shares.count - 1)]
    }

    /// Whether a day of this age may be judged: before that no improvement is told from lateness.
    package func isComplete(age: Int) -> Bool { completeness(age: age) >= Self.completeFrom }

    /// What `count` known cases will grow to; nothing while next to none can be known.
    package func projected(_ count: Int, age: Int) -> Double? {
        let known = completeness(age: age)
        return known < 0.1 ? nil : Double(count) / known
    }
}
