extension FailureScenario {
    /// The scenario in the text format; ``ScenarioFile`` reads it back unchanged.
    package var text: String {
        var printer = ScenarioPrinter()
        printer.prose("scenario", code.description)
        for field in ScenarioKey.allCases { print(field, to: &printer) }
        return printer.text
    }

    private func print(_ field: ScenarioKey, to printer: inout ScenarioPrinter) {
        let key = field.rawValue
        switch field {
        case .name: printer.prose(key, name)
        case .summary: printer.prose(key, summary)
        case .touchpoints:
            let isAny = touchpoints == Touchpoint.allCases
            printer.words(key, isAny ? ["any"] : touchpoints.map(\.words))
        case .responder: printer.prose(key, responder.lead.words)
        case .support:
            let support = responder.support.map(\.words)
            printer.words(key, support.isEmpty ? ["none"] : support)
        case .severity: printer.prose(key, severity.words)
        case .targets: printer.words(key, targets.map(\.words))
        case .ladder: printer.prose(key, ladder.words)
        case .compensation: printer.prose(key, compensation)
        case .tone: printer.prose(key, tone)
        case .channels: printer.words(key, channels.map(\.words))
        case .alarm: printer.prose(key, alarm)
        case .cues: printer.words(key, cues.phrases)
        case .scoreCeiling: printer.prose(key, String(cues.scoreCeiling))
        case .anticipate: printer.items(key, playbook[.anticipate])
        case .acknowledge: printer.items(key, playbook[.acknowledge])
        case .apologise: printer.items(key, playbook[.apologise])
        case .alternatives: printer.items(key, playbook[.alternatives])
        case .amends: printer.items(key, playbook[.amends])
        case .say: printer.items(key, say)
        case .doNotSay: printer.items(key, doNotSay)
        case .causes: printer.items(key, causes.map { "\($0.code.words): \($0.text)" })
        case .preventiveCheck: printer.prose(key, preventiveCheck)
        case .effectMetric: printer.prose(key, effectMetric)
        case .inStayMessage: printer.prose(key, inStayMessage.text)
        case .postStayMessage: printer.prose(key, postStayMessage.text)
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
private struct ScenarioPrinter {
    private(set) var text = ""
    private let columnMax = 96

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
