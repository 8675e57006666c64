import GRDB
import Glibc

/// Opens and prepares databases.
enum OpenDatabase {
    /// How long a write waits for another process's write before it gives up, in seconds.
    static let busySeconds = 20.0

    /// Opens the database at `path`, making and migrating its tables.
    ///
    /// - Throws: ``StoreError`` when the file serves the other role, is from a newer version or
    ///   cannot be written.
    static func file(_ path: String, role: StoreRole) throws -> any DatabaseWriter {
        // Before SQLite touches the file: a newer version's data stays as it is to the byte.
        if let version = versionInHeader(path), version > Schema.version {
            throw StoreError.newerVersion(found: Int(version), known: Int(Schema.version))
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration())
            // A write that was acknowledged to a person survives loss of power. A pool sets NORMAL
            // when it turns to write-ahead logging, so this comes after.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try prepare(pool, role: role)
            return pool
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// The `user_version` that a database file's header holds, at bytes 60 to 63.
    ///
    /// Nil when there is no such file yet, or it is no database.
    private static func versionInHeader(_ path: String) -> Int32? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var header = [UInt8](repeating: 0, count: 64)
        guard unsafe pread(file, &header, 64, 0) == 64,
            header.starts(with: "SQLite format 3\0".utf8)
        else { return nil }
        return Int32(bitPattern: header[60...].reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// A database in memory, for simulations.
    static func memory(role: StoreRole) throws -> any DatabaseWriter {
        let queue = try emptyMemory()
        try prepare(queue, role: role)
        return queue
    }

    static func emptyMemory() throws -> DatabaseQueue {
        try DatabaseQueue(configuration: configuration())
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.label = "amends"
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { database in
            // 32 MiB: the upper levels of every index stay in memory.
            try database.execute(sql: "PRAGMA cache_size = -32768")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            // 16 MiB of log before a checkpoint: fewer of them while much is imported.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
        }
        return configuration
    }

    private static func prepare(_ writer: any DatabaseWriter, role: StoreRole) throws {
        try writer.write { database in
            let version = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            guard version <= Schema.version else {
                throw StoreError.newerVersion(found: Int(version), known: Int(Schema.version))
            }
            if version > 0 {
                let found = try Settings.text(.role, in: database)
                guard found == role.rawValue else {
                    throw StoreError.otherRole(found: found ?? "nothing", wanted: role.rawValue)
                }
                if version == Schema.version { return }
            }
            try Schema.install(database, role: role)
            try Settings.set(.role, role.rawValue, in: database)
            try database.execute(sql: "PRAGMA user_version = \(Schema.version)")
        }
    }
}

/// Why a store cannot be used, and what to do about it.
package enum StoreError: Error, Equatable, CustomStringConvertible {
    case newerVersion(found: Int, known: Int)
    case otherRole(found: String, wanted: String)
    case notSetUp(path: String)
    case alreadySetUp(path: String)
    case inUse(path: String, process: String)
    case readOnly(path: String)
    case diskFull(path: String)
    case notADatabase(path: String)
    case busy(path: String)
    case other(path: String, message: String)

    init(_ error: DatabaseError, path: String) {
        self =
            switch error.resultCode {
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
                .readOnly(path: path)
            case .SQLITE_FULL: .diskFull(path: path)
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: .notADatabase(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            default: .other(path: path, message: error.message ?? "\(error.resultCode)")
            }
    }

    /// Says in words what an error of the database means; nil for errors of another kind.
    package init?(explaining error: any Error) {
        guard let error = error as? DatabaseError else { return nil }
        self.init(error, path: "the data directory")
    }

    package var description: String {
        switch self {
        case .newerVersion(let found, let known):
            """
            This data was written by a newer version of amends (format \(found), this program \
            knows up to \(known)). Install the newer amends; nothing was changed.
            """
        case .otherRole(let found, let wanted):
            """
            This directory belongs to a \(found), and the command needs a \(wanted). \
            Give the other directory with --data.
            """
        case .notSetUp(let path):
            """
            There is no amends data at \(path). Make it with 'amends node init' or \
            'amends hub init', or name the right directory with --data.
            """
        case .alreadySetUp(let path):
            "There is amends data at \(path) already. Choose an empty directory with --data."
        case .inUse(let path, let process):
            """
            Another amends (process \(process)) is serving \(path). Stop it first, or serve \
            another directory.
            """
        case .readOnly(let path):
            """
            \(path) cannot be written. Check who owns the directory, its permissions and \
            whether the disk is mounted read-only.
            """
        case .diskFull(let path):
            "The disk that holds \(path) is full. Free some space and try again; nothing was lost."
        case .notADatabase(let path):
            """
            \(path) is not a sound database. Leave it as it is and restore the last backup into \
            an empty directory; what was synced comes back from the hub.
            """
        case .busy(let path):
            """
            Another program kept \(path) locked for \(Int(OpenDatabase.busySeconds)) seconds. \
            Try again; if it goes on, see which processes have the file open.
            """
        case .other(let path, let message):
            "The database at \(path) said: \(message). Try again; if it goes on, see the log."
        }
    }
}
