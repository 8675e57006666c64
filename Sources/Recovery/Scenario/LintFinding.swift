/// How much a finding matters.
package enum LintSeverity: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The scenario cannot be published.
    case error = 1
    /// The scenario works, and would work better otherwise.
    case warning
}

/// Something to mend in a scenario file.
package struct LintFinding: Hashable, Sendable, CustomStringConvertible {
    /// How much it matters.
    package var severity: LintSeverity
    /// The name of the file.
    package var file: String
    /// The line, counted from 1.
    package var line: Int
    /// The scenario, when the line belongs to one with a readable code.
    package var scenario: ScenarioCode?
    /// What to write instead.
    package var message: Sentence

    /// The finding in the form that editors understand.
    package var description: String {
        let subject = scenario.map { "\($0): " } ?? ""
        return "\(file):\(line): \(severity.name): \(subject)\(message)"
    }
}
