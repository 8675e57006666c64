import GRDB
package import Recovery
package import Wire

/// A store of either role, for commands and pages that exist at both.
package protocol RecordStore: Sendable {
    /// Reads in one transaction, so that all queries in it see one moment.
    func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result

    /// Changes records in one transaction, which is on disk when this returns.
    func change<Result>(
        author: String,
        now: Timestamp,
        _ body: (any RecordTransaction) throws -> Result
    ) throws -> Result
}

extension NodeStore: RecordStore {
    /// Reads in one transaction, so that all queries in it see one moment.
    package func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
        try database.read { try body(StoreReader($0, role: .node)) }
    }

    /// Changes records in one transaction, which is on disk when this returns.
    package func change<Result>(
        author: String,
        now: Timestamp,
        _ body: (any RecordTransaction) throws -> Result
    ) throws -> Result {
        try write(author: author, now: now) { try body($0) }
    }
}

extension HubStore: RecordStore {
    /// Reads in one transaction, so that all queries in it see one moment.
    package func read<Result>(_ body: (StoreReader) throws -> Result) throws -> Result {
        try database.read { try body(StoreReader($0, role: .hub)) }
    }

    /// Changes records in one transaction, which is on disk when this returns.
    package func change<Result>(
        author: String,
        now: Timestamp,
        _ body: (any RecordTransaction) throws -> Result
    ) throws -> Result {
        try write(author: author, now: now) { try body($0) }
    }
}

/// What can be asked of a store within one reading transaction.
package struct StoreReader {
    let database: Database
    /// Which of the two the store serves.
    package let role: StoreRole

    init(_ database: Database, role: StoreRole) {
        self.database = database
        self.role = role
    }

    /// The record with an id; nil when there is none here.
    package func row(_ type: RecordType, _ id: ChangeID) throws -> StoredRow? {
        try RecordTable(type, database).row(try present(id))
    }

    /// Records in which a field has a value, by ascending id.
    func rows(
        _ type: RecordType,
        where field: some CatalogueField,
        is cell: Cell
    ) throws -> [StoredRow] {
        let name = type.fields[Int(field.rawValue) - 1].name
        return try rows(type, "WHERE \"\(name)\" = ? ORDER BY _id", [cell])
    }

    /// Records that the rest of a query selects, in its order.
    func rows(
        _ type: RecordType,
        _ condition: String,
        _ arguments: [Cell]
    ) throws -> [StoredRow] {
        let ids = try RecordTable.ids(
            "SELECT _id FROM \"\(type.name)\" \(condition)",
            arguments,
            database
        )
        let table = RecordTable(type, database)
        return try ids.compactMap { try table.row($0) }
    }

    /// The name that a record has now: a node that was a copy gave new names to what it wrote.
    func present(_ id: ChangeID) throws -> ChangeID {
        let statement = try RawStatement(database, "SELECT present FROM alias WHERE former = ?")
        defer { statement.reset() }
        var id = id
        while true {
            statement.bind(1, id.rawValue)
            guard try statement.step() else { return id }
            id = ChangeID(rawValue: statement.integer(0))
            statement.reset()
        }
    }
}
