import GRDB
import Recovery
import Sync
import Wire

extension RecordTransaction {
    /// Decides a disagreement: the value stands from now on, everywhere.
    ///
    /// - Parameters:
    ///   - item: as it was shown to the person who decides.
    ///   - words: one of its values, or another that the field can hold.
    /// - Throws: ``ConflictError``; ``ConflictError/changed(_:)`` when other values live by now.
    package func resolve(_ item: ConflictItem, to words: String) throws {
        let (row, field) = try disputed(item.id)
        let live = row.live(field.number)
        guard live.map(\.id) == item.versions else {
            throw ConflictError.changed(item.id.description)
        }
        guard let cell = item.cell(words, among: live, field) else {
            throw ConflictError.badValue(field: field.name, value: words)
        }
        try edit(row, fields: [(field.number, cell)], seen: [field.number: live.map(\.id)])
        guard let change = try self.row(row.type, row.id)?.live(field.number).first else { return }
        try settlements.add(change.id, of: row, field: field.number, instead: live, by: self)
    }

    /// Takes the latest decision about a field back.
    ///
    /// What stood while the conflict was open stands again. The conflict itself does not come
    /// back: its values are in the record's history.
    ///
    /// - Returns: the value that stands now, in words.
    /// - Throws: ``ConflictError`` when there is no decision, or the field was edited since.
    package func undoResolution(of id: ConflictID) throws -> String {
        let (row, field) = try disputed(id)
        guard let settlement = try settlements.latest(of: row.id, field: field.number) else {
            throw ConflictError.nothingToUndo(id.description)
        }
        guard row.live(field.number).map(\.id) == [settlement.change] else {
            throw ConflictError.editedSince(id.description)
        }
        let former = field.merge.winner(among: settlement.versions, isHub: settlements.isHub)
        try edit(row, fields: [(field.number, former)])
        try settlements.markUndone(settlement.id, now)
        return field.words(former)
    }

    private func disputed(_ id: ConflictID) throws -> (StoredRow, FieldDefinition) {
        for type in Catalogue.types where type.family == .workedOn {
            guard let field = type.fields.first(where: { $0.name == id.field }),
                let row = try row(type, id.record)
            else { continue }
            return (row, field)
        }
        throw ConflictError.noSuchConflict(id.description)
    }
}

extension ConflictItem {
    /// The cell of the value that is shown so, or else of any value that the field can hold.
    fileprivate func cell(
        _ words: String,
        among live: [Version],
        _ field: FieldDefinition
    ) -> Cell? {
        let shown = zip(values, live).first { value, _ in value.value == words }
        return shown.map { $0.1.cell ?? .null } ?? field.cell(words: words)
    }
}

/// Decisions about conflicts that were made at this place.
///
/// They are not records: the edits that they led to travel, the means to take them back stay.
package struct Settlements {
    private let database: Database
    let isHub: (WriterNumber) -> Bool

    init(_ door: Door) {
        database = door.database
        isHub = door.isHub
    }

    struct Settlement {
        let id: Int64
        let change: ChangeID
        let versions: [Version]
    }

    func add(
        _ change: ChangeID,
        of row: StoredRow,
        field: UInt8,
        instead versions: [Version],
        by transaction: some RecordTransaction
    ) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT INTO settlement(record, field, type, change, settled_at, author, versions)
            VALUES(?, ?, ?, ?, ?, ?, ?)
            """
        )
        statement.bind(1, row.id.rawValue)
        statement.bind(2, Int64(field))
        statement.bind(3, Int64(row.type.number))
        statement.bind(4, change.rawValue)
        statement.bind(5, transaction.now.milliseconds)
        statement.bind(6, transaction.author)
        statement.bind(7, blob: LiveVersions.encoded(list: versions))
        try statement.run()
    }

    func latest(of record: ChangeID, field: UInt8) throws -> Settlement? {
        let statement = try RawStatement(
            database,
            """
            SELECT id, change, versions FROM settlement
            WHERE record = ? AND field = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, record.rawValue)
        statement.bind(2, Int64(field))
        guard try statement.step() else { return nil }
        return Settlement(
            id: statement.integer(0),
            change: ChangeID(rawValue: statement.integer(1)),
            versions: try LiveVersions.decodedList(statement.blob(2))
        )
    }

    func markUndone(_ id: Int64, _ now: Timestamp) throws {
        let statement = try RawStatement(
            database,
            "UPDATE settlement SET undone_at = ? WHERE id = ?"
        )
        statement.bind(1, now.milliseconds)
        statement.bind(2, id)
        try statement.run()
    }
}
