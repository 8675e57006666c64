/// Cuts comma-separated text (RFC 4180, and what spreadsheets make of it) into rows.
///
/// A quote counts only at the start of a cell. A quote that is never closed, or closed in the
/// middle of a later line, costs the line it stands in and no other: that line becomes a row with
/// a fault and reading goes on at the next.
struct CSVReader {
    private(set) var buffer: RowBuffer
    let delimiter: UInt8
    /// Cells of a whole row; a quoted row of several lines with more is taken for a stray quote.
    var columnCount: Int?
    private var isInsideOverlongRow = false

    init(_ buffer: RowBuffer, delimiter: UInt8) {
        self.buffer = buffer
        self.delimiter = delimiter
    }

    /// The next row, blank lines included (as one empty cell); nil at the end.
    mutating func next() throws(IntakeError) -> SourceRow? {
        if isInsideOverlongRow { return nextPiece() }
        while true {
            let scan = CSVScan(buffer, delimiter: delimiter)
            switch scan.outcome {
            case .row:
                return row(scan)
            case .more where buffer.availableCount >= IntakeLimits.rowByteCountMax:
                return faultyLine()
            case .more:
                buffer.fill()
                if buffer.isAtEnd, buffer.availableCount == 0 { return nil }
            case .openQuote:
                if let failure = buffer.failure { throw failure }
                return faultyLine()
            }
        }
    }

    private mutating func row(_ scan: CSVScan) -> SourceRow {
        let line = buffer.line
        if scan.lineCount > 1, scan.hasStrayQuote || scan.cells.count > columnCount ?? .max {
            return takeLine(fault: .openQuote)
        }
        if let fault = fault(of: scan) {
            return SourceRow(
                line: line,
                cells: [],
                raw: buffer.take(to: scan.end, lineCount: scan.lineCount),
                fault: fault
            )
        }
        var repairs: SourceRow.Repairs = scan.hasStrayQuote ? .quotes : []
        let encoding = buffer.source.encoding
        let cells = scan.cells.map { cell in
            CellText.text(
                cell.isQuoted ? unquoted(cell)[...] : buffer.bytes[cell.range],
                encoding,
                &repairs
            )
        }
        return SourceRow(
            line: line,
            cells: cells,
            raw: buffer.take(to: scan.end, lineCount: scan.lineCount),
            repairs: repairs
        )
    }

    private func fault(of scan: CSVScan) -> SourceRow.Fault? {
        if scan.end - buffer.position > IntakeLimits.rowByteCountMax { return .rowTooLong }
        if scan.cells.count > IntakeLimits.columnCountMax {
            return .tooManyColumns(scan.cells.count)
        }
        let long = scan.cells.firstIndex { $0.range.count > IntakeLimits.fieldByteCountMax }
        return long.map { .cellTooLong(column: $0 + 1) }
    }

    private func unquoted(_ cell: CSVScan.Cell) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        var text: [UInt8] = []
        text.reserveCapacity(cell.range.count)
        var index = cell.range.lowerBound + 1
        var isOpen = true
        while index < cell.range.upperBound {
            let byte = buffer.bytes[index]
            index += 1
            guard isOpen, byte == quote else {
                text.append(byte)
                continue
            }
            if index < cell.range.upperBound, buffer.bytes[index] == quote {
                text.append(quote)
                index += 1
            } else {
                isOpen = false
            }
        }
        return text
    }

    /// Sets the physical line at hand aside, or its first piece when it is too long for a row.
    private mutating func faultyLine() -> SourceRow {
        guard let end = buffer.endOfLine(),
            end - buffer.position <= IntakeLimits.rowByteCountMax
        else { return nextPiece() }
        return takeLine(fault: .openQuote)
    }

    private mutating func takeLine(fault: SourceRow.Fault) -> SourceRow {
        let line = buffer.line
        let end = buffer.endOfLine() ?? buffer.bytes.count
        return SourceRow(
            line: line,
            cells: [],
            raw: buffer.take(to: end, lineCount: 1),
            fault: fault
        )
    }

    /// The next piece of a physical line longer than ``IntakeLimits/rowByteCountMax``.
    private mutating func nextPiece() -> SourceRow {
        buffer.fill(to: IntakeLimits.rowByteCountMax + 2)
        let line = buffer.line
        let limit = buffer.position + IntakeLimits.rowByteCountMax
        let end = buffer.endOfLine().flatMap { $0 <= limit ? $0 : nil }
        isInsideOverlongRow = end == nil
        return SourceRow(
            line: line,
            cells: [],
            raw: buffer.take(to: end ?? limit, lineCount: end == nil ? 0 : 1),
            fault: .rowTooLong
        )
    }
}

