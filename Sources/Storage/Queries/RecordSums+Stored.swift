import GRDB
package import Recovery
package import Sync
package import Wire

/// What a store's own files say about themselves.
package struct StoreCheck: Hashable, Sendable {
    /// Scopes whose records do not add up to the sum that was kept; 0 is everyone's.
    package var scopes: [Scope] = []
    /// Own changes that do not have the hash that their chain gives them, in order.
    package var changes: [ChangeID] = []
    /// How many records were looked at.
    package var recordCount = 0

    /// Whether there is nothing wrong.
    package var isSound: Bool { scopes.isEmpty && changes.isEmpty }
}

extension NodeStore {
    /// What the node holds of the hub's state at a moment, record by record.
    package struct Held: Sendable {
        package var site: UInt32
        package var everyone: RecordSums
        package var own: RecordSums
        /// How far it is.
        package var cursor: Cursor
        package var check: StoreCheck
    }

    /// Hashes every record that this node has from the hub, and compares with what it kept.
    package func held() throws -> Held {
        try database.read { database in
            let site = UInt32(try Settings.integer(.site, in: database) ?? 0)
            let (everyone, own) = try Self.sums(database)
            var check = StoreCheck(recordCount: everyone.count + own.count)
            if try Digest(.digestEveryoneFirst, .digestEveryoneSecond, database) != everyone.digest
            {
                check.scopes.append(.everyone)
            }
            if try Digest(.digestSiteFirst, .digestSiteSecond, database) != own.digest {
                check.scopes.append(Scope(rawValue: site))
            }
            check.changes = try Self.brokenLinks(database)
            return Held(
                site: site,
                everyone: everyone,
                own: own,
                cursor: try ViewCursor.view(database),
                check: check
            )
        }
    }

    /// Fetches everything from the hub afresh with the next exchange; own changes stay.
    package func fetchAfresh(now: Timestamp, author: String) throws {
        try database.write { database in
            try askForSnapshot(database)
            try Journal.add("\(author) had everything fetched from the hub afresh.", now, database)
        }
    }

    private static func sums(_ database: Database) throws -> (RecordSums, RecordSums) {
        var digest = RecordDigest()
        var everyone: [RecordSums.Entry] = []
        var own: [RecordSums.Entry] = []
        func add(_ id: ChangeID, _ scope: Scope, _ fields: [Row.Field]) {
            let entry = RecordSums.Entry(
                id: id,
                digest: digest.of(record: id, scope: scope, fields: fields)
            )
            if scope == .everyone { everyone.append(entry) } else { own.append(entry) }
        }
        var beneath: Set<ChangeID> = []
        let rows = try RawStatement(database, "SELECT row FROM beneath")
        defer { rows.reset() }
        while try rows.step() {
            let row = try Row(decoding: rows.blob(0))
            beneath.insert(row.record)
            add(row.record, row.scope, row.fields)
        }
        for type in Catalogue.types {
            try RecordTable(type, database).forEach("WHERE _revision > 0", []) { row in
                if !beneath.contains(row.id) { add(row.id, row.scope, row.rowFields()) }
            }
        }
        return (RecordSums(everyone), RecordSums(own))
    }

    /// Own changes that were altered in the log: each hash follows from the one before.
    private static func brokenLinks(_ database: Database) throws -> [ChangeID] {
        var broken: [ChangeID] = []
        for life in try Life.all(database) {
            var hash = ChainHash(rootOf: life.writer)
            var counter: Int64 = 0
            let log = try RawStatement(
                database,
                "SELECT id, bytes, hash FROM log WHERE id BETWEEN ? AND ? ORDER BY id"
            )
            defer { log.reset() }
            log.bind(1, ChangeID(life.writer, 1).rawValue)
            log.bind(2, ChangeID(life.writer, ChangeID.counterMax).rawValue)
            while try log.step() {
                counter += 1
                let id = ChangeID(rawValue: log.integer(0))
                let kept = ChainHash(log.blob(2))
                if id.counter != counter || hash.following(log.blob(1)) != kept {
                    broken.append(id)
                    counter = id.counter
                }
                hash = kept
            }
            if counter != life.count { broken.append(ChangeID(life.writer, counter + 1)) }
        }
        return broken
    }
}

extension HubStore {
    /// Says what some ranges of a site's records add up to here.
    package func answer(_ question: CompareRequest) throws -> CompareReply {
        try database.read { database in
            let ledger = try HubLedger(database, rules: rules, now: Timestamp(milliseconds: 0))
            let parts = try question.ranges.map { range in
                let scope = range.isEveryone ? Scope.everyone : Scope(rawValue: question.site)
                return try Self.sums(scope, from: range.first, through: range.last, database)
                    .parts(from: range.first, through: range.last)
            }
            return CompareReply(heads: try ledger.heads(site: question.site), ranges: parts)
        }
    }

    /// Hashes every record, and compares with the sums that the hub kept as it went.
    package func check() throws -> StoreCheck {
        try database.read { database in
            var check = StoreCheck()
            for scope in try Self.scopes(database) {
                let found = try Self.sums(scope, database)
                check.recordCount += found.count
                if try ScopeSequence(scope, database).digest != found.digest {
                    check.scopes.append(scope)
                }
            }
            return check
        }
    }

    /// Writes the sums of scopes anew from their records.
    package func repair(_ scopes: [Scope], now: Timestamp, author: String) throws {
        try database.write { database in
            for scope in scopes {
                let sequence = try ScopeSequence(scope, database)
                sequence.add(try Self.sums(scope, database).digest - sequence.digest)
                try sequence.save(database)
            }
            let words = scopes.map { "\($0.rawValue)" }.joined(separator: ", ")
            try Journal.add("\(author) had the sums of scopes \(words) made anew.", now, database)
        }
    }

    private static func scopes(_ database: Database) throws -> [Scope] {
        try Int64.fetchAll(database, sql: "SELECT scope FROM sequence ORDER BY scope")
            .map { Scope(rawValue: UInt32($0)) }
    }

    private static func sums(
        _ scope: Scope,
        from first: ChangeID = ChangeID(rawValue: 0),
        through last: ChangeID = ChangeID(rawValue: .max),
        _ database: Database
    ) throws -> RecordSums {
        var digest = RecordDigest()
        var entries: [RecordSums.Entry] = []
        for type in Catalogue.types {
            try RecordTable(type, database).forEach(
                "WHERE _scope = ? AND _id BETWEEN ? AND ?",
                [Int64(scope.rawValue), first.rawValue, last.rawValue]
            ) { row in
                entries.append(
                    RecordSums.Entry(
                        id: row.id,
                        digest: digest.of(record: row.id, scope: scope, fields: row.rowFields())
                    )
                )
            }
        }
        return RecordSums(entries)
    }
}
