package import Recovery
import Storage

/// Takes a file's rows in, each once however often the file is imported.
package struct FeedbackImport {
    /// Rows that are written in one transaction: enough that its cost does not show, few enough
    /// that staff who write meanwhile wait a fraction of a second.
    static let rowCountPerTransaction = 500

    /// What became of a file's rows: `read == imported + duplicates + setAside`.
    package struct Result: Hashable, Sendable {
        /// Rows read, without blank lines, headers and other sites' rows.
        package var read = 0
        /// Rows that became feedback.
        package var imported = 0
        /// Rows that had been imported before.
        package var duplicates = 0
        /// Rows that need a person.
        package var setAside = 0
        /// Cases that were opened.
        package var casesOpened = 0
    }

    /// How far an import is.
    package struct Progress: Hashable, Sendable {
        /// Bytes of the file read.
        package var byteCountRead: Int
        /// The bytes of the file, when known.
        package var byteCountTotal: Int?
        /// What became of the rows so far.
        package var result: Result
    }

    private let desk: FeedbackDesk
    private let source: String
    private let author: String

    /// An import from a source, which is a file's name in the feedback's records.
    package init(_ desk: FeedbackDesk, source: String, author: String) {
        self.desk = desk
        self.source = source
        self.author = author
    }

    /// Takes in all rows of a session; memory does not grow with the file.
    ///
    /// What was written stays when the file cannot be read on. `now` is asked for each
    /// transaction, `progress` told after each.
    ///
    /// - Throws: `IntakeError` when the file cannot be read on, or the store's error.
    package func run(
        _ session: ImportSession,
        now: () -> Timestamp,
        progress: (Progress) -> Void = { _ in }
    ) throws -> Result {
        var result = Result()
        // Rows set aside at an earlier import of this file are read again now.
        try desk.store.write(author: author, now: now()) {
            try $0.clearSetAside(source: source)
        }
        var isAtEnd = false
        while !isAtEnd {
            let portion = Self.portion(of: session)
            isAtEnd = portion.isLast
            try keep(portion.rows, now(), &result)
            progress(
                Progress(
                    byteCountRead: session.progress.byteCountRead,
                    byteCountTotal: session.progress.byteCountTotal,
                    result: result
                )
            )
            if let failure = portion.failure { throw failure }
        }
        return result
    }

    /// What one transaction takes in.
    private struct Portion {
        var rows: [ImportedRow] = []
        /// Why there are no more rows, when the file cannot be read on.
        var failure: IntakeError?
        var isLast = false
    }

    /// So many bytes of words end a transaction before it has all its rows: with one row more,
    /// however long, it still fits into one message to the hub.
    private static let byteCountPerTransaction = 512 * 1024

    private static func portion(of session: ImportSession) -> Portion {
        var portion = Portion()
        var byteCount = 0
        do throws(IntakeError) {
            while portion.rows.count < rowCountPerTransaction, byteCount < byteCountPerTransaction {
                guard let row = try session.next() else {
                    portion.isLast = true
                    break
                }
                byteCount += row.byteCount
                portion.rows.append(row)
            }
        } catch {
            portion.failure = error
            portion.isLast = true
        }
        return portion
    }

    private func keep(_ rows: [ImportedRow], _ now: Timestamp, _ result: inout Result) throws {
        guard !rows.isEmpty else { return }
        var drafts: [FeedbackDraft] = []
        var bad: [SetAside] = []
        for row in rows {
            switch row {
            case .draft(let draft, _): drafts.append(draft)
            case .setAside(let row): bad.append(row)
            }
        }
        let judged = try desk.judge(drafts, source: source)
        var sum = result
        sum.read += rows.count
        sum.setAside += bad.count
        try desk.store.write(author: author, now: now) { transaction in
            for row in bad {
                try transaction.setAside(
                    SetAsideRow(
                        source: source,
                        line: row.line,
                        reason: row.reason,
                        bytes: row.raw
                    )
                )
            }
            for item in judged {
                if try transaction.knows(fingerprint: item.draft.fingerprint) {
                    sum.duplicates += 1
                    continue
                }
                let receipt = try FeedbackDesk.keep(item, transaction)
                sum.imported += 1
                if receipt.openedCase != nil { sum.casesOpened += 1 }
            }
        }
        result = sum
    }
}
