import HTTPTypes
import Synchronization

/// Lets so many tries to sign in wait for each other, and no more: each takes some 40 ms by design,
/// and a flood of them must not keep a desk from its work.
package final class SignInGate: Sendable {
    private let count = Mutex(0)
    package static let countMax = 16

    package init() {}

    /// - Throws: a problem that asks to try again, and whatever `body` throws.
    package func pass<Result>(_ body: () throws -> Result) throws -> Result {
        let mayPass = count.withLock { count in
            guard count < Self.countMax else { return false }
            count += 1
            return true
        }
        guard mayPass else {
            throw Problem(
                .serviceUnavailable,
                "busy",
                Language.spoken.say("Many people are signing in at once. Try again in a moment."),
                retryAfterSeconds: 1
            )
        }
        defer { count.withLock { $0 -= 1 } }
        return try body()
    }
}
