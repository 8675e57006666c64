import Recovery
import Storage
import TestSupport
import Testing

/// A browser at the desk of a house whose hub is away.
private struct Desk {
    let store: NodeStore
    private var browser: TestBrowser

    init(_ store: NodeStore, _ browser: TestBrowser) {
        (self.store, self.browser) = (store, browser)
    }

    mutating func get(_ path: String) async throws -> TestBrowser.Page {
        try await browser.get(path)
    }

    mutating func post(
        _ path: String,
        _ fields: [String: String] = [:]
    ) async throws -> TestBrowser.Page {
        try await browser.send(path, fields)
    }

    /// Lets somebody else come to the desk.
    mutating func signIn(_ name: String, _ role: StaffRole) async throws {
        let person = try store.addPerson(
            Person.Profile(name: name, role: role),
            secret: try Secret("Sunny-harbour-9"),
            author: "test",
            now: WallClock.now()
        )
        browser.forget()
        let fields = ["person": "\(person.id.rawValue)", "secret": "Sunny-harbour-9"]
        #expect(try await post("/sign-in", fields).location == "/")
    }
}

/// A house with Ana, the manager, at its desk while `body` runs.
private func withDesk(_ body: (inout Desk) async throws -> Void) async throws {
    try await withDirectory { directory in
        let hub = try newHub(directory)
        let store = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
        try await withNode(directory + "/lis") { address in
            try await TestBrowser.at(address) { browser in
                var random = SystemRandomNumberGenerator()
                let code = try #require(try store.drawSetUpCode(using: &random))
                _ = try await browser.send(
                    "/set-up",
                    ["code": "\(code)", "name": "Ana Lopes", "secret": "Sunny-harbour-9"]
                )
                var desk = Desk(store, browser)
                try await body(&desk)
            }
        }
    }
}

