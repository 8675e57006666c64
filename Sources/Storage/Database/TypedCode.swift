import Crypto

/// A word that a person copies by hand, once: letters and digits that do not look alike, in groups
/// of four, each worth 5 random bits.
struct TypedCode: Hashable, Sendable, CustomStringConvertible {
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")

    private let characters: String

    /// Draws a new code.
    init(of characterCount: Int, using random: inout some RandomNumberGenerator) {
        characters = String(
            (0..<characterCount).map { _ in Self.alphabet[Int(random.next() >> 59)] }
        )
    }

    /// Reads a code as a person types it, with or without hyphens, in either case.
    ///
    /// nil when it cannot be one.
    init?(_ text: String, of characterCount: Int) {
        let kept = text.uppercased().filter { $0 != "-" && !$0.isWhitespace }
        guard kept.count == characterCount, kept.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        characters = kept
    }

    /// All that is stored of it.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(characters.utf8))) }

    var description: String {
        var text = ""
        for (index, character) in characters.enumerated() {
            if index > 0 && index.isMultiple(of: 4) { text.append("-") }
            text.append(character)
        }
        return text
    }
}
