package import Recovery

/// The word with which the first person at a node shows that they run its machine: `ABCD-EFGH`.
///
/// 40 random bits; at a thousand tries a second somebody would be at it for 17 years before an
/// even chance.
package struct SetUpCode: Hashable, Sendable, CustomStringConvertible {
    private static let characterCount = 8

    private let code: TypedCode

    /// Draws a new code.
    package init(using random: inout some RandomNumberGenerator) {
        code = TypedCode(of: Self.characterCount, using: &random)
    }

    /// Reads a code as a person types it; nil when it cannot be one.
    package init?(_ text: String) {
        guard let code = TypedCode(text, of: Self.characterCount) else { return nil }
        self.code = code
    }

    /// All that is stored of it, in hexadecimal.
    var hash: String {
        code.hash.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    package var description: String { code.description }
}

/// Why nobody is made the first person, and what to do about it.
package enum SetUpError: Error, Equatable, Spoken {
    case codeRefused
    case somebodyIsHere

    package var sentence: Sentence {
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
