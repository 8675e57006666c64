/// Reads numbers from the front of some bytes, refusing all but their one form.
package struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    /// The index of the next byte.
    package private(set) var position: Int

    /// Begins at the front of `bytes`.
    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// How many bytes are left.
    package var remaining: Int { bytes.endIndex - position }

    /// Reads one byte.
    package mutating func byte() throws(WireError) -> UInt8 {
        guard position < bytes.endIndex else { throw .truncated(needed: 1, available: 0) }
        defer { position += 1 }
        return bytes[position]
    }

    /// Reads a number of 64 bits, refusing any but its shortest form.
    package mutating func varint() throws(WireError) -> UInt64 {
        let first = try byte()
        return first < 0x80 ? UInt64(first) : try longVarint(first)
    }

    private mutating func longVarint(_ first: UInt8) throws(WireError) -> UInt64 {
        let start = position - 1
        var value = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while true {
            let next = try byte()
            // The tenth byte holds the one bit that is left; a last byte of 0 says nothing.
            guard shift < 63 || next <= 1 else { throw .badVarint(at: start) }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 {
                guard next != 0 else { throw .badVarint(at: start) }
                return value
            }
            shift += 7
        }
    }

    /// Reads a signed number.
    package mutating func zigzag() throws(WireError) -> Int64 {
        Int64(zigzag: try varint())
    }

    /// Reads eight bytes, the highest first.
    package mutating func fixed() throws(WireError) -> UInt64 {
        let range = try skip(8)
        var value: UInt64 = 0
        for index in range { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    /// Reads a chain's hash, 16 bytes.
    package mutating func hash() throws(WireError) -> ChainHash {
        ChainHash(high: try fixed(), low: try fixed())
    }

    /// A number of things, refused above `max` before anyone makes room for them.
    package mutating func count(
        _ measure: WireError.Measure,
        max: Int
    ) throws(WireError) -> Int {
        let count = try varint()
        guard count <= UInt64(max) else {
            throw .tooLarge(measure, found: count, max: UInt64(max))
        }
        return Int(count)
    }

    /// A number that may not be above `max`.
    package mutating func number(_ part: WireError.Part, max: Int64) throws(WireError) -> Int64 {
        let value = try varint()
        guard max >= 0, value <= UInt64(max) else {
            throw .outOfRange(part, found: Int64(truncatingIfNeeded: value))
        }
        return Int64(value)
    }

    /// Reads a writer's number.
    package mutating func writer() throws(WireError) -> WriterNumber {
        let number = try number(.writer, max: Int64(WriterNumber.max.rawValue))
        return WriterNumber(rawValue: UInt32(number))
    }

    /// Reads a writer's number and a counter.
    package mutating func id() throws(WireError) -> ChangeID {
        ChangeID(try writer(), try number(.counter, max: ChangeID.counterMax))
    }

    /// Steps over `count` bytes and says where they lie.
    package mutating func skip(_ count: Int) throws(WireError) -> Range<Int> {
        try require(count)
        defer { position += count }
        return position..<position + count
    }

    /// A text with its length before it.
    package mutating func text(
        _ measure: WireError.Measure,
        max: Int
    ) throws(WireError) -> ArraySlice<UInt8> {
        let length = try count(measure, max: max)
        let start = position
        let slice = bytes[try skip(length)]
        guard slice.isUTF8 else { throw .badText(at: start) }
        return slice
    }

    /// Refuses what is surely cut before room is made for it.
    func require(_ count: Int) throws(WireError) {
        guard count <= remaining else { throw .truncated(needed: count, available: remaining) }
    }

    /// Refuses bytes that are left over.
    package func finish() throws(WireError) {
        guard remaining == 0 else { throw .trailing(byteCount: remaining) }
    }
}

extension ArraySlice<UInt8> {
    var isUTF8: Bool {
        do {
            _ = try UTF8Span(validating: span)
            return true
        } catch {
            return false
        }
    }
}
