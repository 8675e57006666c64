package import Recovery
package import Storage

/// Takes an arrivals list in: new bookings are added, known ones brought up to date.
///
/// The same list again changes nothing. Rows that are no stay are set aside with line and reason.
package struct StayImport {
    /// What a list became.
    package struct Result: Hashable, Sendable {
        /// Rows read.
        package var read = 0
        /// Bookings that were new.
        package var added = 0
        /// Bookings that were known and have changed.
        package var changed = 0
        /// Bookings of which all was known.
        package var known = 0
        /// Rows that are no stay.
        package var setAside: [SetAsideRow] = []
    }

    private let store: NodeStore
    private let source: String
    private let author: String

    /// So many rows are taken in by one transaction.
    private static let rowCount = 500

    /// An import of a list that is called `source`.
    package init(_ store: NodeStore, source: String, author: String) {
        (self.store, self.source, self.author) = (store, source, author)
    }

    /// Opens a list; dates are read by the house's clock, prices in its currency.
    ///
    /// - Throws: ``IntakeError`` or ``StaySheetError`` when it is none.
    package func open(_ bytes: ByteSource, _ options: StaySheet.Options) throws -> StaySheet {
        let zone = HouseZone()
        var options = options
        try store.read { reader in
            try zone.refresh(reader)
            options.currency = try options.currency ?? reader.ownCurrency()
        }
        return try StaySheet(bytes, zone: zone.time.zone, options: options)
    }

    /// Takes all rows in, some hundreds at a time, each time telling how far it is.
    ///
    /// - Throws: ``IntakeError`` when the file cannot be read on; what was taken in stays.
    package func run(
        _ sheet: StaySheet,
        now: () -> Timestamp,
        progress: (Result) -> Void = { _ in }
    ) throws -> Result {
        var result = Result()
        try store.write(author: author, now: now()) { try $0.clearSetAside(source: source) }
        while true {
            var rows: [StaySheet.Row] = []
            while rows.count < Self.rowCount, let row = try sheet.next() { rows.append(row) }
            guard !rows.isEmpty else { return result }
            let before = result
            result = try store.write(author: author, now: now()) { transaction in
                var news: [StayDraft] = []
                let after = try rows.reduce(into: before) {
                    try take($1, transaction, &$0, &news)
                }
                try transaction.bindOlderCases(to: news)
                return after
            }
            progress(result)
        }
    }

    private func take(
        _ row: StaySheet.Row,
        _ transaction: NodeTransaction,
        _ result: inout Result,
        _ news: inout [StayDraft]
    ) throws {
        result.read += 1
        switch row {
        case .stay(let draft):
            switch try transaction.keepStay(draft) {
            case .added:
                result.added += 1
                news.append(draft)
            case .changed:
                result.changed += 1
                news.append(draft)
            case .known: result.known += 1
            }
        case .setAside(let bad):
            let row = SetAsideRow(
                source: source,
                line: bad.line,
                reason: bad.reason,
                bytes: bad.raw
            )
            try transaction.setAside(row)
            result.setAside.append(row)
        }
    }
}

/// Times as the clocks of a node's house show them, for programs that print them.
package struct SiteTime: Sendable {
    private let time: HouseTime

    /// The clock of the house whose store is read; UTC where its zone is not known.
    package init(_ reader: StoreReader) throws {
        let zone = HouseZone()
        try zone.refresh(reader)
        time = zone.time
    }

    /// Such as `2026-03-14 11:00`.
    package func text(_ moment: Timestamp) -> String {
        "\(time.zone.day(at: moment)) \(time.clock(moment))"
    }
}
