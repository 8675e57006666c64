/// A scenario as somebody writes it, complete or not, field by field.
package struct ScenarioDraft: Hashable, Sendable {
    /// The scenario.
    package let code: ScenarioCode
    private let fields: [ScenarioKey: [String]]

    /// The longest text of one field, in characters.
    package static let textLengthMax = 20_000

    /// A scenario as it stands.
    package init(_ scenario: FailureScenario) {
        code = scenario.code
        fields = Dictionary(
            uniqueKeysWithValues: ScenarioKey.allCases.map { ($0, scenario.values(of: $0)) }
        )
    }

    /// What was typed into a form; a field that is missing says nothing yet.
    package init(_ code: ScenarioCode, typed: [ScenarioKey: String]) {
        self.code = code
        fields = Dictionary(
            uniqueKeysWithValues: typed.map { key, text in (key, key.values(typed: text)) }
        )
    }

    /// A field as one text to edit.
    package func typed(_ key: ScenarioKey) -> String { key.typed(fields[key] ?? []) }

    /// The draft as scenario files write it.
    package var text: String { FailureScenario.text(code) { fields[$0] ?? [] } }

    /// Judges the draft by the rules for scenario files, beside the scenarios that stay.
    package func review(among others: [FailureScenario]) -> ScenarioDraftReview {
        let file = ScenarioFile(name: "draft", text: text)
        let rest = ScenarioFile(
            name: "others",
            text: others.filter { $0.code != code }.map(\.text).joined(separator: "\n")
        )
        let findings = ScenarioLint.findings(in: [rest, file]).filter { $0.file == file.name }
        return ScenarioDraftReview(
            scenario: file.scenarios.first,
            findings: findings.map {
                ScenarioDraftReview.Finding(
                    key: file.key(ofLine: $0.line),
                    severity: $0.severity,
                    message: "\($0.message)"
                )
            }
        )
    }
}

/// What is to be mended in a draft.
package struct ScenarioDraftReview: Sendable {
    /// The scenario; nil as long as something in the draft cannot be read.
    package let scenario: FailureScenario?
    /// What to mend, by the line.
    package let findings: [Finding]

    /// Something to mend.
    package struct Finding: Hashable, Sendable {
        /// The field; nil when it concerns the scenario as a whole.
        package let key: ScenarioKey?
        /// Whether it stands in the way.
        package let severity: LintSeverity
        /// What to write instead.
        package let message: String
    }

    /// The scenario, when nothing stands in the way of publishing it.
    package var fit: FailureScenario? {
        findings.contains { $0.severity == .error } ? nil : scenario
    }
}

extension ScenarioKey {
    /// The field as one text to edit: a sentence a line, or words parted by commas.
    package func typed(_ values: [String]) -> String {
        values.joined(separator: shape == .items ? "\n" : ", ")
    }

    /// What was typed, parted into its words, sentences or paragraphs.
    package func values(typed text: String) -> [String] {
        let text = text.prefix(ScenarioDraft.textLengthMax)
        switch shape {
        case .prose:
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let paragraphs = lines.map(\.spacedOnce).split(separator: "")
                .map { $0.joined(separator: " ") }
            return paragraphs.isEmpty ? [] : [paragraphs.joined(separator: "\n\n")]
        case .words:
            return text.split { $0 == "," || $0.isNewline }.map(\.spacedOnce).filter { !$0.isEmpty }
        case .items:
            return text.split(whereSeparator: \.isNewline).map(\.spacedOnce).map { line in
                // Sentences may come from a file, where each follows a hyphen.
                line.hasPrefix("- ") ? String(line.dropFirst(2)) : line
            }.filter { !$0.isEmpty }
        }
    }
}

extension Substring {
    /// The words with one space between them, whatever space it was: a line break would begin
    /// another field.
    fileprivate var spacedOnce: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
