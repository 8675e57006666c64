import GRDB
import Recovery
import Wire

/// The one way by which records change, for local commands and what other stores sent alike.
///
/// It writes the row and, with it, whatever must never be forgotten: the history of edits, the
/// list of conflicts, the search index at a node and the running totals at the hub. It lives as
/// long as one transaction; `finish` writes what it gathered.
final class Door {
    let database: Database
    private let role: StoreRole
    private let tables: [RecordTable]
    private var hubLives: Set<WriterNumber>
    private var totals = TotalsChange()

    init(_ database: Database, role: StoreRole) throws {
        self.database = database
        self.role = role
        tables = Catalogue.types.map { RecordTable($0, database) }
        hubLives = try HubLives.read(database, role: role)
    }

    func isHub(_ writer: WriterNumber) -> Bool { hubLives.contains(writer) }

    func addHubLife(_ writer: WriterNumber) { hubLives.insert(writer) }

    func table(_ type: RecordType) -> RecordTable { tables[Int(type.number) - 1] }

    /// Finds a record whose type is not known.
    func row(_ id: ChangeID) throws -> StoredRow? {
        for table in tables {
            if let row = try table.row(id) { return row }
        }
        return nil
    }

    /// Adds a record.
    func create(_ row: StoredRow) throws {
        try table(row.type).insert(row)
        try note(nil, row)
    }

    /// Adds the record that the change at `index` creates, straight from the batch.
    func create(
        _ type: RecordType,
        index: Int,
        in batch: ChangeBatch,
        site: UInt32,
        position: Int64
    ) throws {
        try table(type).insert(
            creation: index,
            in: batch,
            site: site,
            revision: 1,
            position: position
        )
        if role == .hub { totals.add(creation: index, in: batch, type, site: site) }
    }

    /// Puts `row` in the place of `old`, the same record.
    func replace(_ old: StoredRow, with row: StoredRow) throws {
        try table(row.type).update(row)
        try note(old, row)
    }

    /// Takes a record away: it left the site's scope, or the hub knows it by another name.
    func remove(_ row: StoredRow) throws {
        try table(row.type).delete(row.id)
        try note(row, nil)
        if !row.versions.isEmpty {
            try run("DELETE FROM conflict WHERE record = ?", [row.id.rawValue])
        }
    }

    /// Keeps what an edit set and what it replaced.
    func remember(
        _ version: Version,
        of record: ChangeID,
        field: UInt8,
        replaced: [Version]
    ) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT OR REPLACE INTO history(record, field, change, stamp, author, value, replaced)
            VALUES(?, ?, ?, ?, ?, ?, ?)
            """
        )
        statement.bind(1, record.rawValue)
        statement.bind(2, Int64(field))
        statement.bind(3, version.id.rawValue)
        statement.bind(4, version.stamp.rawValue)
        statement.bind(5, version.author)
        statement.bind(6, version.cell ?? .null)
        statement.bind(7, blob: LiveVersions.encoded(list: replaced))
        try statement.run()
    }

    func finish() throws {
        if role == .hub { try totals.write(to: database) }
    }

    /// Runs a statement with whole numbers bound.
    func run(_ sql: String, _ arguments: [Int64] = []) throws {
        let statement = try RawStatement(database, sql)
        for (index, argument) in arguments.enumerated() { statement.bind(index + 1, argument) }
        try statement.run()
    }

    private func note(_ old: StoredRow?, _ new: StoredRow?) throws {
        if let new, !(new.versions.isEmpty && old?.versions.isEmpty ?? true) {
            try noteConflicts(old, new)
        }
        switch role {
        case .node:
            try SearchIndex.update(database, old: old, new: new)
            if let new { try HouseEvents.note(old, new, database) }
        case .hub:
            if let old { totals.add(old, -1) }
            if let new { totals.add(new, 1) }
        }
    }

    private func noteConflicts(_ old: StoredRow?, _ new: StoredRow) throws {
        let fields = Set(new.versions.keys).union(old.map { Set($0.versions.keys) } ?? [])
        for field in fields {
            let was = old?.isDisputed(field) ?? false
            let isDisputed = new.isDisputed(field)
            if isDisputed && !was {
                let latest = new.live(field).map(\.stamp).max() ?? new.stamp
                try run(
                    """
                    INSERT OR REPLACE INTO conflict(record, field, type, since)
                    VALUES(?, ?, ?, ?)
                    """,
                    [
                        new.id.rawValue, Int64(field), Int64(new.type.number),
                        latest.milliseconds,
                    ]
                )
            } else if was && !isDisputed {
                try run(
                    "DELETE FROM conflict WHERE record = ? AND field = ?",
                    [new.id.rawValue, Int64(field)]
                )
            }
        }
    }
}

/// The numbers under which the hub has ever written.
enum HubLives {
    static func read(_ database: Database, role: StoreRole) throws -> Set<WriterNumber> {
        switch role {
        case .hub:
            let numbers = try UInt32.fetchAll(
                database,
                sql: "SELECT number FROM writer WHERE site = 0"
            )
            return Set(numbers.map(WriterNumber.init(rawValue:)))
        case .node:
            let list = try Settings.text(.knowsHubLife, in: database) ?? ""
            return Set(
                list.split(separator: " ").compactMap { UInt32($0) }
                    .map(WriterNumber.init(rawValue:))
            )
        }
    }

    static func remember(_ lives: [WriterNumber], in database: Database) throws {
        let list = lives.map { "\($0.rawValue)" }.joined(separator: " ")
        try Settings.set(.knowsHubLife, list, in: database)
    }
}
