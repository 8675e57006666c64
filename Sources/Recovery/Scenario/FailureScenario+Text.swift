extension FailureScenario {
    /// The scenario in the text format; ``ScenarioFile`` reads it back unchanged.
    package var text: String { Self.text(code, values(of:)) }

    /// A scenario in the text format, complete or not.
    static func text(_ code: ScenarioCode, _ values: (ScenarioKey) -> [String]) -> String {
        var printer = ScenarioPrinter()
        printer.prose("scenario", code.description)
        for key in ScenarioKey.allCases {
            let values = values(key)
            if !key.isOptional || !values.isEmpty { printer.print(key, values) }
        }
        return printer.text
    }

    /// What a field says, as scenario files write it: one text for prose, else one for each word
    /// or sentence.
    package func values(of key: ScenarioKey) -> [String] {
        switch key {
        case .name: [name]
        case .summary: [summary]
        case .touchpoints:
            touchpoints == Touchpoint.allCases ? ["any"] : touchpoints.map(\.words)
        case .responder: [responder.lead.words]
        case .support: responder.support.isEmpty ? ["none"] : responder.support.map(\.words)
        case .severity: [severity.words]
        case .targets: targets.map(\.words)
        case .slowestTarget: slowestTarget.map { [$0.words] } ?? []
        case .ladder: [ladder.words]
        case .compensation: [compensation]
        case .tone: [tone]
        case .channels: channels.map(\.words)
        case .alarm: [alarm]
        case .cues: cues.phrases
        case .scoreCeiling: [String(cues.scoreCeiling)]
        case .anticipate: playbook[.anticipate]
        case .acknowledge: playbook[.acknowledge]
        case .apologise: playbook[.apologise]
        case .alternatives: playbook[.alternatives]
        case .amends: playbook[.amends]
        case .say: say
        case .doNotSay: doNotSay
        case .causes: causes.map { "\($0.code.words): \($0.text)" }
        case .preventiveCheck: [preventiveCheck]
        case .effectMetric: [effectMetric]
        case .inStayMessage: [inStayMessage.text]
        case .postStayMessage: [postStayMessage.text]
        }
    }
}

extension Responder.Lead {
    /// The responder as scenario files write it.
    package var words: String {
        switch self {
        case .team(let team): team.words
        case .person(let person): "person:\(person)"
        }
    }
}

extension ScenarioSeverity {
    /// The severity as scenario files write it.
    package var words: String {
        switch self {
        case .fixed(let severity): String(severity.rawValue)
        case .aboveOriginal: "+1"
        }
    }
}

extension RemedyLadder {
    /// The ladder as scenario files write it, such as `C1-C2; move if at arrival`.
    package var words: String {
        let (low, high) = (levels.lowerBound, levels.upperBound)
        let rungs = low == high ? low.words : "\(low.words)-\(high.words)"
        return note.isEmpty ? rungs : "\(rungs); \(note)"
    }
}

/// Writes fields with lines of at most 96 characters, as far as words allow.
struct ScenarioPrinter {
    private(set) var text = ""
    private let columnMax = 96

    mutating func print(_ key: ScenarioKey, _ values: [String]) {
        switch key.shape {
        case .prose: prose(key.rawValue, values.first ?? "")
        case .words: words(key.rawValue, values)
        case .items: items(key.rawValue, values)
        }
    }

    mutating func prose(_ key: String, _ value: String) {
        if !value.contains("\n"), key.count + 2 + value.count <= columnMax {
            text += "\(key): \(value)\n"
            return
        }
        text += "\(key):\n"
        for (index, paragraph) in value.split(separator: "\n\n").enumerated() {
            if index > 0 { text += "\n" }
            wrap(paragraph.split(separator: " "), separator: " ", first: "  ", rest: "  ")
        }
    }

    mutating func words(_ key: String, _ values: [String]) {
        let line = "\(key): \(values.joined(separator: ", "))"
        if line.count <= columnMax {
            text += line + "\n"
            return
        }
        text += "\(key):\n"
        wrap(values.map { $0[...] }, separator: ", ", first: "  ", rest: "  ")
    }

    mutating func items(_ key: String, _ values: [String]) {
        text += "\(key):\n"
        for value in values {
            wrap(value.split(separator: " "), separator: " ", first: "  - ", rest: "    ")
        }
    }

    private mutating func wrap(
        _ words: [Substring],
        separator: String,
        first: String,
        rest: String
    ) {
        var line = first
        var isLineEmpty = true
        for word in words {
            // A line that begins with a hyphen would read as a new item.
            if !isLineEmpty, line.count + separator.count + word.count > columnMax, word != "-" {
                text += line + separator.prefix { $0 != " " } + "\n"
                line = rest
                isLineEmpty = true
            }
            line += (isLineEmpty ? "" : separator) + word
            isLineEmpty = false
        }
        text += line + "\n"
    }
}