@Suite(.serialized) struct ShiftPagesTests {
    private func open(
        _ store: NodeStore,
        _ code: String,
        owner: String? = nil,
        place: String = "412"
    ) throws {
        let scenario = try #require(
            PublishedScenario.shipped.first { $0.scenario.code.description == code }
        )
        let now = WallClock.now()
        try store.change(author: "Ana Lopes", now: now) { transaction in
            var opening = CaseOpening(
                summary: scenario.scenario.name,
                receivedAt: now,
                scenario: scenario
            )
            opening.place = place
            let id = try transaction.openCase(opening).id
            if let owner { try transaction.assignCase(id, team: nil, owner: owner) }
        }
    }

    @Test func `a case shows its clocks, each with the account that leads to its moment`()
        async throws
    {
        try await withDesk { desk in
            try open(desk.store, "EN-02")
            let page = try await desk.get("/cases/LIS-1")
            for words in ["Answer the alarm", "Be with the guest", "Put it right"] {
                #expect(page.text.contains(words))
            }
            #expect(page.text.contains("<th scope=\"row\">Target T1</th><td>5 min</td>"))
            #expect(page.text.contains("<th scope=\"row\">Left of it</th>"))
            #expect(page.text.contains("<details open>"))
            #expect(try await desk.post("/cases/LIS-1/acknowledge").status == 303)
            #expect(try await desk.get("/cases/LIS-1").text.contains(">Met<"))
        }
    }

    @Test func `a shift is given by one person and taken by another, with the open cases`()
        async throws
    {
        try await withDesk { desk in
            try open(desk.store, "EN-02", owner: "Ana Lopes")
            let list = try await desk.get("/handover")
            #expect(list.text.contains("1 case to hand over"))
            #expect(list.text.contains("Room 412"))
            #expect(try await desk.post("/handover", ["text": "Keys <here>"]).status == 303)
            let handover = try #require(
                try desk.store.read { try $0.handovers(countMax: 1) }.first
            )
            #expect(handover.cases == ["LIS-1"])
            let take = "/handover/\(handover.id)/take"
            #expect(try await desk.post(take).status == 409)
            try await desk.signIn("Rui Patrão", .staff)
            let waiting = try await desk.get("/handover")
            #expect(waiting.text.contains("Take the shift over, and 1 case of Ana Lopes"))
            #expect(waiting.text.contains("Keys &lt;here&gt;"))
            #expect(try await desk.post(take).status == 303)
            let found = try desk.store.read { try $0.recoveryCase(named: "LIS-1") }
            #expect(found.owner == "Rui Patrão")
            #expect(try await desk.get("/handover").text.contains("Handed over before"))
        }
    }

    @Test func `the roster says who answers, and only those who lead change it`() async throws {
        try await withDesk { desk in
            let page = try await desk.get("/roster")
            let day = try #require(
                page.text.split(separator: "name=\"day\"><option value=\"").dropFirst().first?
                    .prefix { $0 != "\"" }
            )
            let form = [
                "person": "Ana Lopes", "team": "engineering", "day": String(day),
                "from": "00:00", "to": "00:00", "deputy": "yes",
            ]
            #expect(try await desk.post("/roster", form).status == 303)
            #expect(try await desk.post("/roster", form).status == 409)
            let now = try await desk.get("/roster")
            #expect(now.text.contains("1 person is on duty"))
            #expect(now.text.contains("<th scope=\"row\">Engineering</th><td>Ana Lopes</td>"))
            #expect(now.text.contains("</svg>Deputy</span>"))
            #expect(now.text.contains("Duty manager answers"))
            try await desk.signIn("Rui Patrão", .staff)
            let view = try await desk.get("/roster")
            #expect(!view.text.contains("Put someone on"))
            _ = try await desk.get("/handover")
            #expect(try await desk.post("/roster/copy").status == 403)
        }
    }

    @Test func `a drill goes the real way, says so, and is no part of handover or brief`()
        async throws
    {
        try await withDesk { desk in
            _ = try await desk.get("/brief")
            let form = ["scenario": "EN-02", "place": "101", "once": "a"]
            #expect(try await desk.post("/brief/drill", form).location == "/cases/LIS-1")
            #expect(try await desk.post("/brief/drill", form).location == "/cases/LIS-1")
            let found = try desk.store.read { try $0.recoveryCase(named: "LIS-1") }
            #expect(found.isDrill)
            let alarms = try desk.store.read { try $0.openAlarms(countMax: 5) }
            #expect(alarms.map(\.responder) == ["engineering"])
            #expect(try await desk.get("/cases/LIS-1").text.contains("</svg>Drill</span>"))
            #expect(try await desk.get("/handover").text.contains("Nothing to hand over"))
            let brief = try await desk.get("/brief")
            #expect(brief.text.contains("No guest was let down yesterday"))
            #expect(brief.text.contains("href=\"/cases/LIS-1\""))
        }
    }

    @Test func `office hours are tried before they are kept, and a wrong line is named`()
        async throws
    {
        try await withDesk { desk in
            _ = try await desk.get("/calendar")
            let hours = "Monday: 08:00-12:00, 14:00-18:00\r\nTargets: TP"
            let tried = try await desk.post("/calendar", ["text": hours, "act": "preview"])
            #expect(tried.text.contains("No open case is due at another moment."))
            #expect(
                try desk.store.read { try $0.serviceHoursText() } == ServiceHours.standardText
            )
            let wrong = try await desk.post("/calendar", ["text": "Moon: 1", "act": "keep"])
            #expect(wrong.status == 400)
            #expect(wrong.text.contains("Line 1, &#39;Moon: 1&#39;"))
            #expect(try await desk.post("/calendar", ["text": hours, "act": "keep"]).status == 303)
            #expect(
                try desk.store.read { try $0.serviceHoursText() }
                    == "Monday: 08:00-12:00, 14:00-18:00\nTargets: TP"
            )
        }
    }

    @Test func `the pages of the shift have one heading and nothing from elsewhere`() async throws {
        try await withDesk { desk in
            try open(desk.store, "EN-02")
            for path in [
                "/handover", "/roster", "/brief", "/orphans", "/calendar", "/numbers",
                "/process", "/stories", "/reviews",
            ] {
                let page = try await desk.get(path)
                #expect(page.status == 200)
                #expect(page.text.split(separator: "<h1>").count == 2)
                #expect(!page.text.contains("<script>") && !page.text.contains(" style="))
                #expect(!page.text.contains("http"))
            }
        }
    }
}
