import Crypto
import CryptoExtras
import Synchronization

/// What the derivation of a key from a secret costs: scrypt's parameters (RFC 7914).
package struct ScryptCost: Hashable, Sendable {
    /// log2 of scrypt's N, 1 to 20.
    let rounds: UInt8
    /// scrypt's r, 1 to 32.
    let blockSize: UInt8
    /// scrypt's p, 1 to 16.
    let parallelism: UInt8

    /// N = 2^14, r = 8, p = 1, what scrypt's author gives for people who wait at a screen.
    ///
    /// It takes 16 MiB, and a node is to live in 60. The cost alone does not save a PIN from
    /// somebody who has the database: ten thousand tries of 50 ms are soon done. At the desk
    /// the lock-out does; it makes a stolen password dear.
    package static let standard = Self(rounds: 14, blockSize: 8, parallelism: 1)

    /// Names parameters; nil when they are beyond the limits above, which no node can pay.
    package init?(checking rounds: UInt8, _ blockSize: UInt8, _ parallelism: UInt8) {
        guard (1...20).contains(rounds), (1...32).contains(blockSize),
            (1...16).contains(parallelism)
        else { return nil }
        self.init(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    }

    private init(rounds: UInt8, blockSize: UInt8, parallelism: UInt8) {
        (self.rounds, self.blockSize, self.parallelism) = (rounds, blockSize, parallelism)
    }
}

/// All that is stored of a secret.
///
/// 51 bytes: the three parameters, 16 random bytes of salt, 32 bytes of derived key. What was
/// stored at another cost is checked at that cost.
struct SecretHash: Hashable, Sendable {
    private static let saltByteCount = 16
    private static let keyByteCount = 32

    let cost: ScryptCost
    private let salt: [UInt8]
    private let key: [UInt8]

    init(of secret: Secret, cost: ScryptCost) throws {
        try self.init(of: secret.text, cost: cost)
    }

    /// Takes a secret that was right already, when the cost was another.
    init(of text: String, cost: ScryptCost) throws {
        var random = SystemRandomNumberGenerator()
        salt = (0..<Self.saltByteCount).map { _ in random.next() }
        self.cost = cost
        key = try Self.derive(text, salt, cost)
    }

    /// Nobody's: checking against it takes as long as against somebody's, and nothing matches.
    init(nobodysAt cost: ScryptCost) {
        self.cost = cost
        salt = [UInt8](repeating: 0, count: Self.saltByteCount)
        key = [UInt8](repeating: 0, count: Self.keyByteCount)
    }

    /// Reads what was stored; nil when it cannot be one.
    init?(bytes: [UInt8]) {
        guard bytes.count == 3 + Self.saltByteCount + Self.keyByteCount,
            let cost = ScryptCost(checking: bytes[0], bytes[1], bytes[2])
        else { return nil }
        self.cost = cost
        salt = Array(bytes[3..<3 + Self.saltByteCount])
        key = Array(bytes[(3 + Self.saltByteCount)...])
    }

    var bytes: [UInt8] { [cost.rounds, cost.blockSize, cost.parallelism] + salt + key }

    /// Whether a text is the secret; about 50 ms at the standard cost, so never in a transaction.
    func matches(_ text: String) throws -> Bool {
        areEqual(try Self.derive(text, salt, cost), key)
    }

    /// One derivation at a time: a rush of sign-ins must not take 16 MiB each.
    private static let turn = Mutex(())

    private static func derive(
        _ text: String,
        _ salt: [UInt8],
        _ cost: ScryptCost
    ) throws -> [UInt8] {
        let key = try turn.withLock { _ in
            try KDF.Scrypt.deriveKey(
                from: Array(text.utf8),
                salt: salt,
                outputByteCount: keyByteCount,
                rounds: 1 << Int(cost.rounds),
                blockSize: Int(cost.blockSize),
                parallelism: Int(cost.parallelism)
            )
        }
        return unsafe key.withUnsafeBytes { bytes in unsafe Array(bytes) }
    }
}

/// Whether bytes are the same, in a time that tells nothing of where they differ.
func areEqual(_ some: [UInt8], _ others: [UInt8]) -> Bool {
    guard some.count == others.count else { return false }
    return zip(some, others).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
