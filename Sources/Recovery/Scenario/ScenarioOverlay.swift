/// What one house does in another way than headquarters when a kind of failure happens.
///
/// It holds whole fields, which are laid over headquarters' text; every other field stays
/// headquarters', also in later versions. It is immutable: a change is the next revision.
package struct ScenarioOverlay: Hashable, Sendable {
    /// The scenario.
    package let code: ScenarioCode
    /// Headquarters' version that the house had before it; 0 for the program's own library.
    package let base: Int
    /// The how-manieth of the house, from 1.
    package let revision: Int
    /// Why, in the house's own words.
    package let why: String
    /// The fields that differ, with single spaces; each may differ, see `ScenarioKey.mayDiffer`.
    package let fields: [ScenarioKey: [String]]

    /// An overlay of the fields that may differ; others are left out.
    package init(
        code: ScenarioCode,
        base: Int,
        revision: Int = 1,
        why: String,
        fields: [ScenarioKey: [String]]
    ) {
        (self.code, self.base, self.revision) = (code, base, revision)
        self.why = Self.cleaned([why]).first ?? ""
        self.fields = fields.filter(\.key.mayDiffer).mapValues(Self.cleaned)
    }

    /// What somebody wrote, as far as it differs from headquarters' text.
    package init(
        over scenario: FailureScenario,
        version: Int,
        why: String,
        written: [ScenarioKey: [String]]
    ) {
        let fields = written.filter { key, values in
            Self.cleaned(values) != Self.cleaned(scenario.values(of: key))
        }
        self.init(code: scenario.code, base: version, why: why, fields: fields)
    }

    /// The same as the house's revision with a number.
    package func numbered(_ revision: Int) -> ScenarioOverlay {
        ScenarioOverlay(code: code, base: base, revision: revision, why: why, fields: fields)
    }

    /// Lines may have been broken anywhere, and a line break would begin another field.
    private static func cleaned(_ values: [String]) -> [String] {
        values.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }
    }
}

// MARK: - As text

extension ScenarioOverlay {
    /// The overlay as it is stored and printed: two lines of its own, then a scenario's fields.
    package var text: String {
        var printer = ScenarioPrinter()
        printer.prose("scenario", code.description)
        for key in ScenarioKey.houses where fields[key] != nil {
            printer.print(key, fields[key] ?? [])
        }
        return "overlay: \(revision) over \(base)\nwhy: \(why)\n" + printer.text
    }

    /// Reads an overlay; nil for a text in a form that this version does not understand.
    package init?(text: String) {
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[0].hasPrefix("overlay: "), lines[1].hasPrefix("why:") else {
            return nil
        }
        let numbers = lines[0].split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 2 else { return nil }
        guard
            let read = Self(
                partOf: String(lines[2]),
                base: numbers[1],
                why: String(lines[1].dropFirst("why:".count))
            )
        else { return nil }
        self = read.numbered(numbers[0])
    }

    /// Reads the fields of a file that names a scenario and what differs; nil when it has none.
    package init?(partOf text: String, base: Int, why: String) {
        guard let block = ScenarioSplitter(file: "", text: text).blocks.first,
            let code = block.code
        else { return nil }
        let fields = Dictionary(
            uniqueKeysWithValues: block.fields.map { key, field in (key, key.values(in: field)) }
        )
        self.init(code: code, base: base, why: why, fields: fields)
    }
}

extension ScenarioKey {
    fileprivate func values(in field: FieldText) -> [String] {
        switch shape {
        case .prose: [field.prose]
        case .words: field.words.map(\.text)
        case .items: field.items?.map(\.text) ?? [field.prose]
        }
    }
}
