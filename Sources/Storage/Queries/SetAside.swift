import Recovery

/// A row of an imported file that could not be taken in.
package struct SetAsideRow: Hashable, Sendable {
    /// The file.
    package let source: String
    /// The line of the file where the row begins, from 1.
    package let line: Int
    /// Why, and what to do about it.
    package let reason: String
    /// The row as it stands in the file, ending in a line end.
    package let bytes: [UInt8]

    /// A row and why it could not be taken in.
    package init(source: String, line: Int, reason: String, bytes: [UInt8]) {
        self.source = source
        self.line = line
        self.reason = reason
        self.bytes = bytes
    }
}

extension NodeTransaction {
    /// Keeps a row until somebody mends it.
    package func setAside(_ row: SetAsideRow) throws {
        let statement = try RawStatement(
            door.database,
            "INSERT INTO set_aside(source, line, reason, bytes, at) VALUES(?, ?, ?, ?, ?)"
        )
        statement.bind(1, row.source)
        statement.bind(2, Int64(row.line))
        statement.bind(3, row.reason)
        statement.bind(4, blob: row.bytes)
        statement.bind(5, now.milliseconds)
        try statement.run()
    }

    /// Forgets the rows of a file: it is imported anew, or they were mended.
    package func clearSetAside(source: String) throws {
        let statement = try RawStatement(door.database, "DELETE FROM set_aside WHERE source = ?")
        statement.bind(1, source)
        try statement.run()
    }

    /// Keeps what the columns of a source mean, under a name.
    package func saveMapping(_ text: String, named name: String) throws {
        let statement = try RawStatement(
            door.database,
            "INSERT OR REPLACE INTO import_mapping(name, mapping) VALUES(?, ?)"
        )
        statement.bind(1, name)
        statement.bind(2, text)
        try statement.run()
    }
}

extension StoreReader {
    /// Rows set aside, of one file or of all, in the order of files and lines; at nodes only.
    package func setAside(source: String? = nil) throws -> [SetAsideRow] {
        guard role == .node else { return [] }
        let statement = try RawStatement(
            database,
            """
            SELECT source, line, reason, bytes FROM set_aside
            WHERE ?1 IS NULL OR source = ?1 ORDER BY source, line, id
            """
        )
        defer { statement.reset() }
        if let source { statement.bind(1, source) }
        var rows: [SetAsideRow] = []
        while try statement.step() {
            rows.append(
                SetAsideRow(
                    source: statement.text(0),
                    line: Int(statement.integer(1)),
                    reason: statement.text(2),
                    bytes: statement.blob(3)
                )
            )
        }
        return rows
    }

    /// The text of a saved mapping; nil when there is none of this name.
    package func mapping(named name: String) throws -> String? {
        guard role == .node else { return nil }
        let statement = try RawStatement(
            database,
            "SELECT mapping FROM import_mapping WHERE name = ?"
        )
        defer { statement.reset() }
        statement.bind(1, name)
        return try statement.step() ? statement.text(0) : nil
    }

    /// The names of the saved mappings, in the order of the alphabet.
    package func mappingNames() throws -> [String] {
        guard role == .node else { return [] }
        let statement = try RawStatement(database, "SELECT name FROM import_mapping ORDER BY name")
        defer { statement.reset() }
        var names: [String] = []
        while try statement.step() { names.append(statement.text(0)) }
        return names
    }
}
