import Foundation
import GRDB
import Recovery
import Storage
import Sync
import Wire

extension World {
    /// Ends all faults and lets every node exchange until nothing is left to say.
    func heal() throws {
        requests = []
        replies = []
        say("heal")
        for round in 0..<12 {
            for index in machines.indices {
                for _ in 0..<2 {
                    try send(index, whole: round >= 6)
                    try deliverAll(to: index)
                }
            }
        }
    }

    /// What must hold after every reply that a node takes.
    func checkView(of index: Int) throws {
        let node = machines[index].store
        let parked = try node.parkedNotices()
        for (change, name, id, field) in try node.ownEdits() where !parked.contains(change) {
            guard let shown = try node.shown(id, field) else { continue }
            guard
                oracle.covers(name, record: shown.record, field: field, live: shown.live)
            else {
                throw Violation("own edit \(name) vanished from view at node \(index)")
            }
        }
        for pair in partners {
            guard let here = try node.pairNumber(pair.everyone),
                let there = try node.pairNumber(pair.site),
                let first = try hub.store.standing(pair.everyone),
                let second = try hub.store.standing(pair.site),
                first == here.scope, second == there.scope
            else { continue }
            guard here.number == there.number else {
                throw Violation("half a transaction is in view at node \(index)")
            }
        }
    }

    /// What must hold once everything has come to rest.
    func checkAtRest() throws {
        var arrived = try hub.store.arrivals()
        arrived.names.formUnion(try hub.store.parkedNames())
        for index in machines.indices {
            let node = machines[index].store
            for name in try node.writtenNames() where !arrived.names.contains(name) {
                throw Violation("an acknowledged write was lost: \(name) of node \(index)")
            }
            let status = try node.restStatus()
            guard status.overlayCount == 0 else {
                throw Violation("own edits still lie over the view of node \(index)")
            }
            guard status.isVerified else {
                throw Violation("node \(index) is not in step at rest")
            }
            let site = machines[index].site
            let here = try node.dump(site: site)
            let there = try hub.store.dump(site: site)
            guard here == there else {
                throw Violation(
                    "node \(index) and the hub differ at rest: "
                        + "\(here.symmetricDifference(there).sorted().prefix(4))"
                )
            }
        }
        for (name, records) in arrived.creations where records.count > 1 {
            throw Violation("a change took effect twice: \(name) created \(records)")
        }
        for (place, changes) in arrived.effects where changes.count > 1 {
            throw Violation("a change took effect twice: \(place) as \(changes)")
        }
        count("parked", try hub.store.parkedCount())
        for (field, shown) in try hub.store.liveAuthors() {
            let live = shown.live
            if live.count > 1 { count("conflicts") }
            let written = arrived.edits[field] ?? []
            guard !written.isEmpty else { continue }
            let expected = oracle.maximal(written, record: shown.record, field: field.field)
            guard expected == live else {
                throw Violation(
                    "field \(field.field) of \(field.record) keeps \(live.sorted()) where "
                        + "\(expected.sorted()) were written without knowledge of each other"
                )
            }
        }
    }
}

/// One field of one record.
struct FieldPlace: Hashable {
    var record: ChangeID
    var field: UInt8
}

/// Everything that arrived at the hub, by the names that the oracle gave.
struct Arrivals {
    var names: Set<String> = []
    /// Per name, the cases that it created.
    var creations: [String: Set<Int64>] = [:]
    /// Per name, record and field, the changes that set it.
    var effects: [String: Set<Int64>] = [:]
    var edits: [FieldPlace: Set<String>] = [:]
}

extension HubStore {
    func arrivals() throws -> Arrivals {
        try database.read { database in
            var arrivals = Arrivals()
            for row in try GRDB.Row.fetchAll(
                database,
                sql: "SELECT _id, _author FROM recovery_case"
            ) {
                arrivals.names.insert(row[1])
                arrivals.creations[row[1], default: []].insert(row[0])
            }
            for row in try GRDB.Row.fetchAll(
                database,
                sql: "SELECT record, field, change, author FROM history"
            ) {
                let name: String = row[3]
                arrivals.names.insert(name)
                let place = FieldPlace(record: ChangeID(rawValue: row[0]), field: row[1])
                arrivals.effects["\(name) \(place)", default: []].insert(row[2])
                arrivals.edits[place, default: []].insert(name)
            }
            return arrivals
        }
    }

    /// The record's author and those of the live versions, for every field ever edited.
    func liveAuthors() throws -> [FieldPlace: (record: String, live: Set<String>)] {
        try database.read { database in
            var result: [FieldPlace: (record: String, live: Set<String>)] = [:]
            for id in try Int64.fetchAll(database, sql: "SELECT _id FROM recovery_case") {
                guard
                    let row = try StoredRow.read(
                        Catalogue.recoveryCase,
                        ChangeID(rawValue: id),
                        database
                    )
                else { continue }
                for field in row.versions.keys {
                    result[FieldPlace(record: row.id, field: field)] = (
                        row.author, Set(row.live(field).map(\.author))
                    )
                }
            }
            return result
        }
    }

    func parkedCount() throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM parked") ?? 0 }
    }

    func standing(_ id: ChangeID) throws -> UInt32? {
        try database.read {
            try UInt32.fetchOne(
                $0,
                sql: "SELECT _scope FROM recovery_case WHERE _id = ?",
                arguments: [id.rawValue]
            )
        }
    }

    func parkedNames() throws -> Set<String> {
        try database.read { database in
            var names: Set<String> = []
            for row in try GRDB.Row.fetchAll(database, sql: "SELECT change, bytes FROM parked") {
                var batch = ChangeBatch()
                let bytes: [UInt8] = Array(row[1] as Data)
                try batch.appendCanonical(bytes[...], id: ChangeID(rawValue: row[0]))
                names.insert(batch.author(at: 0))
            }
            return names
        }
    }

    func heldCases() throws -> [ChangeID] { try database.heldCases() }

    func dump(site: UInt32) throws -> Set<String> { try database.dump(site: site) }
}

