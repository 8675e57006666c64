import GRDB
package import Recovery

/// Somebody had this node stop syncing for a while.
package struct SyncPause: Hashable, Sendable {
    package var since: Timestamp
    package var author: String
}

extension NodeStore {
    /// Who had syncing stop here, if anybody.
    package func pause() throws -> SyncPause? {
        try database.read { try Self.pause($0) }
    }

    /// Stops syncing until ``resume(author:now:)``; work in the house goes on.
    package func pause(author: String, now: Timestamp) throws {
        try database.write { database in
            guard try Self.pause(database) == nil else { return }
            try Settings.set(.pausedAt, now.milliseconds, in: database)
            try Settings.set(.pausedBy, author, in: database)
            try Journal.add("\(author) paused syncing.", now, database)
        }
    }

    /// Lets syncing go on.
    package func resume(author: String, now: Timestamp) throws {
        try database.write { database in
            guard try Self.pause(database) != nil else { return }
            try Settings.remove(.pausedAt, in: database)
            try Settings.remove(.pausedBy, in: database)
            try Journal.add("\(author) let syncing go on.", now, database)
        }
    }

    private static func pause(_ database: Database) throws -> SyncPause? {
        guard let since = try Settings.integer(.pausedAt, in: database),
            let author = try Settings.text(.pausedBy, in: database)
        else { return nil }
        return SyncPause(since: Timestamp(milliseconds: since), author: author)
    }
}
