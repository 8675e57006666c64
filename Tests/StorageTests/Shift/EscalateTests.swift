import Recovery
import Testing
import Wire

@testable import Storage

struct EscalateTests {
    let house: TestHouse
    private let clocks = ClockHouse(
        scenarios: Dictionary(
            uniqueKeysWithValues: PublishedScenario.shipped.map {
                ($0.scenario.code.description, $0)
            }
        ),
        hours: ServiceHours(alwaysOpenIn: .utc)
    )

    init() throws { house = try TestHouse() }

    /// What is called so many minutes after now.
    private func escalate(
        _ node: NodeStore,
        after minutes: Int64
    ) throws -> [RaisedCall] {
        let now = Timestamp(milliseconds: house.now.milliseconds + minutes * 60_000)
        return try node.escalate(clocks, try .standard(zone: .utc), now: now).raised
    }

    private func alarms(_ node: NodeStore, _ id: ChangeID) throws -> [Alarm] {
        try node.detail(id).alarms
    }

    @Test func `a case that nobody answers is called about once a level, whoever asks`() throws {
        // EN-02: an answer within 5 minutes.
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        #expect(try escalate(house.lisbon, after: 1).isEmpty)
        let first = try escalate(house.lisbon, after: 6)
        #expect(first.map(\.level) == [1])
        #expect(try escalate(house.lisbon, after: 6).isEmpty)
        // The node slept; the levels between are not made up for.
        #expect(try escalate(house.lisbon, after: 300).map(\.responder) == ["general manager"])
        #expect(try escalate(house.lisbon, after: 6000).isEmpty)
        let alarms = try alarms(house.lisbon, id)
        #expect(alarms.map(\.level) == [0, 1, 3])
        #expect(alarms.map(\.state) == [.escalated, .escalated, .raised])
        #expect(alarms.last?.term == .acknowledge)
        #expect(alarms.last?.row.author == NodeStore.clockAuthor)
    }

