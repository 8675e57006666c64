import Recovery
import Testing

@testable import Storage

/// The command line and the service use one directory at once.
@Suite struct TwoProcessTests {
    @Test func `a lock-out by tries in another process holds here`() async throws {
        let house = try PeopleHouse()
        let path = house.directory.path + "/node.db"
        for _ in 1...2 { #expect(house.fail() == .refused) }
        await #expect(processExitsWith: .success) {
            [path = path as String, id = house.ana.id.rawValue as Int64] in
            let node = try NodeStore(path: path)
            for _ in 1...2 {
                #expect(throws: SignInError.refused) {
                    try node.signIn(
                        .id(PersonID(rawValue: id)),
                        secret: "wrong",
                        on: .own,
                        now: .after(0),
                        cost: .cheap
                    )
                }
            }
        }
        #expect(house.fail() == .locked(timeLeft: .seconds(60)))
    }

    @Test func `a deactivation in another process ends a session here`() async throws {
        let house = try PeopleHouse()
        let bela = try house.node.add("Bela", .staff, "2580")
        let token = try house.signIn("2580", as: bela).token
        #expect(try house.session(token, after: 0) != nil)
        let path = house.directory.path + "/node.db"
        await #expect(processExitsWith: .success) {
            [path = path as String, id = bela.id.rawValue as Int64] in
            let node = try NodeStore(path: path)
            try node.deactivatePerson(PersonID(rawValue: id), author: "ops", now: .after(0))
        }
        #expect(try house.session(token, after: 0) == nil)
        #expect(house.fail(as: bela) == .refused)
    }

    @Test(.timeLimit(.minutes(1)))
    func `of names that read the same, added by two processes at once, one stays`() async throws {
        let house = try PeopleHouse()
        let path = house.directory.path + "/node.db"
        async let other = #expect(processExitsWith: .success) { [path = path as String] in
            let node = try NodeStore(path: path)
            let count = try (0..<40).count { try Self.canAdd("ZÉ \($0)", node) }
            try node.add("The other added \(count)", .staff, "2580")
        }
        // From the other end, once the other process is at it: the two meet in the middle.
        while try house.node.count("person") == 1 { await Task.yield() }
        let count = try (0..<40).reversed().count { try Self.canAdd("ze \($0)", house.node) }
        _ = await other
        let names = try house.node.people().map(\.name)
        #expect(names.count == 1 + 40 + 1)
        #expect(names.contains("The other added \(40 - count)"))
    }

    private static func canAdd(_ name: String, _ node: NodeStore) throws -> Bool {
        do {
            try node.add(name, .staff, "2580")
            return true
        } catch PersonError.nameTaken {
            return false
        }
    }
}
