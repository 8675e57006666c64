import Crypto

/// The word with which a node joins as its site, once: `ABCD-EFGH-JKLM`, 60 random bits.
package struct JoinCode: Hashable, Sendable, CustomStringConvertible {
    static let characterCount = 12

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

    /// All that is stored of it.
    var hash: [UInt8] { code.hash }

    package var description: String { code.description }
}

/// What a node shows with every request: its site's number, a dot, and 32 random bytes in
/// hexadecimal.
package struct Credential: Hashable, Sendable {
    package let site: UInt32
    package let text: String

    /// Draws a site's new credential.
    package init(site: UInt32, using random: inout some RandomNumberGenerator) {
        var text = "\(site)."
        for _ in 0..<4 {
            let part = String(random.next(), radix: 16)
            text += String(repeating: "0", count: 16 - part.count) + part
        }
        self.site = site
        self.text = text
    }

    /// Reads a credential that was shown; nil when it cannot be one.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 64, let site = UInt32(parts[0]) else {
            return nil
        }
        self.site = site
        self.text = text
    }

    /// All that is stored of it.
    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
