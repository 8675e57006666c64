import Recovery
import Testing

/// A complete scenario with known lines, and ways to break it.
enum SampleScenario {
    static let text = """
        scenario: HK-09
        name: Room not cleaned
        summary: The guest finds the room unserviced.
        touchpoints: room, arrival
        responder: housekeeping
        support: front office
        severity: 3
        targets: T1, TP
        ladder: C0-C2; move at arrival
        compensation: A drink
        tone: plain
        channels: in person, phone
        alarm: Call now.
        cues:
          not cleaned, bed not made, no housekeeping, never cleaned,
          not serviced, trash not emptied, bins not emptied, nobody cleaned
        score ceiling: 60
        anticipate:
          - Check the list.
        acknowledge:
          - Say it back.
        apologise:
          - Say sorry.
        alternatives:
          - Clean it
            within the hour.
        amends:
          - A drink.
        say:
          - We missed it.
        do not say:
          - It is our policy.
        causes:
          - staffing: too few people
          - expectation gap: sold too early
        preventive check: List at 15:00
        effect metric: Cases a night
        in-stay message:
          Dear {guest}, I am sorry. We will clean
          it by {time}.

          {name}
        post-stay message: Dear {guest}, I am sorry, I will write by {time}. {name}
        """

    /// The sample with one line replaced.
    static func replacing(_ line: String, with other: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0 == line ? other : String($0) }.joined(separator: "\n")
    }
}

