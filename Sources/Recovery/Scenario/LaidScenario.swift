/// A scenario as a house uses it: headquarters' version with the house's overlay over it.
package struct LaidScenario: Hashable, Sendable {
    /// What holds at the house.
    package let scenario: FailureScenario
    /// Fields of the overlay that do not hold, and why: there, headquarters' text stands.
    package let refused: [ScenarioKey: OverlayRefusal]

    init(scenario: FailureScenario, refused: [ScenarioKey: OverlayRefusal]) {
        (self.scenario, self.refused) = (scenario, refused)
    }

    /// A scenario over which nothing is laid.
    package init(unchanged scenario: FailureScenario) {
        self.init(scenario: scenario, refused: [:])
    }
}

/// Why a field of an overlay does not hold.
package enum OverlayRefusal: Hashable, Sendable, Spoken {
    /// The text says nothing that a scenario can hold there.
    case unreadable(ScenarioKey)
    /// Slower than the slowest times that headquarters lets a house promise.
    case slower(than: TargetClass)
    /// A rung that headquarters does not allow.
    case outside(ladder: ClosedRange<RemedyLevel>)

    /// What to do.
    package var sentence: Sentence {
        switch self {
        case .unreadable(let key): "Write \(key.hint)."
        case .slower(let target):
            "Choose \(target.words) or faster: headquarters lets no house be slower here."
        case .outside(let levels):
            """
            Stay between \(levels.lowerBound.words) and \(levels.upperBound.words), the rungs \
            that headquarters allows.
            """
        }
    }
}

extension ScenarioOverlay {
    /// Lays the overlay over headquarters' version, field by field.
    ///
    /// It never fails: a field that cannot hold leaves headquarters' text in place. Laying it
    /// again changes nothing.
    package func laid(over scenario: FailureScenario) -> LaidScenario {
        var laid = scenario
        var refused: [ScenarioKey: OverlayRefusal] = [:]
        for key in ScenarioKey.houses {
            guard let values = values(of: key, over: scenario) else { continue }
            guard let next = laid.replacing(key, values) else {
                refused[key] = .unreadable(key)
                continue
            }
            if let refusal = Self.refusal(of: key, in: next, over: scenario) {
                refused[key] = refusal
            } else {
                laid = next
            }
        }
        return LaidScenario(scenario: laid, refused: refused)
    }

    /// The fields that headquarters has changed as well between the version that the house had
    /// before it, and the one now.
    package func met(base: FailureScenario, present: FailureScenario) -> [ScenarioKey] {
        ScenarioKey.houses.filter {
            fields[$0] != nil && base.values(of: $0) != present.values(of: $0)
        }
    }

    /// What a field says once it is laid; nil where the house says nothing.
    func values(of key: ScenarioKey, over scenario: FailureScenario) -> [String]? {
        guard let values = fields[key] else { return nil }
        guard key == .doNotSay else { return values }
        // What makes it worse anywhere makes it worse here: a house can only add to it.
        let always = scenario.values(of: key)
        return always + values.filter { !always.contains($0) }
    }

    private static func refusal(
        of key: ScenarioKey,
        in laid: FailureScenario,
        over scenario: FailureScenario
    ) -> OverlayRefusal? {
        switch key {
        case .targets:
            let slowest = scenario.slowestTarget ?? scenario.target(afterStay: false)
            let isSlower = laid.target(afterStay: false).rawValue > slowest.rawValue
            return isSlower ? .slower(than: slowest) : nil
        case .ladder:
            let allowed = scenario.ladder.levels
            let (low, high) = (laid.ladder.levels.lowerBound, laid.ladder.levels.upperBound)
            let isInside = allowed.contains(low) && allowed.contains(high)
            return isInside ? nil : .outside(ladder: allowed)
        default: return nil
        }
    }
}

extension FailureScenario {
    /// The scenario with one field written anew; nil when that cannot be read.
    func replacing(_ field: ScenarioKey, _ values: [String]) -> FailureScenario? {
        let text = Self.text(code) { $0 == field ? values : self.values(of: $0) }
        return ScenarioFile(name: "", text: text).scenarios.first
    }
}
