import GRDB
import Glibc
package import Recovery
package import Wire

/// A copy of a node's or a hub's data in a directory of its own, from which it can be restored.
///
/// The database lies there as `node.backup` or `hub.backup`, so that nobody serves it by mistake;
/// a node's pictures and recordings lie beside it, and a hub's keys. A node's key does not: two
/// machines with one key would be one site twice.
package struct Backup: Hashable, Sendable {
    package let path: String
    package let role: StoreRole

    /// Finds the backup in a directory.
    ///
    /// - Throws: ``BackupError/notABackup(path:)``.
    package init(at path: String) throws {
        let role = [StoreRole.node, .hub].first { role in
            unsafe access(Self.database(path, role), F_OK) == 0
        }
        guard let role else { throw BackupError.notABackup(path: path) }
        (self.path, self.role) = (path, role)
    }

    private static func database(_ path: String, _ role: StoreRole) -> String {
        "\(path)/\(role.rawValue).backup"
    }

    /// What was copied.
    package struct Contents: Hashable, Sendable {
        /// Bytes of the database.
        package var byteCount: Int
        /// Pictures and recordings.
        package var fileCount: Int
    }

    // MARK: Making

    /// Copies the data of `directory`, which may be served meanwhile, into an empty directory.
    ///
    /// What is there when this returns is whole and on disk; without the database's final name it
    /// is no backup.
    ///
    /// - Throws: ``StoreError``; ``BackupError/notEmpty(path:)``; ``KeyError``.
    package static func make(
        of directory: String,
        _ role: StoreRole,
        at path: String
    ) throws -> Contents {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StoreError.readOnly(path: path)
        }
        guard try Folder.names(path).isEmpty else { throw BackupError.notEmpty(path: path) }
        // The database comes first: the files and keys that it names are then there, and perhaps
        // more.
        let draft = database(path, role) + ".new"
        try DatabaseCopy.make(of: "\(directory)/\(role.rawValue).db", at: draft)
        let files = try copyFiles(from: directory, to: path)
        if role == .hub { try copyKeys(from: "\(directory)/hub.key", to: "\(path)/hub.key") }
        guard unsafe chmod(draft, 0o600) == 0, unsafe rename(draft, database(path, role)) == 0
        else { throw StoreError.readOnly(path: path) }
        try DatabaseCopy.persist(path)
        return Contents(
            byteCount: try Folder.byteCount(database(path, role)),
            fileCount: files
        )
    }

    private static func copyFiles(from directory: String, to path: String) throws -> Int {
        let (source, target) = (
            AttachmentFiles(directory: directory), AttachmentFiles(directory: path)
        )
        var count = 0
        for digest in try source.digests() {
            guard let bytes = try source.bytes(digest) else { continue }
            _ = try target.keep(bytes)
            count += 1
        }
        return count
    }

    private static func copyKeys(from source: String, to path: String) throws {
        try KeyRing(path: source)?.write(path: path)
    }

    // MARK: Restoring

    /// Puts the data into `directory`; a database that is there already keeps its file under
    /// another name.
    ///
    /// A hub begins a new epoch, in which every site offers again what it may lack. A node is
    /// taken for a copy by the hub at its next exchange if it has a later life, and then renamed;
    /// what waited there to leave for guests may have left since: a person looks at each message.
    ///
    /// - Returns: what was restored, and the former database's name if there was one.
    /// - Throws: ``StoreError``, ``KeyError``; ``BackupError/otherRole(found:wanted:)``.
    package func restore(
        _ wanted: StoreRole,
        to directory: String,
        epoch: Epoch,
        now: Timestamp
    ) throws -> (contents: Contents, former: String?) {
        guard role == wanted else {
            throw BackupError.otherRole(found: role.rawValue, wanted: wanted.rawValue)
        }
        let database = "\(directory)/\(role.rawValue).db"
        let draft = database + ".new"
        let present = unsafe access(database, F_OK) == 0
        let lock = present ? try ServeLock(database: database, directory: directory) : nil
        defer { lock?.release() }
        try DatabaseCopy.make(of: Self.database(path, role), at: draft)
        guard unsafe chmod(draft, 0o600) == 0 else { throw StoreError.readOnly(path: directory) }
        try begin(draft, epoch, now)
        let fileCount = try Self.copyFiles(from: path, to: directory)
        if role == .hub, unsafe access("\(directory)/hub.key", F_OK) != 0 {
            try Self.copyKeys(from: "\(path)/hub.key", to: "\(directory)/hub.key")
        }
        let former = present ? "\(database).before-\(now.milliseconds)" : nil
        if let former { try DatabaseCopy.move(database, to: former) }
        // It says how far the former database had come.
        unsafe unlink("\(directory)/hub.sidecar")
        try DatabaseCopy.move(draft, to: database)
        try DatabaseCopy.persist(directory)
        return (
            Contents(byteCount: try Folder.byteCount(database), fileCount: fileCount), former
        )
    }

    private func begin(_ database: String, _ epoch: Epoch, _ now: Timestamp) throws {
        switch role {
        case .hub:
            let store = try HubStore(path: database)
            try store.restored(epoch: epoch, now: now)
            try store.database.close()
        case .node:
            let store = try NodeStore(path: database)
            try store.database.write {
                try Journal.add("This node was restored from a backup.", now, $0)
                try $0.execute(
                    sql: "UPDATE outbox SET state = ?, detail = ? WHERE state IN (?, ?)",
                    arguments: [
                        OutboxState.doubtful.rawValue, "restored from a backup",
                        OutboxState.waiting.rawValue, OutboxState.carrying.rawValue,
                    ]
                )
            }
            try store.database.close()
        }
    }
}

/// Why there is no backup, or it cannot be restored.
package enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    case notABackup(path: String)
    case notEmpty(path: String)
    case otherRole(found: String, wanted: String)
    case hasData(path: String)

    package var description: String {
        switch self {
        case .notABackup(let path):
            """
            There is no whole backup in \(path): it has neither node.backup nor hub.backup. \
            Name the directory that 'amends node backup' or 'amends hub backup' made.
            """
        case .notEmpty(let path):
            """
            There is something in \(path) already. Name a directory that is empty or not there; \
            a backup is never written over another.
            """
        case .otherRole(let found, let wanted):
            "This is a backup of a \(found), not of a \(wanted). Use 'amends \(found) restore'."
        case .hasData(let path):
            """
            There is amends data in \(path) already. Choose an empty directory with --data, or \
            say --replace: the data that is there keeps its file under another name.
            """
        }
    }
}

/// What a directory holds.
enum Folder {
    /// The names in it, in no order; none when it is not there.
    static func names(_ path: String) throws -> [String] {
        guard let stream = unsafe opendir(path) else {
            if errno == ENOENT { return [] }
            throw StoreError.readOnly(path: path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func byteCount(_ path: String) throws -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw StoreError.readOnly(path: path) }
        return Int(status.st_size)
    }
}
