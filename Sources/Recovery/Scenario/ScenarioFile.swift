/// A file of scenarios: those that could be read, and what stands in the way of the others.
package struct ScenarioFile: Sendable {
    /// The name of the file, used in findings.
    package let name: String
    /// The text as read.
    package let text: String
    /// The scenarios that are complete, in the order of the file.
    package var scenarios: [FailureScenario] { entries.map(\.scenario) }
    /// What could not be read; ``ScenarioLint`` says more about what could.
    package let findings: [LintFinding]

    /// Each complete scenario with the lines that it was read from.
    let entries: [Entry]
    /// Every block of the file, readable or not.
    let blocks: [ScenarioBlock]

    struct Entry: Sendable {
        let scenario: FailureScenario
        let block: ScenarioBlock
    }

    /// Reads a file; it never fails, see ``findings``.
    package init(name: String, text: String) {
        self.name = name
        self.text = text
        let splitter = ScenarioSplitter(file: name, text: text)
        var findings = splitter.findings
        var entries: [Entry] = []
        for block in splitter.blocks {
            var reader = ScenarioReader(file: name, block: block)
            if let scenario = reader.scenario() {
                entries.append(Entry(scenario: scenario, block: block))
            }
            findings += reader.findings
        }
        self.findings = findings
        self.entries = entries
        blocks = splitter.blocks
    }
}
