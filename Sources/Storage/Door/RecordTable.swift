package import GRDB
package import Recovery
package import Wire

/// One record type's table: reads and writes whole rows.
final class RecordTable {
    let type: RecordType
    private let database: Database
    private let sql: Statements
    /// Kept from one row to the next: looking it up would cost as much as its use.
    private var insertion: RawStatement?

    init(_ type: RecordType, _ database: Database) {
        self.type = type
        self.database = database
        sql = Self.statements[Int(type.number) - 1]
    }

    /// Columns before the first field.
    private static let standingCount = 8
    private static let statements = Catalogue.types.map(Statements.init)

    private struct Statements {
        let insert, update, select, columns: String
        /// What kind of value each field holds, besides null.
        let kinds: [ChangeBatch.Entry.Kind]

        init(_ type: RecordType) {
            let names =
                ["_id", "_site", "_scope", "_revision", "_position", "_stamp", "_author", "_live"]
                + type.fields.map { "\"\($0.name)\"" }
            columns = names.joined(separator: ", ")
            let marks = (1...names.count).map { "?\($0)" }.joined(separator: ", ")
            insert = "INSERT INTO \"\(type.name)\"(\(columns)) VALUES(\(marks))"
            let sets = names.enumerated().dropFirst().map { "\($1) = ?\($0 + 1)" }
            update = "UPDATE \"\(type.name)\" SET \(sets.joined(separator: ", ")) WHERE _id = ?1"
            select = "SELECT \(columns) FROM \"\(type.name)\" "
            kinds = type.fields.map { if case .text = $0.kind { .text } else { .integer } }
        }
    }

    /// Whether each entry names a field of this type and a kind of value that the field holds.
    func canHold(_ entries: ArraySlice<ChangeBatch.Entry>) -> Bool {
        entries.allSatisfy { entry in
            let index = Int(entry.field) - 1
            return sql.kinds.indices.contains(index)
                && (entry.kind == .null || entry.kind == sql.kinds[index])
        }
    }

    func row(_ id: ChangeID) throws -> StoredRow? {
        let statement = try RawStatement(database, sql.select + "WHERE _id = ?")
        defer { statement.reset() }
        statement.bind(1, id.rawValue)
        return try statement.step() ? read(statement) : nil
    }

    /// Calls `body` with each row that a condition over the columns selects.
    func forEach(
        _ condition: String,
        _ arguments: [Int64],
        _ body: (StoredRow) throws -> Void
    ) throws {
        let statement = try RawStatement(database, sql.select + condition)
        defer { statement.reset() }
        for (index, argument) in arguments.enumerated() { statement.bind(index + 1, argument) }
        while try statement.step() { try body(read(statement)) }
    }

    func insert(_ row: StoredRow) throws { try write(row, sql.insert) }

    func update(_ row: StoredRow) throws { try write(row, sql.update) }

    func delete(_ id: ChangeID) throws {
        let statement = try RawStatement(
            database,
            "DELETE FROM \"\(type.name)\" WHERE _id = ?"
        )
        statement.bind(1, id.rawValue)
        try statement.run()
    }

    /// Inserts the record that the change at `index` creates, straight from the batch.
    func insert(
        creation index: Int,
        in batch: ChangeBatch,
        site: UInt32,
        revision: Int64,
        position: Int64
    ) throws {
        let head = batch.heads[index]
        let statement = try insertion ?? RawStatement(database, sql.insert)
        insertion = statement
        bindStanding(
            statement,
            id: head.id,
            site: site,
            scope: head.scope,
            revision: revision,
            position: position,
            stamp: head.stamp
        )
        var author = batch.authors[Int(head.author)]
        let entries = batch.entries[batch.fieldRange(at: index)]
        try author.withUTF8 { author in
            unsafe statement.bindText(7, staying: author)
            try unsafe batch.text.withUnsafeBufferPointer { text in
                for entry in entries {
                    let column = Self.standingCount + Int(entry.field)
                    switch entry.kind {
                    case .null: continue
                    case .integer: statement.bind(column, entry.value)
                    case .text:
                        let utf8 = unsafe UnsafeBufferPointer(rebasing: text[entry.textRange])
                        unsafe statement.bindText(column, staying: utf8)
                    }
                }
                try statement.run()
            }
        }
    }

    private func write(_ row: StoredRow, _ sql: String) throws {
        let statement = try RawStatement(database, sql)
        bindStanding(
            statement,
            id: row.id,
            site: row.site,
            scope: row.scope,
            revision: row.revision,
            position: row.position,
            stamp: row.stamp
        )
        statement.bind(7, row.author)
        if let live = LiveVersions.encoded(row.versions) { statement.bind(8, blob: live) }
        for (index, cell) in row.cells.enumerated() {
            statement.bind(Self.standingCount + 1 + index, cell)
        }
        try statement.run()
    }

    private func bindStanding(
        _ statement: RawStatement,
        id: ChangeID,
        site: UInt32,
        scope: Scope,
        revision: Int64,
        position: Int64,
        stamp: Stamp
    ) {
        statement.bind(1, id.rawValue)
        statement.bind(2, Int64(site))
        statement.bind(3, Int64(scope.rawValue))
        statement.bind(4, revision)
        statement.bind(5, position)
        statement.bind(6, stamp.rawValue)
    }

    private func read(_ statement: RawStatement) throws -> StoredRow {
        let cells = type.fields.indices.map { statement.cell(Self.standingCount + $0) }
        return StoredRow(
            type: type,
            id: ChangeID(rawValue: statement.integer(0)),
            site: UInt32(truncatingIfNeeded: statement.integer(1)),
            scope: Scope(rawValue: UInt32(truncatingIfNeeded: statement.integer(2))),
            revision: statement.integer(3),
            position: statement.integer(4),
            stamp: Stamp(rawValue: statement.integer(5)),
            author: statement.text(6),
            cells: cells,
            versions: statement.isNull(7)
                ? [:] : try LiveVersions.decoded(statement.blob(7), cells: cells)
        )
    }
}

extension StoredRow {
    /// Reads a record inside a transaction of the caller's; nil when there is none.
    package static func read(
        _ type: RecordType,
        _ id: ChangeID,
        _ database: Database
    ) throws -> StoredRow? {
        try RecordTable(type, database).row(id)
    }
}