/// One attempt to find the row that begins at a buffer's position.
struct CSVScan {
    /// A cell's bytes in the buffer, quotes included.
    struct Cell {
        let range: Range<Int>
        let isQuoted: Bool
    }

    enum Outcome {
        /// The row ends at ``end``.
        case row
        /// The row may go on after the bytes at hand.
        case more
        /// The file ends inside a quote.
        case openQuote
    }

    private(set) var outcome = Outcome.more
    private(set) var cells: [Cell] = []
    private(set) var end = 0
    private(set) var lineCount = 0
    private(set) var hasStrayQuote = false

    init(_ buffer: RowBuffer, delimiter: UInt8) {
        guard buffer.availableCount > 0 else { return }
        outcome = scan(buffer.bytes, from: buffer.position, delimiter, isLast: buffer.isAtEnd)
    }

    private mutating func scan(
        _ bytes: [UInt8],
        from start: Int,
        _ delimiter: UInt8,
        isLast: Bool
    ) -> Outcome {
        var index = start
        while true {
            let cellStart = index
            let isQuoted = index < bytes.count && bytes[index] == UInt8(ascii: "\"")
            if isQuoted {
                switch skipQuoted(bytes, &index, isLast: isLast) {
                case .row: break
                case let other: return other
                }
            }
            let tailStart = index
            while index < bytes.count, bytes[index] != delimiter,
                bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r")
            { index += 1 }
            if index == bytes.count, !isLast { return .more }
            if isQuoted, index > tailStart { hasStrayQuote = true }
            cells.append(Cell(range: cellStart..<index, isQuoted: isQuoted))
            if index < bytes.count, bytes[index] == delimiter {
                index += 1
                continue
            }
            return finish(bytes, at: index, isLast: isLast)
        }
    }

    private mutating func finish(_ bytes: [UInt8], at index: Int, isLast: Bool) -> Outcome {
        end = index
        lineCount += 1
        guard index < bytes.count else { return .row }
        end += 1
        guard bytes[index] == UInt8(ascii: "\r") else { return .row }
        if end == bytes.count { return isLast ? .row : .more }
        if bytes[end] == UInt8(ascii: "\n") { end += 1 }
        return .row
    }

    /// Moves `index` behind the closing quote.
    private mutating func skipQuoted(
        _ bytes: [UInt8],
        _ index: inout Int,
        isLast: Bool
    ) -> Outcome {
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                // At the end of the bytes at hand the caller asks for more of them.
                guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return .row }
                index += 1
            } else if byte == UInt8(ascii: "\n") {
                lineCount += 1
            } else if byte == UInt8(ascii: "\r"),
                index < bytes.count, bytes[index] != UInt8(ascii: "\n")
            {
                lineCount += 1
            }
        }
        return isLast ? .openQuote : .more
    }
}

/// The text of a cell: decoded, without control characters.
enum CellText {
    static func text(
        _ bytes: ArraySlice<UInt8>,
        _ encoding: TextEncoding,
        _ repairs: inout SourceRow.Repairs
    ) -> String {
        let (text, isRepaired) = encoding.text(bytes)
        if isRepaired { repairs.insert(.letters) }
        guard bytes.contains(where: isControl) else { return text }
        repairs.insert(.controls)
        return String(text.unicodeScalars.filter { !$0.isASCII || !isControl(UInt8($0.value)) })
    }

    /// Control codes that no guest types: all of ASCII's but tab and line ends.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 ? byte != 9 && byte != 10 && byte != 13 : byte == 0x7F
    }
}
