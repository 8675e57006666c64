/// Why a file cannot be read at all, in words that say what to do next.
///
/// A row that cannot be read is never an error: it is a ``SetAside``.
package enum IntakeError: Error, Hashable, CustomStringConvertible {
    /// The file cannot be opened.
    case cannotOpen(path: String, reason: String)
    /// Reading failed after `byteCount` bytes.
    case cannotRead(byteCount: Int, reason: String)
    /// The gzip stream is damaged or ends early.
    case gzipDamaged(byteCount: Int, reason: String)
    /// The gzip stream unpacks to more than ``IntakeLimits/inflatedByteCountMax``.
    case gzipTooLarge
    /// There is not one byte of text.
    case empty
    /// The file is one JSON array instead of one object a line.
    case jsonArray
    /// No row that could name the columns was found.
    case noHeader
    /// The mapping names a column that the file does not have.
    case columnMissing(key: String, column: String, available: [String])

    /// A sentence for people, with the cure.
    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "Cannot open \(path): \(reason). Check the path and that this user may read the file."
        case .cannotRead(let byteCount, let reason):
            "Reading stopped after \(byteCount) bytes: \(reason). Copy the file to a local disk and"
                + " import it again; rows already taken in are recognised."
        case .gzipDamaged(let byteCount, let reason):
            "The gzip file is damaged after \(byteCount) bytes (\(reason)). Fetch it again and"
                + " import it again; rows already taken in are recognised."
        case .gzipTooLarge:
            "The gzip file unpacks to more than \(IntakeLimits.inflatedByteCountMax) bytes. Unpack"
                + " and split it, then import the parts."
        case .empty:
            "The file is empty. Export it again, and check that it is the file you meant."
        case .jsonArray:
            "The file is one JSON array. Write one object a line (for example with"
                + " `jq -c '.[]' in.json > out.jsonl`) and import that."
        case .noHeader:
            "No header row was found. The first row must name the columns."
        case .columnMissing(let key, let column, let available):
            "The mapping's `\(key)` names the column \"\(column)\", which the file does not have."
                + " Its columns are: \(Self.listed(available)). Mend the mapping, or use #1, #2 …"
        }
    }

    private static func listed(_ columns: [String]) -> String {
        let shown = columns.prefix(30).joined(separator: ", ")
        return columns.count > 30 ? shown + " and \(columns.count - 30) more" : shown
    }
}

/// The bounds that keep an import's memory constant whatever the file holds.
package enum IntakeLimits {
    /// Bytes read from the file at a time.
    package static let chunkByteCount = 64 * 1024
    /// Bytes a gzip file may unpack to: 64 GiB.
    package static let inflatedByteCountMax = 64 << 30
    /// Bytes of one cell, 1 MiB; a row with a longer one is set aside.
    package static let fieldByteCountMax = 1 << 20
    /// Bytes of one row, 2 MiB; a longer row is set aside in pieces of this size.
    package static let rowByteCountMax = 2 << 20
    /// Columns of one row; a row with more is set aside.
    package static let columnCountMax = 2_048
    /// Levels of nested objects in a JSON row; a deeper row is set aside.
    package static let jsonDepthMax = 32
    /// Rows looked at before the mapping is guessed.
    package static let sampleRowCountMax = 500
    /// Bytes of rows looked at before the mapping is guessed.
    package static let sampleByteCountMax = 4 << 20
    /// Characters of a column name; the rest of a long question is cut.
    package static let columnNameLengthMax = 120
}
