import Recovery
import Testing
import Wire

@testable import Storage

struct NamingTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func scenario(_ code: String) throws -> PublishedScenario {
        try #require(
            PublishedScenario.shipped.first { $0.scenario.code.description == code }
        )
    }

    private func name(_ id: ChangeID, _ code: String) throws {
        let published = try scenario(code)
        try house.act(house.lisbon) { try $0.classifyCase(id, as: published) }
    }

    @Test func `naming a case of the triage desk calls its team instead of the desk`() throws {
        let id = try house.openCase(house.lisbon)
        try name(id, "EN-02")
        let detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.state == .assigned)
        #expect(detail.recoveryCase.team == "engineering")
        #expect(detail.recoveryCase.scenario == "EN-02")
        #expect(detail.alarms.map(\.responder) == [Alarm.triageInbox, "engineering"])
        #expect(detail.alarms.map(\.state) == [.dismissed, .raised])
    }

    @Test func `a wrong name is corrected, remembered, and the case goes to the right team`() throws
    {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.act(house.lisbon, author: "rui") { try $0.acknowledgeAlarm(of: id) }
        try name(id, "HK-02")
        let detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.team == "housekeeping")
        #expect(detail.recoveryCase.owner == nil)
        #expect(detail.alarms.last?.responder == "housekeeping")
        let names = detail.history.filter { $0.field == "scenario" }
        #expect(names.map(\.replaced) == [["EN-02"]])
        #expect(names.map(\.value) == ["HK-02"])
    }

    @Test func `who has begun to help keeps the case when its name is corrected`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.act(house.lisbon, author: "rui") {
            try $0.acknowledgeAlarm(of: id)
            try $0.moveCase(id, to: .inProgress)
        }
        try name(id, "HK-02")
        let found = try house.lisbon.found(id)
        #expect(found.owner == "rui")
        #expect(found.state == .inProgress)
        #expect(found.team == "housekeeping")
    }

    @Test func `another name for the same team calls nobody again`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try name(id, "EN-01")
        #expect(try house.lisbon.detail(id).alarms.map(\.state) == [.raised])
    }

    @Test func `naming danger calls the duty manager too`() throws {
        let id = try house.openCase(house.lisbon)
        try name(id, "SE-01")
        let open = try house.lisbon.detail(id).alarms.filter(\.state.isOpen)
        #expect(Set(open.map(\.responder)) == ["security", "duty manager"])
    }

    @Test func `severity changes with a reason, and danger calls the duty manager once`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        #expect(throws: CaseworkError.noReason) {
            try house.act(house.lisbon) {
                try $0.changeSeverity(of: id, to: .annoyance, because: " ")
            }
        }
        try house.act(house.lisbon) { transaction in
            try transaction.changeSeverity(of: id, to: .inconvenience, because: "tepid now")
            for severity in [Severity.safety, .staySpoiled, .safety] {
                try transaction.changeSeverity(of: id, to: severity, because: "scalded")
            }
        }
        let detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.severity == .safety)
        #expect(detail.notes.first?.text == "Severity from 3 to 2: tepid now")
        #expect(detail.alarms.map(\.responder) == ["engineering", "duty manager"])
    }

    @Test func `a case given away calls the new one only`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.act(house.lisbon, author: "ana") {
            try $0.passCase(id, to: .person("Rui"), because: "the valve")
        }
        var detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.owner == "Rui")
        #expect(detail.recoveryCase.state == .assigned)
        #expect(detail.alarms.map(\.state) == [.dismissed, .raised])
        #expect(detail.alarms.last?.responder == "person:Rui")
        #expect(detail.notes.last?.text == "Given to Rui: the valve")
        try house.act(house.lisbon) {
            try $0.passCase(id, to: .team("housekeeping"), because: "")
        }
        detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.owner == nil)
        #expect(detail.recoveryCase.team == "housekeeping")
        #expect(detail.alarms.filter(\.state.isOpen).map(\.responder) == ["housekeeping"])
    }

    @Test(arguments: [
        (StaffRole.staff, "Ana", "", false), (.supervisor, "Ana", "Housekeeping", false),
        (.operator, "Ana", "", false), (.staff, "Ana", "Security", true),
        (.staff, "Rui", "", true), (.dutyManager, "Ana", "", true), (.manager, "Ana", "", true),
    ])
    func `a sealed case opens to its owner, its team and the duty manager`(
        role: StaffRole,
        name: String,
        team: String,
        isOpen: Bool
    ) throws {
        let id = try house.openCase(house.lisbon, scenario: "SE-01")
        try house.act(house.lisbon) { try $0.assignCase(id, team: nil, owner: "Rui") }
        let store = house.lisbon
        let person = Person(
            id: PersonID(rawValue: 1),
            profile: try Person.Profile(name: name, role: role, team: team),
            isActive: true
        )
        let scenario = try scenario("SE-01").scenario
        let found = try store.found(id)
        #expect(found.isSealed(scenario))
        #expect(found.isOpen(to: person, scenario) == isOpen)
    }
}
