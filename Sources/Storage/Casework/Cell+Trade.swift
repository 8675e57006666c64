package import Recovery
package import Wire

// Between the trade's values and the cells in which they are stored.

extension Cell {
    /// Text; nothing for text that says nothing.
    package static func words(_ text: String?) -> Cell {
        guard let text, !text.isEmpty else { return .null }
        return .text(text)
    }

    /// A choice by its number.
    package static func choice(_ choice: (some CatalogueChoice)?) -> Cell {
        choice.map { .integer($0.rawValue) } ?? .null
    }

    /// A moment in milliseconds since 1970.
    package static func time(_ time: Timestamp?) -> Cell {
        time.map { .integer($0.milliseconds) } ?? .null
    }

    /// A record by its id.
    package static func reference(_ id: ChangeID?) -> Cell {
        id.map { .integer($0.rawValue) } ?? .null
    }

    /// A whole number.
    package static func number(_ number: Int?) -> Cell {
        number.map { .integer(Int64($0)) } ?? .null
    }

    /// Yes or no.
    package static func flag(_ isSet: Bool) -> Cell { .integer(isSet ? 1 : 0) }
}

extension StoredRow {
    /// A field's text; nil when it says nothing.
    package func text(_ field: some CatalogueField) -> String? {
        if case .text(let text) = self[field] { text } else { nil }
    }

    /// A field's number.
    package func number(_ field: some CatalogueField) -> Int64? {
        if case .integer(let number) = self[field] { number } else { nil }
    }

    /// A field's moment.
    package func time(_ field: some CatalogueField) -> Timestamp? {
        number(field).map(Timestamp.init(milliseconds:))
    }

    /// The record that a field names.
    package func reference(_ field: some CatalogueField) -> ChangeID? {
        number(field).map(ChangeID.init(rawValue:))
    }

    /// A field's choice; nil also for a number that this version does not know.
    package func choice<Choice: CatalogueChoice>(
        _ field: some CatalogueField,
        as type: Choice.Type = Choice.self
    ) -> Choice? {
        number(field).flatMap(Choice.init(rawValue:))
    }

    /// Whether a yes-or-no field says yes.
    package func isSet(_ field: some CatalogueField) -> Bool { number(field) == 1 }
}

extension RecordTransaction {
    /// Adds a record with fields named by the type's own enumeration.
    package func create<Field: CatalogueField>(
        _ type: RecordType,
        scope: Scope? = nil,
        _ fields: KeyValuePairs<Field, Cell>
    ) throws -> ChangeID {
        try create(type, scope: scope, fields: fields.map { ($0.key.rawValue, $0.value) })
    }

    /// Sets fields of a record, named by the type's own enumeration.
    package func edit<Field: CatalogueField>(
        _ row: StoredRow,
        _ fields: KeyValuePairs<Field, Cell>
    ) throws {
        try edit(row, fields: fields.map { ($0.key.rawValue, $0.value) })
    }
}
