import Recovery
import Storage
import TestSupport
import Testing
import Web

@Suite(.serialized) struct TakeoverPagesTests {
    /// Opens a case of a kind at a house.
    private static func open(_ code: String, at node: NodeStore) throws {
        let now = WallClock.now()
        let scenario = PublishedScenario.shipped.first { $0.scenario.code.description == code }
        try node.change(author: "Ana", now: now) {
            var opening = CaseOpening(summary: "cold", receivedAt: now, scenario: scenario)
            opening.guest = "Joana Prado"
            opening.place = "412"
            _ = try $0.openCase(opening)
        }
    }

    /// Has the house fall silent so many hours ago, once its last word is written down.
    private static func silence(_ hub: HubStore, hours: Int64) async throws {
        let isHeard = try await eventually(within: .seconds(20)) {
            try hub.listSites().contains { $0.heardAt != nil }
        }
        #expect(isHeard)
        let then = Timestamp(milliseconds: WallClock.now().milliseconds - hours * 3_600_000)
        try hub.noteHeard([1: (at: then, version: "amends/0")])
    }

    private static func node(beside path: String) throws -> NodeStore {
        try NodeStore(path: path.dropLast("/hub.db".count) + "/lis/node.db")
    }

    @Test func `a silent house's case is taken over, worked on, closed, and told of there`()
        async throws
    {
        try await withHeadquarters({ try Self.open("EN-02", at: $1) }) { hub, path, browser in
            try await Self.silence(hub, hours: 2)
            let silent = try await browser.get("/silent").text
            #expect(silent.contains("1 site cannot be reached") && silent.contains("LIS-1"))
            #expect(try await !browser.get("/silent?hours=4").text.contains("LIS-1"))

            let before = try await browser.get("/silent/LIS-1").text
            #expect(before.contains("Joana Prado") && before.contains("Take it over"))
            #expect(!before.contains("Log it"))
            // Nobody works on what the house has.
            let early = try await browser.send("/silent/LIS-1/note", ["text": "Called"])
            #expect(early.status == 409 && early.text.contains("Take it over first"))
            let taking = ["owner": "Maud Ostrander"]
            let taken = try await browser.send("/silent/LIS-1/take", taking)
            #expect(taken.location == "/silent/LIS-1")
            #expect(try await browser.send("/silent/LIS-1/take", taking).status == 409)

            for (verb, fields) in [
                ("move", ["to": "inProgress"]),
                ("contact", ["channel": "phone", "result": "reached", "reason": ""]),
                ("note", ["text": "I am sorry", "step": "apologise"]),
            ] {
                let answer = try await browser.send("/silent/LIS-1/\(verb)", fields)
                #expect(answer.location == "/silent/LIS-1", "\(verb): \(answer.text.prefix(600))")
            }
            let unready = try await browser.send(
                "/silent/LIS-1/close",
                ["outcome": "recovered", "cause": ""]
            )
            #expect(unready.status == 409 && unready.text.contains("remedied first"))
            let closing = ["outcome": "notAFailure", "cause": ""]
            let closed = try await browser.send("/silent/LIS-1/close", closing)
            #expect(closed.location == "/silent/LIS-1")

            let lisbon = try Self.node(beside: path)
            _ = try await syncOverHTTP(lisbon)
            let detail = try lisbon.read { try $0.detail(of: $0.recoveryCase(named: "LIS-1")) }
            #expect(detail.recoveryCase.state == .closed)
            #expect(detail.recoveryCase.owner == "Maud Ostrander")
            #expect(detail.recoveryCase.marks.takenOverAt != nil)
            #expect(detail.dealings.attempts.map(\.result) == [.reached])
        }
    }

    @Test func `what can be reached, is sealed or is gone is not taken over`() async throws {
        try await withHeadquarters({
            try Self.open("EN-02", at: $1)
            try Self.open("SE-01", at: $1)
        }) { hub, _, browser in
            try await Self.silence(hub, hours: 0)
            let owner = ["owner": "Maud Ostrander"]
            _ = try await browser.get("/regions")
            let reachable = try await browser.send("/silent/LIS-1/take", owner)
            #expect(reachable.status == 409 && reachable.text.contains("can be reached"))
            try await Self.silence(hub, hours: 30)
            let page = try await browser.get("/silent").text
            #expect(page.contains("/silent/LIS-1") && !page.contains("/silent/LIS-2"))
            #expect(page.contains("Sealed: call the duty manager"))
            #expect(try await browser.get("/silent/LIS-2").status == 403)
            #expect(try await browser.send("/silent/LIS-2/take", owner).status == 403)
            #expect(try await browser.get("/silent/LIS-99").status == 404)
        }
    }

    @Test func `what is given back is the house's again`() async throws {
        try await withHeadquarters({ try Self.open("EN-02", at: $1) }) { hub, path, browser in
            try await Self.silence(hub, hours: 2)
            _ = try await browser.get("/silent/LIS-1")
            _ = try await browser.send("/silent/LIS-1/take", ["owner": "Maud Ostrander"])
            let silent = try await browser.get("/silent").text
            #expect(silent.contains("Headquarters has these"))
            let back = try await browser.send("/silent/LIS-1/back", ["text": "They wait in 412"])
            #expect(back.location == "/silent/LIS-1")
            let lisbon = try Self.node(beside: path)
            _ = try await syncOverHTTP(lisbon)
            let detail = try lisbon.read { try $0.detail(of: $0.recoveryCase(named: "LIS-1")) }
            #expect(detail.recoveryCase.marks.takenOverAt == nil)
            #expect(detail.notes.last?.text.hasSuffix("They wait in 412") == true)
        }
    }
}
