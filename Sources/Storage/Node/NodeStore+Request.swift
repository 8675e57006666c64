import GRDB
import Recovery
package import Wire

extension NodeStore {
    /// How much one request carries, so that a cut link costs little.
    package struct RequestLimits: Sendable {
        /// Changes at most, unless one transaction alone has more.
        package var changeCount: Int
        /// Bytes of canonical changes at most; about a quarter of it travels.
        package var canonicalByteCount: Int

        package init(changeCount: Int, canonicalByteCount: Int) {
            self.changeCount = changeCount
            self.canonicalByteCount = canonicalByteCount
        }

        package static let standard = RequestLimits(
            changeCount: 10_000,
            canonicalByteCount: 2 << 20
        )
    }

    /// Makes the next attempt's request and notes that it may reach the hub.
    ///
    /// `next` is a fresh random token. Fails when the node has not joined a hub.
    package func nextRequest(
        next: Token,
        waitSeconds: UInt16,
        limits: RequestLimits = .standard
    ) throws -> ExchangeRequest {
        try database.write { database in
            let lives = try Life.all(database)
            guard let present = lives.last else { throw NodeError.notEnrolled }
            let attempt = (try Settings.integer(.attempt, in: database) ?? 0) + 1
            try Settings.set(.attempt, attempt, in: database)
            let tried = try Tokens.tried(database)
            // The hub takes no more than so many: after them the latest is tried again.
            let isFull = tried.count >= WireLimits.standard.triedCountMax
            let next = isFull ? tried.last ?? next : next
            if !isFull { try Tokens.add(next, confirmed: false, in: database) }
            let history = try Settings.integer(.historyToken, in: database)
            let sections = try self.sections(lives, limits, database)
            let isIdle = sections.allSatisfy { $0.changes.isEmpty }
            return ExchangeRequest(
                site: UInt32(try Settings.integer(.site, in: database) ?? 0),
                writer: present.writer,
                attempt: UInt64(attempt),
                epoch: try epoch(database),
                tried: tried,
                next: next,
                history: history.map { [Token(rawValue: UInt64(bitPattern: $0))] } ?? [],
                cursor: try ViewCursor.toPullFrom(database),
                waitSeconds: isIdle ? waitSeconds : 0,
                salvage: try Salvage.batch(database),
                sections: sections
            )
        }
    }

    func epoch(_ database: Database) throws -> Epoch {
        Epoch(rawValue: UInt64(bitPattern: try Settings.integer(.epoch, in: database) ?? 0))
    }

    private func sections(
        _ lives: [Life],
        _ limits: RequestLimits,
        _ database: Database
    ) throws -> [ExchangeRequest.Section] {
        var changesLeft = limits.changeCount
        var bytesLeft = limits.canonicalByteCount
        var sections: [ExchangeRequest.Section] = []
        for life in lives where life.acknowledged < life.count || life == lives.last {
            var changes = ChangeBatch()
            if changesLeft > 0 && bytesLeft > 0 {
                try ChangeLog.read(
                    life.writer,
                    from: life.acknowledged + 1,
                    through: life.count,
                    into: &changes,
                    database
                ) { head, byteCount in
                    changesLeft -= 1
                    bytesLeft -= byteCount
                    return !head.endsTransaction || (changesLeft > 0 && bytesLeft > 0)
                }
            }
            let previous = try ChangeLog.hash(life.writer, life.acknowledged, database)
            sections.append(
                ExchangeRequest.Section(
                    writer: life.writer,
                    total: life.count,
                    first: life.acknowledged + 1,
                    previous: previous ?? ChainHash(rootOf: life.writer),
                    changes: changes
                )
            )
        }
        return sections
    }
}

/// How far the node's view is, and how far what waits to come into view.
enum ViewCursor {
    static func view(_ database: Database) throws -> Cursor {
        Cursor(
            everyone: try Settings.integer(.cursorEveryone, in: database) ?? 0,
            site: try Settings.integer(.cursorSite, in: database) ?? 0
        )
    }

