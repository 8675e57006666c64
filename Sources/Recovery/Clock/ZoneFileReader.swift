/// Takes the parts of a time zone file from the front.
struct ZoneFileReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The counts at the head of a block.
    struct Header {
        let version: Int
        let universalCount: Int
        let standardCount: Int
        let leapCount: Int
        let timeCount: Int
        let typeCount: Int
        let nameByteCount: Int

        func blockByteCount(timeByteCount: Int) -> Int {
            timeCount * (timeByteCount + 1) + typeCount * 6 + nameByteCount
                + leapCount * (timeByteCount + 4) + standardCount + universalCount
        }
    }

    mutating func header() throws(ZoneFileError) -> Header {
        guard bytes.dropFirst(position).starts(with: Array("TZif".utf8)) else {
            throw position == 0 ? .notZoneFile : .truncated
        }
        try skip(4)
        // The version is a digit, or zero for the first one.
        let version = try number(byteCount: 1) - 0x30
        try skip(15)
        var counts: [Int] = []
        for _ in 0..<6 {
            counts.append(Int(UInt32(truncatingIfNeeded: try number(byteCount: 4))))
        }
        return Header(
            version: Int(version),
            universalCount: counts[0],
            standardCount: counts[1],
            leapCount: counts[2],
            timeCount: counts[3],
            typeCount: counts[4],
            nameByteCount: counts[5]
        )
    }

    mutating func skip(_ count: Int) throws(ZoneFileError) {
        guard count <= bytes.count - position else { throw .truncated }
        position += count
    }

    /// A big-endian number; those of more than one byte carry a sign.
    mutating func number(byteCount: Int) throws(ZoneFileError) -> Int64 {
        let start = position
        try skip(byteCount)
        let raw = bytes[start..<position].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch byteCount {
        case 1: return Int64(raw)
        case 4: return Int64(Int32(truncatingIfNeeded: raw))
        default: return Int64(bitPattern: raw)
        }
    }

    /// So many numbers; asks for all their bytes before it makes room for them.
    mutating func numbers(_ count: Int, byteCount: Int) throws(ZoneFileError) -> [Int64] {
        guard count * byteCount <= bytes.count - position else { throw .truncated }
        var numbers: [Int64] = []
        for _ in 0..<count { numbers.append(try number(byteCount: byteCount)) }
        return numbers
    }

    /// The line between two line feeds after the last block.
    mutating func footer() throws(ZoneFileError) -> String {
        let lineFeed = UInt8(ascii: "\n")
        guard try number(byteCount: 1) == lineFeed,
            let end = bytes[position...].firstIndex(of: lineFeed)
        else { throw .truncated }
        let line = String(decoding: bytes[position..<end], as: UTF8.self)
        position = end + 1
        return line
    }
}
