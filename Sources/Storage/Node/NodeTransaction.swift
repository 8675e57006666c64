import GRDB
package import Recovery
package import Wire

/// One transaction at a node: writes rows through the door and the change log beside them.
package final class NodeTransaction: RecordTransaction {
    /// The most changes that one transaction may make: it travels and is applied whole.
    package static let changeCountMax = 10_000
    /// The most canonical bytes of those changes: what a request of 8 MiB carries even if nothing
    /// in it can be deflated, behind 2 MiB of earlier changes.
    package static let byteCountMax = 5 << 20

    package let now: Timestamp
    package let author: String
    package let site: UInt32
    let door: Door
    private var life: Life
    private var clock: HybridClock
    private var batch: [Change] = []

    init(_ database: Database, author: String, now: Timestamp) throws {
        try WriteLimitError.check(author: author)
        self.now = now
        self.author = author
        site = UInt32(try Settings.integer(.site, in: database) ?? 0)
        door = try Door(database, role: .node)
        life = try Life.present(database)
        clock = HybridClock(
            last: Stamp(rawValue: try Settings.integer(.clock, in: database) ?? 0)
        )
    }

    package func row(_ type: RecordType, _ id: ChangeID) throws -> StoredRow? {
        try door.table(type).row(id)
    }

    package func create(
        _ type: RecordType,
        scope: Scope?,
        fields: [(UInt8, Cell)]
    ) throws -> ChangeID {
        guard type.family != .published else { throw NodeError.publishedByHub(type.name) }
        try WriteLimitError.check(fields, of: type)
        let id = try nextID()
        let stamp = clock.next(now)
        let scope = scope ?? Scope(rawValue: site)
        var row = StoredRow(
            type: type,
            id: id,
            site: site,
            scope: scope,
            stamp: stamp,
            author: author
        )
        let set = fields.filter { $0.1 != .null }.sorted { $0.0 < $1.0 }
        for (number, cell) in set { row.create(number, cell) }
        try door.create(row)
        batch.append(
            Change(
                id: id,
                table: type.number,
                record: id,
                scope: scope,
                fields: set.map { Change.Field($0.0, $0.1) },
                stamp: stamp,
                author: author,
                endsTransaction: false
            )
        )
        return id
    }

    package func edit(
        _ row: StoredRow,
        fields: [(UInt8, Cell)],
        seen: [UInt8: [ChangeID]]
    ) throws {
        guard row.type.family == .workedOn else { throw NodeError.notEditedHere(row.type.name) }
        let set = effective(row, fields)
        guard !set.isEmpty else { return }
        try WriteLimitError.check(set, of: row.type)
        let id = try nextID()
        let stamp = clock.next(now)
        try Overlay.add(id, to: row, door)
        var edited = row
        var changes: [Change.Field] = []
        for (number, cell) in set {
            let live = row.live(number)
            let version = Version(id: id, stamp: stamp, author: author, cell: cell)
            edited.setLive(number, [version], isHub: door.isHub)
            try door.remember(version, of: row.id, field: number, replaced: live)
            try Overlay.keepOverwritten(live, of: row, field: number, door)
            let bases = seen[number] ?? live.map(\.id)
            changes.append(Change.Field(number, cell, bases: bases.sorted()))
        }
        try door.replace(row, with: edited)
        batch.append(
            Change(
                id: id,
                table: row.type.number,
                record: row.id,
                scope: nil,
                fields: changes,
                stamp: stamp,
                author: author,
                endsTransaction: false
            )
        )
    }

    /// Writes the log.
    ///
    /// Nothing is done after it.
    func finish() throws {
        guard !batch.isEmpty else { return }
        batch[batch.count - 1].endsTransaction = true
        let byteCount = try ChangeLog.append(batch, to: &life, door.database)
        guard byteCount <= Self.byteCountMax else {
            throw WriteLimitError.transactionTooLong(byteCountMax: Self.byteCountMax)
        }
        try Settings.set(.clock, clock.last.rawValue, in: door.database)
        try door.finish()
    }

    private func nextID() throws -> ChangeID {
        guard batch.count < Self.changeCountMax else {
            throw NodeError.transactionTooLarge(max: Self.changeCountMax)
        }
        return ChangeID(life.writer, life.count + Int64(batch.count) + 1)
    }
}

/// What a node cannot do, and what to do instead.
package enum NodeError: Error, Equatable, CustomStringConvertible {
    case publishedByHub(String)
    case notEditedHere(String)
    case transactionTooLarge(max: Int)
    case notEnrolled

    package var description: String {
        switch self {
        case .publishedByHub(let type):
            "Records of type \(type) are written at the hub. Run the command with the hub's --data."
        case .notEditedHere(let type):
            "Records of type \(type) are facts and stay as they were written. Add a new one."
        case .transactionTooLarge(let max):
            "One transaction may change \(max) records at most. Do it in several steps."
        case .notEnrolled:
            "This node has not joined a hub. Run 'amends node init --hub URL --join CODE' first."
        }
    }
}
