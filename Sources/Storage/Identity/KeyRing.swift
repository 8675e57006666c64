import Glibc
package import Wire

/// The private keys of a node or a hub, in a file beside its database that its owner alone reads.
///
/// They are never in the database: a copy of the database alone speaks for nobody.
package struct KeyRing: Hashable, Sendable {
    /// The key in use.
    package var present: SigningKey
    /// One that is to follow it, and is not known to the other side for certain.
    package var next: SigningKey?
    /// Keys that were in use before, the latest first; a hub keeps them for sites that it has not
    /// told yet.
    package var former: [SigningKey]

    package init(present: SigningKey, next: SigningKey? = nil, former: [SigningKey] = []) {
        self.present = present
        self.next = next
        self.former = former
    }

    /// The keys' file, beside a database: `node.key` or `hub.key`.
    package static func path(besideDatabase path: String) -> String {
        (path.hasSuffix(".db") ? String(path.dropLast(3)) : path) + ".key"
    }

    /// Reads the keys.
    ///
    /// - Returns: nil when there is no such file.
    /// - Throws: ``KeyError`` when it cannot be read, is open to others, or holds no keys.
    package init?(path: String) throws {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw KeyError.unreadable(path: path)
        }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw KeyError.unreadable(path: path) }
        guard status.st_mode & 0o077 == 0 else { throw KeyError.open(path: path) }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.byteCountMax) {
            buffer,
            count in
            count = unsafe max(0, read(file, buffer.baseAddress, buffer.count))
        }
        guard let ring = Self(text: String(decoding: bytes, as: UTF8.self)) else {
            throw KeyError.damaged(path: path)
        }
        self = ring
    }

    private static let byteCountMax = 4_096
    private static let heading = "amends keys 1"
    /// How many former keys are kept.
    package static let formerCountMax = 8

    init?(text: String) {
        var lines = text.split(separator: "\n")
        guard lines.popLast() == "end", lines.first.map(String.init) == Self.heading else {
            return nil
        }
        var present: SigningKey?
        var next: SigningKey?
        var former: [SigningKey] = []
        for line in lines.dropFirst() {
            let words = line.split(separator: " ")
            guard words.count == 2, let key = Self.key(words[1]) else { return nil }
            switch words[0] {
            case "present" where present == nil: present = key
            case "next" where next == nil: next = key
            case "former": former.append(key)
            default: return nil
            }
        }
        guard let present else { return nil }
        self.init(present: present, next: next, former: former)
    }

    var text: String {
        var lines = [Self.heading, "present \(Self.hex(present))"]
        if let next { lines.append("next \(Self.hex(next))") }
        lines += former.prefix(Self.formerCountMax).map { "former \(Self.hex($0))" }
        // A file that was cut short has no end, and is not taken for one with fewer keys.
        return (lines + ["end", ""]).joined(separator: "\n")
    }

    private static func hex(_ key: SigningKey) -> String {
        key.seed.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func key(_ hex: Substring) -> SigningKey? {
        let digits = Array(hex)
        guard digits.count == 2 * VerifyingKey.byteCount else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2)
            .compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        return SigningKey(seed: bytes)
    }

    /// Replaces the file; it is on disk, whole, when this returns.
    ///
    /// - Throws: ``KeyError/unwritable(path:)``.
    package func write(path: String) throws {
        let new = path + ".new"
        let file = unsafe open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw KeyError.unwritable(path: path) }
        let text = text
        // A file of that name may have lain there, with other permissions.
        let isWhole =
            unsafe fchmod(file, 0o600) == 0
            && text.withCString { unsafe Glibc.write(file, $0, text.utf8.count) }
                == text.utf8.count
            && fsync(file) == 0
        close(file)
        guard isWhole, unsafe rename(new, path) == 0 else {
            unsafe unlink(new)
            throw KeyError.unwritable(path: path)
        }
        try Self.persistName(path)
    }

    /// The new name is on disk when the directory is.
    private static func persistName(_ path: String) throws {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let directory = unsafe open(
            folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder,
            O_RDONLY | O_DIRECTORY | O_CLOEXEC
        )
        guard directory >= 0 else { throw KeyError.unwritable(path: path) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw KeyError.unwritable(path: path) }
    }
}

/// Why keys cannot be used, and what to do about it.
package enum KeyError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String)
    case open(path: String)
    case damaged(path: String)
    case unwritable(path: String)
    case hubKeyMissing(path: String)
    case otherHubsKey(path: String)
    case otherSite(found: String, wanted: String)

    package var description: String {
        switch self {
        case .unreadable(let path):
            "\(path) cannot be read. It belongs to the user under which amends runs."
        case .open(let path):
            "\(path) holds private keys and others may read it. Say: chmod 600 '\(path)'"
        case .damaged(let path):
            "\(path) holds no keys. Put it back from the machine that this data came from."
        case .unwritable(let path):
            "\(path) cannot be written. Check the directory's owner and free disk space."
        case .hubKeyMissing(let path):
            """
            The hub's key is missing: \(path). Put it back from the machine that this data came \
            from. If it is lost: 'amends hub rotate-key --lost', and every site needs a code \
            from 'amends hub site rejoin'.
            """
        case .otherHubsKey(let path):
            """
            \(path) is another hub's. Put back the one that belongs to this data; \
            'amends hub rotate-key --lost' makes a new one if it is lost.
            """
        case .otherSite(let found, let wanted):
            """
            This code is for \(found), and this data is \(wanted)'s. Ask for a code from \
            'amends hub site rejoin \(wanted)'.
            """
        }
    }
}
