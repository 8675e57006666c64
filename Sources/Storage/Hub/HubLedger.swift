import GRDB
import Recovery
import Sync
import Wire

/// The hub's state within one transaction: sequences, writers and names, and the door.
///
/// `finish` writes what changed.
final class HubLedger {
    let database: Database
    let door: Door
    let rules: SyncRules
    let now: Timestamp
    let epoch: Epoch
    let hubWriter: WriterNumber
    var hubCount: Int64
    private var sequences: [Scope: ScopeSequence] = [:]
    /// The one asked for last: most changes of a request go to one scope.
    private var latestSequence: ScopeSequence?
    private var writers: [WriterNumber: WriterRecord] = [:]
    private var changedWriters: Set<WriterNumber> = []
    private(set) var hasAliases: Bool
    private(set) var hasRekeyed: Bool
    private(set) var hasParked: Bool
    /// Whether something happened for which a parked change may have waited.
    private(set) var mayFreeParked = false
    private var digest = RecordDigest()

    init(_ database: Database, rules: SyncRules, now: Timestamp) throws {
        self.database = database
        self.rules = rules
        self.now = now
        door = try Door(database, role: .hub)
        epoch = Epoch(
            rawValue: UInt64(bitPattern: try Settings.integer(.epoch, in: database) ?? 0)
        )
        hubWriter = WriterNumber(
            rawValue: UInt32(try Settings.integer(.hubWriter, in: database) ?? 1)
        )
        hubCount = try Settings.integer(.hubCount, in: database) ?? 0
        func has(_ table: String) throws -> Bool {
            let statement = try RawStatement(database, "SELECT 1 FROM \(table) LIMIT 1")
            defer { statement.reset() }
            return try statement.step()
        }
        hasAliases = try has("alias")
        hasRekeyed = try has("rekeyed")
        hasParked = try has("parked")
    }

    /// Notes that what waits for a record, a version or a name may wait no longer.
    func noteNews() { mayFreeParked = true }

    func finish() throws {
        for sequence in sequences.values where sequence.isChanged {
            try sequence.save(database)
        }
        for number in changedWriters { try writers[number]?.save(database) }
        try Settings.set(.hubCount, hubCount, in: database)
        try door.finish()
    }

    // MARK: Writers

    func writer(_ number: WriterNumber) throws -> WriterRecord? {
        if let known = writers[number] { return known }
        let found = try WriterRecord.read(number, database)
        writers[number] = found
        return found
    }

    func save(_ record: WriterRecord) {
        writers[record.number] = record
        changedWriters.insert(record.number)
    }

    /// The hub's life, or a number that a node shows: whatever it is, it is not handed out again.
    ///
    /// - Throws: ``HubError/foreignWriter(_:)`` for a number that no life of this hub gave out.
    func adopt(_ number: WriterNumber, site: UInt32) throws -> WriterRecord {
        if let known = try writer(number) { return known }
        guard try mayAdopt(number) else { throw HubError.foreignWriter(number) }
        let record = WriterRecord(number: number, site: site)
        save(record)
        // What a dead life of the hub made is lost only once that life is known.
        if site == 0 { noteNews() }
        if try nextNumber() <= Int64(number.rawValue) {
            try Settings.set(.nextWriter, Int64(number.rawValue) + 1, in: database)
        }
        return record
    }

    /// Whether a number is known, or may have been given out by a life of the hub that was lost:
    /// no site is to use the numbers up by naming the last of them.
    func mayAdopt(_ number: WriterNumber) throws -> Bool {
        let reach = try nextNumber() + 2 * HubRestore.numberCountSkipped
        return try Int64(number.rawValue) < reach || writer(number) != nil
    }

    private func nextNumber() throws -> Int64 {
        try Settings.integer(.nextWriter, in: database) ?? 2
    }

    /// Gives out the next number.
    ///
    /// - Throws: ``HubError/outOfNumbers``.
    func newWriter(site: UInt32) throws -> WriterNumber {
        let next = try nextNumber()
        let number = try WriterNumber(given: next)
        try Settings.set(.nextWriter, next + 1, in: database)
        var record = WriterRecord(number: number, site: site)
        record.token = Token(firstOf: number)
        record.heardEpoch = epoch
        save(record)
        return number
    }

