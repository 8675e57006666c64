import GRDB
import GRDB
import Recovery
import Storage
import Testing
import Wire

struct ParkedTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    /// A site edits a case that the hub no longer has.
    private func park() throws -> ChangeID {
        let id = try house.openCase(house.lisbon)
        try house.exchange(house.lisbon)
        try house.hub.database.write {
            try $0.execute(sql: "CREATE TEMP TABLE lost AS SELECT * FROM recovery_case")
            try $0.execute(sql: "DELETE FROM recovery_case")
        }
        try house.act(house.lisbon) { try $0.moveCase(id, to: .assigned) }
        let request = try house.lisbon.nextRequest(next: Token(rawValue: 1), waitSeconds: 0)
        let reply = try house.hub.exchange(
            [request],
            now: house.now,
            newEpoch: Epoch(rawValue: 8)
        )[0].get()
        _ = try house.lisbon.apply(reply, now: house.now)
        return id
    }

    @Test func `both ends list a parked change, what it sets and why it waits`() throws {
        let id = try park()
        for store in [house.lisbon, house.hub] as [any RecordStore] {
            let parked = try store.read { try $0.parked() }
            #expect(parked.map(\.site) == ["LIS"])
            #expect(parked.map(\.record) == [id])
            #expect(parked.map(\.type) == ["recovery_case"])
            #expect(parked.map(\.reason) == ["the record it edits has not arrived"])
            #expect(parked[0].values.map(\.value) == ["assigned"])
        }
    }

    @Test func `a retry takes effect once nothing stands in its way`() throws {
        let id = try park()
        let change = try #require(try house.hub.read { try $0.parked() }.first?.id)
        #expect(
            try house.hub.write(author: "ops", now: house.now) { try $0.retryParked(change) }
                == false
        )
        try house.hub.database.write {
            try $0.execute(sql: "INSERT INTO recovery_case SELECT * FROM lost")
        }
        #expect(try house.hub.write(author: "ops", now: house.now) { try $0.retryParked(change) })
        #expect(try house.hub.found(id).state == .assigned)
        #expect(try house.hub.read { try $0.parked() }.isEmpty)
    }

    @Test func `a discarded change is gone, and a second time there is none`() throws {
        _ = try park()
        let change = try #require(try house.hub.read { try $0.parked() }.first?.id)
        try house.hub.write(author: "ops", now: house.now) { try $0.discardParked(change) }
        #expect(try house.hub.read { try $0.parked() }.isEmpty)
        #expect(throws: ParkedError.notParked(change)) {
            try house.hub.write(author: "ops", now: house.now) { try $0.discardParked(change) }
        }
    }

    @Test func `a change that waits on keeps its beginning, and is not tried for nothing`() throws {
        _ = try park()
        let since = try #require(try house.hub.read { try $0.parked() }.first?.since)
        func reason() throws -> Int? {
            try house.hub.database.read { try Int.fetchOne($0, sql: "SELECT reason FROM parked") }
        }
        try house.exchange(house.porto)
        // Only an attempt sets it right.
        try house.hub.database.write { try $0.execute(sql: "UPDATE parked SET reason = 2") }
        try house.exchange(house.porto)
        #expect(try reason() == 2)
        _ = try house.openCase(house.porto)
        try house.exchange(house.porto)
        #expect(try reason() == 1)
        #expect(try house.hub.read { try $0.parked() }.map(\.since) == [since])
    }

    @Test func `what the hub writes itself frees what waited for it`() throws {
        let id = try park()
        try house.hub.database.write {
            try $0.execute(sql: "INSERT INTO recovery_case SELECT * FROM lost")
        }
        _ = try house.openCase(house.hub)
        #expect(try house.hub.found(id).state == .assigned)
        #expect(try house.hub.read { try $0.parked() }.isEmpty)
    }

    @Test func `a site is told the present reason`() throws {
        _ = try park()
        try house.hub.database.write { try $0.execute(sql: "UPDATE parked SET reason = 5") }
        try house.exchange(house.lisbon)
        let told = try house.lisbon.database.read {
            try Int.fetchAll($0, sql: "SELECT reason FROM parked_notice")
        }
        #expect(told == [5])
    }
}