    /// Where the next pull begins; nil asks for a snapshot.
    static func toPullFrom(_ database: Database) throws -> Cursor? {
        if let staged = try staged(database) { return staged }
        return try Settings.integer(.needsSnapshot, in: database) == 1 ? nil : view(database)
    }

    static func staged(_ database: Database) throws -> Cursor? {
        guard let everyone = try Settings.integer(.stagedEveryone, in: database),
            let site = try Settings.integer(.stagedSite, in: database)
        else { return nil }
        return Cursor(everyone: everyone, site: site)
    }

    static func setView(_ cursor: Cursor, _ database: Database) throws {
        try Settings.set(.cursorEveryone, cursor.everyone, in: database)
        try Settings.set(.cursorSite, cursor.site, in: database)
    }

    static func setStaged(_ cursor: Cursor?, _ database: Database) throws {
        if let cursor {
            try Settings.set(.stagedEveryone, cursor.everyone, in: database)
            try Settings.set(.stagedSite, cursor.site, in: database)
        } else {
            try Settings.remove(.stagedEveryone, in: database)
            try Settings.remove(.stagedSite, in: database)
            try RawStatement(database, "DELETE FROM staged").run()
        }
    }
}

/// The versions written at the hub that this node holds or replaced: what it gives back to a
/// hub that may have lost them.
enum Salvage {
    static func batch(_ database: Database) throws -> ChangeBatch {
        guard try Settings.integer(.hasSalvage, in: database) == 1 else { return ChangeBatch() }
        let door = try Door(database, role: .node)
        var changes: [Key: Change] = [:]
        for type in Catalogue.types {
            try door.table(type).forEach("WHERE _revision > 0", []) { row in
                let held =
                    try Overlay.beneath(row.id, database)
                    .flatMap { StoredRow($0, isHub: door.isHub) } ?? row
                take(held, into: &changes, door)
            }
        }
        let statement = try RawStatement(
            database,
            "SELECT record, field, type, version FROM overwritten"
        )
        while try statement.step() {
            for version in try LiveVersions.decodedList(statement.blob(3)) {
                let key = Key(
                    change: version.id,
                    record: ChangeID(rawValue: statement.integer(0))
                )
                take(
                    version,
                    key,
                    field: UInt8(statement.integer(1)),
                    table: UInt8(statement.integer(2)),
                    scope: nil,
                    into: &changes
                )
            }
        }
        return ChangeBatch(
            changes.sorted { ($0.key.change, $0.key.record) < ($1.key.change, $1.key.record) }
                .map(\.value)
        )
    }

    private struct Key: Hashable {
        var change: ChangeID
        var record: ChangeID
    }

    private static func take(_ row: StoredRow, into changes: inout [Key: Change], _ door: Door) {
        let scope = row.scope
        if door.isHub(row.id.writer) {
            changes[Key(change: row.id, record: row.id)] = Change(
                id: row.id,
                table: row.type.number,
                record: row.id,
                scope: scope,
                fields: [],
                stamp: row.stamp,
                author: row.author,
                endsTransaction: true
            )
        }
        for field in row.rowFields() {
            for version in field.versions where door.isHub(version.id.writer) {
                take(
                    version,
                    Key(change: version.id, record: row.id),
                    field: field.number,
                    table: row.type.number,
                    scope: nil,
                    into: &changes
                )
            }
        }
    }

    private static func take(
        _ version: Version,
        _ key: Key,
        field: UInt8,
        table: UInt8,
        scope: Scope?,
        into changes: inout [Key: Change]
    ) {
        var change =
            changes[key]
            ?? Change(
                id: key.change,
                table: table,
                record: key.record,
                scope: scope,
                fields: [],
                stamp: version.stamp,
                author: version.author,
                endsTransaction: true
            )
        guard !change.fields.contains(where: { $0.number == field }) else { return }
        change.fields.append(
            Change.Field(field, version.cell ?? .null, bases: version.bases.sorted())
        )
        change.fields.sort { $0.number < $1.number }
        changes[key] = change
    }
}
