import Foundation
import GRDB
import Recovery
import Storage
import Testing
import Wire

struct OpeningTests {
    let directory: TemporaryDirectory
    var path: String { directory.path + "/node.sqlite" }

    init() throws { directory = try TemporaryDirectory() }

    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func makeNode() throws {
        let node = try NodeStore(path: path)
        try node.enrol(
            .test((1, WriterNumber(rawValue: 2), Epoch(rawValue: 7)), code: "LIS")
        )
        _ = try node.write(author: "ana", now: Timestamp(milliseconds: 1)) {
            try $0.openCase(
                CaseOpening(summary: "Noise", receivedAt: Timestamp(milliseconds: 1))
            )
        }
        try node.database.close()
    }

    // Version 0 stands for any: all of them come forward by the same path.
    @Test(arguments: [0, 1, 2])
    func `a database of an earlier version gains what came later and keeps its rows`(
        version: Int
    ) throws {
        try makeNode()
        try execute(
            """
            DROP INDEX recovery_case_journey;
            ALTER TABLE recovery_case DROP COLUMN isDrill;
            DROP INDEX recovery_case_feedback; DROP TABLE settlement; DROP TABLE person;
            DROP TABLE commitment; ALTER TABLE alarm DROP COLUMN level;
            PRAGMA user_version = \(version)
            """
        )
        let node = try NodeStore(path: path)
        let cases = try node.read { try $0.cases() }
        #expect(cases.map(\.summary) == ["Noise"])
        #expect(cases.map(\.isDrill) == [false])
        #expect(try node.read { try $0.settledConflicts() }.isEmpty)
        #expect(try node.needsFirstPerson())
        try node.database.close()
    }

    @Test func `what was no failure leaves the totals of an earlier version, once`() throws {
        let hub = try HubStore(path: path)
        try hub.begin(epoch: Epoch(rawValue: 7))
        try hub.database.close()
        try execute(
            """
            INSERT INTO recovery_case(_id, _site, _scope, _revision, _position, _stamp, _author,
                scenario, openedAt, severity, touchpoint, channel, state, outcome)
                VALUES(1, 1, 1, 1, 1, 0, 'ana', 'EN-01', \(20_000 * 86_400_000), 3, 2, 4, 8, 8);
            INSERT INTO total(site, scenario, day, factor, value, cases) VALUES
                (1, 'EN-01', 20000, 0, 0, 1), (1, 'EN-01', 20000, 1, 3, 1),
                (1, 'EN-01', 20000, 2, 2, 1), (1, 'EN-01', 20000, 3, 4, 1);
            PRAGMA user_version = 6
            """
        )
        for _ in 0..<2 {
            let hub = try HubStore(path: path)
            let table = try hub.read { try $0.failureCounts(20_000...20_000) }
            #expect(table.counts.isEmpty && table.notFailures == [1: 1])
            #expect(try hub.recount().isEmpty)
            try hub.database.close()
            try execute("PRAGMA user_version = 6")
        }
    }

    @Test func `totals that lay by site come forward to lie by day`() throws {
        let hub = try HubStore(path: path)
        try hub.begin(epoch: Epoch(rawValue: 7))
        try hub.database.close()
        try execute(
            """
            DROP TABLE total;
            CREATE TABLE total(
                site INTEGER NOT NULL, scenario TEXT NOT NULL, day INTEGER NOT NULL,
                factor INTEGER NOT NULL, value INTEGER NOT NULL, cases INTEGER NOT NULL,
                PRIMARY KEY(site, scenario, day, factor, value)) STRICT, WITHOUT ROWID;
            INSERT INTO total VALUES(1, 'EN-01', 20000, 0, 0, 3), (2, 'EN-01', 20000, 0, 0, 4);
            PRAGMA user_version = 3
            """
        )
        for _ in 0..<2 {
            let hub = try HubStore(path: path)
            let table = try hub.read { try $0.failureCounts(20_000...20_000) }
            #expect(table.counts == [1: ["EN-01": 3], 2: ["EN-01": 4]])
            let first = try hub.database.read { database in
                try database.columns(in: "total").first { $0.primaryKeyIndex == 1 }?.name
            }
            #expect(first == "factor")
            try hub.database.close()
        }
    }

    @Test func `every commit is on the disk before it is acknowledged`() throws {
        let node = try NodeStore(path: path)
        let level = try node.database.writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        // 2 is FULL: in write-ahead logging, 1 waits for the disk at checkpoints only.
        #expect(level == 2)
        try node.database.close()
    }

    @Test func `a database of a newer version is refused untouched`() throws {
        try makeNode()
        try execute("PRAGMA user_version = 999")
        let error = #expect(throws: StoreError.self) { try NodeStore(path: path) }
        guard case .newerVersion(let found, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == 999)
        #expect(error?.description.contains("Install the newer amends") == true)
    }

    @Test func `a node's database is not a hub's`() throws {
        try makeNode()
        #expect(throws: StoreError.otherRole(found: "node", wanted: "hub")) {
            try HubStore(path: path)
        }
    }

    @Test func `a file that is no database is refused`() throws {
        try Data(repeating: 0x41, count: 8192).write(
            to: URL(filePath: path)
        )
        #expect(throws: StoreError.notADatabase(path: path)) { try NodeStore(path: path) }
    }

    @Test func `a directory that is not there says so`() throws {
        let missing = directory.path + "/none/node.sqlite"
        #expect(throws: StoreError.readOnly(path: missing)) { try NodeStore(path: missing) }
    }

    @Test func `a write that returned survives kill -9`() async throws {
        try makeNode()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let node = try NodeStore(path: path)
            _ = try node.write(author: "ana", now: Timestamp(milliseconds: 2)) {
                try $0.openCase(
                    CaseOpening(summary: "Smoke", receivedAt: Timestamp(milliseconds: 2))
                )
            }
            kill(getpid(), SIGKILL)
        }
        let node = try NodeStore(path: path)
        #expect(try node.read { try $0.cases() }.map(\.summary) == ["Smoke", "Noise"])
        #expect(try node.read { try $0.search("smoke") }.map(\.reference) == ["LIS-2"])
        try node.database.close()
    }

    // Permissions do not bind the superuser.
    @Test(.enabled(if: geteuid() != 0))
    func `a file that may not be written says so`() throws {
        try makeNode()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o444],
            ofItemAtPath: path
        )
        #expect(throws: StoreError.readOnly(path: path)) { try NodeStore(path: path) }
    }
}
