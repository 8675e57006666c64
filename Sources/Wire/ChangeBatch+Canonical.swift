// The one form of a change: what the chain hashes and a log keeps. The change's own id is not
// in it; its place in the chain, which starts from the writer's root, says it.

extension ChangeBatch {
    private enum Flag {
        static let creates: UInt8 = 1
        static let endsTransaction: UInt8 = 2
        static let wasRenamed: UInt8 = 4
        static let all: UInt8 = 7
    }

    /// The canonical bytes of the change at a position.
    package func canonicalBytes(at index: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        appendCanonicalBytes(at: index, to: &bytes)
        return bytes
    }

    /// Adds the canonical bytes of the change at a position to `bytes`.
    package func appendCanonicalBytes(at index: Int, to bytes: inout [UInt8]) {
        var writer = ByteWriter()
        swap(&writer.bytes, &bytes)
        writeCanonical(at: index, to: &writer)
        swap(&writer.bytes, &bytes)
    }

    func writeCanonical(at index: Int, to writer: inout ByteWriter) {
        let head = heads[index]
        let was = formerName(at: index)
        writer.byte(
            (head.creates ? Flag.creates : 0)
                | (head.endsTransaction ? Flag.endsTransaction : 0)
                | (was == nil ? 0 : Flag.wasRenamed)
        )
        writer.byte(head.table)
        if head.creates {
            writer.varint(UInt64(head.scope.rawValue))
        } else {
            writer.id(head.record)
        }
        writer.fixed(UInt64(bitPattern: head.stamp.rawValue))
        writer.text(authors[Int(head.author)])
        if let was {
            writer.id(was.id)
            writer.hash(was.hash)
        }
        let range = fieldRange(at: index)
        writer.byte(UInt8(range.count))
        for position in range { writeCanonical(entries[position], to: &writer) }
    }

    private func writeCanonical(_ entry: Entry, to writer: inout ByteWriter) {
        writer.byte(entry.field)
        writer.varint(UInt64(entry.baseCount) << 2 | UInt64(entry.kind.rawValue))
        for base in bases(of: entry) { writer.id(base) }
        switch entry.kind {
        case .null: break
        case .integer: writer.zigzag(entry.value)
        case .text:
            writer.varint(UInt64(entry.textByteCount))
            writer.copy(entry.textRange, of: text)
        }
    }

    /// Adds the change that `bytes` are the canonical form of, under its own id.
    ///
    /// Leaves the batch as it was when it throws.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break; any other form of the same
    ///   change is refused.
    package mutating func appendCanonical(
        _ bytes: ArraySlice<UInt8>,
        id: ChangeID,
        limits: WireLimits = .standard
    ) throws(WireError) {
        let mark = (entries.count, bases.count, text.count, formerNames.count)
        do {
            var reader = ByteReader(bytes)
            var (head, author) = try readHead(id: id, from: &reader, limits: limits)
            try readFields(creates: head.creates, from: &reader, limits: limits)
            try reader.finish()
            head.author = intern(
                String(decoding: author, as: UTF8.self),
                after: heads.count - 1
            )
            heads.append(head)
        } catch {
            entries.removeSubrange(mark.0...)
            bases.removeSubrange(mark.1...)
            text.removeSubrange(mark.2...)
            formerNames.removeSubrange(mark.3...)
            throw error
        }
    }

    private mutating func readHead(
        id: ChangeID,
        from reader: inout ByteReader,
        limits: WireLimits
    ) throws(WireError) -> (Head, author: ArraySlice<UInt8>) {
        let flags = try reader.byte()
        guard flags & ~Flag.all == 0 else { throw .outOfRange(.flags, found: Int64(flags)) }
        let creates = flags & Flag.creates != 0
        let table = try reader.byte()
        guard table > 0 else { throw .outOfRange(.table, found: 0) }
        var record = id
        var scope = Scope.everyone
        if creates {
            scope = Scope(rawValue: UInt32(try reader.number(.scope, max: Int64(UInt32.max))))
        } else {
            record = try reader.id()
        }
        let stamp = Stamp(rawValue: Int64(bitPattern: try reader.fixed()))
        let author = try reader.text(.author, max: limits.authorByteCountMax)
        var former: Int32 = -1
        if flags & Flag.wasRenamed != 0 {
            former = Int32(formerNames.count)
            formerNames.append(Change.FormerName(id: try reader.id(), hash: try reader.hash()))
        }
        let head = Head(
            id: id,
            record: record,
            stamp: stamp,
            scope: scope,
            author: 0,
            firstEntry: UInt32(entries.count),
            formerName: former,
            table: table,
            creates: creates,
            endsTransaction: flags & Flag.endsTransaction != 0
        )
        return (head, author)
    }

    private mutating func readFields(
        creates: Bool,
        from reader: inout ByteReader,
        limits: WireLimits
    ) throws(WireError) {
        let count = try reader.byte()
        guard count <= WireLimits.fieldNumberMax else {
            throw .outOfRange(.fields, found: Int64(count))
        }
        var last: UInt8 = 0
        for _ in 0..<count {
            let field = try reader.byte()
            guard field > last && field <= WireLimits.fieldNumberMax else {
                throw .outOfRange(.field, found: Int64(field))
            }
            last = field
            try readEntry(field, creates: creates, from: &reader, limits: limits)
        }
    }

    private mutating func readEntry(
        _ field: UInt8,
        creates: Bool,
        from reader: inout ByteReader,
        limits: WireLimits
    ) throws(WireError) {
        let tag = try reader.varint()
        guard let kind = Entry.Kind(rawValue: UInt8(tag & 3)) else {
            throw .unknownForm(.kind, found: tag & 3)
        }
        let baseCount = tag >> 2
        guard !creates || baseCount == 0 else { throw .outOfRange(.bases, found: Int64(baseCount)) }
        guard baseCount <= UInt64(limits.basesPerCellMax) else {
            throw .tooLarge(.cellBases, found: baseCount, max: UInt64(limits.basesPerCellMax))
        }
        var entry = Entry(
            value: 0,
            textByteCount: 0,
            firstBase: UInt32(bases.count),
            baseCount: UInt16(baseCount),
            field: field,
            kind: kind
        )
        for _ in 0..<baseCount {
            let base = try reader.id()
            if bases.count > Int(entry.firstBase), let last = bases.last, base <= last {
                throw .outOfRange(.base, found: base.rawValue)
            }
            bases.append(base)
        }
        switch kind {
        case .null: break
        case .integer: entry.value = try reader.zigzag()
        case .text:
            let slice = try reader.text(.text, max: limits.textByteCountMax)
            entry.value = Int64(text.count)
            entry.textByteCount = UInt32(slice.count)
            text.append(contentsOf: slice)
        }
        entries.append(entry)
    }
}
