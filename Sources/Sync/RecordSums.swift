package import Wire

/// The hashes of a scope's records by ascending id, and what ranges of them add up to.
package struct RecordSums: Hashable, Sendable {
    /// A record and its hash.
    package struct Entry: Hashable, Sendable {
        package var id: ChangeID
        package var digest: Digest

        package init(id: ChangeID, digest: Digest) {
            self.id = id
            self.digest = digest
        }
    }

    private let entries: [Entry]

    /// Takes hashes in any order.
    package init(_ entries: [Entry]) {
        self.entries = entries.sorted { $0.id < $1.id }
    }

    /// How many records there are.
    package var count: Int { entries.count }

    /// What all of them add up to.
    package var digest: Digest { Self.sum(entries[...]) }

    /// Cuts a range into parts of about the same number of records.
    package func parts(
        from first: ChangeID,
        through last: ChangeID
    ) -> [CompareReply.Part] {
        let slice = slice(from: first, through: last)
        let size = max(1, (slice.count + CompareReply.partCountMax - 1) / CompareReply.partCountMax)
        return stride(from: slice.startIndex, to: slice.endIndex, by: size).map { start in
            let part = slice[start..<min(start + size, slice.endIndex)]
            return CompareReply.Part(
                last: part[part.endIndex - 1].id,
                count: Int64(part.count),
                digest: Self.sum(part)
            )
        }
    }

    /// The records between two ids, both included.
    func slice(from first: ChangeID, through last: ChangeID) -> ArraySlice<Entry> {
        guard first <= last else { return [] }
        let start = place { $0 < first }
        return entries[start..<max(start, place { $0 <= last })]
    }

    static func sum(_ entries: ArraySlice<Entry>) -> Digest {
        entries.reduce(.empty) { $0 + $1.digest }
    }

    /// The first place of which a condition that holds from the front on holds no longer.
    private func place(_ isBefore: (ChangeID) -> Bool) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle].id) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Finds the records in which a node and the hub differ: asks for sums, and asks on only where
/// they differ, so that what travels grows with the differences.
package struct Comparison: Sendable {
    /// A record in which the two sides differ.
    package struct Difference: Hashable, Sendable {
        /// How.
        package enum Kind: String, Hashable, Sendable {
            /// Only the hub has it.
            case missingHere
            /// Only this node has it.
            case missingAtHub
            /// Both have it, with different contents.
            case differs
        }

        package var record: ChangeID
        package var kind: Kind

        package init(record: ChangeID, kind: Kind) {
            self.record = record
            self.kind = kind
        }
    }

    /// How many differences are looked for: beyond them everything is fetched afresh anyway.
    package static let differenceCountMax = 1_000
    /// How many ranges one question names.
    private static let rangeCountMax = 64

    private let everyone: RecordSums
    private let site: RecordSums
    private var open: [CompareRequest.Range]
    private var asked: [CompareRequest.Range] = []
    /// What was found, everyone's records first.
    package private(set) var differences: [Difference] = []

    /// Begins with what the node holds of everyone's records and of its site's.
    package init(everyone: RecordSums, site: RecordSums) {
        self.everyone = everyone
        self.site = site
        open = [true, false].map {
            CompareRequest.Range(
                isEveryone: $0,
                first: ChangeID(rawValue: 0),
                last: ChangeID(rawValue: .max)
            )
        }
    }

    /// What to ask next; nothing when all is known, or enough.
    package mutating func question() -> [CompareRequest.Range] {
        guard differences.count < Self.differenceCountMax else { return [] }
        // The latest first: they are the narrowest, so that few are open at a time.
        asked = Array(open.suffix(Self.rangeCountMax))
        open.removeLast(asked.count)
        return asked
    }

    /// Takes the answer to the last question, range by range.
    ///
    /// - Returns: false when it is no answer to it; nothing is known then.
    package mutating func take(_ answer: [[CompareReply.Part]]) -> Bool {
        guard answer.count == asked.count else { return false }
        for (range, parts) in zip(asked, answer) {
            guard take(parts, of: range) else { return false }
        }
        return true
    }

    private mutating func take(
        _ parts: [CompareReply.Part],
        of range: CompareRequest.Range
    ) -> Bool {
        let own = range.isEveryone ? everyone : site
        var first = range.first
        for part in parts {
            guard first <= part.last, part.last <= range.last, part.count > 0 else { return false }
            let here = own.slice(from: first, through: part.last)
            if here.count != part.count || RecordSums.sum(here) != part.digest {
                if part.count == 1 {
                    compare(here, with: part)
                } else {
                    // A part that is all that was asked for would be asked for for ever.
                    guard parts.count > 1 else { return false }
                    open.append(
                        CompareRequest.Range(
                            isEveryone: range.isEveryone,
                            first: first,
                            last: part.last
                        )
                    )
                }
            }
            first = ChangeID(rawValue: part.last.rawValue &+ 1)
        }
        guard first.rawValue >= 0 else { return true }
        for entry in own.slice(from: first, through: range.last) {
            note(entry.id, .missingAtHub)
        }
        return true
    }

    /// The hub has one record here.
    private mutating func compare(
        _ here: ArraySlice<RecordSums.Entry>,
        with part: CompareReply.Part
    ) {
        for entry in here where entry.id != part.last { note(entry.id, .missingAtHub) }
        guard let entry = here.last, entry.id == part.last else {
            return note(part.last, .missingHere)
        }
        if entry.digest != part.digest { note(entry.id, .differs) }
    }

    private mutating func note(_ record: ChangeID, _ kind: Difference.Kind) {
        guard differences.count < Self.differenceCountMax else { return }
        differences.append(Difference(record: record, kind: kind))
    }
}
