import GRDB
package import Recovery
package import Sync
package import Wire

/// How far a node is in step with the hub.
package struct SyncStatus: Hashable, Sendable {
    /// Changes that the hub has not acknowledged.
    package var unsent: Int64
    /// The age of the oldest of them.
    package var oldestUnsentSeconds: Int64?
    /// Whether the last complete pull was proved equal to the hub's state.
    package var isVerified: Bool
    /// What stands in the way, as the last exchange left it.
    package var blocker: Blocker?
    package var lastExchangeAt: Timestamp?
    /// This node's numbers, oldest first; more than one after it was copied or restored.
    package var lives: [WriterNumber]
    /// When this machine was last taken for a copy, and given the last of those numbers.
    package var renumberedAt: Timestamp?
    /// Changes of this site that the hub keeps aside.
    package var parked: Int
    /// Fields in which edits met and a person is to choose.
    package var conflicts: Int
}

extension StoreReader {
    /// Reads how far this node is in step.
    package func syncStatus(now: Timestamp) throws -> SyncStatus {
        let lives = try Life.all(database)
        let lastExchange = try Settings.integer(.lastExchangeAt, in: database)
        return SyncStatus(
            unsent: lives.reduce(0) { $0 + $1.count - $1.acknowledged },
            oldestUnsentSeconds: try NodeStore.oldestUnsent(lives, database)
                .map { max(0, (now.milliseconds - $0.milliseconds) / 1000) },
            isVerified: try Settings.integer(.verified, in: database) == 1,
            blocker: try NodeStore.blocker(database),
            lastExchangeAt: lastExchange.map(Timestamp.init(milliseconds:)),
            lives: lives.map(\.writer),
            renumberedAt: try Settings.integer(.renumberedAt, in: database)
                .map(Timestamp.init(milliseconds:)),
            parked: try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM parked_notice") ?? 0,
            conflicts: try NodeStore.conflictCount(database)
        )
    }
}

extension NodeStore {
    /// Reads how far this node is in step.
    package func syncStatus(now: Timestamp) throws -> SyncStatus {
        try read { try $0.syncStatus(now: now) }
    }

    /// Whether there are changes that the hub has not acknowledged.
    package func hasUnsent() throws -> Bool {
        try database.read { database in
            let statement = try RawStatement(
                database,
                "SELECT 1 FROM life WHERE acknowledged < count LIMIT 1"
            )
            defer { statement.reset() }
            return try statement.step()
        }
    }

    /// Whether anything is left to do: changes to push, or a pull that is not complete.
    package func hasMoreToSync() throws -> Bool {
        if try hasUnsent() { return true }
        return try database.read { database in
            let cursor = try ViewCursor.toPullFrom(database)
            let staged = try ViewCursor.staged(database)
            return cursor == nil || staged != nil
        }
    }

    /// Keeps what stands in the way of syncing, for whoever asks, in any process.
    package func setBlocker(_ blocker: Blocker?) throws {
        try database.write { database in
            if let blocker {
                try Settings.set(.lastError, blocker.trouble.rawValue, in: database)
                try Settings.set(.lastErrorAt, blocker.since.milliseconds, in: database)
            } else {
                try Settings.remove(.lastError, in: database)
                try Settings.remove(.lastErrorAt, in: database)
            }
        }
    }

    /// What stood in the way of syncing last.
    package func blocker() throws -> Blocker? { try database.read { try Self.blocker($0) } }

    fileprivate static func blocker(_ database: Database) throws -> Blocker? {
        guard let name = try Settings.text(.lastError, in: database),
            let trouble = SyncTrouble(rawValue: name),
            let since = try Settings.integer(.lastErrorAt, in: database)
        else { return nil }
        return Blocker(trouble, since: Timestamp(milliseconds: since))
    }

    fileprivate static func oldestUnsent(_ lives: [Life], _ database: Database) throws -> Stamp? {
        guard let life = lives.first(where: { $0.acknowledged < $0.count }) else { return nil }
        return try ChangeLog.change(ChangeID(life.writer, life.acknowledged + 1), database)?.stamp
    }

    fileprivate static func conflictCount(_ database: Database) throws -> Int {
        let statement = try RawStatement(
            database,
            "SELECT type, field, COUNT(*) FROM conflict GROUP BY type, field"
        )
        defer { statement.reset() }
        var count = 0
        while try statement.step() {
            let type = Catalogue.type(UInt8(statement.integer(0)))
            let field = Int(statement.integer(1)) - 1
            guard let type, type.fields.indices.contains(field) else { continue }
            if type.fields[field].merge.asksPerson { count += Int(statement.integer(2)) }
        }
        return count
    }
}
