import GRDB
import Recovery
import Wire

/// Keeps the node's full-text index beside the records.
///
/// Text is folded (case and accents) before it is indexed and before it is looked for, so that
/// `senor` finds `Señor`; the trigram index finds any part of a word of three letters or more.
enum SearchIndex {
    static func update(_ database: Database, old: StoredRow?, new: StoredRow?) throws {
        guard let row = new ?? old, row.type.fields.contains(where: \.isSearched) else { return }
        let before = old.map(words) ?? ""
        let after = new.map(words) ?? ""
        guard before != after else { return }
        if !before.isEmpty {
            let delete = try RawStatement(database, "DELETE FROM search WHERE rowid = ?")
            delete.bind(1, row.id.rawValue)
            try delete.run()
        }
        if !after.isEmpty {
            // Of a row that was lost from its table by other means the words may be there still.
            let insert = try RawStatement(
                database,
                "INSERT OR REPLACE INTO search(rowid, words) VALUES(?, ?)"
            )
            insert.bind(1, row.id.rawValue)
            insert.bind(2, after)
            try insert.run()
        }
    }

    private static func words(_ row: StoredRow) -> String {
        var parts: [String] = []
        for field in row.type.fields where field.isSearched {
            if case .text(let text) = row.cells[Int(field.number) - 1], !text.isEmpty {
                parts.append(text.foldedForSearch)
            }
        }
        return parts.joined(separator: "\n")
    }
}
