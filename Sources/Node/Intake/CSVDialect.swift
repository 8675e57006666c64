/// How a file of cells is cut: what stands between cells, and where its table begins.
struct CSVDialect: Hashable {
    /// The byte between two cells; 0x1F (which no cell holds) for a file of one column.
    let delimiter: UInt8
    /// Cells of most rows.
    let columnCount: Int

    /// The delimiter's name for people.
    var delimiterName: String {
        switch delimiter {
        case UInt8(ascii: ","): "comma"
        case UInt8(ascii: ";"): "semicolon"
        case UInt8(ascii: "\t"): "tab"
        case UInt8(ascii: "|"): "vertical bar"
        default: "none (one column)"
        }
    }

    /// The dialect in which the first rows agree best on their number of cells.
    ///
    /// The share of rows with the commonest count decides; among equals, the larger count. Rows
    /// weigh more than columns, so commas inside semicolon-separated text do not win.
    static func sniffed(_ buffer: RowBuffer) -> CSVDialect {
        let candidates: [UInt8] = [
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
        ]
        var best = CSVDialect(delimiter: 0x1F, columnCount: 1)
        var bestShare = 0.3
        for delimiter in candidates {
            let counts = rowCounts(buffer, delimiter)
            let rowCount = counts.values.reduce(0, +)
            let widest = counts.filter { $0.key > 1 }.max {
                ($0.value, $0.key) < ($1.value, $1.key)
            }
            // More lines without the byte than with it: it is punctuation in a file of one column.
            guard let (columnCount, agreeing) = widest, agreeing > counts[1, default: 0] else {
                continue
            }
            let share = Double(agreeing) / Double(rowCount)
            if share > bestShare || (share == bestShare && columnCount > best.columnCount) {
                bestShare = share
                best = CSVDialect(delimiter: delimiter, columnCount: columnCount)
            }
        }
        return best
    }

    /// How many of the first rows have each number of cells; blank lines do not count.
    private static func rowCounts(_ buffer: RowBuffer, _ delimiter: UInt8) -> [Int: Int] {
        var buffer = buffer
        var counts: [Int: Int] = [:]
        for _ in 0..<200 {
            let scan = CSVScan(buffer, delimiter: delimiter)
            // A row that is cut by the end of the sample says nothing, unless it is the only one.
            guard case .row = scan.outcome else {
                if counts.isEmpty, !scan.cells.isEmpty { counts[scan.cells.count, default: 0] += 1 }
                break
            }
            if scan.end - buffer.position > 2 { counts[scan.cells.count, default: 0] += 1 }
            buffer.skip(to: scan.end, lineCount: scan.lineCount)
        }
        return counts
    }
}
