extension TimeZoneRules {
    /// Reads a compiled time zone file of version 2 or later, such as `/usr/share/zoneinfo` holds.
    ///
    /// The rule in the footer is written out to the end of the year 2400; the last offset holds
    /// after that. Formats: RFC 9636 (TZif) and POSIX.1-2024 (`TZ`, with hours -167...167).
    ///
    /// - Throws: ``ZoneFileError`` naming the first thing that is wrong.
    package init(tzif bytes: [UInt8]) throws(ZoneFileError) {
        var reader = ZoneFileReader(bytes)
        let first = try reader.header()
        guard first.version >= 2 else { throw .tooOld }
        try reader.skip(first.blockByteCount(timeByteCount: 4))
        let header = try reader.header()
        guard header.leapCount == 0 else { throw .leapSeconds }
        guard header.typeCount > 0 else { throw .noOffsets }

        let times = try reader.numbers(header.timeCount, byteCount: 8)
        let kinds = try reader.numbers(header.timeCount, byteCount: 1)
        var offsets: [Int64] = []
        for _ in 0..<header.typeCount {
            offsets.append(try reader.number(byteCount: 4))
            try reader.skip(2)
        }
        try reader.skip(header.nameByteCount + header.standardCount + header.universalCount)
        let footer = try PosixZoneRule(reader.footer())

        var initial = offsets[0]
        var changes: [Transition] = []
        for (seconds, kind) in zip(times, kinds) {
            guard offsets.indices.contains(Int(kind)) else { throw .offsetIndex(Int(kind)) }
            // Some files begin with a change at the beginning of the universe.
            guard seconds > Self.firstSecond else {
                initial = offsets[Int(kind)]
                continue
            }
            guard seconds < Self.lastSecond else { break }
            changes.append(
                Transition(
                    at: Timestamp(milliseconds: seconds * 1000),
                    offsetSeconds: offsets[Int(kind)]
                )
            )
        }
        if let footer { changes += footer.transitions(after: changes.last?.at, until: 2400) }
        do throws(TimeZoneRulesError) {
            try self.init(initialOffsetSeconds: initial, transitions: changes)
        } catch {
            throw .rules(error)
        }
    }

    /// About the year -9999.
    private static let firstSecond: Int64 = -377_705_116_800
    /// The beginning of the year 2401, where the footer ends as well.
    private static let lastSecond: Int64 = 13_601_088_000
}

/// Why a time zone file cannot be read.
package enum ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file does not begin like a time zone file.
    case notZoneFile
    /// The file has no 64-bit block.
    case tooOld
    /// The file ends too early, or has no footer.
    case truncated
    /// The file counts leap seconds, as the `right/` files do.
    case leapSeconds
    /// The file names no offset.
    case noOffsets
    /// A change to an offset that the file does not hold.
    case offsetIndex(Int)
    /// A rule in the footer that is not POSIX.
    case footer(String)
    /// The changes do not make rules.
    case rules(TimeZoneRulesError)

    /// What to do next, in one sentence.
    package var description: String {
        switch self {
        case .notZoneFile: "Name a compiled time zone file; this one is something else."
        case .tooOld: "Compile the time zone file anew with zic; it has no 64-bit times."
        case .truncated: "Install the time zone data again; the file ends too early."
        case .leapSeconds: "Take the file without leap seconds, outside the folder right."
        case .noOffsets: "Install the time zone data again; the file names no offset."
        case .offsetIndex(let index):
            "Install the time zone data again; the file has no offset number \(index)."
        case .footer(let text):
            "Install the time zone data again; its last line is no rule: \(text)"
        case .rules(let error): "Install the time zone data again. \(error)"
        }
    }
}
