import GRDB
package import Recovery
import Synchronization
package import Wire

/// The hub's own keys, as its file has them at any time: another process may change them.
package final class HubKeys: Sendable {
    private let path: String
    private let known: Mutex<(ring: KeyRing, stamp: FileStamp?)>

    fileprivate init(path: String, ring: KeyRing) {
        self.path = path
        known = Mutex((ring, FileStamp(path)))
    }

    /// The keys as they are now.
    ///
    /// - Throws: ``KeyError`` when the file has changed and cannot be used.
    package func ring() throws -> KeyRing {
        let stamp = FileStamp(path)
        return try known.withLock { known in
            // A file that was taken away does not stop a hub that runs.
            if let stamp, stamp != known.stamp, let ring = try KeyRing(path: path) {
                known = (ring, stamp)
            }
            return known.ring
        }
    }
}

extension HubStore {
    /// The hub's keys, which are made when this hub has never had any.
    ///
    /// - Throws: ``KeyError`` when they are lost, or another hub's.
    package func keys() throws -> HubKeys {
        let path = KeyRing.path(besideDatabase: database.path)
        let known = try database.read { try Settings.text(.ownKey, in: $0) }
        guard let ring = try KeyRing(path: path), let known else {
            return HubKeys(path: path, ring: try firstKeys(path))
        }
        // A database from before a change of keys knows one of the former keys.
        guard ([ring.present] + ring.former).contains(where: { $0.publicKey.mark.text == known })
        else { throw KeyError.otherHubsKey(path: path) }
        return HubKeys(path: path, ring: ring)
    }

    /// Makes the first keys, unless another process has just done so.
    private func firstKeys(_ path: String) throws -> KeyRing {
        try database.write { database in
            if let ring = try KeyRing(path: path) {
                try Self.note(ring, in: database)
                return ring
            }
            guard try Settings.text(.ownKey, in: database) == nil else {
                throw KeyError.hubKeyMissing(path: path)
            }
            let ring = KeyRing(present: SigningKey())
            try ring.write(path: path)
            try Self.note(ring, in: database)
            return ring
        }
    }

    /// Makes a new key; sites are told of it in replies that the former one signs, unless that one
    /// is lost.
    ///
    /// - Returns: the keys as they are now.
    /// - Throws: ``KeyError``.
    package func rotateKey(isLost: Bool, author: String, now: Timestamp) throws -> KeyRing {
        let path = KeyRing.path(besideDatabase: database.path)
        var ring = KeyRing(present: SigningKey())
        if !isLost {
            let kept = try keys().ring()
            ring.former = [kept.present] + kept.former.prefix(KeyRing.formerCountMax - 1)
        }
        try ring.write(path: path)
        let mark = ring.present.publicKey.mark
        let words = isLost ? "made the lost key of the hub anew" : "gave the hub a new key"
        try database.write { [ring] in
            try Self.note(ring, in: $0)
            try Journal.add("\(author) \(words): \(mark).", now, $0)
        }
        return ring
    }

    /// Forgets the former keys: sites that have not heard since then need a code to come back.
    ///
    /// - Throws: ``KeyError``.
    package func forgetFormerKeys(author: String, now: Timestamp) throws -> KeyRing {
        var ring = try keys().ring()
        ring.former = []
        try ring.write(path: KeyRing.path(besideDatabase: database.path))
        try database.write { try Journal.add("\(author) dropped the hub's former keys.", now, $0) }
        return ring
    }

    /// What a node joins with: the code, and by which key it knows the hub.
    ///
    /// - Throws: ``KeyError``.
    package func invitation(_ code: JoinCode) throws -> Invitation {
        Invitation(code: code, hubMark: try keys().ring().present.publicKey.mark)
    }

    private static func note(_ ring: KeyRing, in database: Database) throws {
        try Settings.set(.ownKey, ring.present.publicKey.mark.text, in: database)
    }
}

/// What a node joins with: a code that works once, and the mark of the hub's key, so that a false
/// hub is noticed: `ABCD-EFGH-JKLM-NPQR-STUV-WXYZ`.
package struct Invitation: Hashable, Sendable, CustomStringConvertible {
    package let code: JoinCode
    /// nil when a hub that had no key yet made the code.
    package let hubMark: KeyMark?

    package init(code: JoinCode, hubMark: KeyMark?) {
        self.code = code
        self.hubMark = hubMark
    }

    /// Reads what a person types; nil when it cannot be an invitation.
    package init?(_ text: String) {
        let kept = text.filter { $0 != "-" && !$0.isWhitespace }
        guard let code = JoinCode(String(kept.prefix(JoinCode.characterCount))) else {
            return nil
        }
        let rest = String(kept.dropFirst(JoinCode.characterCount))
        let mark = KeyMark(rest)
        guard rest.isEmpty || mark != nil else { return nil }
        self.init(code: code, hubMark: mark)
    }

    package var description: String {
        hubMark.map { "\(code)-\($0)" } ?? code.description
    }
}
