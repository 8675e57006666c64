import Foundation
import GRDB
import Recovery
import Testing

@testable import Storage

@Suite struct SessionTests {
    @Test(arguments: [(Terminal.own, 12 * 3600.0), (.shared, 15 * 60.0)])
    func `a session ends when nothing is done in it for as long`(
        terminal: Terminal,
        seconds: Double
    ) throws {
        let house = try PeopleHouse()
        let token = try house.signIn(on: terminal).token
        #expect(try house.session(token, after: seconds - 0.001)?.terminal == terminal)
        #expect(try house.session(token, after: seconds) == nil)
    }

    @Test func `a session ends after 7 days whatever is done in it`() throws {
        let house = try PeopleHouse()
        let token = try house.signIn().token
        let week = 7 * 86_400.0
        for hour in stride(from: 11.0, to: 7 * 24, by: 11) {
            let session = try #require(try house.session(token, after: hour * 3600))
            try house.node.touch(session, now: .after(hour * 3600))
        }
        #expect(try house.session(token, after: week - 0.001) != nil)
        #expect(try house.session(token, after: week) == nil)
    }

    @Test func `an act is written down at most once a minute`() throws {
        let house = try PeopleHouse()
        let token = try house.signIn(on: .shared).token
        for (seconds, seen) in [(59.999, 0.0), (60, 60), (119, 60), (120, 120), (90, 120)] {
            let session = try #require(try house.session(token, after: seconds))
            try house.node.touch(session, now: .after(seconds))
            #expect(try house.session(token, after: seconds)?.seenAt == .after(seen))
        }
        #expect(try house.session(token, after: 120 + 899.999) != nil)
        #expect(try house.session(token, after: 120 + 900) == nil)
    }

    @Test func `a late note does not put an act back, nor a session back`() throws {
        let house = try PeopleHouse()
        let token = try house.signIn().token
        let early = try #require(try house.session(token, after: 0))
        try house.node.touch(early, now: .after(120))
        try house.node.touch(early, now: .after(61))
        #expect(try house.session(token, after: 121)?.seenAt == .after(120))
        try house.node.signOut(token)
        try house.node.touch(early, now: .after(300))
        #expect(try house.session(token, after: 301) == nil)
        try house.node.signOut(token)
    }

    @Test func `a clock that was set back ends sessions of the future`() throws {
        let house = try PeopleHouse()
        let token = try house.signIn().token
        #expect(try house.session(token, after: -60) != nil)
        #expect(try house.session(token, after: -60.001) == nil)
    }

    @Test func `a quick switch ends the one session and begins the other`() throws {
        let house = try PeopleHouse()
        let bela = try house.node.add("Bela", .staff, "2580")
        let first = try house.signIn(on: .shared).token
        #expect(throws: SignInError.refused) {
            try house.signIn("2581", as: bela, on: .shared, replacing: first, after: 1)
        }
        #expect(try house.session(first, after: 1)?.person == house.ana)
        let next = try house.signIn("2580", as: bela, on: .shared, replacing: first, after: 2)
        #expect(try house.session(first, after: 2) == nil)
        #expect(try house.session(next.token, after: 2) == next.session)
        #expect(next.session.person == bela)
    }

    @Test func `signing out ends one session and no other`() throws {
        let house = try PeopleHouse()
        let (first, second) = (try house.signIn().token, try house.signIn().token)
        try house.node.signOut(first)
        #expect(try house.session(first, after: 0) == nil)
        #expect(try house.session(second, after: 0) != nil)
    }

    @Test func `another secret or none ends a person's sessions and nobody else's`() throws {
        let house = try PeopleHouse()
        let bela = try house.node.add("Bela", .staff, "2580")
        let anas = try house.signIn().token
        let first = try house.signIn("2580", as: bela).token
        try house.node.changeSecret(
            of: bela.id,
            to: Secret("9514"),
            author: "Bela",
            now: .after(0),
            cost: .cheap
        )
        #expect(try house.session(first, after: 0) == nil)
        let second = try house.signIn("9514", as: bela).token
        try house.node.deactivatePerson(bela.id, author: "Ana", now: .after(0))
        #expect(try house.session(second, after: 0) == nil)
        #expect(try house.session(anas, after: 0) != nil)
    }

    @Test func `a change of role counts in the open session`() throws {
        let house = try PeopleHouse()
        let bela = try house.node.add("Bela", .staff, "2580")
        let token = try house.signIn("2580", as: bela).token
        try house.node.changePerson(
            bela.id,
            to: Person.Profile(name: "Bela", role: .supervisor),
            author: "Ana",
            now: .after(0)
        )
        #expect(try house.session(token, after: 0)?.person.role == .supervisor)
    }

    @Test func `sessions that are over are forgotten at the next sign-in`() throws {
        let house = try PeopleHouse()
        _ = try house.signIn(on: .shared)
        _ = try house.signIn(on: .own)
        _ = try house.signIn(after: 899.999)
        #expect(try house.node.count("session") == 3)
        _ = try house.signIn(after: 900)
        #expect(try house.node.count("session") == 3)
        _ = try house.signIn(after: 12 * 3600)
        #expect(try house.node.count("session") == 3)
    }

    @Test func `a form of another session is refused`() throws {
        let house = try PeopleHouse()
        let (first, second) = (try house.signIn(), try house.signIn())
        let session = try #require(try house.session(first.token, after: 60))
        #expect(session.accepts(formToken: first.session.formToken))
        #expect(!session.accepts(formToken: second.session.formToken))
        #expect(!session.accepts(formToken: ""))
        #expect(!session.accepts(formToken: String(session.formToken.dropLast())))
        #expect(!session.accepts(formToken: first.token.text))
        #expect(session.formToken.utf8.count == 43)
    }

    @Test func `a token is 32 bytes in base64url and only its hash is stored`() throws {
        struct Counting: RandomNumberGenerator {
            var value: UInt64 = 0xF8
            mutating func next() -> UInt64 {
                defer { value += 1 }
                return value
            }
        }
        var counting = Counting()
        let drawn = SessionToken(using: &counting)
        let expected = Data((0..<32).map { UInt8(truncatingIfNeeded: 0xF8 + $0) })
            .base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(drawn.text == expected)
        #expect(SessionToken(drawn.text) == drawn)
        for text in [
            "", String(drawn.text.dropLast()), drawn.text + "A", drawn.text.dropLast() + "=",
        ] {
            #expect(SessionToken(text) == nil)
        }
        let house = try PeopleHouse()
        let token = try house.signIn().token
        let bytes = try Data(contentsOf: URL(filePath: house.directory.path + "/node.db-wal"))
        #expect(bytes.range(of: Data(token.text.utf8)) == nil)
        #expect(bytes.range(of: Data(token.hash)) != nil)
        #expect(try house.session(drawn, after: 0) == nil)
    }
}
