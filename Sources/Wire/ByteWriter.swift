/// Bytes being written, with the wire's ways of writing a number.
package struct ByteWriter {
    /// What was written so far.
    package var bytes: [UInt8] = []

    /// Begins with nothing.
    package init() {}

    /// Writes one byte.
    package mutating func byte(_ value: UInt8) {
        bytes.append(value)
    }

    /// Seven bits a byte, the lowest first; every byte but the last has its top bit set.
    package mutating func varint(_ value: UInt64) {
        guard value >= 0x80 else { return bytes.append(UInt8(truncatingIfNeeded: value)) }
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes a count, which is never negative.
    package mutating func varint(_ value: Int) {
        varint(UInt64(value))
    }

    /// A signed number: 0, -1, 1, -2, 2 are written as 0, 1, 2, 3, 4.
    package mutating func zigzag(_ value: Int64) {
        varint(value.zigzag)
    }

    /// Eight bytes, the highest first.
    package mutating func fixed(_ value: UInt64) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Four bytes, the highest first.
    package mutating func fixed(_ value: UInt32) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Writes a part of other bytes.
    package mutating func copy(_ range: Range<Int>, of other: [UInt8]) {
        unsafe other.withUnsafeBufferPointer { buffer in
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[range]))
        }
    }

    /// Writes a chain's hash, 16 bytes.
    package mutating func hash(_ value: ChainHash) {
        fixed(value.high)
        fixed(value.low)
    }

    /// A writer's number and a counter.
    package mutating func id(_ value: ChangeID) {
        varint(UInt64(value.writer.rawValue))
        varint(UInt64(value.counter))
    }

    /// Writes a text's length in bytes and its UTF-8.
    package mutating func text(_ value: String) {
        var copy = value
        copy.withUTF8 { utf8 in
            varint(utf8.count)
            unsafe bytes.append(contentsOf: utf8)
        }
    }
}

extension Int64 {
    var zigzag: UInt64 { UInt64(bitPattern: self << 1 ^ self >> 63) }

    package init(zigzag value: UInt64) {
        self = Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}

extension UInt64 {
    /// How many bytes the number takes as a varint: 1 to 10.
    var varintByteCount: Int { (70 - (self | 1).leadingZeroBitCount) / 7 }
}
