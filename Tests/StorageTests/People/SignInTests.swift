import Foundation
import GRDB
import Recovery
import Testing

@testable import Storage

@Suite struct SignInTests {
    @Test(
        arguments: zip([0, 1, 4, 5, 6, 7, 8, 9, 10, 1000], [0, 0, 0, 1, 2, 4, 8, 15, 15, 15])
    )
    func `a lock lasts 1 minute after 5 wrong ones and doubles up to 15`(
        wrongCount: Int64,
        minutes: Int
    ) {
        #expect(LockOut.wait(after: wrongCount) == .seconds(60 * minutes))
    }

    @Test(arguments: [
        (0.0, 60.0), (59.999, 0.001), (60, nil), (-1, 61), (-900, 960), (-900.001, nil),
    ])
    func `a lock ends to the millisecond and survives no clock set back`(
        after: Double,
        left: Double?
    ) {
        let lockOut = LockOut(wrongCount: 5, lastWrongAt: .after(0))
        let expected = left.map { Duration.milliseconds(Int64($0 * 1000)) }
        #expect(lockOut.timeLeft(at: .after(after)) == expected)
    }

    @Test(arguments: [
        (1, "1 second"), (1000, "1 second"), (1001, "2 seconds"), (59_000, "59 seconds"),
        (59_001, "1 minute"), (60_000, "1 minute"), (60_001, "2 minutes"), (900_000, "15 minutes"),
    ])
    func `the time left is told in words`(milliseconds: Int, words: String) {
        let error = SignInError.locked(timeLeft: .milliseconds(milliseconds))
        #expect(error.description.contains("Wait \(words) and"))
    }

    @Test func `each wrong one after a lock locks for longer, and a right one clears`() throws {
        let house = try PeopleHouse()
        for _ in 1...4 { #expect(house.fail() == .refused) }
        var now = 0.0
        for minutes in [1, 2, 4, 8, 15, 15] {
            #expect(house.fail(after: now) == .locked(timeLeft: .seconds(60 * minutes)))
            now += Double(60 * minutes) - 1
            // Neither a right nor a wrong one is looked at, nor does it count.
            #expect(house.fail(after: now) == .locked(timeLeft: .seconds(1)))
            #expect(throws: SignInError.locked(timeLeft: .seconds(1))) {
                try house.signIn(after: now)
            }
            now += 1
        }
        #expect(try house.signIn(after: now).session.person == house.ana)
        for _ in 1...4 { #expect(house.fail(after: now) == .refused) }
        #expect(try house.signIn(after: now).session.person == house.ana)
        #expect(try house.node.count("sign_in_failure") == 0)
        let lines = try house.journal.filter { $0.hasPrefix("locked") }
        #expect(lines.count == 6)
        #expect(lines.first == "locked Ana's sign-in for 1 minute after 5 wrong tries")
        #expect(lines.last == "locked Ana's sign-in for 15 minutes after 10 wrong tries")
    }

    @Test func `one person's lock is nobody else's, and a new secret ends it`() throws {
        let house = try PeopleHouse()
        let bela = try house.node.add("Bela", .staff, "2580")
        for _ in 1...5 { _ = house.fail() }
        #expect(try house.signIn("2580", as: bela).session.person == bela)
        try house.node.changeSecret(
            of: house.ana.id,
            to: Secret("9514"),
            author: "Bela",
            now: .after(1),
            cost: .cheap
        )
        #expect(try house.signIn("9514", after: 2).session.person == house.ana)
        #expect(try house.journal.last == "Bela gave Ana another PIN")
    }

    @Test func `tries for nobody are refused, written and never lock`() throws {
        let house = try PeopleHouse()
        let nobody = Person(
            id: PersonID(rawValue: 99),
            profile: house.ana.profile,
            isActive: true
        )
        for _ in 1...7 { #expect(house.fail(as: nobody) == .refused) }
        #expect(try house.node.count("sign_in_failure") == 1)
        #expect(try house.signIn().session.person == house.ana)
        #expect(try house.node.count("session") == 1)
    }

    @Test func `tries at once are no more tries than one after the other`() async throws {
        let house = try PeopleHouse()
        let (node, id) = (house.node, house.ana.id)
        // Dear enough that all have begun before the first is refused.
        let dear = try #require(ScryptCost(checking: 10, 8, 1))
        try node.changeSecret(
            of: id,
            to: Secret("9514"),
            author: "Ana",
            now: .after(0),
            cost: dear
        )
        let refusals = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        _ = try await blocking {
                            try node.signIn(
                                .id(id),
                                secret: "wrong",
                                on: .own,
                                now: .after(0),
                                cost: dear
                            )
                        }
                        return false
                    } catch {
                        return error as? SignInError == .refused
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(refusals == 4)
        let counted = try await node.database.read { database in
            try Int.fetchOne(database, sql: "SELECT count FROM sign_in_failure")
        }
        #expect(counted == 5)
    }

    @Test func `a name is enough to say who one is, however it is typed`() throws {
        let house = try PeopleHouse()
        let elia = try house.node.add("Élia Cruz", .staff, "2580")
        for name in ["Élia Cruz", "elia  cruz", " ELIA CRUZ"] {
            let signIn = try house.node.signIn(
                .name(name),
                secret: "2580",
                on: .own,
                now: .after(0),
                cost: .cheap
            )
            #expect(signIn.session.person == elia)
        }
        #expect(throws: SignInError.refused) {
            try house.node.signIn(
                .name("elia"),
                secret: "2580",
                on: .own,
                now: .after(0),
                cost: .cheap
            )
        }
    }

    @Test func `a secret of a former cost is stored at the present one when it is right`() throws {
        let house = try PeopleHouse()
        let dearer = try #require(ScryptCost(checking: 2, 1, 1))
        for cost in [dearer, dearer, .cheap] {
            let signIn = try house.node.signIn(
                .id(house.ana.id),
                secret: PeopleHouse.password,
                on: .own,
                now: .after(0),
                cost: cost
            )
            #expect(signIn.session.person == house.ana)
            let stored = try house.node.database.read { database in
                try Data.fetchOne(database, sql: "SELECT secret FROM person")
            }
            #expect(stored?.first == cost.rounds)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `an unknown name takes as long as a known one`() throws {
        let house = try PeopleHouse()
        try house.node.changeSecret(
            of: house.ana.id,
            to: Secret("9514"),
            author: "Ana",
            now: .after(0)
        )
        func time(_ id: PersonID) -> Duration {
            ContinuousClock().measure {
                #expect(throws: SignInError.refused) {
                    try house.node.signIn(.id(id), secret: "1", on: .own, now: .after(0))
                }
            }
        }
        let known = (0..<3).map { _ in time(house.ana.id) }.min() ?? .zero
        let unknown = (0..<3).map { _ in time(PersonID(rawValue: 99)) }.min() ?? .zero
        // Without the check it would be some hundredths; the machine may be busy with others.
        #expect(unknown > known / 4)
    }
}
