/// Reads bytes one after the other, and never past the end.
struct ByteReader {
    let bytes: ArraySlice<UInt8>
    private(set) var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// How many bytes are left.
    var count: Int { bytes.endIndex - index }

    /// The next bytes; nil when there are not so many.
    mutating func take(_ byteCount: Int) -> ArraySlice<UInt8>? {
        guard byteCount >= 0, byteCount <= count else { return nil }
        defer { index += byteCount }
        return bytes[index..<index + byteCount]
    }

    mutating func byte() -> UInt8? { take(1)?.first }

    /// A number of so many bytes, the most significant first.
    mutating func bigEndian(_ byteCount: Int) -> Int? {
        take(byteCount).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    /// A number of so many bytes, the least significant first.
    mutating func littleEndian(_ byteCount: Int) -> Int? {
        take(byteCount).map { $0.reversed().reduce(0) { $0 << 8 | Int($1) } }
    }

    /// A name of four letters.
    mutating func code() -> String? {
        take(4).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Array where Element == UInt8 {
    /// The bytes of a number, the most significant first.
    static func bigEndian(_ number: Int, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// The bytes of a number, the least significant first.
    static func littleEndian(_ number: Int, _ byteCount: Int) -> [UInt8] {
        bigEndian(number, byteCount).reversed()
    }
}
