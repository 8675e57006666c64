import Crypto
package import Recovery

/// What a browser shows to say whose session it is: 32 random bytes in base64url, 43 characters.
///
/// It shows nothing of itself when it is printed.
package struct SessionToken: Hashable, Sendable, CustomStringConvertible {
    /// What goes into the cookie.
    package let text: String

    /// Draws a new token.
    package init(using random: inout some RandomNumberGenerator) {
        text = base64URL((0..<32).map { _ in random.next() })
    }

    /// Reads a cookie; nil when it cannot be a token.
    package init?(_ text: String) {
        guard text.utf8.count == 43, text.utf8.allSatisfy(base64URLAlphabet.contains) else {
            return nil
        }
        self.text = text
    }

    package var description: String { "a session's token" }

    /// All that is stored of it.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// What every form of the session carries.
    ///
    /// Another site can send a form in the session's name, but cannot know this. It follows from
    /// the token, so it is nowhere stored.
    var formToken: String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("amends form".utf8),
            using: SymmetricKey(data: Array(text.utf8))
        )
        return base64URL(Array(code))
    }
}

/// Where somebody signed in.
package enum Terminal: Int64, CaseIterable, Sendable {
    /// The person's own.
    case own = 1
    /// One that several people use in turn.
    case shared

    /// How long a session lasts without an act.
    package var idleMax: Duration { self == .own ? .seconds(12 * 3600) : .seconds(15 * 60) }
}

/// Somebody's presence at a terminal, from sign-in to its end.
package struct Session: Hashable, Sendable {
    /// The person as of now: a new role counts from the next request.
    package let person: Person
    package let terminal: Terminal
    package let startedAt: Timestamp
    /// The last act that was written down, at most a minute before the last act.
    package let seenAt: Timestamp
    /// Proves that a form was made for this session.
    package let formToken: String
    let tokenHash: [UInt8]

    /// Whether a form was made for this session, in a time that tells nothing of the right one.
    package func accepts(formToken shown: String) -> Bool {
        areEqual(Array(shown.utf8), Array(formToken.utf8))
    }
}

/// When sessions end by themselves.
enum SessionEnd {
    /// How long a session lasts, whatever is done in it.
    static let ageMax = Duration.seconds(7 * 86_400)
    /// How much time passes between two notes of an act.
    static let touchPause = Duration.seconds(60)
    /// How far the clock may seem to go back between two requests; after more it was set back,
    /// and nobody knows how old a session is.
    static let setBackMax = Duration.seconds(60)

    static func isOver(
        _ terminal: Terminal,
        startedAt: Timestamp,
        seenAt: Timestamp,
        now: Timestamp
    ) -> Bool {
        now.since(startedAt) >= ageMax || now.since(seenAt) >= terminal.idleMax
            || seenAt.since(now) > setBackMax
    }

    /// Whether an act now is to be written down.
    static func isTouchDue(seenAt: Timestamp, now: Timestamp) -> Bool {
        now.since(seenAt) >= touchPause
    }
}

private let base64URLAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
)

/// RFC 4648, section 5, without padding.
private func base64URL(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    var bits = 0
    var bitCount = 0
    for byte in bytes {
        bits = bits << 8 | Int(byte)
        bitCount += 8
        while bitCount >= 6 {
            bitCount -= 6
            text.append(base64URLAlphabet[bits >> bitCount & 63])
        }
        bits &= (1 << bitCount) - 1
    }
    if bitCount > 0 { text.append(base64URLAlphabet[bits << (6 - bitCount) & 63]) }
    return String(decoding: text, as: UTF8.self)
}
