package import GRDB
package import Recovery
package import Sync
import Synchronization
package import Wire

/// The hub's database: every site's records, the sequences in which they go down, and what is
/// known of each writer.
///
/// Safe from any task and from several processes at once; every call is one transaction.
package final class HubStore: Sendable {
    package let database: any DatabaseWriter
    let rules: SyncRules
    /// When a request last had this hub begin an epoch.
    private let epochBegan = Mutex<Timestamp?>(nil)
    /// How long it has no other do so, 60 s: in each epoch every site fetches everything.
    private static let epochMilliseconds: Int64 = 60_000

    /// Opens the hub's database in a file, making it when it is missing.
    ///
    /// - Throws: ``StoreError`` when it cannot be used.
    package init(path: String) throws {
        database = try OpenDatabase.file(path, role: .hub)
        rules = .all
    }

    /// A hub in memory, for simulations, with some of the rules perhaps taken away.
    package init(inMemoryWith rules: SyncRules) throws {
        database = try OpenDatabase.memory(role: .hub)
        self.rules = rules
    }

    /// A hub over a copied database, for simulations.
    package init(over database: any DatabaseWriter, rules: SyncRules) {
        self.database = database
        self.rules = rules
    }

    /// Begins the hub's first epoch.
    package func begin(epoch: Epoch) throws {
        try database.write { database in
            guard try Settings.integer(.epoch, in: database) == nil else {
                throw StoreError.alreadySetUp(path: "the hub's directory")
            }
            try Settings.set(.epoch, Int64(bitPattern: epoch.rawValue), in: database)
            try Settings.set(.hubWriter, 1, in: database)
            try Settings.set(.hubCount, 0, in: database)
            try Settings.set(.nextWriter, 2, in: database)
            try Settings.set(.nextSite, 1, in: database)
            try WriterRecord(number: WriterNumber(rawValue: 1), site: 0).save(database)
        }
    }

    /// Changes records in one transaction, which is on disk when this returns.
    package func write<Result>(
        author: String,
        now: Timestamp,
        _ body: (HubTransaction) throws -> Result
    ) throws -> Result {
        try database.write { database in
            let transaction = try HubTransaction(
                HubLedger(database, rules: rules, now: now),
                author: author
            )
            let result = try body(transaction)
            try transaction.finish()
            try Self.countTransaction(database)
            return result
        }
    }

    /// Answers requests, all in one transaction, which is on disk when this returns.
    ///
    /// One that fails leaves nothing behind and does not disturb the others. `newEpoch` is a
    /// fresh random epoch, used if a request shows that this hub went back; `placeCountMax` bounds
    /// how many places of the sequences a reply covers.
    package func exchange(
        _ requests: [ExchangeRequest],
        now: Timestamp,
        newEpoch: Epoch,
        placeCountMax: Int64 = PullWindow.placeCountMax
    ) throws -> [Result<ExchangeReply, any Error>] {
        try database.write { database in
            var results: [Result<ExchangeReply, any Error>] = []
            for request in requests {
                do {
                    var reply: ExchangeReply?
                    try database.inSavepoint {
                        let ledger = try HubLedger(database, rules: rules, now: now)
                        var exchange = HubExchange(
                            request,
                            ledger: ledger,
                            newEpoch: newEpoch,
                            mayBeginEpoch: mayBeginEpoch(now),
                            placeCountMax: placeCountMax
                        )
                        reply = try exchange.answer()
                        try ledger.finish()
                        return .commit
                    }
                    if let reply {
                        if reply.epoch == newEpoch { epochBegan.withLock { $0 = now } }
                        results.append(.success(reply))
                    }
                } catch let error as DatabaseError where error.resultCode != .SQLITE_CONSTRAINT {
                    // The disk's or the file's trouble is everyone's: nothing was acknowledged.
                    throw error
                } catch {
                    results.append(.failure(error))
                }
            }
            try Self.countTransaction(database)
            return results
        }
    }

    private func mayBeginEpoch(_ now: Timestamp) -> Bool {
        guard let began = epochBegan.withLock({ $0 }) else { return true }
        let age = now.milliseconds - began.milliseconds
        return age < 0 || age >= Self.epochMilliseconds
    }

    /// Counts a transaction that matters, for the sidecar.
    private static func countTransaction(_ database: Database) throws {
        let generation = try Settings.integer(.generation, in: database) ?? 0
        try Settings.set(.generation, generation + 1, in: database)
    }
}

