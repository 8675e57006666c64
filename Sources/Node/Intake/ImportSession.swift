/// What the caller knows and a file does not.
package struct ImportOptions: Sendable {
    /// How far the site's clock is ahead of UTC, for dates without a zone.
    package var utcOffsetSeconds: Int
    /// The present, in ms since 1970 UTC: dates more than a day ahead of it are mistakes.
    package var now: Int64

    /// The site's offset and the present.
    package init(utcOffsetSeconds: Int, now: Int64) {
        self.utcOffsetSeconds = utcOffsetSeconds
        self.now = now
    }
}

/// How a file will be read, known before the first row is taken.
package struct ImportPlan: Sendable {
    /// The form of the file in words, such as `CSV, delimiter comma, UTF-8`.
    package let format: String
    /// The columns.
    package let columns: [String]
    /// What each column means.
    package let mapping: ImportMapping
    /// Why the mapping was guessed so, a sentence each; empty when the caller gave it.
    package let reasons: [String]
    /// Lines before the header that belong to no table.
    package let junkLineCount: Int
    /// The header rows as they stand in the file; empty for JSON Lines.
    ///
    /// Followed by the bytes of rows set aside it is a file that can be mended and imported again,
    /// with the same mapping.
    package let headerRaw: [UInt8]
}

/// What became of the rows so far: `read == drafts + setAside`.
package struct ImportCounts: Hashable, Sendable {
    /// Rows read, without blank lines, headers and other sites' rows.
    package var read = 0
    /// Rows that became drafts.
    package var drafts = 0
    /// Rows set aside.
    package var setAside = 0
    /// Rows of other sites, left alone because the mapping says `only site`.
    package var otherSites = 0
    /// Header rows that came again in the middle of the file.
    package var repeatedHeaders = 0
}

/// Reads one file of feedback row by row, in memory that does not grow with the file.
///
/// What it holds at most: one row (``IntakeLimits/rowByteCountMax``), one chunk, and the rows it
/// looked at to decide the mapping (``IntakeLimits/sampleByteCountMax``).
package final class ImportSession {
    /// How the file is read.
    package let plan: ImportPlan
    /// What became of the rows so far.
    package private(set) var counts = ImportCounts()

    private let source: ByteSource
    private let mapper: RowMapper
    private var reader: TableReader
    private var sample: [SourceRow]
    private var sampleIndex = 0

    /// Looks at the beginning of the file and decides how to read it, by `mapping` or by a guess.
    ///
    /// - Throws: ``IntakeError`` when the file holds no table or lacks a column of the mapping.
    package init(
        _ source: ByteSource,
        mapping: ImportMapping? = nil,
        options: ImportOptions
    ) throws(IntakeError) {
        self.source = source
        var reader = try TableReader(source)
        var sample = try reader.sample()
        let header = reader.header(including: mapping?.columnNames ?? [], sample: sample)
        reader.header = header
        for index in sample.indices { reader.align(&sample[index]) }
        let guess = mapping == nil ? MappingGuess(header, sample, reader.format) : nil
        mapper = try RowMapper(
            mapping ?? guess?.mapping ?? ImportMapping(),
            header: header,
            options: options
        )
        plan = ImportPlan(
            format: reader.formatName,
            columns: header.names,
            mapping: mapper.mapping,
            reasons: guess?.reasons ?? [],
            junkLineCount: reader.junkLineCount,
            headerRaw: header.raw
        )
        self.reader = reader
        self.sample = sample
    }

    /// Bytes of the file read so far, and all of them when known.
    package var progress: (byteCountRead: Int, byteCountTotal: Int?) {
        (source.byteCountRead, source.byteCountTotal)
    }

    /// What the first `count` rows will become; takes none of them.
    package func preview(_ count: Int) -> [ImportedRow] {
        var rows: [ImportedRow] = []
        for row in sample[sampleIndex...] where !mapper.header.isRepeated(in: row) {
            guard rows.count < count else { break }
            if let outcome = outcome(of: row) { rows.append(outcome) }
        }
        return rows
    }

    /// The next row, nil at the end of the file.
    ///
    /// - Throws: ``IntakeError`` when the file cannot be read on; rows delivered before stand.
    package func next() throws(IntakeError) -> ImportedRow? {
        while let row = try nextRow() {
            if mapper.header.isRepeated(in: row) {
                counts.repeatedHeaders += 1
                continue
            }
            guard let outcome = outcome(of: row) else {
                counts.otherSites += 1
                continue
            }
            counts.read += 1
            switch outcome {
            case .draft: counts.drafts += 1
            case .setAside: counts.setAside += 1
            }
            return outcome
        }
        return nil
    }

    private func nextRow() throws(IntakeError) -> SourceRow? {
        guard sampleIndex < sample.count else {
            sample = []
            sampleIndex = 0
            guard var row = try reader.next() else { return nil }
            reader.align(&row)
            return row
        }
        defer { sampleIndex += 1 }
        return sample[sampleIndex]
    }

    private static let tooLong = """
        The row's words are longer than \(IntakeLimits.fieldByteCountMax) bytes together. \
        Shorten them, or make two rows of it.
        """

    /// What a row becomes; nil for another site's.
    private func outcome(of row: SourceRow) -> ImportedRow? {
        if let fault = row.fault {
            return .setAside(SetAside(line: row.line, reason: fault.description, raw: row.raw))
        }
        switch mapper.map(row) {
        case .draft(let draft):
            guard draft.fitsOneRecord else {
                return .setAside(SetAside(line: row.line, reason: Self.tooLong, raw: row.raw))
            }
            return .draft(draft, line: row.line)
        case .setAside(let reason):
            return .setAside(SetAside(line: row.line, reason: reason, raw: row.raw))
        case .otherSite: return nil
        }
    }
}
