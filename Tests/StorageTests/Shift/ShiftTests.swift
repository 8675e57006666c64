import Recovery
import Testing
import Wire

@testable import Storage

struct ShiftTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func span(_ person: String, _ from: Int64, _ to: Int64) -> DutySpan {
        DutySpan(
            person: person,
            team: "engineering",
            from: Timestamp(milliseconds: from * 3_600_000),
            to: Timestamp(milliseconds: to * 3_600_000)
        )
    }

    @Test func `nobody is on the roster twice at a time, and a cancelled span is gone`() throws {
        let node = house.lisbon
        let id = try house.act(node) { try $0.addDuty(span("Rui", 10, 18)) }
        try house.act(node) { try $0.addDuty(span("Rui", 18, 20)) }
        #expect(throws: DutyError.onDutyAlready("Rui")) {
            try house.act(node) { try $0.addDuty(span("Rui", 17, 19)) }
        }
        #expect(throws: DutyError.endsBeforeItBegins) {
            try house.act(node) { try $0.addDuty(span("Ana", 18, 18)) }
        }
        #expect(throws: DutyError.tooLong) {
            try house.act(node) { try $0.addDuty(span("Ana", 0, 25)) }
        }
        let day = { (from: Int64, to: Int64) in
            try node.read {
                try $0.duties(
                    from: Timestamp(milliseconds: from * 3_600_000),
                    to: Timestamp(milliseconds: to * 3_600_000)
                ).map(\.span.person)
            }
        }
        #expect(try day(0, 10) == [])
        #expect(try day(17, 19) == ["Rui", "Rui"])
        try house.act(node) { try $0.cancelDuty(id) }
        #expect(try day(0, 18) == [])
        try house.act(node) { try $0.addDuty(span("Rui", 9, 17)) }
    }

    @Test func `a shift is signed by two people, once, and nobody's cases stay behind`() throws {
        let node = house.lisbon
        let id = try house.openCase(node, scenario: "EN-02")
        let closed = try house.openCase(node, scenario: "EN-02")
        for found in [id, closed] {
            try house.act(node) { try $0.assignCase(found, team: nil, owner: "ana") }
        }
        var closure = CaseClosure()
        closure.outcome = .notAFailure
        try house.act(node) { try $0.closeCase(closed, closure, by: nil) }
        let given = try house.act(node) {
            try $0.giveHandover(shift: "Early", cases: ["LIS-1"], text: "Keys are at the desk")
        }
        #expect(throws: HandoverError.samePerson) {
            try house.act(node) { try $0.takeHandover(given) }
        }
        #expect(try house.act(node, author: "rui") { try $0.takeHandover(given) } == 1)
        #expect(throws: HandoverError.taken(by: "rui")) {
            try house.act(node, author: "lia") { try $0.takeHandover(given) }
        }
        #expect(try node.found(id).owner == "rui")
        #expect(try node.found(closed).owner == "ana")
        let handover = try #require(try node.read { try $0.handovers(countMax: 1) }.first)
        #expect(handover.givenBy == "ana" && handover.takenBy == "rui")
        #expect(handover.cases == ["LIS-1"])
    }

    @Test func `what nobody looks after is found, and said once a night`() throws {
        let node = house.lisbon
        #expect(try node.read { try $0.orphans() } == [])
        let left = try house.openCase(node, scenario: "EN-02")
        let silent = try house.openCase(node)
        let promised = try house.openCase(node)
        let told = try house.openCase(node)
        try node.write(author: "ana", now: house.now) { transaction in
            try transaction.assignCase(left, team: nil, owner: "Gone")
            for id in [silent, promised] {
                try transaction.dismissAlarms(of: id, because: "nothing to do")
            }
            _ = try transaction.create(
                Catalogue.commitment,
                [
                    CommitmentField.recoveryCase: .reference(promised), .text: .text("A call"),
                    .state: .choice(CommitmentState.open),
                ]
            )
            let row = try transaction.row(Catalogue.recoveryCase, told)
            try transaction.edit(
                try #require(row),
                [CaseField.state: .choice(CaseState.closed)]
            )
        }
        try node.add("Boss", .manager, PeopleHouse.password)
        let gone = try node.add("Gone", .staff, PeopleHouse.password)
        try node.deactivatePerson(gone.id, author: "ana", now: house.now)
        let orphans = try node.read { try $0.orphans() }
        #expect(
            orphans.map { "\($0.kind) \($0.reference ?? "-")" } == [
                "alarmWithoutCase LIS-4", "caseWithoutOwner LIS-2", "ownerLeft LIS-1",
                "promiseWithoutOwner LIS-3",
            ]
        )
        let now = house.now
        #expect(try node.checkForOrphans(since: now, now: now)?.count == 4)
        #expect(try node.checkForOrphans(since: now, now: house.now) == nil)
        #expect(try node.journal.last?.contains("1 promises that nobody owes") == true)
    }

    @Test func `hours are kept when they can be read, and the latest hold`() throws {
        let node = house.lisbon
        #expect(try node.read { try $0.serviceHoursText() } == ServiceHours.standardText)
        try node.setServiceHours("Sunday: 10:00-12:00", author: "ana", now: house.now)
        try node.setServiceHours("Monday: 08:00-12:00", author: "ana", now: house.now)
        #expect(throws: ServiceHoursError.self) {
            try node.setServiceHours("nonsense", author: "ana", now: house.now)
        }
        #expect(try node.read { try $0.serviceHoursText() } == "Monday: 08:00-12:00")
    }
}
