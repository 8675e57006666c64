import GRDB

/// What somebody who helps from afar needs to know of a store, and nothing that a guest or a
/// colleague wrote, no name and no secret.
package struct SupportFacts: Sendable {
    package var schema: Int
    /// What SQLite finds wrong with the file; "ok" when nothing.
    package var integrity: String
    package var byteCount: Int
    /// Rows by table.
    package var rows: [(table: String, count: Int)] = []
    /// How far syncing is, by the name of each number that is kept.
    package var numbers: [(name: String, value: Int64)] = []
    package var lives: [Life] = []
    /// Parked changes by reason.
    package var parked: [(reason: String, count: Int)] = []

    /// A writer's standing.
    package struct Life: Hashable, Sendable {
        package var writer: UInt32
        /// How many changes it has made.
        package var count: Int64
        /// The chain's hash after the last of them.
        package var hash: String
    }
}

extension StoreReader {
    /// Settings that are numbers and no secret.
    private static let told: [Settings.Name] = [
        .epoch, .site, .hubWriter, .hubCount, .nextWriter, .nextSite, .clock, .attempt,
        .cursorEveryone, .cursorSite, .stagedEveryone, .stagedSite, .needsSnapshot, .hasSalvage,
        .renumberedAt, .verified, .lastExchangeAt, .lastErrorAt, .generation, .pausedAt,
    ]

    /// Reads what somebody who helps from afar needs to know.
    package func supportFacts() throws -> SupportFacts {
        func integer(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
        var facts = SupportFacts(
            schema: try integer("PRAGMA user_version"),
            integrity: try String.fetchAll(database, sql: "PRAGMA quick_check(20)")
                .joined(separator: "; "),
            byteCount: try integer("PRAGMA page_count") * integer("PRAGMA page_size")
        )
        let tables = try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_schema
                WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'
                ORDER BY name
                """
        )
        for table in tables {
            facts.rows.append((table, try integer("SELECT COUNT(*) FROM \"\(table)\"")))
        }
        for name in Self.told {
            if let value = try Settings.integer(name, in: database) {
                facts.numbers.append((name.rawValue, value))
            }
        }
        try addLives(to: &facts)
        try addParked(to: &facts)
        return facts
    }

    private func addLives(to facts: inout SupportFacts) throws {
        let statement = try RawStatement(
            database,
            role == .hub
                ? "SELECT number, count, hash FROM writer ORDER BY number"
                : "SELECT writer, count, hash FROM life ORDER BY ordinal"
        )
        defer { statement.reset() }
        while try statement.step() {
            facts.lives.append(
                SupportFacts.Life(
                    writer: UInt32(truncatingIfNeeded: statement.integer(0)),
                    count: statement.integer(1),
                    hash: statement.blob(2).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                        .joined()
                )
            )
        }
    }

    private func addParked(to facts: inout SupportFacts) throws {
        let statement = try RawStatement(
            database,
            """
            SELECT reason, COUNT(*) FROM \(role == .hub ? "parked" : "parked_notice")
            GROUP BY reason ORDER BY reason
            """
        )
        defer { statement.reset() }
        while try statement.step() {
            let reason = ParkReason(rawValue: UInt8(truncatingIfNeeded: statement.integer(0)))
            facts.parked.append(
                (reason.map { "\($0)" } ?? "\(statement.integer(0))", Int(statement.integer(1)))
            )
        }
    }
}
