import GRDB
package import Recovery
import Sync
package import Wire

/// A new life for a hub whose database went back in time.
enum HubRestore {
    /// How many numbers are passed over at least, because the lost life may have handed them out.
    ///
    /// Up to as many again, by the new epoch's chance, keep apart the lives of a hub that was
    /// restored twice from the same backup. There are enough numbers for about 120 restores.
    static let numberCountSkipped: Int64 = 65_536

    static func begin(
        _ epoch: Epoch,
        _ database: Database,
        rules: SyncRules,
        now: Timestamp
    ) throws {
        let former = try Settings.integer(.hubWriter, in: database) ?? 1
        let count = try Settings.integer(.hubCount, in: database) ?? 0
        try Settings.set(.epoch, Int64(bitPattern: epoch.rawValue), in: database)
        try database.execute(
            sql: "UPDATE writer SET count = ? WHERE number = ?",
            arguments: [count, former]
        )
        // What the dead life had seen at least: whatever this database holds.
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO restore_point(life, writer, count)
                SELECT ?, number, count FROM writer;
                """,
            arguments: [former]
        )
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO restore_parked(life, change)
                SELECT ?, change FROM parked;
                """,
            arguments: [former]
        )
        if rules.contains(.freshNumbers) {
            let next = try Settings.integer(.nextWriter, in: database) ?? 2
            let jitter = Int64(epoch.rawValue % UInt64(numberCountSkipped))
            let number = try WriterNumber(given: next + numberCountSkipped + jitter)
            try Settings.set(.nextWriter, Int64(number.rawValue) + 1, in: database)
            try Settings.set(.hubWriter, Int64(number.rawValue), in: database)
            try Settings.set(.hubCount, 0, in: database)
            try WriterRecord(number: number, site: 0).save(database)
        }
        try Journal.add(
            """
            The hub's data went back in time. It goes on in a new epoch; every site offers \
            again what may be missing.
            """,
            now,
            database
        )
    }
}

extension WriterNumber {
    /// The number that is next to be given out.
    ///
    /// - Throws: ``HubError/outOfNumbers`` above the last there is.
    init(given number: Int64) throws(HubError) {
        guard number <= Int64(Self.max.rawValue) else { throw .outOfNumbers }
        self.init(rawValue: UInt32(number))
    }
}

extension HubStore {
    /// Begins a new epoch over a restored database.
    package func restored(epoch: Epoch, now: Timestamp) throws {
        try database.write {
            try HubRestore.begin(epoch, $0, rules: rules, now: now)
        }
    }

    /// Forgets removals: a node that has not read them yet gets a snapshot.
    package func collectRemovals() throws {
        try database.write { database in
            try database.execute(sql: "UPDATE sequence SET floor = head; DELETE FROM departure")
        }
    }
}
