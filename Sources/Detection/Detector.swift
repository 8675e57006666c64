import Recovery

/// Reads guests' words by the scenarios' rules: suggests failures, says why, decides on a case.
///
/// A value made once from the published scenarios and used for every feedback item. It reads no
/// clock, file or random source, so the same input always gives the same answer.
package struct Detector: Sendable {
    private let rules: [DetectionRule]
    private let settings: DetectionSettings
    private let vocabulary: Vocabulary
    private let index: CueIndex

    /// Compiles the rules: a few milliseconds for a library of thirty scenarios.
    package init(rules: [DetectionRule], settings: DetectionSettings = DetectionSettings()) {
        self.rules = rules
        self.settings = settings
        var vocabulary = Vocabulary()
        index = CueIndex(rules: rules.map(\.cues), vocabulary: &vocabulary)
        self.vocabulary = vocabulary
    }

    /// What one feedback item suggests, and whether it opens a case.
    package func detect(_ input: DetectionInput) -> DetectionOutcome {
        var evidence = Evidence(ruleCount: rules.count)
        for (number, segment) in input.segments.enumerated() {
            read(segment, number, language: input.language, into: &evidence)
        }
        let scoreIsLow = lowScore(input.score) != nil
        let findings = self.findings(evidence, input, scoreIsLow: scoreIsLow)
        let unhappiness = unhappiness(evidence, input, scoreIsLow: scoreIsLow)
        return DetectionOutcome(
            findings: findings,
            dissatisfaction: evidence.dissatisfaction.map(\.match),
            dismissed: evidence.dismissed.map {
                DismissedCue(
                    scenarioCode: rules[$0.rule].scenarioCode,
                    match: $0.match,
                    reason: $0.reason
                )
            },
            decision: decide(
                input,
                findings: findings,
                unhappiness: unhappiness,
                sawDismissed: !evidence.dismissed.isEmpty
            )
        )
    }

    private func read(
        _ segment: TextSegment,
        _ number: Int,
        language: String?,
        into evidence: inout Evidence
    ) {
        let isEnglish = language.map { Self.isEnglish($0) }
        let reading = Reading(segment.text, vocabulary: vocabulary, tolerant: isEnglish ?? true)
        let readsEnglish = isEnglish ?? !reading.looksForeign
        var hits = index.hits(in: reading)
        if !readsEnglish { hits.removeAll(where: \.isMisspelt) }
        evidence.weigh(
            hits,
            of: index,
            in: reading.tokens,
            segment: number,
            polarity: segment.polarity,
            negator: vocabulary.negator,
            readsEnglish: readsEnglish
        )
    }

    private static func isEnglish(_ tag: String) -> Bool {
        let primary = tag.utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
        return primary.elementsEqual("en".utf8) || primary.elementsEqual("EN".utf8)
    }
}

extension Detector {
    private func findings(
        _ evidence: Evidence,
        _ input: DetectionInput,
        scoreIsLow: Bool
    ) -> [Finding] {
        let findings = zip(rules, evidence.witnesses).compactMap { rule, witnesses in
            witnesses.isEmpty
                ? nil : finding(rule, witnesses, input, scoreIsLow: scoreIsLow)
        }
        return findings.sorted { Self.rank($0) > Self.rank($1) }
    }

    private func finding(
        _ rule: DetectionRule,
        _ witnesses: [Evidence.Witness],
        _ input: DetectionInput,
        scoreIsLow: Bool
    ) -> Finding {
        var points = Confidence.combined(witnesses.map(\.points))
        var effect: ScoreEffect?
        let ceiling = rule.scoreCeiling ?? (settings.goodScore - 1)
        if scoreIsLow {
            effect = .low
            points += Confidence.lowScore
        } else if let score = input.score, score.normalised > ceiling,
            rule.severity < .staySpoiled
        {
            effect = .aboveCeiling(ceiling)
            points += Confidence.goodScore
        }
        let fits = input.touchpoint.map { rule.touchpoints.contains($0) } ?? false
        if fits { points += Confidence.touchpointFits }
        return Finding(
            scenarioCode: rule.scenarioCode,
            severity: rule.severity,
            confidence: Confidence.clamped(points),
            cues: witnesses.map(\.match),
            scoreEffect: effect,
            touchpointFits: fits
        )
    }

    /// The order of suspicions: five points of confidence weigh as much as a step of severity.
    private static func rank(_ finding: Finding) -> Int {
        finding.confidence + 5 * Int(finding.severity.rawValue)
    }

    private func unhappiness(
        _ evidence: Evidence,
        _ input: DetectionInput,
        scoreIsLow: Bool
    ) -> Int {
        guard !evidence.dissatisfaction.isEmpty else { return 0 }
        var points = Confidence.combined(evidence.dissatisfaction.map(\.points))
        if scoreIsLow {
            points += Confidence.lowScore
        } else if let score = input.score, score.normalised >= settings.goodScore {
            points += Confidence.goodScore
        }
        return Confidence.clamped(points)
    }

    private func lowScore(_ score: GivenScore?) -> (normalised: Int, ceiling: Int)? {
        guard let score, let ceiling = settings.lowScoreCeiling(on: score.scale),
            score.normalised <= ceiling
        else { return nil }
        return (score.normalised, ceiling)
    }

    private func decide(
        _ input: DetectionInput,
        findings: [Finding],
        unhappiness: Int,
        sawDismissed: Bool
    ) -> DetectionOutcome.Decision {
        let suspect = findings.first { $0.confidence >= settings.confidenceToOpen }
        var reasons: [CaseReason] = []
        if input.contactRequested { reasons.append(.contactRequested) }
        if let low = lowScore(input.score) {
            reasons.append(.lowScore(low.normalised, ceiling: low.ceiling))
        }
        if let suspect {
            reasons.append(
                .cues(scenarioCode: suspect.scenarioCode, confidence: suspect.confidence)
            )
        } else if unhappiness >= settings.confidenceToOpen {
            reasons.append(.dissatisfaction(confidence: unhappiness))
        }
        guard reasons.isEmpty else {
            let target = suspect.map { CaseTarget.scenario($0.scenarioCode) } ?? .triage
            return .openCase(target, because: reasons)
        }
        let strongest = max(unhappiness, findings.map(\.confidence).max() ?? 0)
        if strongest > 0 { return .noCase(.doubtful(confidence: strongest)) }
        return .noCase(sawDismissed ? .dismissed : .noCue)
    }
}
