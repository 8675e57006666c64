package import Recovery
import Sync
package import Wire

/// Names a field of a record that two places set differently: `4.17:state`.
package struct ConflictID: Hashable, Sendable, CustomStringConvertible {
    /// The record.
    package let record: ChangeID
    /// The field's name.
    package let field: String

    /// A field of a record.
    package init(record: ChangeID, field: String) {
        self.record = record
        self.field = field
    }

    /// Reads the form of ``description``; nil for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let record = RecordID(String(parts[0])) else { return nil }
        self.init(record: ChangeID(rawValue: record.rawValue), field: String(parts[1]))
    }

    /// Record and field.
    package var description: String { "\(record):\(field)" }
}

/// A field that two places set, each without knowing of the other.
package struct ConflictItem: Sendable {
    /// Its name.
    package let id: ConflictID
    /// The type of the record.
    package let type: String
    /// What people call the record: a case's reference where it belongs to one.
    package let record: String
    /// The values, by ascending change; until it is settled one of them stands.
    package let values: [ConflictValue]
    /// What stands meanwhile, or was decided.
    package let standing: String
    /// Whether a person has decided.
    package let state: State

    /// Whether a person has decided.
    package enum State: String, Sendable {
        /// Nobody has decided yet.
        case open
        /// Somebody decided here.
        case resolved
        /// The decision was taken back.
        case undone
    }

    /// The versions that live, which a decision must have seen.
    package var versions: [ChangeID] { values.map(\.change) }
}

/// One of the values on which places disagree.
package struct ConflictValue: Sendable {
    /// The change that set it.
    package let change: ChangeID
    /// The site where it was set, by code; nil when that is not known here.
    package let site: String?
    /// The value in words.
    package let value: String
    /// Who set it.
    package let author: String
    /// When, by the clock of the place.
    package let at: Timestamp
}

/// What cannot be done about a disagreement, and what to do instead.
package enum ConflictError: Error, Equatable, Spoken {
    /// There is none of this name.
    case noSuchConflict(String)
    /// The values are others than those that were shown.
    case changed(String)
    /// The field cannot hold the value.
    case badValue(field: String, value: String)
    /// Nothing was decided here, or it was taken back already.
    case nothingToUndo(String)
    /// Somebody has edited the field since.
    case editedSince(String)

    /// What to do next.
    package var sentence: Sentence {
        switch self {
        case .noSuchConflict(let name):
            "There is no open conflict \(name) here. 'amends conflicts list' shows those there are."
        case .changed(let name):
            "The values of \(name) have changed meanwhile. Look at them again, then decide."
        case .badValue(let field, let value):
            "'\(value)' is not a value of \(field). Choose one of the values shown."
        case .nothingToUndo(let name):
            """
            No decision about \(name) was made here that could be taken back. \
            'amends conflicts list --all' shows past decisions.
            """
        case .editedSince(let name):
            "\(name) was edited after the decision. Edit it again instead; nothing was undone."
        }
    }
}

extension StoreReader {
    /// The disagreements, the oldest first.
    ///
    /// Those that the catalogue's rule settles by itself, without asking a person, are shown only
    /// when `isComplete`.
    package func conflicts(isComplete: Bool = false) throws -> [ConflictItem] {
        try conflicts("SELECT record, field, type FROM conflict ORDER BY since, record, field", [])
            .filter { isComplete || $0.asksPerson }.map(\.item)
    }

    /// The disagreements about one record that a person is asked about.
    package func conflicts(of record: ChangeID) throws -> [ConflictItem] {
        try conflicts(
            "SELECT record, field, type FROM conflict WHERE record = ? ORDER BY field",
            [record.rawValue]
        ).filter(\.asksPerson).map(\.item)
    }

    /// The open disagreement of this name.
    ///
    /// - Throws: ``ConflictError/noSuchConflict(_:)``.
    package func conflict(_ id: ConflictID) throws -> ConflictItem {
        let record = try present(id.record)
        let found = try conflicts(
            "SELECT record, field, type FROM conflict WHERE record = ?",
            [record.rawValue]
        ).first { $0.item.id.field == id.field }
        guard let found else { throw ConflictError.noSuchConflict(id.description) }
        return found.item
    }

