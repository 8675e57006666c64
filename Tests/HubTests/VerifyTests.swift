import GRDB
import Node
import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Wire

/// Finding and mending differences that nobody made through the program, over real sockets.
@Suite struct VerifyTests {
    /// A node and a hub in step, with some cases.
    private static func inStep(
        _ caseCount: Int,
        _ body: @Sendable (JoinedHouse, [ChangeID]) async throws -> Void
    ) async throws {
        try await JoinedHouse.serving { house in
            let ids = try (0..<caseCount).map { try house.node.addCase("Case \($0)") }
            #expect(try await syncOverHTTP(house.node).verified)
            try await body(house, ids)
        }
    }

    private static func compared(_ house: JoinedHouse) async throws -> ComparisonResult {
        let transport = try HTTPTransport(house.node)
        do {
            let result = try await compareWithHub(house.node, transport)
            try await transport.shutdown()
            return result
        } catch {
            try await transport.shutdown()
            throw error
        }
    }

    @Test func `what is in step is found to be the same, in one question`() async throws {
        try await Self.inStep(200) { house, _ in
            let result = try await Self.compared(house)
            #expect(result.check.isSound)
            #expect(result.check.recordCount >= 200)
            #expect(result.differences.isEmpty)
            #expect(!result.isBehind)
            #expect(result.questionCount == 1)
            #expect(try house.hub.check().isSound)
        }
    }

