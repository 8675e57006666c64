/// The value of one field as it travels and is stored: nothing, a whole number or text (UTF-8).
package enum Cell: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
}

/// One change of one record, made by one writer in one transaction.
package struct Change: Hashable, Sendable {
    package var id: ChangeID
    /// The record type's number in the catalogue, 1 to 255.
    package var table: UInt8
    /// The record, named by the change that created it; a creation names itself.
    package var record: ChangeID
    /// Who holds a new record; nil for an edit of one that exists.
    package var scope: Scope?
    /// What is set, by ascending field number; a creation's unnamed fields are null.
    package var fields: [Field]
    package var stamp: Stamp
    package var author: String
    /// True on the last change of its transaction; batches are cut only after such a change.
    package var endsTransaction: Bool
    /// What this change was called before it was given a new name because its writer was a copy.
    package var was: FormerName?

    package init(
        id: ChangeID,
        table: UInt8,
        record: ChangeID,
        scope: Scope?,
        fields: [Field],
        stamp: Stamp,
        author: String,
        endsTransaction: Bool,
        was: FormerName? = nil
    ) {
        self.id = id
        self.table = table
        self.record = record
        self.scope = scope
        self.fields = fields
        self.stamp = stamp
        self.author = author
        self.endsTransaction = endsTransaction
        self.was = was
    }

    /// One field's new value and the versions of it that the author saw (none in a creation).
    package struct Field: Hashable, Sendable {
        package var number: UInt8
        package var cell: Cell
        package var bases: [ChangeID]

        package init(_ number: UInt8, _ cell: Cell, bases: [ChangeID] = []) {
            self.number = number
            self.cell = cell
            self.bases = bases
        }
    }

    /// A change's earlier name and the chain's hash there.
    package struct FormerName: Hashable, Sendable {
        package var id: ChangeID
        package var hash: ChainHash

        package init(id: ChangeID, hash: ChainHash) {
            self.id = id
            self.hash = hash
        }
    }
}

/// A writer's chain at one change: the first 16 bytes of
/// SHA-256(previous hash, 16 bytes, then the change's canonical bytes).
package struct ChainHash: Hashable, Sendable {
    /// Bytes 0 to 7 and 8 to 15, each read as a big-endian number.
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// What stands before a writer's first change.
    package init(rootOf writer: WriterNumber) {
        self.init(high: 0, low: UInt64(writer.rawValue))
    }
}
