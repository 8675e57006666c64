extension Timestamp {
    static let millisecondsPerDay: Int64 = 86_400_000

    /// The moment itself, or the nearest one within 30,000 years of 1970.
    ///
    /// A moment may come from another machine; clocks must not overflow on a bad one.
    var inReach: Timestamp {
        let limit: Int64 = 1_000_000_000_000_000
        return Timestamp(milliseconds: min(max(milliseconds, -limit), limit))
    }

    /// A moment after every one within reach.
    static let beyondReach = Timestamp(milliseconds: 2_000_000_000_000_000)

    /// The moment so many milliseconds later; both terms must be within reach.
    func advanced(by milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: self.milliseconds + milliseconds)
    }

    /// The milliseconds from `earlier` to here; both must be within reach.
    func milliseconds(since earlier: Timestamp) -> Int64 {
        milliseconds - earlier.milliseconds
    }
}

extension Int64 {
    /// The quotient, rounded down also for numbers below zero; `divisor` is above zero.
    func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
