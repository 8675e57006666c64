/// Which closed cases of a week are reviewed: the same for whoever asks, and nobody's choice.
package enum ReviewSample {
    /// How many of so many cases are drawn: 10 in 100 below 100 cases, 5 in 100 from there, and
    /// one at least.
    package static func count(of caseCount: Int) -> Int {
        guard caseCount > 0 else { return 0 }
        return max(1, (caseCount * (caseCount < 100 ? 10 : 5) + 99) / 100)
    }

    /// Draws the sample of a week, in the order of the ids.
    ///
    /// - Parameters:
    ///   - cases: the cases that were closed in the week, in any order, each once.
    ///   - week: the Monday of the week.
    /// - Returns: ``count(of:)`` of the cases.
    package static func draw(_ cases: [RecordID], week: CalendarDay) -> [RecordID] {
        let seed = mixed(UInt64(bitPattern: week.daysSince1970))
        let ranked = cases.map { id in
            (rank: mixed(seed ^ UInt64(bitPattern: id.rawValue)), id: id)
        }.sorted { ($0.rank, $0.id.rawValue) < ($1.rank, $1.id.rawValue) }
        return ranked.prefix(count(of: cases.count)).map(\.id)
            .sorted { $0.rawValue < $1.rawValue }
    }

    /// SplitMix64's finaliser: every bit of a number moves every bit of the result.
    private static func mixed(_ number: UInt64) -> UInt64 {
        var number = number &+ 0x9E37_79B9_7F4A_7C15
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
