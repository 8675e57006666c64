/// Reads one JSON object a line as named values: objects inside become `outer.inner`, arrays stay
/// JSON text, null is left out.
struct JSONLinesReader {
    private(set) var buffer: RowBuffer
    private var isInsideOverlongRow = false

    /// A row's values by name, in the order of the line.
    typealias Values = [FeedbackDraft.Column]

    init(_ buffer: RowBuffer) { self.buffer = buffer }

    /// The next line that is not blank, with its values in ``SourceRow/extras``; nil at the end.
    mutating func next() -> SourceRow? {
        while true {
            buffer.fill(to: 1)
            guard buffer.availableCount > 0 else { return nil }
            let line = buffer.line
            guard let raw = nextLine() else {
                return SourceRow(
                    line: line,
                    cells: [],
                    raw: buffer.take(
                        to: buffer.position + IntakeLimits.rowByteCountMax,
                        lineCount: 0
                    ),
                    fault: .rowTooLong
                )
            }
            if isInsideOverlongRow {
                isInsideOverlongRow = false
                return SourceRow(line: line, cells: [], raw: raw, fault: .rowTooLong)
            }
            if raw.allSatisfy({ $0 == 9 || $0 == 10 || $0 == 13 || $0 == 32 }) { continue }
            return Self.row(line: line, raw: raw, encoding: buffer.source.encoding)
        }
    }

    /// The next physical line, or nil when it is longer than a row may be.
    private mutating func nextLine() -> [UInt8]? {
        while true {
            let limit = buffer.position + IntakeLimits.rowByteCountMax
            if let end = buffer.endOfLine(), end <= limit {
                return buffer.take(to: end, lineCount: 1)
            }
            guard buffer.availableCount <= IntakeLimits.rowByteCountMax, !buffer.isAtEnd else {
                isInsideOverlongRow = true
                return nil
            }
            buffer.fill()
        }
    }

    private static func row(line: Int, raw: [UInt8], encoding: TextEncoding) -> SourceRow {
        var parser = JSONRowParser(raw, encoding: encoding)
        do {
            let values = try parser.values()
            return SourceRow(
                line: line,
                cells: [],
                extras: values,
                raw: raw,
                repairs: parser.repairs
            )
        } catch {
            return SourceRow(line: line, cells: [], raw: raw, fault: error)
        }
    }
}
