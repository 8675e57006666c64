// Columns that changes and rows have in common: who and when.

extension PlainWriter {
    mutating func stamps(
        _ stamps: [Stamp],
        on lines: [Int32] = [],
        near landmarks: Landmarks = Landmarks()
    ) {
        integers(stamps.map(\.milliseconds), on: lines, near: landmarks)
        integers(stamps.map { $0.rawValue & Stamp.countMax })
    }

    mutating func authors(_ names: [String]) {
        numbers.varint(names.count)
        for name in names { text(name) }
    }
}

extension PlainReader {
    mutating func stamps(
        _ count: Int,
        on lines: [Int32] = [],
        near landmarks: Landmarks = Landmarks()
    ) throws(WireError) -> [Stamp] {
        let milliseconds = try integers(count, on: lines, near: landmarks)
        let counts = try integers(count, .stamp, max: Stamp.countMax)
        var stamps: [Stamp] = []
        stamps.reserveCapacity(count)
        for (time, count) in zip(milliseconds, counts) {
            let stamp = Stamp(rawValue: time << 16 | count)
            guard stamp.milliseconds == time else { throw .outOfRange(.stamp, found: time) }
            stamps.append(stamp)
        }
        return stamps
    }

    mutating func authors() throws(WireError) -> [String] {
        let count = try numbers.count(.authors, max: limits.authorCountMax)
        var names: [String] = []
        for _ in 0..<count {
            names.append(try text(.author, max: limits.authorByteCountMax))
        }
        return names
    }

    /// A column of ids, which are never negative.
    mutating func ids(
        _ count: Int,
        _ part: WireError.Part,
        on lines: [Int32] = [],
        near landmarks: Landmarks = Landmarks()
    ) throws(WireError) -> [ChangeID] {
        let values = try integers(count, on: lines, near: landmarks)
        if let bad = values.first(where: { $0 < 0 }) { throw .outOfRange(part, found: bad) }
        return values.map(ChangeID.init(rawValue:))
    }
}

extension Stamp {
    /// The highest count within one millisecond.
    static let countMax: Int64 = (1 << 16) - 1
}
