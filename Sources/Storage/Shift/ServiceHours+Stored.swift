import GRDB
package import Recovery

// The hours of a house stand in a table of the node's own: they are not synced.

extension StoreReader {
    /// The hours of the house's office teams; the standard ones where it wrote none.
    ///
    /// - Throws: `ServiceHoursError` for stored hours that cannot be read.
    package func serviceHours(zone: TimeZoneRules) throws -> ServiceHours {
        try ServiceHours(text: try serviceHoursText(), zone: zone)
    }

    /// The hours as somebody wrote them last.
    package func serviceHoursText() throws -> String {
        guard role == .node else { return ServiceHours.standardText }
        let statement = try RawStatement(
            database,
            "SELECT text FROM service_hours ORDER BY id DESC LIMIT 1"
        )
        defer { statement.reset() }
        return try statement.step() ? statement.text(0) : ServiceHours.standardText
    }
}

extension NodeStore {
    /// Keeps hours, which hold from now on for every clock, also one that began before.
    ///
    /// - Throws: `ServiceHoursError` for a text that says no hours.
    package func setServiceHours(_ text: String, author: String, now: Timestamp) throws {
        _ = try ServiceHours(text: text, zone: .utc)
        try database.write { database in
            let statement = try RawStatement(
                database,
                "INSERT INTO service_hours(text, author, at) VALUES(?, ?, ?)"
            )
            statement.bind(1, text)
            statement.bind(2, author)
            statement.bind(3, now.milliseconds)
            try statement.run()
            try Journal.add("\(author) changed the hours of the office teams", now, database)
        }
    }
}