/// What the hub knows of one writer.
struct WriterRecord {
    let number: WriterNumber
    /// 0 for the hub's own lives.
    let site: UInt32
    var count: Int64 = 0
    var hash: ChainHash
    var token: Token?
    var heardEpoch: Epoch?
    /// The heads when the writer began a snapshot that it has not all read.
    var snapshot: Cursor?

    init(number: WriterNumber, site: UInt32) {
        self.number = number
        self.site = site
        hash = ChainHash(rootOf: number)
    }

    static func read(_ number: WriterNumber, _ database: Database) throws -> WriterRecord? {
        let statement = try RawStatement(
            database,
            """
            SELECT site, count, hash, token, heard_epoch, snapshot_everyone, snapshot_site
            FROM writer WHERE number = ?
            """
        )
        defer { statement.reset() }
        statement.bind(1, Int64(number.rawValue))
        guard try statement.step() else { return nil }
        var record = WriterRecord(number: number, site: UInt32(statement.integer(0)))
        record.count = statement.integer(1)
        record.hash = ChainHash(statement.blob(2))
        if !statement.isNull(3) {
            record.token = Token(rawValue: UInt64(bitPattern: statement.integer(3)))
        }
        if !statement.isNull(4) {
            record.heardEpoch = Epoch(rawValue: UInt64(bitPattern: statement.integer(4)))
        }
        if !statement.isNull(5) {
            record.snapshot = Cursor(everyone: statement.integer(5), site: statement.integer(6))
        }
        return record
    }

    func save(_ database: Database) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT OR REPLACE INTO writer(
                number, site, count, hash, token, heard_epoch, snapshot_everyone, snapshot_site)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        statement.bind(1, Int64(number.rawValue))
        statement.bind(2, Int64(site))
        statement.bind(3, count)
        statement.bind(4, blob: hash.bytes)
        if let token { statement.bind(5, Int64(bitPattern: token.rawValue)) }
        if let heardEpoch { statement.bind(6, Int64(bitPattern: heardEpoch.rawValue)) }
        if let snapshot {
            statement.bind(7, snapshot.everyone)
            statement.bind(8, snapshot.site)
        }
        try statement.run()
    }
}

/// What the hub refuses, and what to do about it.
package enum HubError: Error, Equatable, CustomStringConvertible {
    case foreignWriter(WriterNumber)
    case unknownSite(String)
    case badCode(String)
    case codeTaken(String)
    case joinCodeRefused
    case outOfNumbers
    case epochTooSoon
    case noKey(String)

    package var description: String {
        switch self {
        case .foreignWriter(let writer):
            """
            Writer \(writer.rawValue) belongs to another site, or to no life of this hub. Join \
            this node anew with a fresh code: 'amends hub site add' prints one.
            """
        case .unknownSite(let code):
            "There is no site \(code) here. 'amends hub site list' shows those there are."
        case .badCode(let code):
            "'\(code)' cannot be a site's code. Use 2 to 8 capital letters or digits, such as LIS."
        case .codeTaken(let code):
            "There is a site \(code) already. Choose another code."
        case .joinCodeRefused:
            """
            The hub does not accept this join code: it is mistyped or was used before. \
            'amends hub site add CODE' (or 'site rejoin CODE') prints a fresh one.
            """
        case .outOfNumbers:
            """
            The hub has given out all numbers that there are for nodes. Set up a new hub, and \
            join every site to it.
            """
        case .epochTooSoon:
            """
            The hub began a new epoch less than a minute ago; a request that calls for another \
            is not believed so soon. Try again after the time given.
            """
        case .noKey(let code):
            """
            The node of \(code) has no key yet: it makes one at its first exchange with a program \
            that knows keys. Upgrade it, or retire the site to refuse it.
            """
        }
    }
}
