/// Rows under titles, for people.
struct Table {
    struct Column {
        let title: String
        var isNumber = false
        /// Whether the column is cut first when the terminal is too narrow.
        var isFlexible = false

        static func text(_ title: String) -> Column { Column(title: title) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
        static func flexible(_ title: String) -> Column { Column(title: title, isFlexible: true) }
    }

    struct Cell: ExpressibleByStringLiteral {
        let text: String
        let tone: Tone

        init(_ text: String, _ tone: Tone = .plain) {
            self.text = text.oneLine
            self.tone = tone
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    private static let gap = "  "
    /// A flexible column is not cut below this, in cells.
    private static let flexibleCellCountMin = 12

    private let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: Column...) { self.columns = columns }

    mutating func add(_ cells: Cell...) {
        precondition(cells.count == columns.count, "a cell for each column")
        rows.append(cells)
    }

    /// Titles and rows, cut to the terminal's width where there is one.
    func lines(for terminal: Terminal) -> [String] {
        let widths = widths(within: terminal.columnCount)
        let titles = columns.map { Cell($0.title, .quiet) }
        return ([titles] + rows).map { line($0, widths, terminal) }
    }

    func print(to terminal: Terminal = .present) {
        for line in lines(for: terminal) { Swift.print(line) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            if index > 0 { line += Self.gap }
            let isLast = index == cells.count - 1
            let text = cell.text.cut(toCells: widths[index])
            let space = String(repeating: " ", count: widths[index] - text.cellCount)
            if columns[index].isNumber { line += space }
            line += terminal.paint(text, cell.tone)
            if !columns[index].isNumber, !isLast { line += space }
        }
        return line
    }

    private func widths(within columnCount: Int?) -> [Int] {
        var widths = columns.map(\.title.cellCount)
        for row in rows {
            for (index, cell) in row.enumerated() {
                widths[index] = max(widths[index], cell.text.cellCount)
            }
        }
        guard let columnCount else { return widths }
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - columnCount
        while excess > 0 {
            // The widest column that may be cut gives way first, one cell at a time.
            let cuttable = columns.indices.filter {
                columns[$0].isFlexible && widths[$0] > Self.flexibleCellCountMin
            }
            guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}

/// Names and values one below the other, for one thing shown to people.
struct FactSheet {
    private var facts: [(name: String, cell: Table.Cell)] = []

    /// Adds a line; nothing when there is no value.
    mutating func add(_ name: String, _ value: String?, _ tone: Tone = .plain) {
        guard let value, !value.isEmpty else { return }
        facts.append((name, Table.Cell(value, tone)))
    }

    func print(to terminal: Terminal = .present) {
        let width = facts.map(\.name.cellCount).max() ?? 0
        for fact in facts {
            let name = terminal.paint(fact.name.padded(toCells: width), .quiet)
            Swift.print(name + "  " + terminal.paint(fact.cell.text, fact.cell.tone))
        }
    }
}
