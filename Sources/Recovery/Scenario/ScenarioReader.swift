/// Understands the fields of one block, and notes all that is missing or unknown on the way.
struct ScenarioReader {
    private(set) var findings: [LintFinding] = []
    private let file: String
    private let block: ScenarioBlock

    init(file: String, block: ScenarioBlock) {
        self.file = file
        self.block = block
    }

    /// The scenario, or nil when a finding stands in the way.
    mutating func scenario() -> FailureScenario? {
        let name = prose(.name)
        let summary = prose(.summary)
        let touchpoints = touchpoints()
        let responder = responder()
        let severity = severity()
        let targets: [TargetClass] = choices(.targets)
        let slowestTarget = slowestTarget()
        let ladder = ladder()
        let compensation = prose(.compensation)
        let tone = prose(.tone)
        let channels: [FeedbackChannel] = choices(.channels)
        let alarm = prose(.alarm)
        let cues = words(.cues).map { $0.text.lowercased() }
        let scoreCeiling = number(.scoreCeiling, in: 0...100)
        let playbook = playbook()
        let say = items(.say).map(\.text)
        let doNotSay = items(.doNotSay).map(\.text)
        let causes = causes()
        let preventiveCheck = prose(.preventiveCheck)
        let effectMetric = prose(.effectMetric)
        let inStayMessage = template(.inStayMessage)
        let postStayMessage = template(.postStayMessage)

        guard findings.isEmpty, let code = block.code, let responder, let severity, let ladder,
            let scoreCeiling, let inStayMessage, let postStayMessage
        else { return nil }
        return FailureScenario(
            code: code,
            name: name,
            summary: summary,
            touchpoints: touchpoints,
            responder: responder,
            severity: severity,
            targets: targets,
            slowestTarget: slowestTarget,
            ladder: ladder,
            compensation: compensation,
            tone: tone,
            channels: channels,
            alarm: alarm,
            cues: DetectionCues(phrases: cues, scoreCeiling: scoreCeiling),
            playbook: playbook,
            say: say,
            doNotSay: doNotSay,
            causes: causes,
            preventiveCheck: preventiveCheck,
            effectMetric: effectMetric,
            inStayMessage: inStayMessage,
            postStayMessage: postStayMessage
        )
    }

    // MARK: Fields with a shape of their own

    private mutating func touchpoints() -> [Touchpoint] {
        if block.fields[.touchpoints]?.prose == "any" { return Touchpoint.allCases }
        return choices(.touchpoints)
    }

    private mutating func responder() -> Responder? {
        let lead = prose(.responder)
        var support: [ResponseTeam] = []
        if block.fields[.support]?.prose != "none" { support = choices(.support) }
        if lead.isEmpty { return nil }
        if let team = ResponseTeam.worded(lead) {
            return Responder(lead: .team(team), support: support)
        }
        let person = lead.trimmingPrefix("person:").singleSpaced
        guard lead.hasPrefix("person:"), !person.isEmpty, !person.contains(" ") else {
            unknown(lead, in: .responder)
            return nil
        }
        return Responder(lead: .person(person), support: support)
    }

    private mutating func severity() -> ScenarioSeverity? {
        let text = prose(.severity)
        if text.isEmpty { return nil }
        if text == "+1" { return .aboveOriginal }
        if let severity = Int64(text).flatMap(Severity.init(rawValue:)) { return .fixed(severity) }
        unknown(text, in: .severity)
        return nil
    }

    private mutating func slowestTarget() -> TargetClass? {
        guard block.fields[.slowestTarget] != nil else { return nil }
        let text = prose(.slowestTarget)
        if let target = TargetClass.worded(text) { return target }
        if !text.isEmpty { unknown(text, in: .slowestTarget) }
        return nil
    }

    private mutating func ladder() -> RemedyLadder? {
        let text = prose(.ladder)
        if text.isEmpty { return nil }
        let parts = text.split(separator: ";", maxSplits: 1)
        let rungs = (parts.first ?? "").split(separator: "-", omittingEmptySubsequences: false)
            .map { RemedyLevel.worded($0.singleSpaced) }
        guard (1...2).contains(rungs.count), let low = rungs[0], let high = rungs[rungs.count - 1],
            low <= high
        else {
            unknown(text, in: .ladder)
            return nil
        }
        let note = parts.count == 2 ? parts[1].singleSpaced : ""
        return RemedyLadder(levels: low...high, note: note)
    }

