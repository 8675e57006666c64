import FoundationEssentials
import Recovery
import Storage
import TestSupport
import Testing
import Web

/// Headquarters with three houses, at one of which something has begun to fail.
private func serving(
    _ body: (HubStore, inout TestBrowser) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let hub = try newHub(directory)
        let place = ListenAddress.lasting()
        let nodes = try ["LIS", "OPO", "GVA"].map {
            try hub.addNode($0, directory + "/" + $0, hubURL: place.url)
        }
        try await withHub(directory, at: place) { address in
            for node in nodes {
                let isNoisy = try node.membership().site == nodes[0].membership().site
                try fail(node, noisyWeeks: isNoisy ? 4 : 0)
                _ = try await syncOverHTTP(node)
            }
            try await heard(hub)
            try await TestBrowser.at(address) { browser in
                var random = SystemRandomNumberGenerator()
                let code = try #require(try hub.drawSetUpCode(using: &random))
                let fields = [
                    "code": "\(code)", "name": "Maud Ostrander", "secret": "Long-corridor-7",
                ]
                #expect(try await browser.send("/set-up", fields).location == "/sites")
                try await body(hub, &browser)
            }
        }
    }
}

/// A case a week over most of a year, and of one kind six times as many in the last weeks.
private func fail(_ node: NodeStore, noisyWeeks: Int64) throws {
    let now = WallClock.now()
    try node.change(author: "desk", now: now) { transaction in
        for week in Int64(1)...50 {
            for code in ["EN-02", "NO-01"] {
                let count = code == "EN-02" && week <= noisyWeeks ? 6 : 1
                let scenario = PublishedScenario.shipped.first {
                    $0.scenario.code.description == code
                }
                for _ in 0..<count {
                    let happened = Timestamp(
                        milliseconds: now.milliseconds - week * 7 * 86_400_000
                    )
                    _ = try transaction.openCase(
                        CaseOpening(summary: "cold", receivedAt: happened, scenario: scenario)
                    )
                }
            }
        }
    }
}

@Suite(.serialized) struct SignalPagesTests {
    @Test func `a signal is judged once, by name, and stays judged`() async throws {
        try await serving { hub, browser in
            let week = try await browser.get("/").text
            #expect(week.contains("has become more frequent") && week.contains("Hotel LIS"))
            let page = try await browser.get("/signals").text
            #expect(page.contains("none judged so far"))
            let blank = ["kind": "risen", "scenario": "EN-02", "verdict": "known", "text": " "]
            #expect(try await browser.send("/signals", blank).status == 400)
            let verdict = [
                "kind": "risen", "scenario": "EN-02", "verdict": "real", "text": "The boiler",
            ]
            #expect(try await browser.send("/signals", verdict).status == 303)
            let after = try await browser.get("/signals").text
            #expect(!after.contains("id=\"risen-EN-02\""))
            #expect(after.contains("real: The boiler") && after.contains("Maud Ostrander"))
            #expect(after.contains("1 of 1 judged were real"))
            #expect(try await !browser.get("/").text.contains("has become more frequent"))
            let judged = try hub.read { try $0.judgedSignals() }
            #expect(judged.map(\.state) == [.confirmed] && judged.map(\.site) == ["LIS"])
            #expect(judged.first?.judgedBy == "Maud Ostrander")
        }
    }

    @Test func `a signal that is taken up brings its kind, its site and its evidence`()
        async throws
    {
        try await serving { hub, browser in
            let page = try await browser.get("/signals").text
            #expect(page.contains("href=\"/problems?signal=risen-EN-02#new\""))
            let form = try await browser.get("/problems?signal=risen-EN-02").text
            #expect(form.contains("<option value=\"EN-02\" selected>"))
            #expect(form.contains("name=\"sites\" value=\"LIS\""))
            #expect(form.contains("has become more frequent\" placeholder"))
            #expect(form.contains("more frequent: 24 cases in 4 weeks where"))
            // One that waits no more leaves an empty form.
            let none = try await browser.get("/problems?signal=risen-HK-01").text
            #expect(none.contains("name=\"sites\" value=\"\""))
            let draft = [
                "title": "Hot water in LIS", "scenario": "EN-02", "sites": "LIS",
                "statement": "24 cases in 4 weeks", "owner": "Maud Ostrander",
            ]
            #expect(try await browser.send("/problems", draft).location == "/problems/1")
            #expect(try hub.read { try $0.problems().map(\.sites) } == [["LIS"]])
        }
    }

    @Test func `programs read signals, and an operator judges none`() async throws {
        try await serving { _, browser in
            let json = try await browser.get("/signals.json").text
            #expect(json.contains("\"kind\":\"risen\"") && json.contains("\"site\":\"LIS\""))
            _ = try await browser.get("/people")
            let iris = [
                "name": "Iris Kamp", "role": "operator", "team": "", "secret": "Deep-cellar-55",
            ]
            #expect(try await browser.send("/people", iris).location == "/people")
            browser.forget()
            let fields = ["name": "Iris Kamp", "secret": "Deep-cellar-55"]
            #expect(try await browser.send("/sign-in", fields).location == "/")
            let verdict = ["kind": "risen", "scenario": "EN-02", "verdict": "chance"]
            _ = try await browser.get("/people")
            #expect(try await browser.send("/signals", verdict).status == 403)
        }
    }
}
