/// The rows of a file in either format, header recognised and blank lines left out.
struct TableReader {
    /// The two formats of feedback files.
    enum Format: Hashable {
        case csv(CSVDialect)
        case jsonLines
    }

    let format: Format
    /// The columns; for JSON Lines, those the sample shows.
    var header: ImportHeader { didSet { indexNames() } }
    /// Lines before the header that belong to no table.
    private(set) var junkLineCount = 0

    private let encoding: TextEncoding
    private var csv: CSVReader?
    private var json: JSONLinesReader?
    private var waiting: [SourceRow] = []
    private var nameIndexes: [String: Int] = [:]

    /// Finds format and header; reads at most the sample.
    ///
    /// - Throws: ``IntakeError`` when the file holds no table.
    init(_ source: ByteSource) throws(IntakeError) {
        var buffer = RowBuffer(TextSource(source))
        encoding = buffer.source.encoding
        buffer.fill(to: IntakeLimits.chunkByteCount)
        header = .named([])
        switch try Self.opening(of: buffer) {
        case UInt8(ascii: "{"):
            format = .jsonLines
            json = JSONLinesReader(buffer)
        default:
            let dialect = CSVDialect.sniffed(buffer)
            format = .csv(dialect)
            csv = CSVReader(buffer, delimiter: dialect.delimiter)
            try readHeader(dialect)
        }
    }

    /// The format in words.
    var formatName: String {
        let encodingName =
            switch encoding {
            case .utf8: "UTF-8"
            case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
            case .windows1252: "ASCII or Windows-1252"
            }
        return switch format {
        case .csv(let dialect):
            "\(header.maker.map { $0.rawValue + " " } ?? "")CSV, delimiter"
                + " \(dialect.delimiterName), \(encodingName)"
        case .jsonLines: "JSON Lines, \(encodingName)"
        }
    }

    /// The first rows, up to ``IntakeLimits/sampleRowCountMax`` and
    /// ``IntakeLimits/sampleByteCountMax``.
    mutating func sample() throws(IntakeError) -> [SourceRow] {
        var rows: [SourceRow] = []
        var byteCount = 0
        while rows.count < IntakeLimits.sampleRowCountMax,
            byteCount < IntakeLimits.sampleByteCountMax,
            failure == nil, let row = try next()
        {
            byteCount += row.raw.count
            rows.append(row)
        }
        return rows
    }

    /// The header; for JSON Lines with the names that the sample shows and those given.
    func header(including names: [String], sample: [SourceRow]) -> ImportHeader {
        guard case .jsonLines = format else { return header }
        var known = Set<String>()
        let shown = sample.lazy.flatMap(\.extras).map(\.name)
        let given = names.filter { !$0.hasPrefix("#") }
        return .named((Array(shown) + given).filter { known.insert($0).inserted })
    }

    /// The next row, nil at the end.
    ///
    /// - Throws: ``IntakeError`` when the file cannot be read on.
    mutating func next() throws(IntakeError) -> SourceRow? {
        if !waiting.isEmpty { return waiting.removeFirst() }
        while let row = try nextRow() {
            if json == nil, row.fault == nil, row.cells.allSatisfy(\.isEmpty) { continue }
            return row
        }
        return nil
    }

    /// Puts the named values of a JSON row into the header's columns.
    func align(_ row: inout SourceRow) {
        guard json != nil, row.fault == nil else { return }
        row.cells = Array(repeating: "", count: header.names.count)
        var others: [FeedbackDraft.Column] = []
        for value in row.extras {
            if let index = nameIndexes[value.name] {
                row.cells[index] = value.value
            } else {
                others.append(value)
            }
        }
        row.extras = others
    }

    private var failure: IntakeError? { csv?.buffer.failure ?? json?.buffer.failure }

    private mutating func nextRow() throws(IntakeError) -> SourceRow? {
        let row = try csv?.next() ?? json?.next()
        guard let failure else { return row }
        // The row at the point of damage may be cut: it comes whole when the file does.
        guard let row, row.raw.last == 10 || row.raw.last == 13 else { throw failure }
        return row
    }

    private mutating func readHeader(_ dialect: CSVDialect) throws(IntakeError) {
        var first: SourceRow?
        while let row = try next() {
            if row.fault == nil, row.cells.count == dialect.columnCount {
                first = row
                break
            }
            junkLineCount += 1
        }
        guard let first else { throw failure ?? .noHeader }
        var rows = [first]
        while rows.count < 3, failure == nil, let row = try next() { rows.append(row) }
        guard let (header, rowCount) = ImportHeader.read(rows) else { throw .noHeader }
        self.header = header
        csv?.columnCount = header.names.count
        waiting = Array(rows.dropFirst(rowCount))
    }

    private mutating func indexNames() {
        nameIndexes = Dictionary(
            header.names.enumerated().map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The first byte that is not blank.
    private static func opening(of buffer: RowBuffer) throws(IntakeError) -> UInt8 {
        let bytes = buffer.bytes[buffer.position...].lazy.filter { $0 > 0x20 }.prefix(2)
        guard let first = bytes.first else { throw buffer.failure ?? .empty }
        let array: [UInt8] = [0x7B, 0x22, 0x5B, 0x5D]
        if first == UInt8(ascii: "["), let second = bytes.dropFirst().first, array.contains(second)
        {
            throw .jsonArray
        }
        return first
    }
}