    @Test func `an answer ends the ladder`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        _ = try escalate(house.lisbon, after: 6)
        try house.act(house.lisbon) { try $0.acknowledgeAlarm(of: id) }
        try house.act(house.lisbon) { try $0.addNote(to: id, "", contact: .reached) }
        #expect(try escalate(house.lisbon, after: 20).isEmpty)
        #expect(try alarms(house.lisbon, id).allSatisfy { $0.state == .acknowledged })
    }

    @Test func `what headquarters called is not called again, and a closed case calls nobody`()
        throws
    {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.exchange(house.lisbon)
        let scope = try house.hub.found(id).row.scope
        try house.act(house.hub, author: "hq") { transaction in
            _ = try transaction.create(
                Catalogue.alarm,
                scope: scope,
                [
                    AlarmField.recoveryCase: .reference(id), .responder: .text("duty manager"),
                    .state: .choice(AlarmState.raised), .raisedAt: .time(transaction.now),
                    .term: .choice(ClockTerm.acknowledge), .level: .number(2),
                ]
            )
        }
        try house.exchange(house.lisbon)
        #expect(try escalate(house.lisbon, after: 16).isEmpty)
        var closure = CaseClosure()
        closure.outcome = .notAFailure
        try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
        #expect(try escalate(house.lisbon, after: 6000).isEmpty)
    }

    @Test func `last month's feedback calls its responder, and not the ladder that it missed`()
        throws
    {
        let id = try house.openCase(house.lisbon, scenario: "EN-02") { opening in
            let month: Int64 = 30 * 86_400_000
            opening.receivedAt = Timestamp(
                milliseconds: opening.receivedAt.milliseconds - month
            )
        }
        #expect(try escalate(house.lisbon, after: 300).isEmpty)
        try house.act(house.lisbon) { try $0.acknowledgeAlarm(of: id) }
        #expect(try escalate(house.lisbon, after: 300).isEmpty)
        #expect(try alarms(house.lisbon, id).map(\.responder) == ["engineering"])
    }

    @Test func `the next look is when the next level is due`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        let opened = try house.lisbon.found(id).openedAt
        let next = try house.lisbon.escalate(clocks, try .standard(zone: .utc), now: opened).next
        #expect(next == Timestamp(milliseconds: opened.milliseconds + 5 * 60_000))
    }

    @Test func `a call goes to the one on duty who leads the team`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        let opened = try house.lisbon.found(id).openedAt
        try house.act(house.lisbon) { transaction in
            try transaction.addDuty(
                DutySpan(
                    person: "Rui",
                    team: "Front office",
                    from: opened,
                    to: Timestamp(milliseconds: opened.milliseconds + 8 * 3_600_000)
                )
            )
        }
        #expect(try escalate(house.lisbon, after: 6).map(\.responder) == ["duty manager"])
        // The second level is the duty manager's too: it does not say the same twice.
        #expect(try escalate(house.lisbon, after: 20).isEmpty)
        #expect(try escalate(house.lisbon, after: 40).map(\.responder) == ["general manager"])
    }

    @Test func `a second promise calls as the first did, whether that was kept or is owed too`()
        throws
    {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.act(house.lisbon) {
            try $0.acknowledgeAlarm(of: id)
            try $0.addNote(to: id, "", contact: .reached)
        }
        // A node's clock does not go back: each is made when the clock asked last.
        func promise(by minutes: Int64) throws -> ChangeID {
            try house.act(house.lisbon) {
                let due = Timestamp(milliseconds: $0.now.milliseconds + minutes * 60_000)
                return try $0.promise(to: id, "A call", by: due)
            }
        }
        func calls(after minutes: Int64) throws -> [Int] {
            try escalate(house.lisbon, after: minutes).filter { $0.term == .promise }.map(\.level)
        }
        let first = try promise(by: 20)
        #expect(try calls(after: 16) == [1])
        #expect(try calls(after: 17).isEmpty)
        #expect(try calls(after: 21) == [2])
        let second = try promise(by: 61)
        #expect(try calls(after: 50).isEmpty)
        // The first is owed still, and its calls are not made again for the second.
        #expect(try calls(after: 52) == [1])
        #expect(try calls(after: 53).isEmpty)
        try house.act(house.lisbon) {
            try $0.keepPromise(first)
            try $0.keepPromise(second)
        }
        _ = try promise(by: 93)
        #expect(try calls(after: 82).isEmpty)
        #expect(try calls(after: 84) == [1])
        #expect(try calls(after: 94) == [2])
    }

    /// Headquarters calls about a case by itself.
    private func callFromHub(_ id: ChangeID, level: Int, after minutes: Int64) throws {
        let scope = try house.hub.found(id).row.scope
        try house.act(house.hub, author: "hq") { transaction in
            let at = Timestamp(milliseconds: transaction.now.milliseconds + minutes * 60_000)
            _ = try transaction.create(
                Catalogue.alarm,
                scope: scope,
                [
                    AlarmField.recoveryCase: .reference(id), .responder: .text("duty manager"),
                    .state: .choice(AlarmState.raised), .raisedAt: .time(at),
                    .term: .choice(ClockTerm.acknowledge), .level: .number(level),
                ]
            )
        }
    }

    @Test(arguments: [1, 2], [1, 3])
    func `of the calls that site and hub made apart one stands, the highest and first`(
        site: Int,
        hub: Int
    ) throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.exchange(house.lisbon)
        try callFromHub(id, level: hub, after: 50)
        #expect(try escalate(house.lisbon, after: site == 1 ? 6 : 16).map(\.level) == [site])
        try house.exchange(house.lisbon)
        #expect(try alarms(house.lisbon, id).count { $0.state == .raised } == 2)
        let calls = try escalate(house.lisbon, after: 14)
        #expect(calls.isEmpty)
        let standing = try alarms(house.lisbon, id).filter { $0.state == .raised }
        #expect(standing.map(\.level) == [max(site, hub)])
        // Of two alike the first stays, and that is the site's.
        #expect(standing.first?.row.author == (hub > site ? "hq" : NodeStore.clockAuthor))
        let before = try alarms(house.lisbon, id).map(\.state)
        _ = try escalate(house.lisbon, after: 14)
        #expect(try alarms(house.lisbon, id).map(\.state) == before)
    }

    @Test func `a call that the hub made after the site had answered does not stand`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.exchange(house.lisbon)
        try house.act(house.lisbon) { try $0.acknowledgeAlarm(of: id) }
        try callFromHub(id, level: 2, after: 16)
        try house.exchange(house.lisbon)
        _ = try escalate(house.lisbon, after: 1)
        let alarms = try alarms(house.lisbon, id)
        #expect(alarms.allSatisfy { !$0.state.isOpen })
        #expect(alarms.compactMap(\.reason) == ["ana had answered"])
    }
}
