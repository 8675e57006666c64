package import Wire

/// Hashes one record's present state for its scope's digest.
///
/// The hash is the first 16 bytes of SHA-256 over: the record's id (8 bytes), its scope (4),
/// then for each field by ascending number and each live version by ascending id: the field's
/// number (1), the version's id (8), the cell's kind (1: 0 null, 1 integer, 2 text) and the
/// integer (8) or the text's length (4) and bytes. Numbers are big-endian. A field whose one
/// version is the creation's and null is left out. Stamps, authors and revisions are not hashed.
package struct RecordDigest {
    private var writer = ByteWriter()

    package init() { writer.bytes.reserveCapacity(4096) }

    /// The hash of a record with the given fields and live versions.
    package mutating func of(
        record: ChangeID,
        scope: Scope,
        fields: some Sequence<Row.Field>
    ) -> Digest {
        begin(record, scope)
        for field in fields {
            let versions = field.versions
            if versions.count == 1, versions[0].id == record, versions[0].cell == .null { continue }
            for version in versions {
                put(field.number, version.id)
                put(version.cell ?? .null)
            }
        }
        return end()
    }

    /// The hash of a record that stands just as the change at `index` created it.
    package mutating func of(creation index: Int, in batch: ChangeBatch, scope: Scope) -> Digest {
        let record = batch.heads[index].id
        begin(record, scope)
        for entry in batch.entries[batch.fieldRange(at: index)] {
            guard entry.kind != .null else { continue }
            put(entry.field, record)
            writer.byte(entry.kind.rawValue)
            if entry.kind == .integer {
                writer.fixed(UInt64(bitPattern: entry.value))
            } else {
                writer.fixed(entry.textByteCount)
                writer.copy(entry.textRange, of: batch.text)
            }
        }
        return end()
    }

    private mutating func begin(_ record: ChangeID, _ scope: Scope) {
        writer.bytes.removeAll(keepingCapacity: true)
        writer.fixed(UInt64(bitPattern: record.rawValue))
        writer.fixed(scope.rawValue)
    }

    private mutating func put(_ field: UInt8, _ id: ChangeID) {
        writer.byte(field)
        writer.fixed(UInt64(bitPattern: id.rawValue))
    }

    private mutating func put(_ cell: Cell) {
        switch cell {
        case .null:
            writer.byte(0)
        case .integer(let number):
            writer.byte(1)
            writer.fixed(UInt64(bitPattern: number))
        case .text(let text):
            writer.byte(2)
            writer.fixed(UInt32(text.utf8.count))
            writer.bytes.append(contentsOf: text.utf8)
        }
    }

    private func end() -> Digest {
        let hash = ChainHash(sha256Of: writer.bytes)
        return Digest(first: hash.high, second: hash.low)
    }
}
