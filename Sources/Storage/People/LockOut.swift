package import Recovery

/// How long somebody must wait after wrong PINs or passwords in a row.
struct LockOut: Hashable, Sendable {
    /// Wrong ones since the last right one.
    let wrongCount: Int64
    let lastWrongAt: Timestamp

    /// The fifth wrong one locks.
    static let wrongCountToLock: Int64 = 5
    static let waitMax = Duration.seconds(15 * 60)

    /// 1 minute after the fifth wrong one, twice as long after each further one, at most 15.
    static func wait(after wrongCount: Int64) -> Duration {
        guard wrongCount >= wrongCountToLock else { return .zero }
        return min(waitMax, .seconds(60 << min(wrongCount - wrongCountToLock, 4)))
    }

    /// How long is still to wait; nil when there is nothing to wait for.
    func timeLeft(at now: Timestamp) -> Duration? {
        let wait = Self.wait(after: wrongCount)
        let passed = now.since(lastWrongAt)
        // A clock that was set back by more than a lock lasts must not lock anybody out for as
        // long as it was set back.
        guard passed < wait, passed >= .zero - Self.waitMax else { return nil }
        return wait - passed
    }
}

extension Timestamp {
    /// The time from another moment to this one, negative when that one is later.
    func since(_ other: Timestamp) -> Duration {
        .milliseconds(milliseconds - other.milliseconds)
    }

    /// The moment this long before.
    func earlier(by time: Duration) -> Timestamp {
        let (seconds, attoseconds) = time.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        return Timestamp(milliseconds: self.milliseconds - milliseconds)
    }
}

/// Why somebody is not signed in.
package enum SignInError: Error, Equatable, Spoken {
    /// The name or the secret is wrong; which of them is not told.
    case refused
    /// Too many wrong ones in a row.
    case locked(timeLeft: Duration)

    package var sentence: Sentence {
        switch self {
        case .refused: "The name or the PIN or password is not right. Try again."
        case .locked(let timeLeft):
            """
            Too many wrong tries. Wait \(timeLeft.inWords) and try again, or ask a manager for a \
            new PIN or password.
            """
        }
    }
}

extension Duration {
    /// Whole seconds below a minute, whole minutes from there, rounded up: `43 seconds`.
    var inWords: Sentence {
        let (whole, part) = components
        let seconds = max(1, part > 0 ? whole + 1 : whole)
        let minutes = (seconds + 59) / 60
        if seconds >= 60 { return minutes == 1 ? "1 minute" : "\(minutes) minutes" }
        return seconds == 1 ? "1 second" : "\(seconds) seconds"
    }
}