    private mutating func playbook() -> Playbook {
        var steps: [PlaybookPhase: [String]] = [:]
        for phase in PlaybookPhase.allCases {
            steps[phase] = items(ScenarioKey(phase)).map(\.text)
        }
        return Playbook(steps: steps)
    }

    private mutating func causes() -> [CauseCandidate] {
        var causes: [CauseCandidate] = []
        for item in items(.causes) {
            let parts = item.text.split(separator: ":", maxSplits: 1).map {
                $0.singleSpaced
            }
            if parts.count == 2, let code = CauseCode.worded(parts[0]) {
                causes.append(CauseCandidate(code: code, text: parts[1]))
            } else {
                report(
                    item.line,
                    Sentence(
                        """
                        Begin each cause with \(CauseCode.wordList) and a colon, such as \
                        "- staffing: no cover on Sundays".
                        """
                    )
                )
            }
        }
        return causes
    }

    private mutating func template(_ field: ScenarioKey) -> MessageTemplate? {
        let text = prose(field)
        do throws(TemplateError) {
            return text.isEmpty ? nil : try MessageTemplate(text)
        } catch {
            for error in MessageTemplate.errors(in: text) {
                report(line(of: error, in: field), error.sentence)
            }
            return nil
        }
    }

    private func line(of error: TemplateError, in field: ScenarioKey) -> Int {
        guard case .unknownSlot(let word) = error else { return block.line(of: field) }
        let line = block.fields[field]?.lines.first { $0.text.contains("{\(word)}") }
        return line?.line ?? block.line(of: field)
    }

    // MARK: Shapes

    private mutating func prose(_ field: ScenarioKey) -> String {
        let text = block.fields[field]?.prose ?? ""
        if text.isEmpty { missing(field) }
        return text
    }

    private mutating func items(_ field: ScenarioKey) -> [NumberedText] {
        guard let items = block.fields[field]?.items else {
            missing(field)
            return []
        }
        if items.isEmpty { missing(field) }
        for item in items where item.text.isEmpty {
            report(item.line, Sentence("Write something after \"-\", or delete the line."))
        }
        return items
    }

    private mutating func words(_ field: ScenarioKey) -> [NumberedText] {
        let words = block.fields[field]?.words ?? []
        if words.isEmpty { missing(field) }
        for word in words where word.text.isEmpty {
            report(word.line, Sentence("Delete the comma that follows nothing."))
        }
        return words
    }

    private mutating func choices<Choice: CatalogueChoice>(_ field: ScenarioKey) -> [Choice] {
        var choices: [Choice] = []
        for word in words(field) where !word.text.isEmpty {
            if let choice = Choice.worded(word.text) {
                choices.append(choice)
            } else {
                unknown(word.text, in: field, line: word.line)
            }
        }
        return choices
    }

    private mutating func number(_ field: ScenarioKey, in range: ClosedRange<Int>) -> Int? {
        let text = prose(field)
        if text.isEmpty { return nil }
        if let number = Int(text), range.contains(number) { return number }
        unknown(text, in: field)
        return nil
    }

    // MARK: Findings

    private mutating func missing(_ field: ScenarioKey) {
        report(
            block.line(of: field),
            Sentence("Fill in \"\(field.rawValue)\": write \(field.hint).")
        )
    }

    private mutating func unknown(_ text: String, in field: ScenarioKey, line: Int? = nil) {
        report(
            line ?? block.line(of: field),
            Sentence("\"\(text)\" is not understood in \"\(field.rawValue)\": write \(field.hint).")
        )
    }

    private mutating func report(_ line: Int, _ message: Sentence) {
        findings.append(
            LintFinding(
                severity: .error,
                file: file,
                line: line,
                scenario: block.code,
                message: message
            )
        )
    }
}
