import GRDB

/// Notices that a database was written, by this process or another, at the cost of reading one
/// number.
package final class ChangeWatch: Sendable {
    private let connection: DatabaseQueue

    /// Opens a connection of its own to a database in a file.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.label = "amends.watch"
        configuration.readonly = true
        configuration.busyMode = .timeout(OpenDatabase.busySeconds)
        connection = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// A number that is another after every commit by any other connection.
    package func version() async throws -> Int64 {
        try await connection.read { database in
            try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0
        }
    }

    /// The same number, for callers on a thread that may wait.
    package func version() throws -> Int64 {
        try connection.read { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }
}

extension NodeStore {
    /// Notices every commit to this store's file.
    package func changeWatch() throws -> ChangeWatch { try ChangeWatch(path: database.path) }
}
