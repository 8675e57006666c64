import GRDB

/// Single values that a store keeps beside its records.
enum Settings {
    enum Name: String {
        case role, epoch, site, siteCode, siteName, hubURL, credential
        /// The hub's own present life and its count of changes; the next number to hand out.
        case hubWriter, hubCount, nextWriter, nextSite
        /// The hybrid clock's last reading.
        case clock
        /// The node's attempt number and its two cursors, and what its view of each scope sums to.
        case attempt, cursorEveryone, cursorSite, stagedEveryone, stagedSite
        case needsSnapshot, hasSalvage, knowsHubLife
        case digestEveryoneFirst, digestEveryoneSecond, digestSiteFirst, digestSiteSecond
        /// When this node was last taken for a copy: its present life began then.
        case renumberedAt
        case verified, lastExchangeAt, lastError, lastErrorAt, caseNumber, historyToken
        /// How many transactions the hub has committed, also kept in its sidecar.
        case generation
        /// The mark of the own key, and at a node the hub's key.
        case ownKey, hubKey
        /// Certificates in PEM of those whom a node believes about its hub's address.
        case hubAuthority
        /// Since when and by whose wish a node does not sync.
        case pausedAt, pausedBy
        /// The key of guests' addresses, and what the house has said about guests' pages.
        case guestKey, guestAddress, guestLanguage
        /// The set-up code of a node where nobody can sign in yet, hashed.
        case setUpCodeHash
        /// Where texts go about alarms that nobody answered, and whether they wait at night.
        case alarmTextNumber, alarmTextIsQuiet
    }

    static func integer(_ name: Name, in database: Database) throws -> Int64? {
        let statement = try RawStatement(database, "SELECT value FROM setting WHERE name = ?")
        statement.bind(1, name.rawValue)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : nil
    }

    static func text(_ name: Name, in database: Database) throws -> String? {
        let statement = try RawStatement(database, "SELECT value FROM setting WHERE name = ?")
        statement.bind(1, name.rawValue)
        defer { statement.reset() }
        return try statement.step() ? statement.text(0) : nil
    }

    static func set(_ name: Name, _ number: Int64, in database: Database) throws {
        let statement = try RawStatement(database, replace)
        statement.bind(1, name.rawValue)
        statement.bind(2, number)
        try statement.run()
    }

    static func set(_ name: Name, _ text: String, in database: Database) throws {
        let statement = try RawStatement(database, replace)
        statement.bind(1, name.rawValue)
        statement.bind(2, text)
        try statement.run()
    }

    static func setOrRemove(_ name: Name, _ text: String?, in database: Database) throws {
        if let text { try set(name, text, in: database) } else { try remove(name, in: database) }
    }

    static func remove(_ name: Name, in database: Database) throws {
        let statement = try RawStatement(database, "DELETE FROM setting WHERE name = ?")
        statement.bind(1, name.rawValue)
        try statement.run()
    }

    private static let replace = "INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)"
}
