/// Something to mend in an overlay before it is kept.
package struct OverlayFinding: Hashable, Sendable, Spoken {
    /// The field; nil when it concerns the scenario as a whole.
    package let key: ScenarioKey?
    /// Whether it stands in the way.
    package let severity: LintSeverity
    /// What to write instead.
    package let message: Sentence

    /// What to write instead, and where.
    package var sentence: Sentence {
        guard let key else { return "\(severity): \(message)" }
        return "\(severity): \(key.rawValue): \(message)"
    }
}

extension ScenarioOverlay {
    /// Judges the overlay by the rules for every scenario file, and by those for houses.
    ///
    /// Headquarters' own text has been judged already: of warnings, only those about fields that
    /// the house writes are told. `others` are the scenarios that the house uses besides.
    package func findings(
        over scenario: FailureScenario,
        among others: [FailureScenario]
    ) -> [OverlayFinding] {
        let refused = laid(over: scenario).refused.map { key, refusal in
            OverlayFinding(key: key, severity: .error, message: refusal.sentence)
        }
        let text = FailureScenario.text(code) { key in
            values(of: key, over: scenario) ?? scenario.values(of: key)
        }
        let file = ScenarioFile(name: "house", text: text)
        let rest = ScenarioFile(name: "others", text: others.map(\.text).joined(separator: "\n"))
        let lint = ScenarioLint.findings(in: [rest, file]).filter { $0.file == file.name }
            .compactMap { finding -> OverlayFinding? in
                let key = file.key(ofLine: finding.line)
                let isOurs = key.map { fields[$0] != nil } ?? true
                guard finding.severity == .error || isOurs else { return nil }
                // What cannot be read has been told above, in words for the field.
                if let key, refused.contains(where: { $0.key == key }) { return nil }
                return OverlayFinding(
                    key: key,
                    severity: finding.severity,
                    message: finding.message
                )
            }
        let order = ScenarioKey.allCases
        return (refused + lint).sorted { first, second in
            (order.firstIndex { $0 == first.key } ?? 0, "\(first.message)")
                < (order.firstIndex { $0 == second.key } ?? 0, "\(second.message)")
        }
    }
}

extension ScenarioFile {
    /// The field of the first scenario to which a line belongs.
    func key(ofLine line: Int) -> ScenarioKey? {
        blocks.first?.fields.filter { $0.value.line <= line }
            .max { $0.value.line < $1.value.line }?.key
    }
}
