extension Pareto {
    /// Between which ranks a kind would come had chance dealt the same cases again.
    package struct Rank<Key: Hashable & Sendable>: Hashable, Sendable {
        /// What is ranked.
        package let key: Key
        /// What its cases weigh together.
        package let weight: Int64
        /// 1 for the weightiest; kinds of equal weight share the better rank.
        package let rank: Int
        /// The ranks within which it comes with the chance asked for.
        package let range: ClosedRange<Int>
    }

    /// The kinds by falling weight, each with its bootstrap rank interval.
    ///
    /// `weights` are those of the kind's cases one by one: 1 each to rank by count, 1 to 16 by
    /// severity, the cost in cents by cost. Cases are drawn again `resamples` times
    /// (H. Goldstein, D. Spiegelhalter, League Tables and Their Limitations, 1996).
    package static func ranks<Key: Hashable & Sendable>(
        _ kinds: [(key: Key, weights: [Int64])],
        level: Double = 0.95,
        resamples: Int = 500,
        seed: UInt64
    ) -> [Rank<Key>] {
        let cases = kinds.enumerated().flatMap { kind, element in
            element.weights.map { (kind: kind, weight: $0) }
        }
        guard !cases.isEmpty, resamples > 0 else { return [] }
        let totals = kinds.map { $0.weights.reduce(0, +) }
        let ranks = ranks(of: totals)
        var random = SeededGenerator(seed: seed)
        var drawn = [[Int]](repeating: [], count: kinds.count)
        for _ in 0..<resamples {
            var sums = [Int64](repeating: 0, count: kinds.count)
            for _ in cases.indices {
                let one = cases[random.index(below: cases.count)]
                sums[one.kind] += one.weight
            }
            for (kind, rank) in Self.ranks(of: sums).enumerated() { drawn[kind].append(rank) }
        }
        let tail = Interval.tail(level)
        return kinds.indices.map { kind in
            let ordered = drawn[kind].sorted()
            let cut = Int(tail * Double(resamples))
            return Rank(
                key: kinds[kind].key,
                weight: totals[kind],
                rank: ranks[kind],
                range: ordered[cut]...ordered[resamples - 1 - cut]
            )
        }
        .sorted { $0.rank < $1.rank }
    }

    private static func ranks(of sums: [Int64]) -> [Int] {
        let ordered = sums.sorted(by: >)
        var first: [Int64: Int] = [:]
        for (index, sum) in ordered.enumerated() where first[sum] == nil { first[sum] = index + 1 }
        return sums.map { first[$0] ?? ordered.count }
    }
}
