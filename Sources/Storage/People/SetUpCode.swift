import Crypto

/// The word with which the first person at a node shows that they run its machine: `ABCD-EFGH`.
///
/// 40 random bits, written without letters and digits that look alike; at a thousand tries a
/// second somebody would be at it for 17 years before an even chance.
package struct SetUpCode: Hashable, Sendable {
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    private static let characterCount = 8

    private let characters: String

    /// Draws a new code.
    package init(using random: inout some RandomNumberGenerator) {
        characters = String(
            (0..<Self.characterCount).map { _ in
                Self.alphabet[Int(random.next() >> 59)]
            }
        )
    }

    /// Reads a code as a person types it, with or without hyphens, in either case.
    ///
    /// nil when it cannot be one.
    package init?(_ text: String) {
        let kept = text.uppercased().filter { $0 != "-" && !$0.isWhitespace }
        guard kept.count == Self.characterCount, kept.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        characters = kept
    }

    /// All that is stored of it, in hexadecimal.
    var hash: String {
        SHA256.hash(data: Array(characters.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

extension SetUpCode: CustomStringConvertible {
    package var description: String { "\(characters.prefix(4))-\(characters.suffix(4))" }
}

/// Why nobody is made the first person, and what to do about it.
package enum SetUpError: Error, Equatable, CustomStringConvertible {
    case codeRefused
    case somebodyIsHere

    package var description: String {
        switch self {
        case .codeRefused:
            """
            That is not the set-up code. Copy the 8 characters that amends wrote when it last \
            began to serve this node.
            """
        case .somebodyIsHere:
            "This node has its first person already. Sign in, or ask a manager to add you."
        }
    }
}
