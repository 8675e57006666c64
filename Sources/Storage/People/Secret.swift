package import Recovery

/// A new PIN or password that may be used.
///
/// It shows nothing of itself when it is printed.
package struct Secret: Sendable, CustomStringConvertible {
    /// What was typed.
    let text: String
    package let kind: Kind

    /// What a secret is made of; 4 to 8 digits are a PIN, anything else is a password.
    package enum Kind: String, Sendable {
        case pin = "PIN"
        case password
    }

    package static let pinDigitCounts = 4...8
    /// In Unicode scalars: what looks like one letter may be many.
    package static let passwordCharacterCounts = 8...200

    /// Takes what was typed, as it stands.
    ///
    /// - Throws: ``SecretError`` saying which rule of PINs or passwords is broken.
    package init(_ text: String) throws(SecretError) {
        let digits = Self.digits(of: text)
        let count = text.unicodeScalars.count
        if let digits, digits.count <= Self.pinDigitCounts.upperBound {
            guard count >= Self.pinDigitCounts.lowerBound else { throw .pinTooShort(digits: count) }
            kind = .pin
        } else {
            guard count >= Self.passwordCharacterCounts.lowerBound else {
                throw .passwordTooShort(characters: count)
            }
            guard count <= Self.passwordCharacterCounts.upperBound else {
                throw .passwordTooLong(characters: count)
            }
            kind = .password
        }
        if let digits, Self.isEasy(digits) { throw .tooEasy(kind) }
        self.text = text
    }

    package var description: String { "a \(kind.rawValue)" }

    /// The digits that a text consists of; nil when there is anything else in it, or nothing.
    private static func digits(of text: String) -> [UInt8]? {
        let zero = UInt8(ascii: "0")
        guard !text.isEmpty, text.utf8.allSatisfy((zero...zero + 9).contains) else { return nil }
        return text.utf8.map { $0 - zero }
    }

    /// Whether digits count up or down (9 and 0 are neighbours) or say the same thing again.
    private static func isEasy(_ digits: [UInt8]) -> Bool {
        let steps = Set(zip(digits, digits.dropFirst()).map { (10 + $1 - $0) % 10 })
        if steps == [1] || steps == [9] { return true }
        return (1...digits.count / 2).contains { period in
            zip(digits, digits.dropFirst(period)).allSatisfy(==)
        }
    }
}

/// Why a PIN or a password may not be used.
package enum SecretError: Error, Equatable, Spoken {
    case pinTooShort(digits: Int)
    case passwordTooShort(characters: Int)
    case passwordTooLong(characters: Int)
    case tooEasy(Secret.Kind)

    package var sentence: Sentence {
        switch self {
        case .pinTooShort(let digits):
            "A PIN has 4 to 8 digits; this one has \(digits). Write a longer one."
        case .passwordTooShort(let characters):
            """
            A password has 8 characters or more; this one has \(characters). Write a longer one, \
            or a PIN of 4 to 8 digits.
            """
        case .passwordTooLong(let characters):
            """
            A password has at most 200 characters; this one has \(characters). Write a shorter \
            one.
            """
        case .tooEasy(let kind):
            """
            This \(Sentence(stringLiteral: kind.rawValue)) is easy to guess: its digits count up \
            or down, or repeat. Write another.
            """
        }
    }
}
