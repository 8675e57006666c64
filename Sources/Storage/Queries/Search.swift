import GRDB
package import Recovery
package import Wire

/// A record in which all the words that were looked for occur.
package struct SearchHit: Sendable {
    /// The record.
    package let id: ChangeID
    /// The record's type.
    package let type: String
    /// The case that it is or belongs to.
    package let recoveryCase: RecoveryCase?
    /// The site that it is about, by code.
    package let site: String
    /// When it was written.
    package let at: Timestamp
    /// The words around the first place found, as they were written.
    package let snippet: String

    /// What people call the case.
    package var reference: String? { recoveryCase?.reference }
}

/// Why nothing can be looked for.
package enum SearchError: Error, Equatable, CustomStringConvertible {
    /// Headquarters keeps figures, not a search index.
    case onlyAtNodes
    /// There is not one letter or digit to look for.
    case nothingToFind

    /// What to do next.
    package var description: String {
        switch self {
        case .onlyAtNodes:
            "Search runs at the sites' nodes. Run the command with a node's --data."
        case .nothingToFind: "Write at least one letter or digit to look for."
        }
    }
}

extension StoreReader {
    /// Records that hold every word of `text`, the newest first, from before one on.
    ///
    /// Accents and case do not matter, and a part of a word is enough. Whatever the text holds,
    /// it is looked for as it stands: nothing in it is a command to the index.
    ///
    /// - Throws: ``SearchError``.
    package func search(
        _ text: String,
        before id: ChangeID? = nil,
        countMax: Int = 50
    ) throws -> [SearchHit] {
        guard role == .node else { throw SearchError.onlyAtNodes }
        var words = SearchWords(text)
        words.before = id
        guard !words.isEmpty else { throw SearchError.nothingToFind }
        let ids = try RecordTable.ids(
            words.sql + " LIMIT \(max(0, countMax))",
            words.arguments,
            database
        )
        let sites = try sites()
        return try ids.compactMap { id in
            guard let row = try searchedRow(id) else { return nil }
            return SearchHit(
                id: id,
                type: row.type.name,
                recoveryCase: try caseBehind(row) ?? caseOpened(from: row.id),
                site: sites[row.site].code,
                at: Timestamp(milliseconds: row.stamp.milliseconds),
                snippet: words.snippet(of: row)
            )
        }
    }

    /// Stays whose room or guest holds every word of `text`, the newest first.
    ///
    /// - Throws: ``SearchError``.
    package func searchStays(_ text: String, countMax: Int) throws -> [Stay] {
        guard role == .node else { throw SearchError.onlyAtNodes }
        var words = SearchWords(text)
        guard !words.isEmpty else { throw SearchError.nothingToFind }
        words.findsStays = true
        let ids = try RecordTable.ids(
            words.sql + " LIMIT \(max(0, countMax))",
            words.arguments,
            database
        )
        return try ids.compactMap { try stay($0) }
    }

    private func searchedRow(_ id: ChangeID) throws -> StoredRow? {
        for type in Catalogue.types where type.fields.contains(where: \.isSearched) {
            if let row = try RecordTable(type, database).row(id) { return row }
        }
        return nil
    }

    /// The case that was opened for some feedback; nil when none was.
    package func caseOpened(from feedback: ChangeID) throws -> RecoveryCase? {
        try rows(Catalogue.recoveryCase, where: CaseField.feedback, is: .reference(feedback))
            .first.map { RecoveryCase($0) }
    }
}

/// The words of a question, folded as the index folds its texts.
private struct SearchWords {
    /// Words that the trigram index finds.
    private let long: [String]
    /// Words too short for it.
    private let short: [String]

    init(_ text: String) {
        let words = text.foldedForSearch.unicodeScalars
            .split { $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F }
            .map { String($0) }
            .filter { word in word.contains { $0.isLetter || $0.isNumber } }
        long = words.filter { $0.unicodeScalars.count >= 3 }
        short = words.filter { $0.unicodeScalars.count < 3 }
    }

    /// Whether stays are looked for, rather than all that hangs on cases.
    var findsStays = false
    /// Only what was written before this record; nil for all.
    var before: ChangeID?

    var isEmpty: Bool { long.isEmpty && short.isEmpty }

    var sql: String {
        var terms = short.map { _ in "instr(words, ?) > 0" }
        if !long.isEmpty { terms.insert("words MATCH ?", at: 0) }
        // A room has many stays; those have a search of their own.
        let isStay = "EXISTS(SELECT 1 FROM stay WHERE _id = search.rowid)"
        terms.append(findsStays ? isStay : "NOT " + isStay)
        if let before { terms.append("rowid < \(before.rawValue)") }
        return "SELECT rowid FROM search WHERE \(terms.joined(separator: " AND ")) "
            + "ORDER BY rowid DESC"
    }

    var arguments: [Cell] {
        // In quotes everything is text; a quote within is doubled.
        let match = long.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
        return (match.isEmpty ? [] : [.text(match.joined(separator: " AND "))])
            + short.map(Cell.text)
    }

    /// The words around the first place where one of them stands, one line.
    func snippet(of row: StoredRow) -> String {
        let texts = row.type.fields.filter(\.isSearched).compactMap { field in
            if case .text(let text) = row.cells[Int(field.number) - 1] { text } else { nil }
        }
        for text in texts {
            let pieces = text.split(whereSeparator: \.isWhitespace)
            guard let place = pieces.firstIndex(where: isFound) else { continue }
            let first = max(0, place - 8)
            let last = min(pieces.count, place + 12)
            return (first > 0 ? "… " : "") + pieces[first..<last].joined(separator: " ")
                + (last < pieces.count ? " …" : "")
        }
        return texts.first.map { String($0.prefix(120)) } ?? ""
    }

    private func isFound(_ piece: Substring) -> Bool {
        let folded = String(piece).foldedForSearch
        return (long + short).contains { folded.contains($0) }
    }
}
