import Recovery
import Testing

@testable import Storage

@Suite struct SetUpTests {
    private let directory: TemporaryDirectory
    private let node: NodeStore

    init() throws {
        directory = try TemporaryDirectory()
        node = try NodeStore(path: directory.path + "/node.db")
    }

    private func draw() throws -> SetUpCode? {
        var random = SystemRandomNumberGenerator()
        return try node.drawSetUpCode(using: &random)
    }

    private func begin(_ code: String) throws -> Person {
        try node.firstPerson(
            code: code,
            name: "Ana",
            secret: Secret("2580"),
            now: .after(0),
            cost: .cheap
        )
    }

    @Test func `the code makes a manager, once`() throws {
        #expect(try node.needsFirstPerson())
        let code = try #require(try draw()).description
        let typed = " " + code.lowercased().replacing("-", with: " ")
        let ana = try begin(typed)
        #expect(ana.role == .manager)
        #expect(try node.people() == [ana])
        #expect(try node.count("setting WHERE name = 'setUpCodeHash'") == 0)
        #expect(try !node.needsFirstPerson())
        #expect(throws: SetUpError.somebodyIsHere) { try begin(code) }
        #expect(try draw() == nil)
        #expect(try node.journal == ["Ana set this desk up as its manager"])
        let signIn = try node.signIn(
            .id(ana.id),
            secret: "2580",
            on: .shared,
            now: .after(0),
            cost: .cheap
        )
        #expect(signIn.session.person == ana)
    }

    @Test func `no code, a former code and a wrong code are refused`() throws {
        #expect(throws: SetUpError.codeRefused) { try begin("ABCD-EFGH") }
        let former = try #require(try draw()).description
        let code = try #require(try draw()).description
        for wrong in [former, "", String(code.dropLast()), code + "A", "0OI1-0OI1"] {
            #expect(throws: SetUpError.codeRefused) { try begin(wrong) }
        }
        #expect(try node.needsFirstPerson())
        #expect(try begin(code).name == "Ana")
    }

    @Test func `the first person looks after people, and a code is of no use after`() throws {
        let code = try #require(try draw()).description
        #expect(throws: PersonError.nobodyInCharge) { try node.add("Bela", .dutyManager, "2580") }
        #expect(try node.needsFirstPerson())
        try node.add("Bela", .operator, "2580")
        #expect(throws: SetUpError.somebodyIsHere) { try begin(code) }
    }

    @Test func `a code has 8 characters that cannot be taken for others`() {
        var random = SystemRandomNumberGenerator()
        var seen: Set<Character> = []
        for _ in 0..<200 {
            let code = SetUpCode(using: &random)
            let parts = code.description.split(separator: "-")
            #expect(parts.map(\.count) == [4, 4])
            #expect(SetUpCode(code.description) == code)
            seen.formUnion(parts.joined())
        }
        #expect(seen == Set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789"))
    }
}
