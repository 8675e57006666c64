import GRDB
import Recovery
import Storage
import Sync
import Testing
import Wire

/// Two machines that are one site, and one of them finds out.
struct CopyTests {
    private let house: TestHouse

    init() throws { house = try TestHouse() }

    /// One exchange of a copy, and what became of it.
    private func exchange(_ node: NodeStore) throws -> NodeStore.ReplyOutcome {
        let next = Token(rawValue: .random(in: 1000 ... .max))
        let request = try node.nextRequest(next: next, waitSeconds: 0)
        let reply = try house.hub.exchange(
            [request],
            now: house.now,
            newEpoch: Epoch(rawValue: 99)
        )[0].get()
        return try node.apply(reply, now: house.now)
    }

    /// A copy that opened a case and worked on it before it heard that it is one.
    private func renumberedCopy() throws -> (node: NodeStore, name: ChangeID) {
        try house.exchange(house.lisbon)
        let copy = try house.lisbon.memoryCopy()
        _ = try house.openCase(house.lisbon)
        try house.exchange(house.lisbon)
        let id = try house.openCase(copy)
        try house.act(copy) { try $0.moveCase(id, to: .assigned) }
        let count = try copy.read { try $0.syncStatus(now: house.now).unsent }
        let outcome = try exchange(copy)
        guard case .renumbered(let writer, changeCount: let renamed) = outcome else {
            Issue.record("not renumbered: \(outcome)")
            return (copy, id)
        }
        #expect(Int64(renamed) == count)
        let cases = try copy.read { try $0.cases() }.map(\.id)
        return (copy, try #require(cases.first { $0.writer == writer }))
    }

    @Test func `the history of a case stays with it under its new name`() throws {
        let (copy, name) = try renumberedCopy()
        let lines = try copy.detail(name).history
        #expect(lines.map(\.value) == ["assigned"])
        let changes = try copy.database.read {
            try Int64.fetchAll($0, sql: "SELECT change FROM history")
        }
        #expect(changes.map { ChangeID(rawValue: $0).writer } == [name.writer])
        try house.exchange(copy)
        #expect(try copy.detail(name).history == lines)
    }

    @Test func `a copy knows when it was told, and stays silent before`() throws {
        #expect(try house.lisbon.syncStatus(now: house.now).renumberedAt == nil)
        let before = house.now
        let status = try renumberedCopy().node.syncStatus(now: house.now)
        #expect(try before < #require(status.renumberedAt))
        #expect(status.lives.count == 2)
    }
}
