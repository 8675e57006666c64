/// One row as the file holds it: where it stands, its cells, and its bytes for setting it aside.
struct SourceRow {
    /// The first line of the row in the file, counted from 1.
    let line: Int
    /// The cells, in the order of the columns; empty when ``fault`` is set.
    var cells: [String]
    /// Named values that no column of the header holds (JSON Lines only).
    var extras: [FeedbackDraft.Column] = []
    /// The bytes of the row with its line end, UTF-16 as UTF-8, otherwise as they are.
    let raw: [UInt8]
    /// Why the row cannot be read.
    var fault: Fault?
    /// What was mended in reading.
    var repairs: Repairs = []

    /// A reason to set a row aside before anybody looks at its meaning.
    enum Fault: Error, Hashable, CustomStringConvertible {
        case rowTooLong
        case cellTooLong(column: Int)
        case tooManyColumns(Int)
        case openQuote
        case json(at: Int, expected: String)

        var description: String {
            switch self {
            case .rowTooLong:
                "The row is longer than \(IntakeLimits.rowByteCountMax) bytes. Shorten it, or close"
                    + " the quote that lets it run on."
            case .cellTooLong(let column):
                "Cell \(column) is longer than \(IntakeLimits.fieldByteCountMax) bytes. Shorten it."
            case .tooManyColumns(let count):
                "The row has \(count) columns; at most \(IntakeLimits.columnCountMax) are read."
                    + " Export fewer columns."
            case .openQuote:
                "A quote is opened and not closed properly. Close it, or double the quotes inside"
                    + " the cell (\"\")."
            case .json(let offset, let expected):
                "The JSON is not whole: \(expected) is missing at byte \(offset). Mend the line, or"
                    + " fetch the file again if it was cut."
            }
        }
    }

    /// What a reader had to do to the text of a row.
    struct Repairs: OptionSet, Hashable {
        let rawValue: Int
        /// Bytes that are no letters became U+FFFD.
        static let letters = Repairs(rawValue: 1)
        /// NUL and other control characters were left out.
        static let controls = Repairs(rawValue: 2)
        /// A quote inside a cell was taken literally.
        static let quotes = Repairs(rawValue: 4)
        /// Missing cells at the end count as empty.
        static let missingCells = Repairs(rawValue: 8)

        /// The repairs as words.
        var notes: [String] {
            var notes: [String] = []
            if contains(.letters) { notes.append("unreadable bytes replaced") }
            if contains(.controls) { notes.append("control characters removed") }
            if contains(.quotes) { notes.append("stray quote taken literally") }
            if contains(.missingCells) { notes.append("missing cells at the end count as empty") }
            return notes
        }
    }
}

/// Bytes waiting to be cut into rows, at most one row and one chunk of them.
struct RowBuffer {
    let source: TextSource
    private(set) var bytes: [UInt8] = []
    private(set) var isAtEnd = false
    /// Why the file cannot be read on; rows that were whole before are still delivered.
    private(set) var failure: IntakeError?
    /// Where the next row begins in ``bytes``.
    private(set) var position = 0
    /// The line of the file at ``position``, from 1.
    private(set) var line = 1

    init(_ source: TextSource) { self.source = source }

    /// Bytes from the start of the next row that are at hand.
    var availableCount: Int { bytes.count - position }

    /// Gets one more chunk, or finds that there is none.
    mutating func fill() {
        guard !isAtEnd else { return }
        var chunk: [UInt8] = []
        do {
            chunk = try source.next()
        } catch {
            failure = error
        }
        guard !chunk.isEmpty else {
            isAtEnd = true
            return
        }
        bytes.removeSubrange(..<position)
        position = 0
        bytes += chunk
    }

    /// Fills until `count` bytes are at hand or the file ends.
    mutating func fill(to count: Int) {
        while !isAtEnd, availableCount < count { fill() }
    }

    /// Takes the bytes up to `end`, which hold `lineCount` line ends.
    mutating func take(to end: Int, lineCount: Int) -> [UInt8] {
        let raw = Array(bytes[position..<end])
        skip(to: end, lineCount: lineCount)
        return raw
    }

    /// Leaves out the bytes up to `end`, which hold `lineCount` line ends.
    mutating func skip(to end: Int, lineCount: Int) {
        position = end
        line += lineCount
    }

    /// The end of the physical line that begins at ``position``, its line end included; nil when
    /// it is not at hand yet.
    func endOfLine() -> Int? {
        var index = position
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\n") { return index }
            guard byte == UInt8(ascii: "\r") else { continue }
            if index < bytes.count { return bytes[index] == UInt8(ascii: "\n") ? index + 1 : index }
            return isAtEnd ? index : nil
        }
        return isAtEnd ? index : nil
    }
}
