import GRDB
package import Recovery
package import Wire

extension NodeTransaction {
    /// Records in which a field has a value, by ascending id.
    package func rows(
        _ type: RecordType,
        where field: some CatalogueField,
        is cell: Cell
    ) throws -> [StoredRow] {
        try door.rows(type, where: field, is: cell)
    }

    /// Whether there is a record in which a field has a value.
    package func contains(
        _ type: RecordType,
        where field: some CatalogueField,
        is cell: Cell
    ) throws -> Bool {
        let name = type.fields[Int(field.rawValue) - 1].name
        let sql = "SELECT _id FROM \"\(type.name)\" WHERE \"\(name)\" = ? LIMIT 1"
        return try !RecordTable.ids(sql, [cell], door.database).isEmpty
    }

    /// Gives out the site's next case reference, such as `LIS-2041`.
    package func nextCaseReference() throws -> String {
        let code = try Settings.text(.siteCode, in: door.database) ?? "SITE"
        return try door.nextCaseReference(prefix: code)
    }

    /// What is stored, with what this transaction has done so far.
    package var reader: StoreReader { StoreReader(door.database, role: .node) }

    /// Decisions about conflicts that were made here.
    package var settlements: Settlements { Settlements(door) }
}

extension HubTransaction {
    /// Records in which a field has a value, by ascending id.
    package func rows(
        _ type: RecordType,
        where field: some CatalogueField,
        is cell: Cell
    ) throws -> [StoredRow] {
        try ledger.door.rows(type, where: field, is: cell)
    }

    /// Gives out headquarters' next case reference, such as `HQ-12`.
    package func nextCaseReference() throws -> String {
        try ledger.door.nextCaseReference(prefix: "HQ")
    }

    /// What is stored, with what this transaction has done so far.
    package var reader: StoreReader { StoreReader(ledger.door.database, role: .hub) }

    /// Decisions about conflicts that were made here.
    package var settlements: Settlements { Settlements(ledger.door) }
}

extension Door {
    func rows(
        _ type: RecordType,
        where field: some CatalogueField,
        is cell: Cell
    ) throws -> [StoredRow] {
        let name = type.fields[Int(field.rawValue) - 1].name
        let ids = try RecordTable.ids(
            "SELECT _id FROM \"\(type.name)\" WHERE \"\(name)\" = ? ORDER BY _id",
            [cell],
            database
        )
        return try ids.compactMap { try table(type).row($0) }
    }

    func nextCaseReference(prefix: String) throws -> String {
        var number = try Settings.integer(.caseNumber, in: database) ?? 0
        let isTaken = try RawStatement(
            database,
            "SELECT 1 FROM recovery_case WHERE reference = ? LIMIT 1"
        )
        defer { isTaken.reset() }
        var reference = ""
        // A node that was set up anew finds its former cases' numbers taken.
        repeat {
            number += 1
            reference = "\(prefix)-\(number)"
            isTaken.reset()
            isTaken.bind(1, reference)
        } while try isTaken.step()
        try Settings.set(.caseNumber, number, in: database)
        return reference
    }
}

extension RecordTable {
    /// The ids that a query selects in its first column.
    static func ids(
        _ sql: String,
        _ arguments: [Cell],
        _ database: Database
    ) throws -> [ChangeID] {
        let statement = try RawStatement(database, sql)
        defer { statement.reset() }
        for (index, argument) in arguments.enumerated() { statement.bind(index + 1, argument) }
        var ids: [ChangeID] = []
        while try statement.step() { ids.append(ChangeID(rawValue: statement.integer(0))) }
        return ids
    }
}
