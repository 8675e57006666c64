/// Which few kinds make up most of a total: bars, the running share, and how sure their order is.
package struct ParetoChart: Chart {
    package let name: String
    package let finding: String
    /// What the bars count, such as `Cases`: a heading.
    let unit: String
    /// Any order; they are drawn by falling value.
    let items: [Item]
    /// Everything else in one; last, whatever its size.
    let rest: Item?

    /// One kind, or all that are too rare to be drawn one by one.
    package struct Item: Sendable {
        let label: String
        let code: String
        let value: Double
        /// The value as it is read, such as `990 €`.
        let words: String
        /// The places that resampling gives it, counted from 1.
        let ranks: ClosedRange<Int>?
        let address: String?

        package init(
            _ label: String,
            code: String = "",
            value: Double,
            words: String,
            ranks: ClosedRange<Int>? = nil,
            address: String? = nil
        ) {
            self.label = label
            self.code = code
            self.value = value.isFinite ? max(0, value) : 0
            self.words = words
            self.ranks = ranks
            self.address = address
        }
    }

    /// The share that the vital few reach.
    static let vitalShare = 0.8

    package init(name: String, finding: String, unit: String, items: [Item], rest: Item? = nil) {
        self.name = name
        self.finding = finding
        self.unit = unit
        self.items = items.enumerated().sorted { left, right in
            (right.element.value, left.offset) < (left.element.value, right.offset)
        }.map(\.element)
        self.rest = rest
    }

    /// All bars with the share of the total up to and with each, 0 to 1.
    var bars: [(item: Item, running: Double)] {
        let all = items + (rest.map { [$0] } ?? [])
        let total = all.reduce(0) { $0 + $1.value }
        var sum = 0.0
        return all.map { item in
            sum += item.value
            return (item, total > 0 ? sum / total : 0)
        }
    }

    /// How many kinds it takes to reach the share; none where all are needed with the rest.
    var vitalCount: Int {
        let shares = bars.prefix(items.count).map(\.running)
        return shares.firstIndex { $0 >= Self.vitalShare - 1e-9 }.map { $0 + 1 } ?? 0
    }

    package var outline: String {
        guard let first = items.first else { return "No kinds yet." }
        let few = vitalCount
        return "Bars of \(unit.lowercased()) by falling size, "
            + "\(Numbers.count(items.count, "kind")). Most: \(first.label), \(first.words). "
            + (few > 0 ? "The first \(few) make up 80 %." : "No few of them make up 80 %.")
    }

    package var table: ChartTable {
        ChartTable(
            caption: name,
            columns: [
                .words("Kind"), .number(unit), .number("Running share"), .number("Rank, 95 %"),
            ],
            rows: bars.map { item, running in
                let ranks = item.ranks.map { "\($0.lowerBound) to \($0.upperBound)" } ?? ""
                return ChartTable.Row(
                    [item.label, item.code].filter { !$0.isEmpty }.joined(separator: " "),
                    address: item.address,
                    [item.words, Self.share(running), ranks]
                )
            }
        )
    }

    static func share(_ share: Double) -> String { Numbers.decimal(share * 100, 0) + " %" }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard bars.contains(where: { $0.item.value > 0 }) else { return emptySheet(width) }
        return ParetoLayout(self, width).drawn()
    }
}
