/// Sites by kinds of failure: five steps of one colour, the figure in each cell.
package struct HeatMap: Chart {
    package let name: String
    package let finding: String
    let unit: String
    let decimals: Int
    let columns: [Column]
    /// Each is made as long as the columns are.
    let rows: [Row]
    /// The rates at which the second to fifth colour begins, rising, at most four.
    let steps: [Double]

    /// A kind of failure.
    package struct Column: Sendable {
        let code: String
        let name: String

        package init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }

    /// A site, with one cell for each column; nil where nothing is known.
    package struct Row: Sendable {
        let code: String
        let name: String
        let cells: [Cell?]
        let all: Cell?

        package init(code: String, name: String, cells: [Cell?], all: Cell? = nil) {
            self.code = code
            self.name = name
            self.cells = cells
            self.all = all
        }
    }

    /// One kind at one site.
    package struct Cell: Sendable {
        let rate: Double
        let count: Int
        let isSignal: Bool
        let address: String?

        package init(rate: Double, count: Int, isSignal: Bool = false, address: String? = nil) {
            self.rate = rate.isFinite ? max(0, rate) : 0
            self.count = count
            self.isSignal = isSignal
            self.address = address
        }
    }

    package init(
        name: String,
        finding: String,
        unit: String,
        decimals: Int = 1,
        columns: [Column],
        rows: [Row],
        steps: [Double]
    ) {
        self.name = name
        self.finding = finding
        self.unit = unit
        self.decimals = decimals
        self.columns = columns
        self.rows = rows.map { row in
            let missing = max(0, columns.count - row.cells.count)
            let cells = row.cells.prefix(columns.count) + Array(repeating: nil, count: missing)
            return Row(code: row.code, name: row.name, cells: Array(cells), all: row.all)
        }
        self.steps = Array(steps.sorted().prefix(4))
    }

    /// Which of the five colours a rate has, 1 to 5.
    func step(of rate: Double) -> Int { 1 + steps.count { rate >= $0 } }

    package var outline: String {
        let signals = rows.flatMap(\.cells).count { $0?.isSignal == true }
        return "Heat map of \(unit): \(Numbers.count(rows.count, "site")) by "
            + "\(Numbers.count(columns.count, "kind")) of failure, "
            + "\(signals == 0 ? "no signal" : Numbers.count(signals, "signal"))."
    }

    package var table: ChartTable {
        ChartTable(
            caption: "\(name), \(unit), count after it",
            columns: [.words("Site")] + columns.map { .number($0.name) } + [.number("All")],
            rows: rows.map { row in
                ChartTable.Row(
                    "\(row.name) \(row.code)",
                    (row.cells + [row.all]).map { cell in
                        ChartTable.Cell(cell.map(words) ?? "", address: cell?.address)
                    }
                )
            }
        )
    }

    private func words(_ cell: Cell) -> String {
        "\(figure(cell)) (\(Numbers.grouped(cell.count)))" + (cell.isSignal ? " signal" : "")
    }

    func figure(_ cell: Cell) -> String { Numbers.decimal(cell.rate, decimals) }

    /// What a pointer on a cell is told.
    func hover(_ row: Row, _ column: Column, _ cell: Cell) -> String {
        "\(row.name), \(column.name): \(figure(cell)), "
            + Numbers.count(cell.count, "case")
            + (cell.isSignal ? ", more than chance" : "")
    }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard !rows.isEmpty, !columns.isEmpty else { return emptySheet(width) }
        return HeatLayout(self, width).drawn()
    }
}
