/// The name of one record for ever: the writer that created it and that writer's count.
///
/// 24 bits of writer and 39 bits of counter, always positive, unique without coordination.
/// People see short references such as `LIS-2041` instead.
package struct RecordID: RawRepresentable, Hashable, Comparable, Sendable {
    private static let counterBitCount: Int64 = 39

    package let rawValue: Int64

    package init(rawValue: Int64) { self.rawValue = rawValue }

    package var writer: Int64 { rawValue >> Self.counterBitCount }
    package var counter: Int64 { rawValue & (1 << Self.counterBitCount - 1) }

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

extension RecordID: LosslessStringConvertible {
    package var description: String { "\(writer).\(counter)" }

    /// Reads the form `writer.counter`, as `description` gives it.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let writer = Int64(parts[0]), let counter = Int64(parts[1]),
            (1..<1 << 24).contains(writer), (1..<1 << Self.counterBitCount).contains(counter)
        else { return nil }
        rawValue = writer << Self.counterBitCount | counter
    }
}
