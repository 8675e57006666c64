import Crypto

/// An Ed25519 public key (RFC 8032): 32 bytes.
package struct VerifyingKey: Hashable, Sendable {
    /// How many bytes a key has, public or private.
    package static let byteCount = 32

    package let bytes: [UInt8]

    /// Takes a key's bytes; nil when they are not 32.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    fileprivate init(of key: Curve25519.Signing.PrivateKey) {
        bytes = Array(key.publicKey.rawRepresentation)
    }

    /// What people and `keyid` call the key.
    package var mark: KeyMark { KeyMark(of: self) }

    /// Whether the signature is this key's, of these bytes.
    package func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        do {
            return try Curve25519.Signing.PublicKey(rawRepresentation: bytes)
                .isValidSignature(signature, for: message)
        } catch {
            // Not a point of the curve: nothing is signed by it.
            return false
        }
    }
}

/// An Ed25519 private key, with its public one.
package struct SigningKey: Sendable {
    package let publicKey: VerifyingKey
    private let key: Curve25519.Signing.PrivateKey

    /// Draws a new key from the system's random source.
    package init() {
        key = Curve25519.Signing.PrivateKey()
        publicKey = VerifyingKey(of: key)
    }

    /// Takes a key's 32 secret bytes; nil when they are none.
    package init?(seed: [UInt8]) {
        do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) } catch {
            return nil
        }
        publicKey = VerifyingKey(of: key)
    }

    /// The 32 secret bytes, for the file that keeps them.
    package var seed: [UInt8] { Array(key.rawRepresentation) }

    /// Signs bytes.
    ///
    /// - Throws: what the cryptography says, when it has no memory.
    package func signature(of message: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: message))
    }
}

extension SigningKey: Hashable {
    /// Two private keys are one when their public ones are.
    package static func == (one: SigningKey, other: SigningKey) -> Bool {
        one.publicKey == other.publicKey
    }

    /// Hashes the public key.
    package func hash(into hasher: inout Hasher) { hasher.combine(publicKey) }
}

/// A key's name for people: the first 60 bits of SHA-256 of its public bytes, as 12 letters and
/// digits that do not look alike.
///
/// Nobody can make another key with the mark of a given one: that takes some 2^60 tries.
package struct KeyMark: Hashable, Sendable, CustomStringConvertible {
    /// How many characters a mark has.
    package static let characterCount = 12
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")

    /// The 12 characters.
    package let text: String

    init(of key: VerifyingKey) {
        let bits = SHA256.hash(data: key.bytes).prefix(8).reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        text = String(
            (0..<Self.characterCount).map { Self.alphabet[Int(bits >> (59 - 5 * $0) & 31)] }
        )
    }

    /// Reads a mark as a program or a person writes it, with or without hyphens; nil when it
    /// cannot be one.
    package init?(_ written: String) {
        let kept = written.uppercased().filter { $0 != "-" && !$0.isWhitespace }
        guard kept.count == Self.characterCount, kept.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        text = kept
    }

    package var description: String {
        let characters = Array(text)
        return stride(from: 0, to: characters.count, by: 4)
            .map { String(characters[$0..<min($0 + 4, characters.count)]) }
            .joined(separator: "-")
    }
}
