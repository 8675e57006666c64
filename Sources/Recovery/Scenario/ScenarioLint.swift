/// Says what to mend before scenarios are published.
///
/// Reading already refuses empty fields and unknown words; the rules here judge what was read.
package enum ScenarioLint {
    /// Every finding about a set of files that are to be published together, by file and line.
    package static func findings(in files: [ScenarioFile]) -> [LintFinding] {
        var findings: [LintFinding] = []
        for file in files {
            findings += file.findings
            for entry in file.entries {
                var review = ScenarioReview(file: file.name, entry: entry)
                review.run()
                findings += review.findings
            }
        }
        findings += duplicateCodes(files) + cueCollisions(files)
        let order = Dictionary(
            files.enumerated().map { ($0.element.name, $0.offset) },
            uniquingKeysWith: min
        )
        return findings.sorted {
            (order[$0.file] ?? 0, $0.line, "\($0.message)")
                < (order[$1.file] ?? 0, $1.line, "\($1.message)")
        }
    }

    private static func duplicateCodes(_ files: [ScenarioFile]) -> [LintFinding] {
        var first: [ScenarioCode: String] = [:]
        var findings: [LintFinding] = []
        for file in files {
            for place in file.places {
                if let earlier = first[place.code] {
                    findings.append(
                        LintFinding(
                            severity: .error,
                            file: file.name,
                            line: place.line,
                            scenario: place.code,
                            message: Sentence(
                                """
                                Give this scenario a code of its own; \(place.code) is used at \
                                \(earlier).
                                """
                            )
                        )
                    )
                } else {
                    first[place.code] = "\(file.name):\(place.line)"
                }
            }
        }
        return findings
    }

    private static func cueCollisions(_ files: [ScenarioFile]) -> [LintFinding] {
        var first: [String: ScenarioCode] = [:]
        var findings: [LintFinding] = []
        for file in files {
            for entry in file.entries {
                for phrase in entry.scenario.cues.phrases {
                    guard let earlier = first[phrase] else {
                        first[phrase] = entry.scenario.code
                        continue
                    }
                    let advice =
                        earlier == entry.scenario.code
                        ? Sentence("Delete the second \"\(phrase)\"; it is among the cues already.")
                        : Sentence(
                            "Make \"\(phrase)\" more exact; it is a cue of \(earlier) as well."
                        )
                    findings.append(
                        LintFinding(
                            severity: .warning,
                            file: file.name,
                            line: entry.line(ofCue: phrase),
                            scenario: entry.scenario.code,
                            message: advice
                        )
                    )
                }
            }
        }
        return findings
    }
}

/// The rules for one scenario.
private struct ScenarioReview {
    private(set) var findings: [LintFinding] = []
    private let file: String
    private let scenario: FailureScenario
    private let block: ScenarioBlock

    init(file: String, entry: ScenarioFile.Entry) {
        self.file = file
        scenario = entry.scenario
        block = entry.block
    }

    mutating func run() {
        for key in [ScenarioKey.say, .inStayMessage, .postStayMessage] { refuseDefence(in: key) }
        reviewMessage(.inStayMessage, scenario.inStayMessage)
        reviewMessage(.postStayMessage, scenario.postStayMessage)
        reviewCompensation()
        reviewCues()
        reviewTargets()
    }

    /// Reality is what the guest perceives: no arguing, no defence.
    private mutating func refuseDefence(in key: ScenarioKey) {
        let lines = block.fields[key]?.lines ?? []
        var found: Set<DefensivePhrase> = []
        for line in lines {
            for phrase in DefensivePhrase.found(in: line.text) {
                found.insert(phrase)
                report(.error, line.line, phrase.advice)
            }
        }
        // A phrase may run over the end of a line.
        for phrase in DefensivePhrase.found(in: lines.map(\.text).joined(separator: " "))
        where !found.contains(phrase) {
            report(.error, block.line(of: key), phrase.advice)
        }
    }

    /// The first message always holds apology, action and time, and comes from one person to one.
    private mutating func reviewMessage(_ key: ScenarioKey, _ message: MessageTemplate) {
        let line = block.line(of: key)
        let words = message.text.plainWords
        if !["sorry", "apologise", "apologize", "apologies"].contains(where: words.contains) {
            report(.error, line, Sentence("Add an apology, such as \"I am sorry that ...\"."))
        }
        if !["will", "have asked", "have sent", "have begun", "on the way", "is coming"]
            .contains(where: { " \(words.joined(separator: " ")) ".contains(" \($0) ") })
        {
            report(.error, line, Sentence("Say what is being done, such as \"I will ...\"."))
        }
        for (slot, why) in [
            (TemplateSlot.time, Sentence("when the guest hears from us")),
            (.guest, Sentence("who is addressed")), (.name, Sentence("who writes")),
        ] where !message.slots.contains(slot) {
            report(.error, line, Sentence("Add {\(slot.name)}, so that the message says \(why)."))
        }
    }

    private mutating func reviewCompensation() {
        let line = block.line(of: .compensation)
        let isNone = scenario.compensation == "none"
        let levels = scenario.ladder.levels
        if isNone, levels.upperBound > .c0 {
            report(
                .error,
                line,
                Sentence(
                    "Say what is offered up to \(levels.upperBound.words), or set the ladder to C0."
                )
            )
        }
        if !isNone, levels.upperBound == .c0 {
            report(.error, line, Sentence("Write none, or raise the ladder above C0."))
        }
        guard levels.lowerBound == .c5 else { return }
        for (key, message) in [
            (ScenarioKey.inStayMessage, scenario.inStayMessage),
            (.postStayMessage, scenario.postStayMessage),
        ] where message.slots.contains(.amount) {
            report(
                .error,
                block.line(of: key),
                Sentence("Leave {amount} out; at C5 no offer is made by template.")
            )
        }
    }

    private mutating func reviewTargets() {
        let promised = scenario.target(afterStay: false)
        guard let slowest = scenario.slowestTarget, slowest.rawValue <= promised.rawValue else {
            return
        }
        report(
            .error,
            block.line(of: .slowestTarget),
            Sentence(
                """
                Choose slower times than \(promised.words), or delete the line: a house may \
                always be quicker.
                """
            )
        )
    }

    private mutating func reviewCues() {
        let phrases = scenario.cues.phrases
        if phrases.count < 8 {
            report(
                .warning,
                block.line(of: .cues),
                Sentence(
                    """
                    Add cues: \(phrases.count) are too few to notice the failure, aim at 15 or \
                    more.
                    """
                )
            )
        }
    }

    private mutating func report(_ severity: LintSeverity, _ line: Int, _ message: Sentence) {
        findings.append(
            LintFinding(
                severity: severity,
                file: file,
                line: line,
                scenario: scenario.code,
                message: message
            )
        )
    }
}

extension ScenarioFile {
    /// Every code of the file with its line, whether the scenario could be read or not.
    fileprivate var places: [(code: ScenarioCode, line: Int)] {
        blocks.compactMap { block in block.code.map { ($0, block.line) } }
    }
}

extension ScenarioFile.Entry {
    /// The line of the last mention of a cue, which is the one to change.
    fileprivate func line(ofCue phrase: String) -> Int {
        let word = block.fields[.cues]?.words.last { $0.text.lowercased() == phrase }
        return word?.line ?? block.line(of: .cues)
    }
}