    /// The chain's hash of a writer at a counter of 0 or more; nil when the hub has none there.
    func hash(_ number: WriterNumber, _ counter: Int64) throws -> ChainHash? {
        guard counter > 0 else { return ChainHash(rootOf: number) }
        if let record = try writer(number) {
            if record.count == counter { return record.hash }
            if record.count < counter { return nil }
        }
        let statement = try RawStatement(
            database,
            """
            SELECT first, hashes FROM chain WHERE writer = ? AND first <= ?
            ORDER BY first DESC LIMIT 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, Int64(number.rawValue))
        statement.bind(2, counter)
        guard try statement.step() else { return nil }
        let hashes = statement.blob(1)
        let start = Int(counter - statement.integer(0)) * 16
        guard start + 16 <= hashes.count else { return nil }
        return ChainHash(Array(hashes[start..<start + 16]))
    }

    // MARK: Sequences

    func sequence(_ scope: Scope) throws -> ScopeSequence {
        if let latestSequence, latestSequence.scope == scope { return latestSequence }
        let sequence = try sequences[scope] ?? ScopeSequence(scope, database)
        sequences[scope] = sequence
        latestSequence = sequence
        return sequence
    }

    /// Adds a record to its scope's digest, or with a negative sign takes it away.
    func add(_ row: StoredRow, _ sign: Int) throws {
        let sum = digest.of(record: row.id, scope: row.scope, fields: row.rowFields())
        try sequence(row.scope).add(sign > 0 ? sum : Digest.empty - sum)
    }

    func add(creation index: Int, in batch: ChangeBatch, scope: Scope) throws {
        try sequence(scope).add(digest.of(creation: index, in: batch, scope: scope))
    }

    func heads(site: UInt32) throws -> Cursor {
        Cursor(
            everyone: try sequence(.everyone).head,
            site: try sequence(Scope(rawValue: site)).head
        )
    }

    // MARK: Names

    /// The name that a change or record has at the hub.
    func present(_ id: ChangeID) throws -> ChangeID {
        guard hasAliases else { return id }
        var id = id
        let statement = try RawStatement(database, "SELECT present FROM alias WHERE former = ?")
        defer { statement.reset() }
        while true {
            statement.bind(1, id.rawValue)
            guard try statement.step() else { return id }
            id = ChangeID(rawValue: statement.integer(0))
            statement.reset()
        }
    }

    func alias(_ former: ChangeID, to present: ChangeID) throws {
        guard former != present else { return }
        try door.run(
            "INSERT OR REPLACE INTO alias(former, present) VALUES(?, ?)",
            [former.rawValue, present.rawValue]
        )
        hasAliases = true
        noteNews()
    }

    /// What a change under a former name was given instead.
    func rekeyed(_ former: Change.FormerName) throws -> ChangeID? {
        guard hasRekeyed else { return nil }
        let statement = try RawStatement(
            database,
            "SELECT present FROM rekeyed WHERE former = ? AND hash = ?"
        )
        defer { statement.reset() }
        statement.bind(1, former.id.rawValue)
        statement.bind(2, blob: former.hash.bytes)
        return try statement.step() ? ChangeID(rawValue: statement.integer(0)) : nil
    }

    func rememberRekeyed(_ former: Change.FormerName, as present: ChangeID) throws {
        let statement = try RawStatement(
            database,
            "INSERT INTO rekeyed(former, hash, present) VALUES(?, ?, ?)"
        )
        statement.bind(1, former.id.rawValue)
        statement.bind(2, blob: former.hash.bytes)
        statement.bind(3, present.rawValue)
        try statement.run()
        hasRekeyed = true
    }

    // MARK: Parked changes

    func isParked(_ id: ChangeID) throws -> Bool {
        guard hasParked else { return false }
        return try exists("SELECT 1 FROM parked WHERE change = ?", id)
    }

    /// Keeps a change aside; one that is kept already stays since when it was.
    func park(_ index: Int, of batch: ChangeBatch, site: UInt32, reason: ParkReason) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT INTO parked(change, site, bytes, hash, reason, since)
            VALUES(?, ?, ?, ?, ?, ?)
            ON CONFLICT(change) DO UPDATE SET reason = excluded.reason
            """
        )
        statement.bind(1, batch.heads[index].id.rawValue)
        statement.bind(2, Int64(site))
        statement.bind(3, blob: batch.canonicalBytes(at: index))
        statement.bind(4, blob: batch.heads[index].hash.bytes)
        statement.bind(5, Int64(reason.rawValue))
        statement.bind(6, now.milliseconds)
        try statement.run()
        hasParked = true
    }

    func exists(_ sql: String, _ id: ChangeID) throws -> Bool {
        let statement = try RawStatement(database, sql)
        defer { statement.reset() }
        statement.bind(1, id.rawValue)
        return try statement.step()
    }
}

/// Why the hub keeps a change aside.
///
/// The numbers are on the wire.
package enum ParkReason: UInt8, Sendable {
    case unknownRecord = 1
    case unknownBase = 2
    case outsideScope = 3
    case notForThisWriter = 4
    case unknownType = 5
    case tooManyVersions = 6

    package var sentence: String {
        switch self {
        case .unknownRecord: "the record it edits has not arrived"
        case .unknownBase:
            "the edit it builds on has not arrived from the site that made it, or it names none"
        case .outsideScope: "the site never held the record"
        case .notForThisWriter: "this kind of record is written at the hub only"
        case .unknownType:
            "the hub's version does not know the record type or field, or such a value in it"
        case .tooManyVersions: "the field has as many values side by side as it may have"
        }
    }
}

/// One downward sequence: how far it goes, what was collected, and what its records add up to.
///
/// It lives as long as the ledger that read it.
final class ScopeSequence {
    let scope: Scope
    private(set) var head: Int64 = 0
    private(set) var floor: Int64 = 0
    private(set) var digest = Digest.empty
    private(set) var isChanged = false

    init(_ scope: Scope, _ database: Database) throws {
        self.scope = scope
        let statement = try RawStatement(
            database,
            "SELECT head, floor, digest_first, digest_second FROM sequence WHERE scope = ?"
        )
        defer { statement.reset() }
        statement.bind(1, Int64(scope.rawValue))
        guard try statement.step() else { return }
        head = statement.integer(0)
        floor = statement.integer(1)
        digest = Digest(
            first: UInt64(bitPattern: statement.integer(2)),
            second: UInt64(bitPattern: statement.integer(3))
        )
    }

    /// Gives out the next place.
    func next() -> Int64 {
        head += 1
        isChanged = true
        return head
    }

    /// Adds a record's hash to what the scope's records add up to.
    func add(_ sum: Digest) {
        digest = digest + sum
        isChanged = true
    }

    func save(_ database: Database) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT OR REPLACE INTO sequence(scope, head, floor, digest_first, digest_second)
            VALUES(?, ?, ?, ?, ?)
            """
        )
        statement.bind(1, Int64(scope.rawValue))
        statement.bind(2, head)
        statement.bind(3, floor)
        statement.bind(4, Int64(bitPattern: digest.first))
        statement.bind(5, Int64(bitPattern: digest.second))
        try statement.run()
    }
}
