import CSQLiteSession
import Wire

/// The same rows as the changeset that SQLite's session extension records while they are written.
enum SessionForm {
    private static let columnCounts: [UInt8: Int] = [4: 14, 5: 17, 6: 5, 7: 6, 8: 3]

    /// The changeset of `changes`, made on a database that already holds the records edited.
    static func changeset(_ changes: [Change]) -> [UInt8] {
        var handle: OpaquePointer?
        guard unsafe sqlite3_open(":memory:", &handle) == SQLITE_OK, let database = unsafe handle
        else { return [] }
        defer { unsafe sqlite3_close(database) }
        for (table, count) in columnCounts {
            let columns = (1...count).map { "f\($0)" }.joined(separator: ",")
            unsafe run(
                "CREATE TABLE t\(table)(id INTEGER PRIMARY KEY,stamp,author,\(columns))",
                database
            )
        }
        let created = Set(changes.filter { $0.scope != nil }.map(\.record))
        for change in changes where !created.contains(change.record) {
            unsafe run(
                "INSERT OR IGNORE INTO t\(change.table)(id) VALUES(\(change.record.rawValue))",
                database
            )
        }
        var session: OpaquePointer?
        unsafe sqlite3session_create(database, "main", &session)
        unsafe sqlite3session_attach(session, nil)
        defer { unsafe sqlite3session_delete(session) }
        unsafe run("BEGIN", database)
        for change in changes { unsafe run(statement(change), database) }
        unsafe run("COMMIT", database)
        var count: Int32 = 0
        var bytes: UnsafeMutableRawPointer?
        unsafe sqlite3session_changeset(session, &count, &bytes)
        defer { unsafe sqlite3_free(bytes) }
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
    }

    private static func run(_ sql: String, _ database: OpaquePointer) {
        let status = unsafe sqlite3_exec(database, sql, nil, nil, nil)
        precondition(status == SQLITE_OK, "SQLite refused: \(sql)")
    }

    private static func statement(_ change: Change) -> String {
        let stamp = "\(change.stamp.rawValue)"
        if change.scope == nil {
            let set = change.fields.map { "f\($0.number)=\(literal($0.cell))" }
                .joined(separator: ",")
            return "UPDATE t\(change.table) SET stamp=\(stamp),author=\(quoted(change.author)),"
                + "\(set) WHERE id=\(change.record.rawValue)"
        }
        let names = change.fields.map { "f\($0.number)" }.joined(separator: ",")
        let values = change.fields.map { literal($0.cell) }.joined(separator: ",")
        return "INSERT INTO t\(change.table)(id,stamp,author,\(names)) "
            + "VALUES(\(change.id.rawValue),\(stamp),\(quoted(change.author)),\(values))"
    }

    private static func literal(_ cell: Cell) -> String {
        switch cell {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .text(let text): quoted(text)
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            + "'"
    }
}
