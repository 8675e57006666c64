import FoundationEssentials
import Hub
import Recovery
import Storage
import TestSupport
import Testing
import Web
import Wire

/// Headquarters with two houses, and somebody at its desk.
private struct Headquarters {
    let hub: HubStore
    let lisbon: NodeStore
    let porto: NodeStore

    static let secret = "Long-corridor-7"

    /// Serves a new hub; `prepare` is done before.
    static func serving(
        _ body: (Headquarters, inout TestBrowser) async throws -> Void
    ) async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let place = ListenAddress.lasting()
            let lisbon = try hub.addNode("LIS", directory + "/lis", hubURL: place.url)
            let porto = try hub.addNode("OPO", directory + "/opo", hubURL: place.url)
            try await withHub(directory, at: place) { address in
                let headquarters = Headquarters(hub: hub, lisbon: lisbon, porto: porto)
                try await TestBrowser.at(address) { try await body(headquarters, &$0) }
            }
        }
    }

    /// Brings the first person to the desk.
    func open(_ browser: inout TestBrowser) async throws {
        var random = SystemRandomNumberGenerator()
        let code = try #require(try hub.drawSetUpCode(using: &random))
        let fields = ["code": "\(code)", "name": "Maud Ostrander", "secret": Self.secret]
        #expect(try await browser.send("/set-up", fields).location == "/sites")
    }

    /// Opens cases of a kind that happened so many days ago.
    static func add(_ count: Int, _ code: String, daysAgo: Int64, to node: NodeStore) throws {
        let now = WallClock.now()
        let happened = Timestamp(milliseconds: now.milliseconds - daysAgo * 86_400_000)
        let scenario = PublishedScenario.shipped.first { $0.scenario.code.description == code }
        try node.change(author: "desk", now: now) { transaction in
            for _ in 0..<count {
                _ = try transaction.openCase(
                    CaseOpening(summary: "cold", receivedAt: happened, scenario: scenario)
                )
            }
        }
    }
}

@Suite(.serialized) struct HeadquartersPagesTests {
    @Test func `nobody reads a page before signing in`() async throws {
        try await Headquarters.serving { _, browser in
            for path in [
                "/", "/failures", "/failures.csv", "/failures.json", "/failure?code=HK-01",
                "/cases", "/sites", "/people",
            ] {
                let page = try await browser.get(path)
                #expect(page.status == 303 && page.location == "/sign-in", "\(path)")
            }
            #expect(try await browser.send("/sites", ["code": "XXX"]).location == "/sign-in")
        }
    }

    @Test func `the set-up code opens headquarters once, and a house's cookie does not`()
        async throws
    {
        try await Headquarters.serving { headquarters, browser in
            let wrong = ["code": "AAAA-AAAA", "name": "M", "secret": Headquarters.secret]
            #expect(try await browser.send("/set-up", wrong).status == 403)
            try await headquarters.open(&browser)
            #expect(try await browser.get("/").status == 200)
            browser.forget()
            #expect(try await browser.send("/set-up", wrong).status == 403)
            let fields = ["name": "maud ostrander", "secret": Headquarters.secret]
            #expect(try await browser.send("/sign-in", fields).location == "/")
            #expect(try await browser.get("/").status == 200)
        }
    }

