import Foundation
import GRDB
import Recovery
import Testing

@testable import Storage

/// A node in a file, where Ana is the manager.
struct PeopleHouse {
    static let start = Timestamp(milliseconds: 1_790_000_000_000)
    static let password = "correct horse battery"

    let directory: TemporaryDirectory
    let node: NodeStore
    let ana: Person

    init() throws {
        directory = try TemporaryDirectory()
        node = try NodeStore(path: directory.path + "/node.db")
        ana = try node.add("Ana", .manager, Self.password)
    }

    func signIn(
        _ secret: String = password,
        as person: Person? = nil,
        on terminal: Terminal = .own,
        replacing former: SessionToken? = nil,
        after seconds: Double = 0
    ) throws -> SignIn {
        try node.signIn(
            .id((person ?? ana).id),
            secret: secret,
            on: terminal,
            replacing: former,
            now: .after(seconds),
            cost: .cheap
        )
    }

    /// Tries a wrong secret and says what came of it.
    func fail(as person: Person? = nil, after seconds: Double = 0) -> SignInError? {
        do {
            _ = try signIn("wrong secret", as: person, after: seconds)
            return nil
        } catch {
            return error as? SignInError
        }
    }

    func session(_ token: SessionToken, after seconds: Double) throws -> Session? {
        try node.session(token, now: .after(seconds))
    }

    var journal: [String] { get throws { try node.journal } }
}

extension NodeStore {
    @discardableResult
    func add(_ name: String, _ role: StaffRole, _ secret: String) throws -> Person {
        try addPerson(
            Person.Profile(name: name, role: role),
            secret: Secret(secret),
            author: "test",
            now: PeopleHouse.start,
            cost: .cheap
        )
    }

    var journal: [String] {
        get throws {
            try database.read { try String.fetchAll($0, sql: "SELECT line FROM journal") }
        }
    }

    func count(_ table: String) throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }
}

extension Timestamp {
    /// Seconds after the tests begin.
    static func after(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: PeopleHouse.start.milliseconds + Int64(seconds * 1000))
    }
}

extension ScryptCost {
    /// Two rounds: tests are not to wait.
    static var cheap: ScryptCost { ScryptCost(checking: 1, 1, 1) ?? .standard }
}
