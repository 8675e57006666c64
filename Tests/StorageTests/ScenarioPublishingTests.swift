import Recovery
import Storage
import Testing

struct ScenarioPublishingTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func publish(_ files: [ScenarioFile]) throws -> ScenarioPublication {
        try house.hub.write(author: "hq", now: house.now) { try $0.publishScenarios(files) }
    }

    @Test func `a node works with the shipped library until it hears from its hub`() throws {
        #expect(try house.lisbon.read { try $0.scenarios() } == PublishedScenario.shipped)
        _ = try publish(ScenarioLibrary.files)
        try house.exchange(house.lisbon)
        let scenarios = try house.lisbon.read { try $0.scenarios() }
        #expect(scenarios.map(\.scenario) == ScenarioLibrary.standard)
        #expect(scenarios.allSatisfy { $0.version == 1 })
    }

    @Test func `publishing the same text again changes nothing`() throws {
        #expect(try publish(ScenarioLibrary.files).published.count == 28)
        let again = try publish(ScenarioLibrary.files)
        #expect(again.published.isEmpty)
        #expect(again.unchanged.count == 28)
    }

    @Test func `a changed text becomes the next version, the former is retired`() throws {
        _ = try publish(ScenarioLibrary.files)
        try house.exchange(house.lisbon)
        let edition = try house.lisbon.read { try $0.scenarioEdition() }
        var scenario = ScenarioLibrary.standard[0]
        scenario.alarm = "Bring the sums to the guest within the hour."
        let publication = try publish([ScenarioFile(name: "mended", text: scenario.text)])
        #expect(publication.published == [scenario.code: 2])
        try house.exchange(house.lisbon)
        let scenarios = try house.lisbon.read { try $0.scenarios() }
        #expect(scenarios.count == 28)
        #expect(scenarios.first == PublishedScenario(version: 2, scenario: scenario))
        #expect(try house.lisbon.read { try $0.scenarioEdition() } != edition)
    }

    @Test func `a file with mistakes publishes nothing and says where they are`() throws {
        let good = ScenarioLibrary.standard[0].text
        let file = ScenarioFile(name: "mine", text: good + "\nscenario: XX-01\nname: Half\n")
        let error = #expect(throws: ScenarioRejection.self) { try publish([file]) }
        #expect(error?.description.contains("mine:") == true)
        #expect(try house.hub.read { try $0.scenarioEdition() } == 0)
    }
}
