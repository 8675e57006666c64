import Recovery
import Storage
import Testing

struct OverlayStorageTests {
    let house: TestHouse

    init() throws {
        house = try TestHouse()
        try publish(ScenarioLibrary.standard)
    }

    private func publish(_ scenarios: [FailureScenario]) throws {
        let files = scenarios.map { ScenarioFile(name: $0.code.description, text: $0.text) }
        _ = try house.hub.write(author: "hq", now: house.now) { try $0.publishScenarios(files) }
        try house.exchange(house.lisbon, house.porto)
    }

    private func inUse(_ code: String, _ node: NodeStore? = nil) throws -> PublishedScenario {
        let scenarios = try (node ?? house.lisbon).read { try $0.scenarios() }
        return try #require(scenarios.first { $0.scenario.code.description == code })
    }

    private func keep(_ code: String, _ fields: [ScenarioKey: [String]]) throws {
        let standing = try #require(try house.lisbon.read { try $0.scenarioStanding(code) })
        let overlay = ScenarioOverlay(
            over: standing.headquarters,
            version: standing.version,
            why: "An engineer lives here",
            written: fields
        )
        _ = try house.lisbon.write(author: "ana", now: house.now) { try $0.keepOverlay(overlay) }
    }

    @Test func `a house's words hold there, nowhere else, until they are withdrawn`() throws {
        let before = try house.lisbon.read { try $0.scenarios() }
        let edition = try house.lisbon.read { try $0.scenarioEdition() }
        try keep("EN-02", [.responder: ["security"]])
        #expect(try inUse("EN-02").scenario.responder.lead == .team(.security))
        #expect(try inUse("EN-02").revision == 1)
        let changed = try house.lisbon.read { try $0.scenarioEdition() }
        #expect(changed != edition)
        try house.exchange(house.lisbon, house.porto)
        #expect(try inUse("EN-02", house.porto).scenario.responder.lead == .team(.engineering))
        let hub = try house.hub.read { try $0.scenarios() }
        #expect(hub.map(\.scenario) == ScenarioLibrary.standard)
        let present = try house.lisbon.read { try $0.scenarioEdition() }
        _ = try house.lisbon.write(author: "ana", now: house.now) {
            try $0.withdrawOverlay(of: "EN-02")
        }
        #expect(try house.lisbon.read { try $0.scenarios() } == before)
        #expect(try house.lisbon.read { try $0.scenarioEdition() } != present)
        #expect(throws: OverlayError.noOverlay("EN-02")) {
            try house.lisbon.write(author: "ana", now: house.now) {
                try $0.withdrawOverlay(of: "EN-02")
            }
        }
    }

    @Test func `a case keeps the words with which it began`() throws {
        let first = try open("EN-02")
        try keep("EN-02", [.alarm: ["Take the small boiler along."]])
        let second = try open("EN-02")
        try keep("EN-02", [.alarm: ["Ask for the key of the cellar."]])
        var present = try inUse("EN-02").scenario
        present.name = "Cold water"
        try publish([present])
        let third = try open("EN-02")
        let scenarios = Dictionary(
            uniqueKeysWithValues: try house.lisbon.read { try $0.scenarios() }.map {
                ($0.scenario.code.description, $0)
            }
        )
        let shipped = try #require(
            ScenarioLibrary.standard.first { $0.code.description == "EN-02" }
        )
        func alarm(_ found: RecoveryCase) -> String? { scenarios.scenario(of: found)?.alarm }
        #expect(alarm(first) == shipped.alarm)
        #expect(alarm(second) == "Take the small boiler along.")
        #expect(alarm(third) == "Ask for the key of the cellar.")
        #expect(scenarios.scenario(of: second)?.name == shipped.name)
        #expect(scenarios.scenario(of: third)?.name == "Cold water")
    }

    private func open(_ code: String) throws -> RecoveryCase {
        let published = try inUse(code)
        let now = house.now
        let id = try house.act(house.lisbon) { transaction in
            try transaction.openCase(
                CaseOpening(summary: "Cold", receivedAt: now, scenario: published)
            ).id
        }
        return try house.lisbon.found(id)
    }

    @Test func `a new version is laid under the house's words, and what met is told`() throws {
        try keep("EN-02", [.cues: try inUse("EN-02").scenario.cues.phrases + ["cold tap"]])
        #expect(try house.lisbon.read { try $0.scenarioStanding("EN-02")?.needsLook } == false)
        var next = try #require(ScenarioLibrary.standard.first { $0.code.description == "EN-02" })
        next.cues.phrases.append("ice water")
        next.preventiveCheck = "Look at the boiler each Monday."
        try publish([next])
        let standing = try #require(try house.lisbon.read { try $0.scenarioStanding("EN-02") })
        #expect(standing.met == [.cues])
        #expect(standing.laid.scenario.cues.phrases.last == "cold tap")
        #expect(standing.laid.scenario.preventiveCheck == "Look at the boiler each Monday.")
        #expect(standing.inUse.edition == ScenarioEdition(version: 2, revision: 1))
    }

    @Test func `what is unfit, says nothing or is not explained is not kept`() throws {
        let before = try house.lisbon.read { try $0.scenarioEdition() }
        #expect(throws: OverlayError.self) { try keep("EN-02", [.ladder: ["C0-C5"]]) }
        #expect(throws: OverlayError.changesNothing) { try keep("EN-02", [:]) }
        let code = try #require(ScenarioCode("EN-02"))
        let silent = ScenarioOverlay(code: code, base: 1, why: " ", fields: [.alarm: ["Go."]])
        #expect(throws: OverlayError.noReason) {
            try house.lisbon.write(author: "ana", now: house.now) { try $0.keepOverlay(silent) }
        }
        #expect(try house.lisbon.read { try $0.scenarioEdition() } == before)
    }

    @Test(arguments: [(0, 0), (1, 0), (12, 3), (999_999, 41)])
    func `an edition is one number and back`(version: Int, revision: Int) {
        let edition = ScenarioEdition(version: version, revision: revision)
        #expect(ScenarioEdition(number: edition.number) == edition)
        #expect(ScenarioEdition(version: version, revision: 0).number == version)
    }
}