extension NodeStore {
    /// The edits in this node's log: by whom, of which record and field.
    func ownEdits() throws
        -> [(change: ChangeID, name: String, record: ChangeID, field: UInt8)]
    {
        try database.read { database in
            var edits: [(ChangeID, String, ChangeID, UInt8)] = []
            for row in try GRDB.Row.fetchAll(database, sql: "SELECT id, bytes FROM log") {
                var batch = ChangeBatch()
                let bytes: [UInt8] = Array(row[1] as Data)
                try batch.appendCanonical(bytes[...], id: ChangeID(rawValue: row[0]))
                let change = batch.change(at: 0)
                guard change.scope == nil else { continue }
                edits += change.fields.map {
                    (change.id, change.author, change.record, $0.number)
                }
            }
            return edits
        }
    }

    /// What the node tells its people is kept aside at the hub.
    func parkedNotices() throws -> Set<ChangeID> {
        try database.read { database in
            let ids = try Int64.fetchAll(database, sql: "SELECT change FROM parked_notice")
            return Set(ids.map(ChangeID.init(rawValue:)))
        }
    }

    /// Who wrote a record and the versions of one of its fields; nil when it is not shown.
    func shown(_ id: ChangeID, _ field: UInt8) throws -> (record: String, live: [String])? {
        try database.read { database in
            try StoredRow.read(Catalogue.recoveryCase, id, database)
                .map { ($0.author, $0.live(field).map(\.author)) }
        }
    }

    func heldCases() throws -> [ChangeID] { try database.heldCases() }

    func dump(site: UInt32) throws -> Set<String> { try database.dump(site: site) }

    /// The authors of all changes in the log.
    func writtenNames() throws -> Set<String> {
        try database.read { database in
            var names: Set<String> = []
            for row in try GRDB.Row.fetchAll(database, sql: "SELECT id, bytes FROM log") {
                var batch = ChangeBatch()
                let bytes: [UInt8] = Array(row[1] as Data)
                try batch.appendCanonical(bytes[...], id: ChangeID(rawValue: row[0]))
                names.insert(batch.author(at: 0))
            }
            return names
        }
    }

    struct RestStatus {
        var overlayCount: Int
        var isVerified: Bool
    }

    func restStatus() throws -> RestStatus {
        try database.read { database in
            RestStatus(
                overlayCount: try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM overlay") ?? 0,
                isVerified: try Int.fetchOne(
                    database,
                    sql: "SELECT value FROM setting WHERE name = 'verified'"
                ) == 1
            )
        }
    }

    func pairNumber(_ id: ChangeID) throws -> (number: Int64?, scope: UInt32)? {
        try database.read { database in
            let row = try GRDB.Row.fetchOne(
                database,
                sql: """
                    SELECT moodBefore, _scope FROM recovery_case WHERE _id = ? AND _revision > 0
                    """,
                arguments: [id.rawValue]
            )
            return row.map { ($0[0], $0[1]) }
        }
    }

    /// Enough of the database to tell whether anything changed.
    func fingerprint() throws -> String {
        try database.read { database in
            try ["log", "overlay", "token", "staged", "recovery_case", "beneath"].map {
                try "\(Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \($0)") ?? 0)"
            }.joined(separator: " ")
                + (try String.fetchAll(
                    database,
                    sql: "SELECT name || '=' || value FROM setting ORDER BY name"
                )
                .joined(separator: " "))
        }
    }
}

extension DatabaseWriter {
    func heldCases() throws -> [ChangeID] {
        try read {
            try Int64.fetchAll($0, sql: "SELECT _id FROM recovery_case ORDER BY _id")
                .map(ChangeID.init(rawValue:))
        }
    }

    /// Every record that a site may see, as text.
    func dump(site: UInt32) throws -> Set<String> {
        try read { database in
            var lines: Set<String> = []
            for type in [Catalogue.recoveryCase, Catalogue.note] {
                let ids = try Int64.fetchAll(
                    database,
                    sql: "SELECT _id FROM \(type.name) WHERE _scope IN (0, ?)",
                    arguments: [site]
                )
                for id in ids {
                    guard let row = try StoredRow.read(type, ChangeID(rawValue: id), database)
                    else { continue }
                    let live = row.versions.sorted { $0.key < $1.key }.map { field, versions in
                        "\(field):\(versions.map { "\($0.id)=\($0.cell ?? .null)" })"
                    }
                    lines.insert(
                        "\(row.id) scope \(row.scope.rawValue) revision \(row.revision) "
                            + "\(row.cells) \(live)"
                    )
                }
            }
            return lines
        }
    }

    /// Runs `body`, whose transaction is rolled back at the moment of commit.
    func abortingNextCommit(_ body: () throws -> Void) throws {
        let observer = CommitFailure()
        add(transactionObserver: observer, extent: .observerLifetime)
        do {
            try body()
        } catch is CommitFailure.PowerLost {
            return
        }
        throw Violation("a transaction that lost power was committed")
    }
}

/// Makes every commit fail while it is observed.
private final class CommitFailure: TransactionObserver {
    struct PowerLost: Error {}

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseWillCommit() throws { throw PowerLost() }
    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}
}