    @Test func `records altered, lost and made up in a node's file are found and mended`()
        async throws
    {
        try await Self.inStep(200) { house, ids in
            try await house.node.database.write { database in
                try database.execute(
                    sql: "UPDATE recovery_case SET summary = 'other' WHERE _id = ?",
                    arguments: [ids[17].rawValue]
                )
                try database.execute(
                    sql: "DELETE FROM recovery_case WHERE _id = ?",
                    arguments: [ids[99].rawValue]
                )
                try database.execute(
                    sql: """
                        INSERT INTO recovery_case(
                            _id, _site, _scope, _revision, _position, _stamp, _author, summary)
                        SELECT _id + 100000, _site, _scope, _revision, _position, _stamp, _author,
                            'made up' FROM recovery_case WHERE _id = ?
                        """,
                    arguments: [ids[150].rawValue]
                )
            }
            let madeUp = ChangeID(rawValue: ids[150].rawValue + 100_000)
            let result = try await Self.compared(house)
            #expect(!result.check.isSound, "the file itself does not add up")
            #expect(
                Set(result.differences) == [
                    .init(record: ids[17], kind: .differs),
                    .init(record: ids[99], kind: .missingHere),
                    .init(record: madeUp, kind: .missingAtHub),
                ]
            )
            let own = try house.node.addCase("Not sent yet")
            try house.node.fetchAfresh(now: WallClock.now(), author: "test")
            #expect(try await syncOverHTTP(house.node).verified)
            let after = try await Self.compared(house)
            #expect(after.check.isSound)
            #expect(after.differences.isEmpty)
            #expect(try house.node.isKnown(own, to: house.hub))
            #expect(
                try house.node.read { try $0.journal(last: 5) }.contains {
                    $0.line.contains("fetched from the hub afresh")
                }
            )
        }
    }

    @Test func `an own change that was altered in the log is named`() async throws {
        try await Self.inStep(20) { house, ids in
            try await house.node.database.write { database in
                try database.execute(
                    sql: "UPDATE log SET bytes = CAST(bytes || x'00' AS BLOB) WHERE id = ?",
                    arguments: [ids[7].rawValue]
                )
                try database.execute(
                    sql: "DELETE FROM log WHERE id = ?",
                    arguments: [ids[19].rawValue]
                )
            }
            let check = try house.node.held().check
            #expect(check.changes == [ids[7], ids[19]])
            #expect(check.scopes.isEmpty)
        }
    }

    @Test func `a sum that is wrong at the hub is found there and made anew`() async throws {
        try await Self.inStep(20) { house, _ in
            let site = Scope(rawValue: try house.site)
            try await house.hub.database.write { database in
                try database.execute(
                    sql: "UPDATE sequence SET digest_first = digest_first + 1 WHERE scope = ?",
                    arguments: [Int64(site.rawValue)]
                )
            }
            #expect(try house.hub.check().scopes == [site])
            #expect(try await house.trouble() == .digestDiffers)
            try house.hub.repair([site], now: WallClock.now(), author: "test")
            #expect(try house.hub.check().isSound)
            #expect(try await house.trouble() == nil)
        }
    }

    @Test func `a node that is behind is told so, and nothing is called a difference`()
        async throws
    {
        try await Self.inStep(5) { house, ids in
            let present = try #require(try house.hub.row(Catalogue.recoveryCase, ids[0]))
            try house.hub.write(author: "hq", now: WallClock.now()) {
                let words = Cell.text("From headquarters")
                try $0.edit(present, fields: [(CaseField.summary.rawValue, words)])
            }
            let result = try await Self.compared(house)
            #expect(result.isBehind)
            #expect(result.differences.isEmpty)
        }
    }

    @Test func `nobody compares another site's records`() async throws {
        try await Self.inStep(1) { house, _ in
            let other = try await house.hub.joined(
                "OPO",
                house.directory + "/opo",
                at: house.url
            )
            let transport = try HTTPTransport(other)
            let question = CompareRequest(
                site: try house.site,
                ranges: [
                    .init(
                        isEveryone: false,
                        first: ChangeID(rawValue: 0),
                        last: ChangeID(rawValue: .max)
                    )
                ]
            )
            await #expect(throws: TransportFailure.self) {
                try await transport.compare(question.encoded())
            }
            try await transport.shutdown()
        }
    }

    @Test func `a pause stops syncing until somebody lets it go on`() async throws {
        try await Self.inStep(1) { house, _ in
            let id = try house.node.addCase("Cold room")
            try house.node.pause(author: "ana", now: WallClock.now())
            #expect(try await house.trouble() == .paused)
            #expect(try !house.node.isKnown(id, to: house.hub))
            #expect(try house.node.unsentChanges().count == 1)
            try house.node.resume(author: "ana", now: WallClock.now())
            #expect(try await house.trouble() == nil)
            #expect(try house.node.isKnown(id, to: house.hub))
            let lines = try house.node.read { try $0.journal(last: 5) }.map(\.line)
            #expect(lines == ["ana paused syncing.", "ana let syncing go on."])
        }
    }

    @Test func `a change is followed from its node to the hub and down again`() async throws {
        try await Self.inStep(1) { house, _ in
            let id = try house.node.addCase("Cold room")
            let waiting = try house.node.read { try $0.trace(id) }
            #expect(waiting.site == "LIS")
            #expect(waiting.type == "recovery_case")
            #expect(waiting.hops.map(\.isWaiting) == [false, true])
            #expect(throws: TraceError.unknown(ChangeID(WriterNumber(rawValue: 900), 1))) {
                try house.hub.read { try $0.trace(ChangeID(WriterNumber(rawValue: 900), 1)) }
            }
            let ahead = try house.hub.read { try $0.trace(id) }
            #expect(ahead.hops.map(\.isWaiting) == [true])
            #expect(try await syncOverHTTP(house.node).verified)
            let sent = try house.node.read { try $0.trace(id) }
            #expect(!sent.hops.contains { $0.isWaiting })
            #expect(sent.hops.contains { $0.words.contains("on the hub's disk") })
            let taken = try house.hub.read { try $0.trace(id) }
            #expect(taken.record == id)
            #expect(taken.hops.first?.at != nil, "when it came is known")
            #expect(taken.hops.contains { $0.words.hasPrefix("began the recovery_case") })
        }
    }
}
