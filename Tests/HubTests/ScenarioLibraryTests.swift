import Recovery
import Storage
import TestSupport
import Testing
import Web

@Suite(.serialized) struct ScenarioLibraryTests {
    /// Every field of the form that a page shows, as a browser would send it back.
    private static func fields(_ page: String) -> [String: String] {
        var fields: [String: String] = [:]
        for key in ScenarioKey.allCases {
            let area = page.split(separator: "<textarea class=\"input\" id=\"\(key.formName)\"")
            let line = page.split(separator: "<input class=\"input\" id=\"\(key.formName)\"")
            if area.count > 1 {
                let text = area[1].split(separator: ">", maxSplits: 1)[1]
                fields[key.formName] = String(text.split(separator: "</textarea>")[0])
            } else if line.count > 1 {
                let text = line[1].split(separator: "value=\"", maxSplits: 1)[1]
                fields[key.formName] = String(text.prefix { $0 != "\"" })
            }
        }
        let version = page.split(separator: "name=\"version\" value=\"").last ?? ""
        fields["version"] = String(version.prefix { $0 != "\"" })
        return fields.mapValues(\.plain)
    }

    @Test func `a version is looked at, published, received by the site, and seen there`()
        async throws
    {
        try await withHeadquarters { hub, _, browser in
            let before = try await browser.get("/scenarios/EN-02/edit").text
            var form = Self.fields(before)
            #expect(form.count == ScenarioKey.allCases.count + 1)
            form["alarm"] = "Take towels and a heater along."
            let preview = try await browser.send("/scenarios/EN-02/edit", form)
            #expect(preview.status == 200 && preview.text.contains("Fit to publish."))
            #expect(preview.text.contains("Take towels and a heater along."))
            #expect(try hub.read { try $0.standingVersions() }.isEmpty)

            form["act"] = "publish"
            let unexplained = try await browser.send("/scenarios/EN-02/edit", form)
            #expect(unexplained.status == 400 && unexplained.text.contains("Say why"))
            form["why"] = "Cold baths in March"
            let published = try await browser.send("/scenarios/EN-02/edit", form)
            #expect(published.location == "/scenarios/EN-02", "\(published.text.prefix(900))")
            let page = try await browser.get("/scenarios/EN-02").text
            #expect(page.contains("Cold baths in March") && page.contains("1 field changed"))
            #expect(page.contains("Received by 0 of 1 site") && page.contains("Not there yet"))

            // Whoever began before is told, and sees what was published meanwhile.
            form["alarm"] = "Go there at once."
            let late = try await browser.send("/scenarios/EN-02/edit", form)
            #expect(late.status == 409)
            #expect(late.text.contains("Maud Ostrander published version 2"))
            #expect(late.text.contains("Take towels and a heater along."))
        }
    }

    @Test func `the page says which site has a version once it has asked for more`() async throws {
        try await withHeadquarters { hub, path, browser in
            var scenario = try #require(ScenarioLibrary.standard.first)
            scenario.alarm = "Bring the sums at once."
            try hub.publish(scenario)
            let directory = String(path.dropLast("/hub.db".count))
            let lisbon = try NodeStore(path: directory + "/lis/node.db")
            #expect(try await browser.get("/scenarios").text.contains("not yet: LIS"))
            // The first exchange brings it, the second says so.
            for _ in 0..<2 { _ = try await syncOverHTTP(lisbon) }
            let isTold = try await eventually(within: .seconds(20)) {
                try await browser.get("/scenarios/\(scenario.code)").text
                    .contains("Received by 1 of 1 site")
            }
            #expect(isTold)
            #expect(try lisbon.read { try $0.scenarios() }.first?.scenario == scenario)
            let page = try await browser.get("/scenarios").text
            #expect(!page.contains("not yet: LIS") && page.contains("at every site"))
        }
    }

    @Test func `what is to be mended is marked at its field, in the command's words`() async throws
    {
        try await withHeadquarters { _, _, browser in
            var form = Self.fields(try await browser.get("/scenarios/EN-02/edit").text)
            form["say"] = "It is not our fault."
            form["severity"] = "awful"
            form["act"] = "publish"
            form["why"] = "To see"
            let page = try await browser.send("/scenarios/EN-02/edit", form)
            #expect(page.status == 400)
            let severity = try #require(page.text.split(separator: "id=\"severity-h\"").last)
            #expect(severity.prefix(400).contains("is not understood"))
            let file = ScenarioFile(
                name: "draft",
                text: ScenarioDraft(
                    try #require(ScenarioCode("EN-02")),
                    typed: Dictionary(
                        uniqueKeysWithValues: ScenarioKey.allCases.map {
                            ($0, form[$0.formName] ?? "")
                        }
                    )
                ).text
            )
            let findings = ScenarioLint.findings(in: [file])
            #expect(!findings.isEmpty)
            for finding in findings {
                #expect(page.text.plain.contains("\(finding.message)"))
            }
        }
    }

    @Test func `a new kind of failure is written from nothing`() async throws {
        try await withHeadquarters { hub, _, browser in
            _ = try await browser.get("/scenarios")
            #expect(try await browser.send("/scenarios", ["code": "HK-1"]).status == 404)
            let path = try await browser.send("/scenarios", ["code": "hk-77"]).location
            #expect(path == "/scenarios/HK-77/edit")
            #expect(try await browser.get("/scenarios/HK-77").status == 404)
            let page = try await browser.get("/scenarios/HK-77/edit").text
            #expect(page.contains("A new kind of failure"))
            var form = Self.fields(try await browser.get("/scenarios/HK-01/edit").text)
            form["name"] = "No kettle"
            form["version"] = "0"
            form["act"] = "publish"
            form["why"] = "Guests ask for it"
            let answer = try await browser.send("/scenarios/HK-77/edit", form)
            #expect(answer.location == "/scenarios/HK-77")
            let found = try hub.read { try $0.scenarioStanding("HK-77") }
            #expect(found?.headquarters.name == "No kettle" && found?.version == 1)
        }
    }
}

extension HubStore {
    /// Publishes a scenario as headquarters would.
    fileprivate func publish(_ scenario: FailureScenario) throws {
        _ = try write(author: "Maud Ostrander", now: WallClock.now()) {
            try $0.publish(ScenarioDraft(scenario), over: 0, because: "To see who has it")
        }
    }
}

extension String {
    /// The text of markup in which only these signs were escaped.
    fileprivate var plain: String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(self) { $0.replacing($1.0, with: $1.1) }
    }
}
