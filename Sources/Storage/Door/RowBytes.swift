import Wire

extension Row {
    /// One row as a node keeps it beneath its own edits.
    ///
    /// Not the wire's form, which is for many.
    func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.byte(table)
        writer.id(record)
        writer.varint(UInt64(revision))
        writer.varint(UInt64(scope.rawValue))
        writer.varint(UInt64(site))
        writer.fixed(UInt64(bitPattern: stamp.rawValue))
        writer.text(author)
        for field in fields {
            writer.byte(field.number)
            let versions = LiveVersions.encoded(list: field.versions)
            writer.varint(versions.count)
            writer.bytes += versions
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(WireError) {
        var reader = ByteReader(bytes[...])
        self.init(
            table: try reader.byte(),
            record: try reader.id(),
            revision: try reader.number(.revision, max: .max),
            scope: Scope(rawValue: UInt32(try reader.number(.scope, max: Int64(UInt32.max)))),
            site: UInt32(try reader.number(.site, max: Int64(UInt32.max))),
            stamp: Stamp(rawValue: Int64(bitPattern: try reader.fixed())),
            author: String(decoding: try reader.text(.author, max: .max), as: UTF8.self),
            fields: []
        )
        while reader.remaining > 0 {
            let number = try reader.byte()
            let range = try reader.skip(try reader.count(.rows, max: bytes.count))
            fields.append(
                Row.Field(number, try LiveVersions.decodedList(Array(bytes[range])))
            )
        }
    }
}
