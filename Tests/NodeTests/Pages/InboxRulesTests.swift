import Recovery
import Testing
import Wire

@testable import Node
@testable import Storage

struct InboxRulesTests {
    private func person(_ id: Int64, _ name: String, _ role: StaffRole, _ team: String = "") throws
        -> Person
    {
        Person(
            id: PersonID(rawValue: id),
            profile: try Person.Profile(name: name, role: role, team: team),
            isActive: true
        )
    }

    @Test(arguments: [
        ("engineering", [1]), ("duty manager", [2]), ("person:Ana Lopes", [3]),
        ("general manager", [3]), ("triage", [2, 3]), ("pest contractor", [1, 2, 3, 4]),
    ])
    func `an alarm calls the team, role or person it names, and all when nobody is that`(
        responder: String,
        called: [Int]
    ) throws {
        let people = [
            try person(1, "Rui Patrão", .staff, "ENGINEERING"),
            try person(2, "Inês Carvalho", .dutyManager),
            try person(3, "Ana Lopes", .manager),
            try person(4, "Tomás Melo", .staff, "Front office"),
        ]
        let caller = AlarmCaller(people)
        #expect(people.filter { caller.calls(responder, $0) }.map { Int($0.id.rawValue) } == called)
    }

    @Test(arguments: [
        (-1, InboxGroup.over), (0, .soon), (3_599_999, .soon), (3_600_000, .later),
    ])
    func `a clock stands under the heading of what is left of it`(
        left: Int,
        group: InboxGroup
    ) {
        let now = Timestamp(milliseconds: 1_000_000_000)
        let due = Timestamp(milliseconds: now.milliseconds + Int64(left))
        #expect(InboxStanding.due(due).group(at: now) == group)
    }

    @Test func `what runs out comes first, then what stands still, then what is done`() {
        let due = [2, 1].map { InboxStanding.due(Timestamp(milliseconds: $0)) }
        let all = [InboxStanding.putRight, .endless, due[0], .paused, due[1]]
        let order: [InboxStanding] = [due[1], due[0], .paused, .endless, .putRight]
        #expect(all.sorted { $0.order < $1.order } == order)
    }

    @Test func `a view's address reads back as the view`() {
        let view = InboxView(.unsent, search: "a&b=c “d”", page: 3)
        #expect(view.path == "/?show=unsent&q=a%26b%3Dc%20%E2%80%9Cd%E2%80%9D&page=3")
        #expect(InboxView().path == "/")
    }

    @Test func `what was done to many cases reads back as it was kept`() {
        let change = BulkRecord.Change(
            id: ChangeID(rawValue: 1 << 39 | 7),
            before: .init(owner: "", team: "Front office", state: .new),
            after: .init(owner: "Inês Carvalho", team: "Front office", state: .assigned)
        )
        let record = BulkRecord(
            at: Timestamp(milliseconds: 5),
            words: "Take them over",
            changes: [change]
        )
        #expect(BulkRecord(record.text) == record)
        #expect(BulkRecord("") == nil)
        #expect(BulkRecord("5\tx\n1.7\ta") == nil)
    }

    @Test func `a desk tells so many pages of a session, and the newest ones`() async throws {
        let desk = LiveDesk(try ChangeWatch(path: ":memory:"))
        let listeners = (0...LiveDesk.sessionPageCountMax).compactMap { _ in
            desk.enter(session: "one")
        }
        #expect(listeners.count == LiveDesk.sessionPageCountMax + 1)
        // The oldest had to go.
        var told = 0
        for await _ in listeners[0].editions { told += 1 }
        #expect(told <= 1)
        var others: [LiveDesk.Listener] = []
        while desk.hasRoom, let next = desk.enter(session: "\(others.count)") {
            others.append(next)
        }
        #expect(others.count == LiveDesk.pageCountMax - LiveDesk.sessionPageCountMax)
        #expect(desk.enter(session: "last") == nil)
        for listener in others + listeners { desk.leave(listener) }
        #expect(desk.hasRoom)
    }
}
