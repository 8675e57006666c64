/// The number of a writer: one life of one node, or of the hub, handed out by the hub.
///
/// 24 bits, 1 to 16,777,215. Zero names nobody.
package struct WriterNumber: RawRepresentable, Hashable, Comparable, Sendable {
    package static let bitCount = 24
    package static let max = WriterNumber(rawValue: (1 << bitCount) - 1)

    package let rawValue: UInt32

    /// Makes a number from its raw value, of which only the low 24 bits may be set.
    package init(rawValue: UInt32) {
        precondition(rawValue >> Self.bitCount == 0, "a writer's number has 24 bits")
        self.rawValue = rawValue
    }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The name of one change: its writer (24 bits) and that writer's count of changes (39 bits).
///
/// A record bears the name of the change that created it, so one type names both. The raw value
/// is positive and fits SQLite's rowid; the same bits are `RecordID` in the trade's own words.
package struct ChangeID: RawRepresentable, Hashable, Comparable, Sendable {
    package static let counterBitCount = 39
    package static let counterMax: Int64 = (1 << 39) - 1

    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Joins a writer and a counter of 1 to 2^39 - 1.
    package init(_ writer: WriterNumber, _ counter: Int64) {
        precondition(counter >= 0 && counter <= Self.counterMax, "a counter has 39 bits")
        rawValue = Int64(writer.rawValue) << Int64(Self.counterBitCount) | counter
    }

    package var writer: WriterNumber {
        WriterNumber(rawValue: UInt32(truncatingIfNeeded: rawValue >> 39) & 0xFF_FFFF)
    }
    package var counter: Int64 { rawValue & Self.counterMax }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension ChangeID: CustomStringConvertible {
    package var description: String { "\(writer.rawValue).\(counter)" }
}

/// A hybrid logical clock's reading: milliseconds since 1970 (UTC) and a count within one of them.
///
/// Used for display, audit and breaking ties, never for order in a cursor.
package struct Stamp: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Joins milliseconds since 1970 (47 bits) with a count of 0 to 65,535.
    package init(milliseconds: Int64, count: Int64 = 0) {
        rawValue = milliseconds << 16 | count
    }

    package var milliseconds: Int64 { rawValue >> 16 }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Who holds a record: everyone, one site (by number), or, once archived, nobody but the hub.
package struct Scope: RawRepresentable, Hashable, Sendable {
    package static let everyone = Scope(rawValue: 0)
    package static let nobody = Scope(rawValue: .max)

    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }
}