    /// Decisions that were made here, the latest first.
    package func settledConflicts(countMax: Int = 100) throws -> [ConflictItem] {
        let sites = try sites()
        let statement = try RawStatement(
            database,
            """
            SELECT record, field, type, change, versions, undone_at FROM settlement
            ORDER BY id DESC LIMIT ?
            """
        )
        defer { statement.reset() }
        statement.bind(1, Int64(max(0, countMax)))
        var items: [ConflictItem] = []
        while try statement.step() {
            let isUndone = !statement.isNull(5)
            guard let (type, field) = definition(statement.integer(2), statement.integer(1)),
                let row = try row(type, ChangeID(rawValue: statement.integer(0)))
            else { continue }
            items.append(
                try item(
                    row,
                    field,
                    versions: LiveVersions.decodedList(statement.blob(4)),
                    sites,
                    state: isUndone ? .undone : .resolved
                )
            )
        }
        return items
    }

    private func conflicts(
        _ sql: String,
        _ arguments: [Int64]
    ) throws -> [(item: ConflictItem, asksPerson: Bool)] {
        let sites = try sites()
        let statement = try RawStatement(database, sql)
        defer { statement.reset() }
        for (index, argument) in arguments.enumerated() { statement.bind(index + 1, argument) }
        var items: [(ConflictItem, Bool)] = []
        while try statement.step() {
            guard let (type, field) = definition(statement.integer(2), statement.integer(1)),
                let row = try row(type, ChangeID(rawValue: statement.integer(0)))
            else { continue }
            let item = try item(
                row,
                field,
                versions: row.live(field.number),
                sites,
                state: .open
            )
            items.append((item, field.merge.asksPerson))
        }
        return items
    }

    private func definition(
        _ type: Int64,
        _ field: Int64
    ) -> (RecordType, FieldDefinition)? {
        guard let type = UInt8(exactly: type).flatMap(Catalogue.type),
            type.fields.indices.contains(Int(field) - 1)
        else { return nil }
        return (type, type.fields[Int(field) - 1])
    }

    private func item(
        _ row: StoredRow,
        _ field: FieldDefinition,
        versions: [Version],
        _ sites: SiteDirectory,
        state: ConflictItem.State
    ) throws -> ConflictItem {
        ConflictItem(
            id: ConflictID(record: row.id, field: field.name),
            type: row.type.name,
            record: try caseReference(of: row) ?? row.id.description,
            values: versions.map { version in
                ConflictValue(
                    change: version.id,
                    site: sites.code(of: version.id.writer),
                    value: field.words(version.cell ?? .null),
                    author: version.author,
                    at: Timestamp(milliseconds: version.stamp.milliseconds)
                )
            },
            standing: field.words(row.cells[Int(field.number) - 1]),
            state: state
        )
    }

    /// The case that a disagreement concerns; nil when it concerns no case.
    package func caseBehind(_ item: ConflictItem) throws -> RecoveryCase? {
        guard let type = Catalogue.types.first(where: { $0.name == item.type }),
            let row = try row(type, item.id.record)
        else { return nil }
        return try caseBehind(row)
    }

    /// The cases in which a field waits for somebody to decide between two values.
    package func disputedCases() throws -> Set<ChangeID> {
        let asking = Catalogue.recoveryCase.fields.filter(\.merge.asksPerson)
            .map { "\($0.number)" }.joined(separator: ", ")
        return try Set(
            RecordTable.ids(
                """
                SELECT record FROM conflict
                WHERE type = \(Catalogue.recoveryCase.number) AND field IN (\(asking))
                """,
                [],
                database
            )
        )
    }

    /// The case that a record is, or belongs to.
    func caseBehind(_ row: StoredRow) throws -> RecoveryCase? {
        if row.type.number == Catalogue.recoveryCase.number { return RecoveryCase(row) }
        // All types that belong to a case name it in their first field.
        guard row.type.fields.first?.name == "recoveryCase", case .integer(let id) = row.cells[0]
        else { return nil }
        return try self.row(Catalogue.recoveryCase, ChangeID(rawValue: id)).map(RecoveryCase.init)
    }

    /// The reference of the case that a record is, or belongs to.
    func caseReference(of row: StoredRow) throws -> String? { try caseBehind(row)?.reference }
}
