/// Which few of many kinds make up most of a total.
package enum Pareto {
    /// One kind with its part of the total.
    package struct Bar<Key: Hashable & Sendable>: Hashable, Sendable {
        /// What is counted.
        package let key: Key
        /// How often.
        package let count: Int64
        /// The part of the total, 0...1.
        package let share: Double
        /// The part of the total up to and with this kind, 0...1.
        package let cumulativeShare: Double
        /// Whether it is one of the fewest kinds that make up the wanted part.
        package let isVital: Bool
    }

    /// The kinds by falling count, ties in the order given.
    ///
    /// Kinds without a count are left out. The vital few are the shortest beginning of the list
    /// whose counts reach `vitalPercent` (1...100) of the total: Juran's 80 % by default.
    package static func bars<Key: Hashable & Sendable>(
        _ counts: [(key: Key, count: Int64)],
        vitalPercent: Int64 = 80
    ) -> [Bar<Key>] {
        let ordered = counts.enumerated().filter { $0.element.count > 0 }.sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }
        let total = ordered.reduce(0) { $0 + $1.element.count }
        var sum: Int64 = 0
        return ordered.map { _, element in
            // A kind is vital while those before it fall short of the wanted part.
            let isVital = sum * 100 < total * vitalPercent
            sum += element.count
            return Bar(
                key: element.key,
                count: element.count,
                share: Double(element.count) / Double(total),
                cumulativeShare: Double(sum) / Double(total),
                isVital: isVital
            )
        }
    }
}
