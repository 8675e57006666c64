/// Finds columns that repeat an earlier column of the change before, as a case repeats the place
/// and the times of the feedback it was opened for.
struct CopySearch {
    /// How many of a column's changes are looked at to guess which column it repeats.
    private static let sampleCount = 16

    private let batch: ChangeBatch
    private let grid: Grid
    private let columns: [Grid.Column]
    /// For each line its group.
    private var groupOfLine: [Int32]
    /// For each group its first column's ordinal, and its fields.
    private var firstColumn: [Int] = []
    private var fields: [UInt64] = []

    init(_ batch: ChangeBatch, _ grid: Grid, _ groups: [Grid.Group], _ columns: [Grid.Column]) {
        self.batch = batch
        self.grid = grid
        self.columns = columns
        groupOfLine = [Int32](repeating: 0, count: batch.count)
        var first = 0
        for (index, group) in groups.enumerated() {
            for line in group.lines { groupOfLine[Int(line)] = Int32(index) }
            firstColumn.append(first)
            fields.append(group.fields)
            first += group.fields.nonzeroBitCount
        }
    }

    /// The earlier column that at least half of `column` repeats, if there is one.
    func source(of column: Grid.Column) -> Grid.Column? {
        guard column.lines.count > 3, !isConstant(column) else { return nil }
        let sample = column.lines.prefix(Self.sampleCount)
        var counts: [Int: Int] = [:]
        for line in sample where line > 0 {
            let index = grid.cellIndex(line, column.field)
            for candidate in batch.fieldRange(at: Int(line) - 1)
            where batch.holdsSame(candidate, index) {
                let ordinal = ordinal(of: line - 1, batch.entries[candidate].field)
                if ordinal < column.ordinal { counts[ordinal, default: 0] += 1 }
            }
        }
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        guard let best, best.value * 2 >= sample.count else { return nil }
        return columns[best.key]
    }

    private func ordinal(of line: Int32, _ field: UInt8) -> Int {
        let group = Int(groupOfLine[Int(line)])
        return firstColumn[group]
            + Shape(table: 0, creates: false, fields: fields[group]).place(of: field)
    }

    /// Whether the line's cell in `field` is that of the line before in `source`.
    func isCopy(_ line: Int32, _ field: UInt8, of source: Grid.Column) -> Bool {
        guard line > 0, grid.holds(line - 1, in: source) else { return false }
        return batch.holdsSame(
            grid.cellIndex(line - 1, source.field),
            grid.cellIndex(line, field)
        )
    }

    /// A column of one value costs nothing as it is.
    private func isConstant(_ column: Grid.Column) -> Bool {
        let first = grid.cellIndex(column.lines[0], column.field)
        return column.lines.allSatisfy { line in
            batch.holdsSame(first, grid.cellIndex(line, column.field))
        }
    }
}

extension Grid {
    /// Whether a line has a cell in a column.
    func holds(_ line: Int32, in column: Column) -> Bool {
        let shape = shape(of: line)
        return shape.table == column.table && shape.creates == column.creates
            && shape.names(column.field)
    }
}

extension ChangeBatch {
    /// Whether two entries have the same value.
    fileprivate func holdsSame(_ one: Int, _ other: Int) -> Bool {
        let (one, other) = (entries[one], entries[other])
        guard one.kind == other.kind else { return false }
        return switch one.kind {
        case .null: true
        case .integer: one.value == other.value
        case .text:
            one.textByteCount == other.textByteCount
                && text(of: one).elementsEqual(text(of: other))
        }
    }
}
