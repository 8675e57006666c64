import Recovery
import Storage
import Testing
import Wire

@Suite struct ProblemTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func takeUp(_ sites: [String] = []) throws -> RecurringProblem {
        try house.act(house.hub, author: "Maud") {
            try $0.takeUp(
                ProblemDraft(
                    title: "No hot  water",
                    scenario: "EN-02",
                    sites: sites,
                    owner: "Anselm"
                )
            )
        }
    }

    private func propose(_ problem: RecurringProblem, _ title: String) throws -> ChangeID {
        try house.act(house.hub, author: "Maud") { transaction in
            try transaction.propose(
                ActionDraft(
                    title: title,
                    doneWhen: "All valves are changed",
                    kind: .equipment,
                    owner: "Anselm",
                    sites: ["LIS"],
                    dueDay: transaction.now.day() + 7
                ),
                against: problem.id
            ).id
        }
    }

    private func move(_ id: ChangeID, _ states: CorrectiveActionState...) throws {
        for state in states {
            try house.act(house.hub, author: "Maud") {
                try $0.move(action: id, to: state, effect: "seen", isShown: true)
            }
        }
    }

    private func found(_ number: Int) throws -> RecurringProblem {
        try #require(try house.hub.read { try $0.problem(number: number) })
    }

    @Test func `a problem goes from its cause to an action that helped, and every site reads it`()
        throws
    {
        let evidence = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.exchange(house.lisbon)
        let reference = try house.hub.found(evidence).reference
        let problem = try takeUp(["OPO", "LIS"])
        #expect(problem.reference == "PR-1" && problem.title == "No hot water")
        #expect(problem.sites == ["LIS", "OPO"] && problem.state == .open)
        try house.act(house.hub) { transaction in
            try transaction.changeCauses(of: problem.id) {
                try $0.add(.equipment, CauseTree.Finding("Valves stick", cases: [reference]))
            }
        }
        #expect(try found(1).state == .understood)
        let action = try propose(problem, "Change the valves")
        // The form was sent twice.
        #expect(try propose(problem, " Change the  valves") == action)
        try move(action, .accepted)
        #expect(try found(1).state == .acting)
        try move(action, .inWork, .done)
        #expect(try found(1).state == .watching)
        let done = try #require(try house.hub.read { try $0.action(action) })
        #expect(done.doneAt != nil && done.kind == .equipment && done.movedBy == "Maud")
        try move(action, .effective)
        #expect(try found(1).state == .solved)
        #expect(try found(1).closedAt != nil)
        try house.exchange(house.porto)
        let there = try #require(try house.porto.read { try $0.problem(number: 1) })
        #expect(there.causes.cases == [reference] && there.state == .solved)
        #expect(try house.porto.read { try $0.actions(of: there.id).map(\.effect) } == ["seen"])
    }

    @Test func `what comes back opens its problem again`() throws {
        let problem = try takeUp()
        let action = try propose(problem, "Change the valves")
        try move(action, .accepted, .inWork, .done, .effective)
        let doneAt = try house.hub.read { try $0.action(action)?.doneAt }
        try move(action, .ineffective)
        #expect(try found(1).state == .relapsed)
        #expect(try found(1).closedAt == nil)
        #expect(try house.hub.read { try $0.action(action)?.doneAt } == doneAt)
        try move(try propose(problem, "Change the pipes"), .accepted)
        #expect(try found(1).state == .acting)
    }

    @Test func `nobody calls an action effective before the figures show it`() throws {
        let action = try propose(try takeUp(), "Change the valves")
        try move(action, .accepted, .inWork, .done)
        #expect(throws: ProblemRefusal.effectNotShown) {
            try house.act(house.hub) { try $0.move(action: action, to: .effective) }
        }
        #expect(try found(1).state == .watching)
    }

    @Test func `an action is overdue the day after its day, until it is done`() throws {
        let id = try propose(try takeUp(), "Change the valves")
        let action = try #require(try house.hub.read { try $0.action(id) })
        #expect(!action.isOverdue(on: action.dueDay) && action.isOverdue(on: action.dueDay + 1))
        try move(id, .accepted, .inWork, .done)
        let done = try #require(try house.hub.read { try $0.action(id) })
        #expect(!done.isOverdue(on: done.dueDay + 1))
    }

    @Test func `what cannot be is refused, and says what to do`() throws {
        let problem = try takeUp(["LIS"])
        #expect(throws: ProblemRefusal.takenUp("PR-1")) { try takeUp(["LIS"]) }
        #expect(try takeUp(["OPO"]).number == 2)
        #expect(throws: ProblemRefusal.unknownSites(["XYZ"])) { try takeUp(["XYZ"]) }
        #expect(throws: ProblemRefusal.unknownCases(["LIS-99"])) {
            try house.act(house.hub) { transaction in
                try transaction.changeCauses(of: problem.id) {
                    try $0.add(.process, CauseTree.Finding("x", cases: ["lis-99"]))
                }
            }
        }
        #expect(try found(1).causes.causes.isEmpty)
        for draft in [
            ActionDraft(title: " ", doneWhen: "x", owner: "x", dueDay: .max / 86_400_000),
            ActionDraft(title: "x", doneWhen: " ", owner: "x", dueDay: .max / 86_400_000),
            ActionDraft(title: "x", doneWhen: "x", owner: "", dueDay: .max / 86_400_000),
            ActionDraft(title: "x", doneWhen: "x", owner: "x", dueDay: 1),
        ] {
            #expect(throws: ProblemRefusal.self) {
                try house.act(house.hub) { try $0.propose(draft, against: problem.id) }
            }
        }
        #expect(try house.hub.read { try $0.actions() }.isEmpty)
    }
}
