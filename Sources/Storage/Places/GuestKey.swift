import Crypto
import GRDB
package import Wire

/// Makes the addresses by which a guest comes back to what is theirs, and reads them.
///
/// An address is a record's name and 60 bits that only this node can give: HMAC-SHA-256 of the
/// purpose and the name under a key that never leaves the node. It is nowhere stored, so the same
/// record always has the same address, until the node is set up anew.
package struct GuestKey: Sendable {
    /// What an address opens.
    package enum Purpose: String, Sendable {
        /// How a guest's words fared, and the answer to them.
        case answer
        /// The questions after a case was closed.
        case survey
        /// The questions 90 days after.
        case secondSurvey
    }

    private let key: SymmetricKey
    private static let proofLetterCount = 12

    fileprivate init(_ bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

    /// The code that stands in an address.
    package func code(_ purpose: Purpose, of id: ChangeID) -> String {
        let number = UInt64(bitPattern: id.rawValue)
        let letterCount = max(1, (64 - number.leadingZeroBitCount + 4) / 5)
        return CodeAlphabet.text(number, count: letterCount)
            + CodeAlphabet.text(proof(purpose, number), count: Self.proofLetterCount)
    }

    /// The record that a code opens, as it was named when the code was made; nil for a code that
    /// this node did not make for the purpose.
    package func id(_ purpose: Purpose, of code: String) -> ChangeID? {
        guard code.utf8.count > Self.proofLetterCount,
            let number = CodeAlphabet.number(code.dropLast(Self.proofLetterCount)),
            let shown = CodeAlphabet.number(code.suffix(Self.proofLetterCount)),
            // Comparing two numbers takes the same time whatever they are.
            shown == proof(purpose, number)
        else { return nil }
        return ChangeID(rawValue: Int64(bitPattern: number))
    }

    private func proof(_ purpose: Purpose, _ number: UInt64) -> UInt64 {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("amends \(purpose.rawValue) \(number)".utf8),
            using: key
        )
        return code.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } >> 4
    }
}

extension NodeStore {
    /// This node's key for guests' addresses, made when it is first asked for.
    package func guestKey() throws -> GuestKey {
        try database.write { database in
            if let text = try Settings.text(.guestKey, in: database) {
                return GuestKey(Array(text.utf8))
            }
            var random = SystemRandomNumberGenerator()
            let text = (0..<4).map { _ in CodeAlphabet.text(random.next(), count: 13) }.joined()
            try Settings.set(.guestKey, text, in: database)
            return GuestKey(Array(text.utf8))
        }
    }

    /// What the house has said about its guests' pages.
    package func guestSettings() throws -> GuestSettings { try read { try $0.guestSettings() } }

    /// Keeps what the house says about its guests' pages.
    package func setGuestSettings(_ settings: GuestSettings) throws {
        try database.write { database in
            if let address = settings.address {
                try Settings.set(.guestAddress, address, in: database)
            }
            if let language = settings.language {
                try Settings.set(.guestLanguage, language, in: database)
            }
        }
    }
}

extension StoreReader {
    /// What the house has said about its guests' pages; each nil until somebody says it.
    package func guestSettings() throws -> GuestSettings {
        GuestSettings(
            address: try Settings.text(.guestAddress, in: database),
            language: try Settings.text(.guestLanguage, in: database)
        )
    }
}

/// What a house has said about its guests' pages; of this node alone.
package struct GuestSettings: Hashable, Sendable {
    /// Where guests' telephones reach this node, such as `http://amends.house:8080`.
    package var address: String?
    /// The code of the language for guests whose own no page speaks.
    package var language: String?

    /// What is nil stays as it was said before.
    package init(address: String?, language: String?) {
        self.address = address
        self.language = language
    }
}
