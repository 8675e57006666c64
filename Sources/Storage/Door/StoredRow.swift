package import Recovery
import Sync
package import Wire

/// A record as it stands in its table: the columns, and which versions stand behind them.
package struct StoredRow: Sendable {
    package let type: RecordType
    package let id: ChangeID
    package var site: UInt32
    package var scope: Scope
    /// Counts the record's changes and moves at the hub; 0 while the hub has not confirmed it.
    package var revision: Int64
    /// The record's place in its scope's sequence, at the hub.
    package var position: Int64
    package var stamp: Stamp
    package var author: String
    /// By field number less one.
    ///
    /// Where several versions live, the one that stands.
    package private(set) var cells: [Cell]
    /// The live versions of those fields that have others than the creation's.
    package private(set) var versions: [UInt8: [Version]]

    package init(
        type: RecordType,
        id: ChangeID,
        site: UInt32,
        scope: Scope,
        revision: Int64 = 0,
        position: Int64 = 0,
        stamp: Stamp,
        author: String,
        cells: [Cell]? = nil,
        versions: [UInt8: [Version]] = [:]
    ) {
        self.type = type
        self.id = id
        self.site = site
        self.scope = scope
        self.revision = revision
        self.position = position
        self.stamp = stamp
        self.author = author
        self.cells = cells ?? Array(repeating: .null, count: type.fields.count)
        self.versions = versions
    }

    /// The value that stands in a field.
    package subscript(field: some CatalogueField) -> Cell { cells[Int(field.rawValue) - 1] }

    /// Sets a field of a record that is being created.
    package mutating func create(_ field: UInt8, _ cell: Cell) {
        cells[Int(field) - 1] = cell
    }

    /// The live versions of a field, by ascending id.
    package func live(_ field: UInt8) -> [Version] {
        versions[field] ?? [
            Version(id: id, stamp: stamp, author: author, cell: cells[Int(field) - 1])
        ]
    }

    /// Names what stands in some fields, so that a form can say what it was made from.
    package func edition(of fields: [some CatalogueField]) -> String {
        fields.map { live($0.rawValue).map(\.id.description).joined(separator: "+") }
            .joined(separator: " ")
    }

    /// Replaces a field's live versions and derives the value that stands.
    package mutating func setLive(
        _ field: UInt8,
        _ live: [Version],
        isHub: (WriterNumber) -> Bool
    ) {
        let policy = type.fields[Int(field) - 1].merge
        cells[Int(field) - 1] = policy.winner(among: live, isHub: isHub)
        versions[field] = live.count == 1 && live[0].id == id ? nil : live
    }

    /// Whether a field has live versions with different values.
    package func isDisputed(_ field: UInt8) -> Bool {
        guard let live = versions[field], let first = live.first else { return false }
        return live.contains { $0.cell != first.cell }
    }

    /// Fields that say anything, as they are pulled and hashed.
    package func rowFields() -> [Row.Field] {
        var result: [Row.Field] = []
        for (index, cell) in cells.enumerated() {
            let field = UInt8(index + 1)
            if let live = versions[field] {
                result.append(Row.Field(field, live))
            } else if cell != .null {
                result.append(
                    Row.Field(
                        field,
                        [Version(id: id, stamp: stamp, author: author, cell: cell)]
                    )
                )
            }
        }
        return result
    }
}

extension StoredRow {
    /// The record as the hub sends it.
    package var wireRow: Row {
        Row(
            table: type.number,
            record: id,
            revision: revision,
            scope: scope,
            site: site,
            stamp: stamp,
            author: author,
            fields: rowFields()
        )
    }

    /// The record as it was pulled; nil when this version does not know its type.
    ///
    /// Fields that this version does not know are left out.
    package init?(_ row: Row, isHub: (WriterNumber) -> Bool) {
        guard let type = Catalogue.type(row.table) else { return nil }
        self.init(
            type: type,
            id: row.record,
            site: row.site,
            scope: row.scope,
            revision: row.revision,
            stamp: row.stamp,
            author: row.author
        )
        for field in row.fields where Int(field.number) <= type.fields.count {
            setLive(field.number, field.versions, isHub: isHub)
        }
    }

    /// The record as the change at `index` creates it; nil when its type is not known here.
    package init?(creation index: Int, in batch: ChangeBatch, site: UInt32) {
        let head = batch.heads[index]
        guard let type = Catalogue.type(head.table) else { return nil }
        self.init(
            type: type,
            id: head.id,
            site: site,
            scope: head.scope,
            stamp: head.stamp,
            author: batch.authors[Int(head.author)]
        )
        for entry in batch.entries[batch.fieldRange(at: index)]
        where Int(entry.field) <= type.fields.count {
            create(entry.field, batch.cell(of: entry))
        }
    }
}
