import GRDB
package import Recovery
package import Wire

/// How a site's node is known to the hub.
package struct SiteKeys: Hashable, Sendable {
    /// The keys by which its node may sign.
    package var keys: [VerifyingKey] = []
    /// Keys that are accepted no longer, by their marks.
    package var formerMarks: [KeyMark] = []
    /// Whether its node is asked to make a new key.
    package var wantsNewKey = false
    /// Whether the site was retired.
    package var isRetired = false
}

extension HubStore {
    /// How a site's node is known now.
    package func siteKeys(of site: UInt32) throws -> SiteKeys {
        try database.read { try Self.siteKeys(of: site, $0) }
    }

    private static func siteKeys(
        of site: UInt32,
        _ database: Database
    ) throws -> SiteKeys {
        var known = SiteKeys()
        let keys = try RawStatement(
            database,
            "SELECT key, until FROM site_key WHERE site = ? ORDER BY since"
        )
        defer { keys.reset() }
        keys.bind(1, Int64(site))
        while try keys.step() {
            guard let key = VerifyingKey(keys.blob(0)) else { continue }
            if keys.isNull(1) {
                known.keys.append(key)
            } else {
                known.formerMarks.append(key.mark)
            }
        }
        let state = try RawStatement(
            database,
            "SELECT asked_at, retired_at FROM site_state WHERE site = ?"
        )
        defer { state.reset() }
        state.bind(1, Int64(site))
        if try state.step() {
            known.wantsNewKey = !state.isNull(0)
            known.isRetired = !state.isNull(1)
        }
        return known
    }

    /// Takes a key for a site's node beside those that it has, until the new one is used.
    ///
    /// A site that had none shows its credential no longer.
    package func addKey(_ key: VerifyingKey, site: UInt32, now: Timestamp) throws {
        try database.write { database in
            try Self.addKey(key, site: site, now: now, database)
            try Self.setState(.notAsked, site: site, now: now, database)
        }
    }

    static func addKey(
        _ key: VerifyingKey,
        site: UInt32,
        now: Timestamp,
        _ database: Database
    ) throws {
        let statement = try RawStatement(
            database,
            "INSERT OR IGNORE INTO site_key(site, key, since) VALUES(?, ?, ?)"
        )
        statement.bind(1, Int64(site))
        statement.bind(2, blob: key.bytes)
        statement.bind(3, now.milliseconds)
        try statement.run()
        let forget = try RawStatement(
            database,
            "UPDATE account SET credential_hash = NULL WHERE site = ?"
        )
        forget.bind(1, Int64(site))
        try forget.run()
    }

    /// Ends a site's other keys once its node has signed by this one, the newest.
    package func settleKey(_ key: VerifyingKey, site: UInt32, now: Timestamp) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                """
                UPDATE site_key SET until = ?1 WHERE site = ?2 AND until IS NULL AND since <
                    (SELECT since FROM site_key WHERE site = ?2 AND key = ?3)
                """
            )
            statement.bind(1, now.milliseconds)
            statement.bind(2, Int64(site))
            statement.bind(3, blob: key.bytes)
            try statement.run()
        }
    }

    /// Ends all keys of a site: the node that joins next is the only one.
    static func endKeys(of site: UInt32, now: Timestamp, _ database: Database) throws {
        let statement = try RawStatement(
            database,
            "UPDATE site_key SET until = ? WHERE site = ? AND until IS NULL"
        )
        statement.bind(1, now.milliseconds)
        statement.bind(2, Int64(site))
        try statement.run()
    }

    /// Asks a site's node for a new key, at its next exchange.
    ///
    /// - Throws: ``HubError/unknownSite(_:)``, or ``HubError/noKey(_:)`` when it has none yet.
    package func askForNewKey(code: String, author: String, now: Timestamp) throws {
        try database.write { database in
            let site = try Self.requireSite(code, database)
            guard try !Self.siteKeys(of: site, database).keys.isEmpty else {
                throw HubError.noKey(code)
            }
            try Self.setState(.asked, site: site, now: now, database)
            try Journal.add("\(author) asked \(code) for a new key.", now, database)
        }
    }

    /// Refuses a site's node from now on, and every code that was made for it.
    ///
    /// Its records stay; `rejoin` lets a node in again.
    ///
    /// - Throws: ``HubError/unknownSite(_:)``.
    package func retire(code: String, author: String, now: Timestamp) throws {
        try database.write { database in
            let site = try Self.requireSite(code, database)
            try Self.endKeys(of: site, now: now, database)
            let statement = try RawStatement(
                database,
                "UPDATE account SET credential_hash = NULL, join_hash = NULL WHERE site = ?"
            )
            statement.bind(1, Int64(site))
            try statement.run()
            try Self.setState(.retired, site: site, now: now, database)
            try Journal.add("\(author) retired \(code).", now, database)
        }
    }

    enum StateChange: String {
        case asked = "asked_at = ?2"
        case notAsked = "asked_at = NULL"
        case retired = "retired_at = ?2, asked_at = NULL"
        case readmitted = "retired_at = NULL, asked_at = NULL"
    }

    static func setState(
        _ change: StateChange,
        site: UInt32,
        now: Timestamp,
        _ database: Database
    ) throws {
        let insert = try RawStatement(
            database,
            "INSERT OR IGNORE INTO site_state(site) VALUES(?)"
        )
        insert.bind(1, Int64(site))
        try insert.run()
        let update = try RawStatement(
            database,
            "UPDATE site_state SET \(change.rawValue) WHERE site = ?1"
        )
        update.bind(1, Int64(site))
        if change.rawValue.contains("?2") { update.bind(2, now.milliseconds) }
        try update.run()
    }

    private static func requireSite(_ code: String, _ database: Database) throws -> UInt32 {
        let statement = try RawStatement(database, "SELECT site FROM account WHERE code = ?")
        defer { statement.reset() }
        statement.bind(1, code)
        guard try statement.step() else { throw HubError.unknownSite(code) }
        return UInt32(statement.integer(0))
    }
}
