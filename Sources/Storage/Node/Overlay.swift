import GRDB
import Recovery
import Wire

/// Own edits that what the hub shows does not hold yet: they lie over the hub's state of a record.
///
/// Own creations need no entry here: they are the records of revision 0.
enum Overlay {
    /// Notes an edit of `row`, keeping the hub's state of it beneath.
    static func add(_ change: ChangeID, to row: StoredRow, _ door: Door) throws {
        if row.revision > 0 {
            try saveBeneath(row.wireRow, door.database, orIgnore: true)
        }
        try door.run(
            "INSERT OR IGNORE INTO overlay(change, record, type) VALUES(?, ?, ?)",
            [change.rawValue, row.id.rawValue, Int64(row.type.number)]
        )
    }

    /// Keeps versions written at the hub that an own edit replaces.
    static func keepOverwritten(
        _ versions: [Version],
        of row: StoredRow,
        field: UInt8,
        _ door: Door
    ) throws {
        for version in versions where door.isHub(version.id.writer) {
            let statement = try RawStatement(
                door.database,
                """
                INSERT OR IGNORE INTO overwritten(change, record, field, type, version)
                VALUES(?, ?, ?, ?, ?)
                """
            )
            statement.bind(1, version.id.rawValue)
            statement.bind(2, row.id.rawValue)
            statement.bind(3, Int64(field))
            statement.bind(4, Int64(row.type.number))
            statement.bind(5, blob: LiveVersions.encoded(list: [version]))
            try statement.run()
        }
    }

    /// The edits that lie over a record, in the order in which they were made.
    static func edits(of record: ChangeID, _ database: Database) throws -> [Change] {
        let statement = try RawStatement(
            database,
            """
            SELECT overlay.change FROM overlay JOIN life ON life.writer = overlay.change >> 39
            WHERE record = ? ORDER BY life.ordinal, overlay.change
            """
        )
        statement.bind(1, record.rawValue)
        var ids: [ChangeID] = []
        while try statement.step() { ids.append(ChangeID(rawValue: statement.integer(0))) }
        statement.reset()
        return try ids.compactMap { try ChangeLog.change($0, database) }
    }

    static func isEmpty(_ database: Database) throws -> Bool {
        let statement = try RawStatement(database, "SELECT 1 FROM overlay LIMIT 1")
        defer { statement.reset() }
        return try !statement.step()
    }

    static func saveBeneath(_ row: Row, _ database: Database, orIgnore: Bool = false) throws {
        let statement = try RawStatement(
            database,
            "INSERT OR \(orIgnore ? "IGNORE" : "REPLACE") INTO beneath(record, row) VALUES(?, ?)"
        )
        statement.bind(1, row.record.rawValue)
        statement.bind(2, blob: row.encoded())
        try statement.run()
    }

    static func beneath(_ record: ChangeID, _ database: Database) throws -> Row? {
        let statement = try RawStatement(database, "SELECT row FROM beneath WHERE record = ?")
        defer { statement.reset() }
        statement.bind(1, record.rawValue)
        return try statement.step() ? Row(decoding: statement.blob(0)) : nil
    }
}

extension StoredRow {
    /// Lays an own edit over the record.
    mutating func lay(_ edit: Change, isHub: (WriterNumber) -> Bool) {
        for field in edit.fields where Int(field.number) <= type.fields.count {
            let version = Version(
                id: edit.id,
                stamp: edit.stamp,
                author: edit.author,
                cell: field.cell
            )
            setLive(field.number, [version], isHub: isHub)
        }
    }
}
