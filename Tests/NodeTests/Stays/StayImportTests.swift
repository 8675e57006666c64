import Recovery
import Storage
import Testing

@testable import Node

struct StayImportTests {
    /// A list of some bookings, in an order and with words that follow from a seed.
    private func list(_ seed: UInt64, changed: Set<Int> = []) -> String {
        var random = DemoRandom(seed: seed)
        let order = (1...60).map { ($0, random.next()) }.sorted { $0.1 < $1.1 }.map(\.0)
        let rows = order.map { number in
            let room = changed.contains(number) ? 900 + number : 100 + number
            let guest = number.isMultiple(of: 7) ? "" : "Guest \(number)"
            return "B\(number),\(room),\(guest),2026-03-10,2026-03-\(12 + number % 15),\(number).50"
        }
        return "booking,room,guest,arrival,departure,rate\n" + rows.joined(separator: "\n") + "\n"
    }

    private func take(_ text: String, _ store: NodeStore) throws -> StayImport.Result {
        let list = StayImport(store, source: "arrivals.csv", author: "ana")
        var options = StaySheet.Options()
        options.currency = try Currency("EUR")
        let sheet = try list.open(ByteSource(bytes: Array(text.utf8)), options)
        return try list.run(sheet, now: { Timestamp(milliseconds: 1_790_000_000_000) })
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the same list again changes nothing, in whatever order`(seed: UInt64) throws {
        let store = try enrolledNode()
        let first = try take(list(seed), store)
        #expect((first.read, first.added, first.changed, first.known) == (60, 60, 0, 0))
        let all = try stays(store)
        for again in [seed, seed + 10, seed + 20] {
            let result = try take(list(again), store)
            #expect((result.read, result.added, result.changed, result.known) == (60, 0, 0, 60))
            #expect(try stays(store) == all)
        }
        let moved: Set<Int> = [3, 14, 60]
        let later = try take(list(seed, changed: moved), store)
        #expect((later.added, later.changed, later.known) == (0, 3, 57))
        #expect(try stays(store).count == 60)
    }

    private func stays(_ store: NodeStore) throws -> [String] {
        try store.read {
            try $0.stays(
                from: Timestamp(milliseconds: 0),
                to: Timestamp(milliseconds: .max),
                countMax: .max
            )
        }.map { "\($0.booking ?? "") \($0.place ?? "") \($0.guest ?? "") \($0.row.revision)" }
            .sorted()
    }

    @Test func `rows set aside are kept until the list comes again`() throws {
        let store = try enrolledNode()
        let bad = "booking,room,arrival,departure\nB1,1,soon,2026-03-12\n"
        #expect(try take(bad, store).setAside.map(\.line) == [2])
        #expect(try store.read { try $0.setAside() }.map(\.source) == ["arrivals.csv"])
        let good = "booking,room,arrival,departure\nB1,1,2026-03-10,2026-03-12\n"
        #expect(try take(good, store).added == 1)
        #expect(try store.read { try $0.setAside() }.isEmpty)
    }
}
