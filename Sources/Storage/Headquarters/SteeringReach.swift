import GRDB
package import Wire

/// How far a site's node has come in what goes down to it, as it said when it asked for more.
package struct SiteReach: Hashable, Sendable {
    /// The life of the hub in which the places count.
    package let epoch: Epoch
    /// What the node has; at the start while it takes everything anew.
    package let cursor: Cursor

    /// What a request says of its sender.
    package init(_ request: ExchangeRequest) {
        (epoch, cursor) = (request.epoch, request.cursor ?? .start)
    }
}

extension HubStore {
    /// Notes how far sites have come.
    package func noteReached(_ reached: [UInt32: SiteReach]) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                "INSERT OR REPLACE INTO site_reach(site, epoch, everyone, own) VALUES(?, ?, ?, ?)"
            )
            for (site, reach) in reached {
                statement.bind(1, Int64(site))
                statement.bind(2, Int64(bitPattern: reach.epoch.rawValue))
                statement.bind(3, reach.cursor.everyone)
                statement.bind(4, reach.cursor.site)
                try statement.run()
            }
        }
    }
}

extension StoreReader {
    /// How far each site has come; those that said nothing in this life of the hub are missing.
    package func reaches() throws -> [UInt32: Cursor] {
        let statement = try RawStatement(
            database,
            "SELECT site, everyone, own FROM site_reach WHERE epoch = ?"
        )
        defer { statement.reset() }
        statement.bind(1, try Settings.integer(.epoch, in: database) ?? 0)
        var reaches: [UInt32: Cursor] = [:]
        while try statement.step() {
            reaches[UInt32(truncatingIfNeeded: statement.integer(0))] = Cursor(
                everyone: statement.integer(1),
                site: statement.integer(2)
            )
        }
        return reaches
    }

    /// How many places of what goes down to each site it has not taken yet; those that said nothing
    /// in this life of the hub are missing.
    package func placesAhead() throws -> [UInt32: Int64] {
        let statement = try RawStatement(database, "SELECT scope, head FROM sequence")
        defer { statement.reset() }
        var heads: [UInt32: Int64] = [:]
        while try statement.step() {
            heads[UInt32(truncatingIfNeeded: statement.integer(0))] = statement.integer(1)
        }
        return Dictionary(
            uniqueKeysWithValues: try reaches().map { site, reach in
                let everyone = heads[0, default: 0] - reach.everyone
                return (site, max(0, everyone) + max(0, heads[site, default: 0] - reach.site))
            }
        )
    }
}
