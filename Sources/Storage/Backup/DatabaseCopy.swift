import GRDB
import Glibc

/// Copies of database files.
enum DatabaseCopy {
    /// Copies a database as it is at one moment, while others may read it and write to it.
    ///
    /// The copy was read through, and is on disk when this returns.
    ///
    /// - Throws: ``StoreError`` when there is no sound database at `source`, or `path` cannot be
    ///   written.
    static func make(of source: String, at path: String) throws {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(OpenDatabase.busySeconds)
            let original = try DatabaseQueue(path: source, configuration: configuration)
            let copy = try DatabaseQueue(path: path)
            // In one step, which is one moment.
            try original.backup(to: copy)
            // One file, with nothing beside it that could be left behind.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            let complaint = try copy.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            try copy.close()
            try original.close()
            guard complaint == "ok" else { throw StoreError.notADatabase(path: source) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: error.resultCode == .SQLITE_FULL ? path : source)
        }
        try persist(path)
    }

    /// Has a file's or a directory's content on disk.
    static func persist(_ path: String) throws {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw StoreError.readOnly(path: path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw StoreError.diskFull(path: path) }
    }

    /// Gives a database another name, with the log beside it.
    static func move(_ path: String, to new: String) throws {
        for ending in ["-wal", "-shm", ""] where unsafe access(path + ending, F_OK) == 0 {
            guard unsafe rename(path + ending, new + ending) == 0 else {
                throw StoreError.readOnly(path: path)
            }
        }
    }
}
