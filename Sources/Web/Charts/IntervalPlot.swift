/// Estimates with their intervals, one under the other, against the value that means no change.
package struct IntervalPlot: Chart {
    package let name: String
    package let finding: String
    /// What is estimated, such as `rate after divided by rate before, logarithmic`.
    let unit: String
    /// Logarithmic for ratios, whose estimates are above zero.
    let kind: ChartScale.Kind
    let reference: Double
    let referenceWords: String
    let decimals: Int
    let rows: [Row]

    /// What a row stands for; each has its own shape.
    package enum Role: Sendable {
        case plain
        /// Where something was done.
        case treated
        /// What it is compared with.
        case untreated
        /// The answer: the one against the other.
        case difference
    }

    /// One estimate and the interval around it.
    package struct Row: Sendable {
        let label: String
        let role: Role
        let estimate: Double
        let interval: ClosedRange<Double>
        let address: String?

        package init(
            _ label: String,
            _ role: Role = .plain,
            estimate: Double,
            interval: ClosedRange<Double>,
            address: String? = nil
        ) {
            self.label = label
            self.role = role
            self.estimate = estimate
            self.interval = interval
            self.address = address
        }
    }

    package init(
        name: String,
        finding: String,
        unit: String,
        kind: ChartScale.Kind = .logarithmic,
        reference: Double = 1,
        referenceWords: String = "no change",
        decimals: Int = 2,
        rows: [Row]
    ) {
        self.name = name
        self.finding = finding
        self.unit = unit
        self.kind = kind
        self.reference = reference
        self.referenceWords = referenceWords
        self.decimals = decimals
        self.rows = rows
    }

    package var outline: String {
        "Estimates with 95 % intervals of \(unit): "
            + rows.map { "\($0.label) \(words($0))" }.joined(separator: "; ") + "."
    }

    package var table: ChartTable {
        ChartTable(
            caption: "\(name), \(unit)",
            columns: [.words("Group"), .number("Estimate"), .number("95 % interval")],
            rows: rows.map { row in
                ChartTable.Row(
                    row.label,
                    address: row.address,
                    [figure(row.estimate), intervalWords(row)]
                )
            }
        )
    }

    func words(_ row: Row) -> String { "\(figure(row.estimate)), 95 % \(intervalWords(row))" }

    private func intervalWords(_ row: Row) -> String {
        "\(figure(row.interval.lowerBound)) to \(figure(row.interval.upperBound))"
    }

    private func figure(_ value: Double) -> String {
        if value == .infinity { return "no upper bound" }
        return Numbers.decimal(value, decimals)
    }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard !rows.isEmpty else { return emptySheet(width) }
        return IntervalLayout(self, width).drawn()
    }
}
