import GRDB
package import Recovery

// What the house assumes of its guests stands in a table of the node's own: it is not synced.

extension StoreReader {
    /// What the house assumes that a guest is worth, and who said so; nil while nobody has.
    package func guestWorth() throws -> (worth: GuestWorth, author: String, at: Timestamp)? {
        guard role == .node else { return nil }
        let statement = try RawStatement(
            database,
            """
            SELECT low, high, currency, percents, source, author, at FROM guest_worth
            ORDER BY id DESC LIMIT 1
            """
        )
        defer { statement.reset() }
        guard try statement.step(), !statement.isNull(0),
            let currency = Currency(stored: statement.text(2))
        else { return nil }
        let worth = try GuestWorth(
            low: Money(minorUnits: statement.integer(0), currency: currency),
            high: Money(minorUnits: statement.integer(1), currency: currency),
            lostPercents: statement.text(3).split(separator: " ").compactMap { Int($0) },
            source: statement.text(4)
        )
        return (worth, statement.text(5), Timestamp(milliseconds: statement.integer(6)))
    }
}

extension NodeStore {
    /// Keeps what a guest is worth from now on; nil for no assumption.
    package func setGuestWorth(_ worth: GuestWorth?, author: String, now: Timestamp) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                """
                INSERT INTO guest_worth(low, high, currency, percents, source, author, at)
                VALUES(?, ?, ?, ?, ?, ?, ?)
                """
            )
            if let worth {
                statement.bind(1, worth.low.minorUnits)
                statement.bind(2, worth.high.minorUnits)
                statement.bind(3, worth.low.currency.code)
                statement.bind(4, worth.lostPercents.map { "\($0)" }.joined(separator: " "))
                statement.bind(5, worth.source)
            }
            statement.bind(6, author)
            statement.bind(7, now.milliseconds)
            try statement.run()
            try Journal.add("\(author) changed what a guest is worth", now, database)
        }
    }
}
