package import Recovery
package import Wire

/// One transaction at the hub, by headquarters or an operator.
package final class HubTransaction: RecordTransaction {
    package var now: Timestamp { ledger.now }
    package let author: String
    package var site: UInt32 { 0 }
    let ledger: HubLedger
    private var clock: HybridClock

    init(_ ledger: HubLedger, author: String) throws {
        try WriteLimitError.check(author: author)
        self.ledger = ledger
        self.author = author
        clock = HybridClock(
            last: Stamp(rawValue: try Settings.integer(.clock, in: ledger.database) ?? 0)
        )
    }

    package func row(_ type: RecordType, _ id: ChangeID) throws -> StoredRow? {
        try ledger.door.table(type).row(try ledger.present(id))
    }

    package func create(
        _ type: RecordType,
        scope: Scope?,
        fields: [(UInt8, Cell)]
    ) throws -> ChangeID {
        try WriteLimitError.check(fields, of: type)
        let id = ChangeID(ledger.hubWriter, ledger.hubCount + 1)
        let set = fields.filter { $0.1 != .null }.sorted { $0.0 < $1.0 }
        try ledger.applyOwn(
            Change(
                id: id,
                table: type.number,
                record: id,
                scope: scope ?? .everyone,
                fields: set.map { Change.Field($0.0, $0.1) },
                stamp: clock.next(now),
                author: author,
                endsTransaction: true
            )
        )
        return id
    }

    package func edit(
        _ row: StoredRow,
        fields: [(UInt8, Cell)],
        seen: [UInt8: [ChangeID]]
    ) throws {
        let set = effective(row, fields)
        guard !set.isEmpty else { return }
        try WriteLimitError.check(set, of: row.type)
        let id = ChangeID(ledger.hubWriter, ledger.hubCount + 1)
        let changes = set.map { number, cell in
            let live = row.live(number)
            let named = Set(seen[number] ?? live.map(\.id))
            // An edit on top of the hub's own edits names theirs too: see `baseCountMax`.
            let inherited = live.filter { named.contains($0.id) }.flatMap(\.bases)
            return Change.Field(number, cell, bases: named.union(inherited).sorted())
        }
        try ledger.applyOwn(
            Change(
                id: id,
                table: row.type.number,
                record: row.id,
                scope: nil,
                fields: changes,
                stamp: clock.next(now),
                author: author,
                endsTransaction: true
            )
        )
    }

    /// Gives a record to another holder: it leaves one sequence and enters another.
    package func move(_ row: StoredRow, to scope: Scope) throws {
        guard row.scope != scope else { return }
        let position = try ledger.sequence(row.scope).next()
        try ledger.door.run(
            """
            INSERT INTO departure(scope, position, record, revision, destination)
            VALUES(?, ?, ?, ?, ?)
            """,
            [
                Int64(row.scope.rawValue), position, row.id.rawValue, row.revision + 1,
                Int64(scope.rawValue),
            ]
        )
        var moved = row
        moved.scope = scope
        moved.revision += 1
        moved.position = try ledger.sequence(scope).next()
        try ledger.add(row, -1)
        try ledger.add(moved, 1)
        try ledger.door.replace(row, with: moved)
    }

    func finish() throws {
        if ledger.mayFreeParked { try ledger.retryParked() }
        try Settings.set(.clock, clock.last.rawValue, in: ledger.database)
        try ledger.finish()
    }
}
