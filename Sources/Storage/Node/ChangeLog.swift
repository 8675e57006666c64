import GRDB
import Recovery
import Wire

/// One life of this node: the number under which it wrote, how far, and how much of it is safe.
struct Life: Hashable {
    let writer: WriterNumber
    let ordinal: Int64
    var count: Int64
    var hash: ChainHash
    /// The hub has the changes up to here.
    var acknowledged: Int64
    /// The view from the hub holds the changes up to here.
    var settled: Int64

    static func all(_ database: Database) throws -> [Life] {
        let statement = try RawStatement(
            database,
            """
            SELECT writer, ordinal, count, hash, acknowledged, settled FROM life ORDER BY ordinal
            """
        )
        defer { statement.reset() }
        var lives: [Life] = []
        while try statement.step() {
            lives.append(
                Life(
                    writer: WriterNumber(rawValue: UInt32(statement.integer(0))),
                    ordinal: statement.integer(1),
                    count: statement.integer(2),
                    hash: ChainHash(statement.blob(3)),
                    acknowledged: statement.integer(4),
                    settled: statement.integer(5)
                )
            )
        }
        return lives
    }

    static func present(_ database: Database) throws -> Life {
        guard let life = try all(database).last else { throw NodeError.notEnrolled }
        return life
    }

    /// A life that has not written yet.
    init(beginning writer: WriterNumber, ordinal: Int64) {
        self.init(
            writer: writer,
            ordinal: ordinal,
            count: 0,
            hash: ChainHash(rootOf: writer),
            acknowledged: 0,
            settled: 0
        )
    }

    private init(
        writer: WriterNumber,
        ordinal: Int64,
        count: Int64,
        hash: ChainHash,
        acknowledged: Int64,
        settled: Int64
    ) {
        self.writer = writer
        self.ordinal = ordinal
        self.count = count
        self.hash = hash
        self.acknowledged = acknowledged
        self.settled = settled
    }

    func save(_ database: Database) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT OR REPLACE INTO life(writer, ordinal, count, hash, acknowledged, settled)
            VALUES(?, ?, ?, ?, ?, ?)
            """
        )
        statement.bind(1, Int64(writer.rawValue))
        statement.bind(2, ordinal)
        statement.bind(3, count)
        statement.bind(4, blob: hash.bytes)
        statement.bind(5, acknowledged)
        statement.bind(6, settled)
        try statement.run()
    }
}

/// The changes made at this node, in order, with their chain.
enum ChangeLog {
    /// Adds changes, whose counters follow the life's count, and saves the life.
    ///
    /// - Returns: their canonical bytes.
    @discardableResult
    static func append(
        _ changes: [Change],
        to life: inout Life,
        _ database: Database
    ) throws -> Int {
        var batch = ChangeBatch()
        for change in changes { batch.append(change) }
        batch.chain(from: life.hash)
        let statement = try RawStatement(
            database,
            "INSERT INTO log(id, bytes, hash) VALUES(?, ?, ?)"
        )
        var byteCount = 0
        for (index, head) in batch.heads.enumerated() {
            let bytes = batch.canonicalBytes(at: index)
            byteCount += bytes.count
            statement.bind(1, head.id.rawValue)
            statement.bind(2, blob: bytes)
            statement.bind(3, blob: head.hash.bytes)
            try statement.run()
            life.hash = head.hash
        }
        life.count += Int64(batch.count)
        try life.save(database)
        return byteCount
    }

    /// The chain's hash after a counter of 0 or more; nil when the log has no such change.
    static func hash(
        _ writer: WriterNumber,
        _ counter: Int64,
        _ database: Database
    ) throws -> ChainHash? {
        guard counter > 0 else { return ChainHash(rootOf: writer) }
        let statement = try RawStatement(database, "SELECT hash FROM log WHERE id = ?")
        defer { statement.reset() }
        statement.bind(1, ChangeID(writer, counter).rawValue)
        return try statement.step() ? ChainHash(statement.blob(0)) : nil
    }

    /// Adds logged changes from a counter on to `batch` while `goesOn` allows, hashes included.
    static func read(
        _ writer: WriterNumber,
        from first: Int64,
        through last: Int64,
        into batch: inout ChangeBatch,
        _ database: Database,
        while goesOn: (ChangeBatch.Head, Int) -> Bool = { _, _ in true }
    ) throws {
        guard first <= last else { return }
        let statement = try RawStatement(
            database,
            "SELECT id, bytes, hash FROM log WHERE id BETWEEN ? AND ? ORDER BY id"
        )
        defer { statement.reset() }
        statement.bind(1, ChangeID(writer, first).rawValue)
        statement.bind(2, ChangeID(writer, last).rawValue)
        while try statement.step() {
            let bytes = statement.blob(1)
            try batch.appendCanonical(
                bytes[...],
                id: ChangeID(rawValue: statement.integer(0)),
                hash: ChainHash(statement.blob(2))
            )
            if let head = batch.heads.last, !goesOn(head, bytes.count) { return }
        }
    }

    /// One logged change; nil when the log does not hold it.
    static func change(_ id: ChangeID, _ database: Database) throws -> Change? {
        var batch = ChangeBatch()
        try read(id.writer, from: id.counter, through: id.counter, into: &batch, database)
        return batch.isEmpty ? nil : batch.change(at: 0)
    }
}

extension ChainHash {
    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.hash(self)
        return writer.bytes
    }

    init(_ bytes: [UInt8]) {
        precondition(bytes.count == 16, "a chain's hash has 16 bytes")
        func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
            bytes.reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(high: number(bytes[..<8]), low: number(bytes[8...]))
    }
}
