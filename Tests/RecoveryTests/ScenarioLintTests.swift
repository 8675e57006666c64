import Recovery
import Testing

@Suite struct ScenarioLintTests {
    private func findings(_ texts: String...) -> [LintFinding] {
        ScenarioLint.findings(
            in: texts.enumerated().map { ScenarioFile(name: "f\($0.offset)", text: $0.element) }
        )
    }

    @Test func `a good scenario has no findings`() {
        #expect(findings(SampleScenario.text) == [])
    }

    @Test(
        arguments: [
            ("  it by {time}.", "  it by {time}, as per our policy.", 40, "\"our policy\""),
            (
                "  it by {time}.", "  it by {time}. We regret any inconvenience.", 40,
                "any inconvenience"
            ),
            ("  it by {time}.", "  it by {time} even if you", 40, nil),
            ("  - We missed it.", "  - We are sorry, but it is late.", 30, "\"sorry but\""),
            ("  it by {time}.", "  it soon.", 38, "Add {time}"),
            ("  {name}", "  The team", 38, "Add {name}"),
            (
                "  Dear {guest}, I am sorry. We will clean", "  I am sorry. We will clean", 38,
                "Add {guest}"
            ),
            (
                "  Dear {guest}, I am sorry. We will clean", "  Dear {guest}, we will clean", 38,
                "apology"
            ),
            (
                "  Dear {guest}, I am sorry. We will clean", "  Dear {guest}, sorry, we clean", 38,
                "done"
            ),
            ("compensation: A drink", "compensation: none", 10, "Say what is offered up to C2"),
            ("ladder: C0-C2; move at arrival", "ladder: C0", 10, "Write none"),
        ])
    func `a rule that is broken is found on its line`(
        line: String,
        mistake: String,
        number: Int,
        message: String?
    ) {
        let found = findings(SampleScenario.replacing(line, with: mistake))
        guard let message else {
            #expect(found == [])
            return
        }
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.line == number)
        #expect(found.first?.severity == .error)
        #expect(found.first?.message.description.contains(message) == true)
    }

    @Test func `a defensive phrase over the end of a line is found`() {
        let text = SampleScenario.replacing(
            "  it by {time}.",
            with: "  by {time}. That you\n  should have said."
        )
        #expect(findings(text).map(\.message.description.head) == ["Replace \"you should have\""])
    }

    @Test func `at C5 no amount is offered by template`() {
        let text = SampleScenario.replacing("ladder: C0-C2; move at arrival", with: "ladder: C5")
            .replacing("  {name}", with: "  {name} {amount}")
        #expect(findings(text).map(\.line) == [38])
    }

    @Test func `a code is used once over all files`() {
        let found = findings(SampleScenario.text, SampleScenario.text)
            .filter { $0.severity == .error }
        #expect(found.map(\.file) == ["f1"])
        #expect(found.first?.message.description.contains("HK-09 is used at f0:1") == true)
    }

    @Test func `a cue belongs to one scenario and is listed once`() {
        let other = SampleScenario.text.replacing("HK-09", with: "HK-10")
            .replacing("not cleaned, bed", with: "filthy, Bed")
            .replacing("bed not made, no h", with: "x one, no h")
            .replacing("no housekeeping, never cleaned,", with: "x two, x three,")
            .replacing("not serviced, trash not emptied", with: "x four, x four")
            .replacing("bins not emptied, nobody cleaned", with: "x five, x six")
        let found = findings(SampleScenario.text, other)
        #expect(found.allSatisfy { $0.severity == .warning && $0.file == "f1" })
        #expect(
            found.map(\.message.description) == [
                "Make \"bed not made\" more exact; it is a cue of HK-09 as well.",
                "Delete the second \"x four\"; it is among the cues already.",
            ]
        )
        #expect(found.map(\.line) == [15, 16])
    }

    @Test func `too few cues are a warning`() {
        let text = SampleScenario.replacing(
            "  not cleaned, bed not made, no housekeeping, never cleaned,",
            with: "  not cleaned"
        )
        #expect(findings(text).map(\.severity) == [.warning])
        #expect(findings(text).map(\.line) == [14])
    }
}

extension String {
    fileprivate var head: String { String(prefix { $0 != ":" }) }
}
