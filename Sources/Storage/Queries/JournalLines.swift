import GRDB
package import Recovery

/// A line of the journal: what happened that an operator may want to know.
package struct JournalLine: Hashable, Sendable {
    package var at: Timestamp
    package var line: String
}

extension StoreReader {
    /// The journal's latest lines, the oldest of them first.
    package func journal(last count: Int) throws -> [JournalLine] {
        let statement = try RawStatement(
            database,
            "SELECT at, line FROM journal ORDER BY id DESC LIMIT ?"
        )
        defer { statement.reset() }
        statement.bind(1, Int64(count))
        var lines: [JournalLine] = []
        while try statement.step() {
            lines.append(
                JournalLine(
                    at: Timestamp(milliseconds: statement.integer(0)),
                    line: statement.text(1)
                )
            )
        }
        return lines.reversed()
    }
}