@Suite struct ScenarioFileTests {
    @Test func `every field is read`() throws {
        let file = ScenarioFile(name: "a", text: SampleScenario.text)
        #expect(file.findings == [])
        let scenario = try #require(file.scenarios.first)
        #expect(scenario.code.description == "HK-09")
        #expect(scenario.touchpoints == [.room, .arrival])
        #expect(scenario.responder.lead == .team(.housekeeping))
        #expect(scenario.severity == .fixed(.serviceDenied))
        #expect(scenario.targets == [.t1, .tp])
        #expect(scenario.ladder.levels == .c0 ... .c2)
        #expect(scenario.ladder.note == "move at arrival")
        #expect(scenario.channels == [.inPerson, .phone])
        #expect(scenario.cues.phrases.count == 8)
        #expect(scenario.cues.scoreCeiling == 60)
        #expect(scenario.playbook[.alternatives] == ["Clean it within the hour."])
        #expect(scenario.causes.map(\.code) == [.staffing, .expectationGap])
        #expect(
            scenario.inStayMessage.text
                == "Dear {guest}, I am sorry. We will clean it by {time}.\n\n{name}"
        )
    }

    @Test(
        arguments: [
            ("severity: 3", "severity: 6", 7, "\"6\" is not understood in \"severity\""),
            ("severity: 3", "severity:", 7, "Fill in \"severity\""),
            ("severity: 3", "severty: 3", 7, "There is no field \"severty\""),
            ("severity: 3", "severity 3", 7, "Write \"key: value\""),
            ("severity: 3", " severity: 3", 7, "Indent by two spaces."),
            ("severity: 3", "name: twice", 7, "Join this with \"name\" on line 2"),
            ("scenario: HK-09", "scenario: hk9", 1, "Write the code as two to four capitals"),
            ("scenario: HK-09", "# nothing", 2, "Begin with \"scenario: CODE\""),
            ("touchpoints: room, arrival", "touchpoints: room, pool", 4, "\"pool\""),
            ("touchpoints: room, arrival", "touchpoints: room,, arrival", 4, "Delete the comma"),
            ("responder: housekeeping", "responder: house keepers", 5, "\"house keepers\""),
            ("support: front office", "support: frontoffice", 6, "\"frontoffice\""),
            ("targets: T1, TP", "targets: T9", 8, "\"T9\""),
            ("ladder: C0-C2; move at arrival", "ladder: C2-C0", 9, "\"C2-C0\""),
            ("ladder: C0-C2; move at arrival", "ladder: C7", 9, "\"C7\""),
            ("channels: in person, phone", "channels: pigeon", 12, "\"pigeon\""),
            ("score ceiling: 60", "score ceiling: 101", 17, "from 0 to 100"),
            ("  - Check the list.", "  Check the list.", 18, "Fill in \"anticipate\""),
            ("  - Check the list.", "  -", 19, "Write something after \"-\""),
            ("  - staffing: too few people", "  - weather: rain", 34, "Begin each cause with"),
            ("  it by {time}.", "  it by {tme}.", 40, "There is no slot {tme}; use one of {guest}"),
            ("  {name}", "  {name", 38, "with both braces"),
        ])
    func `a mistake is found on its line with what to write instead`(
        line: String,
        mistake: String,
        number: Int,
        message: String
    ) {
        let text = SampleScenario.replacing(line, with: mistake)
        let findings = ScenarioFile(name: "a", text: text).findings
        #expect(
            findings.contains { $0.line == number && $0.message.description.contains(message) },
            "\(findings)"
        )
        #expect(findings.allSatisfy { $0.severity == .error })
    }

    @Test func `many mistakes are found at once, and good scenarios beside them are kept`() {
        let bad = SampleScenario.replacing("severity: 3", with: "severity: x")
            .replacing("HK-09", with: "HK-10").replacing(
                "channels: in person",
                with: "channels: owl"
            )
        let file = ScenarioFile(name: "a", text: bad + "\n" + SampleScenario.text)
        #expect(file.findings.map(\.line) == [7, 12])
        #expect(file.findings.first?.description.hasPrefix("a:7: error: HK-10: \"x\"") == true)
        #expect(file.scenarios.map(\.code.description) == ["HK-09"])
    }

    @Test(arguments: ["", "\n\n", "# only a comment", "\u{FEFF}"])
    func `a file without scenarios says how to begin`(text: String) {
        #expect(ScenarioFile(name: "a", text: text).findings.map(\.line) == [1])
    }

    @Test func `carriage returns and a byte order mark change nothing`() {
        let windows = "\u{FEFF}" + SampleScenario.text.replacing("\n", with: "\r\n")
        let file = ScenarioFile(name: "a", text: windows)
        #expect(file.scenarios == ScenarioFile(name: "a", text: SampleScenario.text).scenarios)
        #expect(file.scenarios.count == 1)
    }

    @Test func `a scenario is printed so that it reads back unchanged`() throws {
        var texts = [SampleScenario.text]
        texts.append(
            SampleScenario.replacing("responder: housekeeping", with: "responder: person:ana")
        )
        texts.append(
            SampleScenario.replacing("touchpoints: room, arrival", with: "touchpoints: any")
        )
        texts.append(SampleScenario.replacing("severity: 3", with: "severity: +1"))
        let long = String(repeating: "word - with, hyphens ", count: 20)
        texts.append(SampleScenario.replacing("  - Say sorry.", with: "  - " + long))
        for text in texts {
            let scenario = try #require(ScenarioFile(name: "a", text: text).scenarios.first)
            let again = ScenarioFile(name: "b", text: scenario.text)
            #expect(again.scenarios == [scenario])
            #expect(again.findings == [])
        }
    }

    @Test(arguments: 84..<98)
    func `a hyphen at the end of a line does not become an item`(letterCount: Int) throws {
        let step = String(repeating: "x", count: letterCount) + " - then wait"
        let text = SampleScenario.replacing("  - Say sorry.", with: "  - " + step)
        let scenario = try #require(ScenarioFile(name: "a", text: text).scenarios.first)
        #expect(ScenarioFile(name: "b", text: scenario.text).scenarios == [scenario])
    }

    @Test(arguments: 0..<200)
    func `damaged text never stops the reader, and each finding is on a line of it`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var bytes = Array(SampleScenario.text.utf8)
        for _ in 0..<Int.random(in: 1...20, using: &random) {
            let index = bytes.indices.randomElement(using: &random) ?? 0
            bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        let file = ScenarioFile(name: "a", text: text)
        for finding in ScenarioLint.findings(in: [file]) {
            #expect((1...lineCount).contains(finding.line))
        }
        for scenario in file.scenarios {
            #expect(ScenarioFile(name: "b", text: scenario.text).scenarios == [scenario])
        }
    }
}
