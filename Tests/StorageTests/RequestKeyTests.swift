import GRDB
import Recovery
import Storage
import Sync
import Testing

@Suite struct RequestKeyTests {
    private static let now = Timestamp(milliseconds: 1_790_000_000_000)

    private func key(_ name: String, _ question: String, person: Int64 = 1) -> RequestKey {
        RequestKey(name, of: PersonID(rawValue: person), asking: question)
    }

    @Test func `a name is answered once, each person's by itself, and for a day`() throws {
        let store = try NodeStore(inMemoryWith: .all)
        var count = 0
        func ask(_ key: RequestKey, after hours: Int64 = 0) throws -> String {
            let now = Timestamp(milliseconds: Self.now.milliseconds + hours * 3_600_000)
            return try store.once(key, now: now) {
                count += 1
                return "answer \(count)"
            }.answer
        }
        #expect(try ask(key("a", "open")) == "answer 1")
        #expect(try ask(key("a", "open"), after: 23) == "answer 1")
        #expect(try ask(key("a", "open", person: 2)) == "answer 2")
        #expect(throws: RequestKeyError.asksSomethingElse) { try ask(key("a", "close")) }
        #expect(try ask(key("a", "open"), after: 25) == "answer 3")
    }

    @Test func `what fails can be tried again, what was cut off is not done twice`() throws {
        struct Failure: Error {}
        let store = try NodeStore(inMemoryWith: .all)
        #expect(throws: Failure.self) {
            try store.once(key("a", "open"), now: Self.now) { throw Failure() }
        }
        let done = try store.once(key("a", "open"), now: Self.now) {
            // Another asks under the same name while this one is at work.
            #expect(throws: RequestKeyError.isBegun) {
                try store.once(key("a", "open"), now: Self.now) { "twice" }
            }
            return "once"
        }
        #expect(done.answer == "once" && !done.isRepeated)
    }

    @Test func `what was done and could not be answered is not done again`() throws {
        let store = try NodeStore(inMemoryWith: .all)
        #expect(throws: DatabaseError.self) {
            try store.once(key("a", "open"), now: Self.now) {
                // As when the disk is full from here on.
                try store.database.write {
                    try $0.execute(
                        sql: """
                            CREATE TEMP TRIGGER full BEFORE UPDATE ON request_key
                            BEGIN SELECT RAISE(ABORT, 'full'); END
                            """
                    )
                }
                return "done"
            }
        }
        try store.database.write { try $0.execute(sql: "DROP TRIGGER full") }
        #expect(throws: RequestKeyError.isBegun) {
            try store.once(key("a", "open"), now: Self.now) { "twice" }
        }
    }
}
