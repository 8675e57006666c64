package import Recovery
package import Wire

/// A transaction in which a person or a service at one place changes records.
///
/// Commands are written against it once and run at a node and at the hub alike.
package protocol RecordTransaction: AnyObject {
    var now: Timestamp { get }
    var author: String { get }
    /// The site where this runs; 0 at the hub.
    var site: UInt32 { get }

    func row(_ type: RecordType, _ id: ChangeID) throws -> StoredRow?

    /// Records in which a field has a value, by ascending id.
    func rows(
        _ type: RecordType,
        where field: some CatalogueField,
        is cell: Cell
    ) throws -> [StoredRow]

    /// Gives out the place's next case reference, such as `LIS-2041`.
    func nextCaseReference() throws -> String

    /// What is stored, with what this transaction has done so far.
    var reader: StoreReader { get }

    /// Decisions about conflicts that were made here.
    var settlements: Settlements { get }

    /// Adds a record that `scope` holds, nil meaning the place's own, and returns its id.
    func create(
        _ type: RecordType,
        scope: Scope?,
        fields: [(UInt8, Cell)]
    ) throws -> ChangeID

    /// Sets fields of a record.
    ///
    /// A field that has the value already is left alone. `seen` names the versions that the
    /// author saw, where they are not those that live now: those that a form was rendered from.
    func edit(
        _ row: StoredRow,
        fields: [(UInt8, Cell)],
        seen: [UInt8: [ChangeID]]
    ) throws
}

extension RecordTransaction {
    package func edit(_ row: StoredRow, fields: [(UInt8, Cell)]) throws {
        try edit(row, fields: fields, seen: [:])
    }

    /// The fields of an edit that change something: a new value, or a conflict ended by naming
    /// one of its values.
    func effective(_ row: StoredRow, _ fields: [(UInt8, Cell)]) -> [(UInt8, Cell)] {
        fields.filter { number, cell in
            row.cells[Int(number) - 1] != cell || (row.versions[number]?.count ?? 1) > 1
        }.sorted { $0.0 < $1.0 }
    }
}

/// What a person wrote that no reader of the change would take, and what to do about it.
package enum WriteLimitError: Error, Hashable, CustomStringConvertible {
    case authorTooLong(byteCountMax: Int)
    case textTooLong(field: String, byteCountMax: Int)
    case transactionTooLong(byteCountMax: Int)

    package var description: String {
        switch self {
        case .authorTooLong(let max):
            "An author's name has \(max) bytes at most. Use a shorter one."
        case .textTooLong(let field, let max):
            "The text for \(field) has more than \(max) bytes. Shorten it, or split it up."
        case .transactionTooLong(let max):
            "One transaction may hold \(max) bytes at most. Do it in several steps."
        }
    }

    static func check(author: String) throws(WriteLimitError) {
        let max = WireLimits.standard.authorByteCountMax
        if author.utf8.count > max { throw .authorTooLong(byteCountMax: max) }
    }

    static func check(
        _ fields: [(UInt8, Cell)],
        of type: RecordType
    ) throws(WriteLimitError) {
        let max = WireLimits.standard.textByteCountMax
        for case (let number, .text(let text)) in fields where text.utf8.count > max {
            throw .textTooLong(field: type.fields[Int(number) - 1].name, byteCountMax: max)
        }
    }
}

/// A hybrid logical clock: never behind the wall clock it is shown, never going back.
struct HybridClock {
    private(set) var last: Stamp

    /// The stamp of something that happens now.
    mutating func next(_ now: Timestamp) -> Stamp {
        last = max(Stamp(milliseconds: now.milliseconds), Stamp(rawValue: last.rawValue + 1))
        return last
    }
}