    @Test func `figures, their rows and their files agree`() async throws {
        try await Headquarters.serving { headquarters, browser in
            // At least a week ago, so in whole weeks, and less than four.
            try Headquarters.add(5, "HK-01", daysAgo: 8, to: headquarters.lisbon)
            try Headquarters.add(2, "EN-02", daysAgo: 9, to: headquarters.lisbon)
            try Headquarters.add(4, "EN-02", daysAgo: 10, to: headquarters.porto)
            _ = try await syncOverHTTP(headquarters.lisbon)
            _ = try await syncOverHTTP(headquarters.porto)
            try await headquarters.open(&browser)
            let failures = try await browser.get("/failures").text
            #expect(
                failures.contains("No hot water or drain blocked") || failures.contains("EN-02")
            )
            #expect(failures.contains("55 % of 11 cases"), "\(failures.prefix(2000))")
            let rows = try await browser.get("/failures.csv").text
                .split(separator: "\r\n").dropFirst().map {
                    $0.split(separator: ",").map(String.init)
                }
            let counted = Dictionary(
                rows.map { ("\($0[0]) \($0[1])", Int($0.last ?? "") ?? 0) },
                uniquingKeysWith: +
            )
            #expect(counted == ["LIS HK-01": 5, "LIS EN-02": 2, "OPO EN-02": 4])
            let listed = try await browser.get("/cases?code=EN-02&weeks=4").text
            #expect(listed.contains("<h1>6 cases</h1>"))
            #expect(
                try await browser.get("/cases?code=EN-02&weeks=4&site=OPO").text
                    .contains("<h1>4 cases</h1>")
            )
            #expect(try await browser.get("/cases?site=LIS").text.contains("<h1>7 cases</h1>"))
            #expect(try await browser.get("/failures?site=XYZ").status == 404)
            let one = try await browser.get("/failure?code=EN-02").text
            #expect(one.contains("6 cases in the 13 weeks"))
        }
    }

    @Test func `a site that is enrolled on the page joins with the code that it shows`()
        async throws
    {
        try await Headquarters.serving { headquarters, browser in
            try await headquarters.open(&browser)
            _ = try await browser.get("/sites")
            let page = try await browser.send(
                "/sites",
                ["code": "gva", "name": "Geneva", "timeZone": "Europe/Zurich", "currency": "CHF"]
            )
            let code = try #require(
                page.text.split(separator: "--join ").dropFirst().first?.prefix { $0 != "<" }
            )
            var random = SystemRandomNumberGenerator()
            let reply = try headquarters.hub.enrol(
                try #require(Invitation(String(code))).code,
                now: WallClock.now()
            ) { Credential(site: $0, using: &random) }
            #expect(reply.siteCode == "GVA" && reply.siteName == "Geneva")
            // The code is shown once.
            #expect(try await !browser.get("/sites").text.contains(String(code)))
            let taken = try await browser.send(
                "/sites",
                ["code": "GVA", "name": "Again", "timeZone": "UTC", "currency": "CHF"]
            )
            #expect(taken.status == 400)
        }
    }

    @Test func `two sides that differ are settled on the page, and that is taken back`()
        async throws
    {
        try await Headquarters.serving { headquarters, browser in
            let id = try headquarters.lisbon.addCase("tepid")
            _ = try await syncOverHTTP(headquarters.lisbon)
            func own(_ store: some RecordStore, _ name: String) throws {
                try store.change(author: name, now: WallClock.now()) { transaction in
                    let row = try #require(try transaction.row(Catalogue.recoveryCase, id))
                    try transaction.edit(row, fields: [(CaseField.owner.rawValue, .text(name))])
                }
            }
            try own(headquarters.hub, "Maud")
            try own(headquarters.lisbon, "Ana")
            _ = try await syncOverHTTP(headquarters.lisbon)
            try await headquarters.open(&browser)
            let page = try await browser.get("/sites").text
            #expect(page.contains("Keep Maud") && page.contains("Keep Ana"))
            func field(_ name: String) -> String {
                page.split(separator: "name=\"\(name)\" value=\"").dropFirst().first
                    .map { String($0.prefix { $0 != "\"" }) } ?? ""
            }
            let choice = ["id": field("id"), "seen": field("seen"), "value": "Maud"]
            #expect(try await browser.send("/sites/conflicts", choice).status == 303)
            let settled = try headquarters.hub.read { try $0.conflicts() }
            #expect(settled.isEmpty)
            #expect(
                try await browser.send("/sites/conflicts/undo", ["id": field("id")]).status == 303
            )
            #expect(
                try headquarters.hub.read { try $0.settledConflicts().map(\.state) } == [.undone]
            )
            var stale = choice
            stale["seen"] = "9.9"
            #expect(try await browser.send("/sites/conflicts", stale).status == 409)
        }
    }

    @Test func `of a sealed case headquarters sees that two sides differ, and nothing more`()
        async throws
    {
        try await Headquarters.serving { headquarters, browser in
            let now = WallClock.now()
            let id = try headquarters.lisbon.change(author: "Ana", now: now) {
                let scenario = PublishedScenario.shipped.first {
                    $0.scenario.code.description == "SE-01"
                }
                return try $0.openCase(
                    CaseOpening(summary: "", receivedAt: now, scenario: scenario)
                ).id
            }
            _ = try await syncOverHTTP(headquarters.lisbon)
            func own(_ store: some RecordStore, _ name: String) throws {
                try store.change(author: "test", now: WallClock.now()) {
                    try $0.assignCase(id, team: nil, owner: name)
                }
            }
            try own(headquarters.hub, "Maud Secret")
            try own(headquarters.lisbon, "Ana Secret")
            _ = try await syncOverHTTP(headquarters.lisbon)
            try await headquarters.open(&browser)
            func expectNothingTold() async throws {
                let page = try await browser.get("/sites").text
                #expect(!page.contains("Maud Secret") && !page.contains("Ana Secret"))
                #expect(page.contains("Sealed"))
                #expect(!page.contains("action=\"/sites/conflicts"))
            }
            try await expectNothingTold()
            let item = try #require(try headquarters.hub.read { try $0.conflicts() }.first)
            let seen = item.versions.map(\.description).joined(separator: ",")
            let choice = ["id": "\(item.id)", "seen": seen, "value": "Ana Secret"]
            #expect(try await browser.send("/sites/conflicts", choice).status == 403)
            try headquarters.hub.change(author: "test", now: WallClock.now()) {
                try $0.resolve(item, to: "Ana Secret")
            }
            try await expectNothingTold()
            let undo = ["id": "\(item.id)"]
            #expect(try await browser.send("/sites/conflicts/undo", undo).status == 403)
        }
    }

    @Test func `an operator runs sites and decides nothing about guests`() async throws {
        try await Headquarters.serving { headquarters, browser in
            try await headquarters.open(&browser)
            _ = try await browser.get("/people")
            let operatorFields = [
                "name": "Iris Kamp", "role": "operator", "team": "", "secret": "Deep-cellar-55",
            ]
            #expect(try await browser.send("/people", operatorFields).location == "/people")
            browser.forget()
            let fields = ["name": "Iris Kamp", "secret": "Deep-cellar-55"]
            #expect(try await browser.send("/sign-in", fields).location == "/")
            _ = try await browser.get("/sites")
            let decision = ["id": "4.17:owner", "seen": "", "value": "x"]
            #expect(try await browser.send("/sites/conflicts", decision).status == 403)
            let rejoin = try await browser.send("/sites/rejoin", ["code": "LIS"])
            #expect(rejoin.status == 200 && rejoin.text.contains("--join "))
        }
    }

    @Test func `every page of headquarters that the manual names is there`() async throws {
        let paths = try Manual.paths(under: "## Headquarters' pages")
        #expect(paths.count > 7)
        try await Headquarters.serving { headquarters, browser in
            try await headquarters.open(&browser)
            for path in paths {
                #expect(try await browser.get(path).status == 200, "\(path)")
            }
        }
    }
}
