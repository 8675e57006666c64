package import GRDB
package import Recovery
package import Sync
package import Wire

/// A node's database: records, the log of its own changes, and how far it is in step.
///
/// Safe from any task and from several processes at once; every call is one transaction.
package final class NodeStore: Sendable {
    package let database: any DatabaseWriter
    let rules: SyncRules

    /// Opens the node's database in a file, making it when it is missing.
    ///
    /// - Throws: ``StoreError`` when it cannot be used.
    package init(path: String) throws {
        database = try OpenDatabase.file(path, role: .node)
        rules = .all
    }

    /// A node in memory, for simulations, with some of the rules perhaps taken away.
    package init(inMemoryWith rules: SyncRules) throws {
        database = try OpenDatabase.memory(role: .node)
        self.rules = rules
    }

    /// A node over a copied database, for simulations.
    package init(over database: any DatabaseWriter, rules: SyncRules) {
        self.database = database
        self.rules = rules
    }

    /// What a node is told when it joins.
    package struct Enrolment: Hashable, Sendable {
        package var site: UInt32
        package var siteCode: String
        package var siteName: String
        package var hubURL: String
        package var credential: String
        package var writer: WriterNumber
        package var epoch: Epoch
        package var hubLives: [WriterNumber]
        /// nil when the hub knows no keys.
        package var identity: NodeIdentity?
        /// Certificates in PEM of those whom it believes about the hub's address; nil: whom the
        /// system believes.
        package var hubAuthority: String?

        package init(
            site: UInt32,
            siteCode: String,
            siteName: String,
            hubURL: String,
            credential: String,
            writer: WriterNumber,
            epoch: Epoch,
            hubLives: [WriterNumber],
            identity: NodeIdentity? = nil,
            hubAuthority: String? = nil
        ) {
            self.site = site
            self.siteCode = siteCode
            self.siteName = siteName
            self.hubURL = hubURL
            self.credential = credential
            self.writer = writer
            self.epoch = epoch
            self.hubLives = hubLives
            self.identity = identity
            self.hubAuthority = hubAuthority
        }
    }

    /// Makes this node the site's, in its first life.
    package func enrol(_ enrolment: Enrolment) throws {
        if let identity = enrolment.identity { try keep(identity) }
        try database.write { database in
            guard try Life.all(database).isEmpty else {
                throw StoreError.alreadySetUp(path: enrolment.siteCode)
            }
            try Settings.set(.site, Int64(enrolment.site), in: database)
            try Settings.set(.siteCode, enrolment.siteCode, in: database)
            try Settings.set(.siteName, enrolment.siteName, in: database)
            try Settings.set(.hubURL, enrolment.hubURL, in: database)
            try Settings.set(.credential, enrolment.credential, in: database)
            try Settings.setOrRemove(.hubAuthority, enrolment.hubAuthority, in: database)
            try Settings.set(.epoch, Int64(bitPattern: enrolment.epoch.rawValue), in: database)
            try HubLives.remember(enrolment.hubLives, in: database)
            try Life(beginning: enrolment.writer, ordinal: 1).save(database)
            try Tokens.begin(with: enrolment.writer, in: database)
        }
    }

    /// Changes records in one transaction, which is on disk when this returns.
    package func write<Result>(
        author: String,
        now: Timestamp,
        _ body: (NodeTransaction) throws -> Result
    ) throws -> Result {
        try database.write { database in
            let transaction = try NodeTransaction(database, author: author, now: now)
            let result = try body(transaction)
            try transaction.finish()
            return result
        }
    }
}

/// The tokens by which the hub tells this node from a copy of it.
enum Tokens {
    /// How many former tokens are kept for a hub that goes back in time.
    static let historyCountMax: Int64 = 100_000

    static func begin(with writer: WriterNumber, in database: Database) throws {
        try RawStatement(database, "DELETE FROM token").run()
        try add(Token(firstOf: writer), confirmed: true, in: database)
    }

    static func add(_ token: Token, confirmed: Bool, in database: Database) throws {
        let statement = try RawStatement(
            database,
            "INSERT INTO token(value, confirmed) VALUES(?, ?)"
        )
        statement.bind(1, Int64(bitPattern: token.rawValue))
        statement.bind(2, confirmed ? 1 : 0)
        try statement.run()
    }

    /// The token that the hub confirmed last and all that were tried since.
    static func tried(_ database: Database) throws -> [Token] {
        try list(
            database,
            """
            SELECT value FROM token
            WHERE id >= (SELECT MAX(id) FROM token WHERE confirmed = 1) ORDER BY id
            """
        )
    }

    /// Marks the latest token as the hub's.
    static func confirmLatest(in database: Database) throws {
        try database.execute(
            sql: "UPDATE token SET confirmed = 1 WHERE id = (SELECT MAX(id) FROM token)"
        )
        let delete = try RawStatement(
            database,
            "DELETE FROM token WHERE id < (SELECT MAX(id) FROM token) - ?"
        )
        delete.bind(1, historyCountMax)
        try delete.run()
    }

    /// A former token with a hash, if this node ever had one: not among those tried since.
    static func former(
        _ hash: ExchangeReply.TokenHash,
        in database: Database
    ) throws -> Token? {
        try list(
            database,
            """
            SELECT value FROM token
            WHERE id < (SELECT MAX(id) FROM token WHERE confirmed = 1) ORDER BY id DESC
            """
        ).first { ExchangeReply.TokenHash(of: $0) == hash }
    }

    private static func list(_ database: Database, _ sql: String) throws -> [Token] {
        try Int64.fetchAll(database, sql: sql).map { Token(rawValue: UInt64(bitPattern: $0)) }
    }
}

extension Token {
    /// The token with which a new number begins: known to the hub and the one it was given to.
    package init(firstOf writer: WriterNumber) { self.init(rawValue: UInt64(writer.rawValue)) }
}
