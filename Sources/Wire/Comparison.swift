/// What a node asks in order to find out in which records it and the hub differ.
package struct CompareRequest: Hashable, Sendable {
    /// Records of a scope whose ids lie between two, both included.
    package struct Range: Hashable, Sendable {
        /// Everyone's records, or the site's.
        package var isEveryone: Bool
        package var first: ChangeID
        package var last: ChangeID

        package init(isEveryone: Bool, first: ChangeID, last: ChangeID) {
            self.isEveryone = isEveryone
            self.first = first
            self.last = last
        }
    }

    package var site: UInt32
    package var ranges: [Range]

    package init(site: UInt32, ranges: [Range]) {
        self.site = site
        self.ranges = ranges
    }

    /// The request as it travels.
    package func encoded() -> [UInt8] {
        var plain = PlainWriter()
        plain.numbers.varint(UInt64(site))
        plain.numbers.varint(ranges.count)
        for range in ranges {
            plain.numbers.byte(range.isEveryone ? 1 : 0)
            plain.numbers.fixed(UInt64(bitPattern: range.first.rawValue))
            plain.numbers.fixed(UInt64(bitPattern: range.last.rawValue))
        }
        return Frame.packed(plain, as: .compareRequest)
    }

    /// Reads a request.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package init(decoding bytes: [UInt8], limits: WireLimits = .standard) throws(WireError) {
        var plain = try Frame.unpacked(bytes, as: .compareRequest, limits: limits)
        site = UInt32(try plain.numbers.number(.site, max: Int64(UInt32.max)))
        ranges = []
        for _ in 0..<(try plain.numbers.count(.ranges, max: limits.rangeCountMax)) {
            let isEveryone = try plain.option()
            let first = try plain.numbers.wholeID()
            let last = try plain.numbers.wholeID()
            ranges.append(Range(isEveryone: isEveryone, first: first, last: last))
        }
        try plain.finish()
    }
}

/// What the hub's records of those ranges add up to, in parts.
package struct CompareReply: Hashable, Sendable {
    /// Some of a range's records, by ascending id: those after the part before, through `last`.
    package struct Part: Hashable, Sendable {
        /// The part's last record.
        package var last: ChangeID
        /// How many records it has, 1 or more.
        package var count: Int64
        /// What they add up to.
        package var digest: Digest

        package init(last: ChangeID, count: Int64, digest: Digest) {
            self.last = last
            self.count = count
            self.digest = digest
        }
    }

    /// Into how many parts a range is cut at most.
    package static let partCountMax = 32

    /// The heads of the sequences when it was asked.
    package var heads: Cursor
    /// For each range its parts; none where the hub has no record.
    package var ranges: [[Part]]

    package init(heads: Cursor, ranges: [[Part]]) {
        self.heads = heads
        self.ranges = ranges
    }

    /// The reply as it travels.
    package func encoded() -> [UInt8] {
        var plain = PlainWriter()
        plain.cursor(heads)
        plain.numbers.varint(ranges.count)
        for parts in ranges {
            plain.numbers.varint(parts.count)
            for part in parts {
                plain.numbers.fixed(UInt64(bitPattern: part.last.rawValue))
                plain.numbers.varint(UInt64(part.count))
                plain.numbers.fixed(part.digest.first)
                plain.numbers.fixed(part.digest.second)
            }
        }
        return Frame.packed(plain, as: .compareReply)
    }

    /// Reads a reply.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package init(decoding bytes: [UInt8], limits: WireLimits = .standard) throws(WireError) {
        var plain = try Frame.unpacked(bytes, as: .compareReply, limits: limits)
        heads = try plain.cursor()
        ranges = []
        for _ in 0..<(try plain.numbers.count(.ranges, max: limits.rangeCountMax)) {
            var parts: [Part] = []
            for _ in 0..<(try plain.numbers.count(.ranges, max: Self.partCountMax)) {
                let last = try plain.numbers.wholeID()
                let count = try plain.numbers.number(.records, max: .max)
                let first = try plain.numbers.fixed()
                let digest = Digest(first: first, second: try plain.numbers.fixed())
                parts.append(Part(last: last, count: count, digest: digest))
            }
            ranges.append(parts)
        }
        try plain.finish()
    }
}

extension ByteReader {
    fileprivate mutating func wholeID() throws(WireError) -> ChangeID {
        let number = Int64(bitPattern: try fixed())
        guard number >= 0 else { throw .outOfRange(.record, found: number) }
        return ChangeID(rawValue: number)
    }
}
