import GRDB
package import Recovery

// What headquarters assumes for the value page stands in a table of the hub's own: not synced.

/// Assumptions as somebody wrote them, line by line.
package struct KeptAssumptions: Hashable, Sendable {
    package let text: String
    package let author: String
    package let at: Timestamp
}

extension StoreReader {
    /// The assumptions that hold for a currency; nil while nobody has written any.
    package func assumptions(for currency: Currency) throws -> KeptAssumptions? {
        guard role == .hub else { return nil }
        let statement = try RawStatement(
            database,
            """
            SELECT text, author, at FROM value_assumption WHERE currency = ?
            ORDER BY id DESC LIMIT 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, currency.code)
        guard try statement.step() else { return nil }
        return KeptAssumptions(
            text: statement.text(0),
            author: statement.text(1),
            at: Timestamp(milliseconds: statement.integer(2))
        )
    }
}

extension HubStore {
    /// Keeps what holds for a currency from now on; what was assumed before stays readable.
    package func keepAssumptions(
        _ text: String,
        for currency: Currency,
        author: String,
        now: Timestamp
    ) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                "INSERT INTO value_assumption(currency, text, author, at) VALUES(?, ?, ?, ?)"
            )
            statement.bind(1, currency.code)
            statement.bind(2, text)
            statement.bind(3, author)
            statement.bind(4, now.milliseconds)
            try statement.run()
            try Journal.add("\(author) changed what is assumed in \(currency.code)", now, database)
        }
    }
}
