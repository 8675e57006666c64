import struct Crypto.SHA256
package import Wire

/// Hashes one record's present state for its scope's digest.
///
/// The hash is the first 16 bytes of SHA-256 over: the record's id (8 bytes), its scope (4),
/// then for each field by ascending number and each live version by ascending id: the field's
/// number (1), the version's id (8), the cell's kind (1: 0 null, 1 integer, 2 text) and the
/// integer (8) or the text's length (4) and bytes. Numbers are big-endian. A field whose one
/// version is the creation's and null is left out. Stamps, authors and revisions are not hashed.
package struct RecordDigest {
    private var bytes: [UInt8] = []

    package init() { bytes.reserveCapacity(4096) }

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
            switch entry.kind {
            case .null:
                continue
            case .integer:
                put(entry.field, record)
                bytes.append(1)
                put(UInt64(bitPattern: entry.value))
            case .text:
                put(entry.field, record)
                bytes.append(2)
                put(entry.textByteCount)
                let start = Int(entry.value)
                bytes.append(contentsOf: batch.text[start..<start + Int(entry.textByteCount)])
            }
        }
        return end()
    }

    private mutating func begin(_ record: ChangeID, _ scope: Scope) {
        bytes.removeAll(keepingCapacity: true)
        put(UInt64(bitPattern: record.rawValue))
        put(scope.rawValue)
    }

    private mutating func put(_ field: UInt8, _ id: ChangeID) {
        bytes.append(field)
        put(UInt64(bitPattern: id.rawValue))
    }

    private mutating func put(_ cell: Cell) {
        switch cell {
        case .null:
            bytes.append(0)
        case .integer(let number):
            bytes.append(1)
            put(UInt64(bitPattern: number))
        case .text(let text):
            bytes.append(2)
            put(UInt32(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
    }

    private mutating func put(_ number: some FixedWidthInteger) {
        var bigEndian = number.bigEndian
        unsafe withUnsafeBytes(of: &bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    private func end() -> Digest {
        var hash = SHA256.hash(data: bytes).makeIterator()
        func next() -> UInt64 {
            (0..<8).reduce(0) { sum, _ in sum << 8 | UInt64(hash.next() ?? 0) }
        }
        return Digest(first: next(), second: next())
    }
}
