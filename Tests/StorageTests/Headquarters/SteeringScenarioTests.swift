import Recovery
import Storage
import Testing
import Wire

@Suite struct SteeringScenarioTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func publish(
        _ scenario: FailureScenario,
        over seen: Int,
        author: String = "Maud",
        because why: String = "Guests said so"
    ) throws -> Int {
        try house.hub.write(author: author, now: house.now) {
            try $0.publish(ScenarioDraft(scenario), over: seen, because: why)
        }
    }

    private func changed(_ alarm: String) -> FailureScenario {
        var scenario = ScenarioLibrary.standard[0]
        scenario.alarm = alarm
        return scenario
    }

    @Test func `the first that is published takes the library along, and houses work by it`() throws
    {
        let scenario = changed("Bring the sums at once.")
        #expect(try publish(scenario, over: 0) == 2)
        try house.exchange(house.lisbon)
        let held = try house.lisbon.read { try $0.scenarios() }
        #expect(held.count == 28)
        #expect(held.first == PublishedScenario(version: 2, scenario: scenario))
        #expect(held.dropFirst().allSatisfy { $0.version == 1 })
    }

    @Test func `a version keeps who made it and why, and the one before it`() throws {
        _ = try publish(changed("one"), over: 0)
        #expect(try publish(changed("two"), over: 2, author: "Iris", because: " Too\n slow ") == 3)
        let versions = try house.hub.read { try $0.publishedVersions(changed("").code) }
        #expect(versions.map(\.number) == [3, 2, 1])
        #expect(versions.map(\.why) == ["Too slow", "Guests said so", nil])
        #expect(versions.map(\.author) == ["Iris", "Maud", "Maud"])
        #expect(versions.map(\.isStanding) == [true, false, false])
        #expect(versions.map(\.scenario.alarm).prefix(2) == ["two", "one"])
    }

    @Test func `of two who change it at once the second is told`() throws {
        _ = try publish(changed("one"), over: 0)
        _ = try publish(changed("two"), over: 2)
        #expect(throws: ScenarioRefusal.changedMeanwhile(version: 3, author: "Maud")) {
            try publish(changed("three"), over: 2, author: "Iris")
        }
        #expect(try publish(changed("three"), over: 3, author: "Iris") == 4)
    }

    @Test func `what changes nothing, has no reason or is not fit is not published`() throws {
        #expect(throws: ScenarioRefusal.changesNothing) {
            try publish(ScenarioLibrary.standard[0], over: 0)
        }
        #expect(throws: ScenarioRefusal.noReason) {
            try publish(changed("one"), over: 0, because: " \n")
        }
        var defensive = ScenarioLibrary.standard[0]
        defensive.say.append("That is our policy.")
        #expect(throws: ScenarioRefusal.unfit) { try publish(defensive, over: 0) }
        #expect(try house.hub.read { try $0.standingVersions() }.isEmpty)
    }

    @Test func `the same text under another reason is no new version`() throws {
        _ = try publish(changed("one"), over: 0)
        let file = ScenarioFile(name: "mine", text: changed("one").text)
        let again = try house.hub.write(author: "ops", now: house.now) {
            try $0.publishScenarios([file])
        }
        #expect(again.published.isEmpty && again.unchanged.count == 1)
    }

    @Test func `what a site said that it has counts in one life of the hub`() throws {
        _ = try publish(changed("one"), over: 0)
        let position = try #require(
            try house.hub.read { try $0.standingVersions()[changed("").code] }
        ).position
        func reach() throws -> Int64? {
            let request = try house.lisbon.nextRequest(next: Token(rawValue: 5), waitSeconds: 0)
            try house.hub.noteReached([1: SiteReach(request)])
            return try house.hub.read { try $0.reaches() }[1]?.everyone
        }
        #expect(try reach() ?? 0 < position)
        try house.exchange(house.lisbon)
        #expect(try reach() ?? 0 >= position)
        var other = try house.lisbon.nextRequest(next: Token(rawValue: 6), waitSeconds: 0)
        other.epoch = Epoch(rawValue: 8)
        try house.hub.noteReached([1: SiteReach(other)])
        #expect(try house.hub.read { try $0.reaches() }.isEmpty)
    }
}
