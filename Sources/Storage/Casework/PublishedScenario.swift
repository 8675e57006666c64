package import Recovery
import Wire

/// A version of a scenario that is in use.
package struct PublishedScenario: Hashable, Sendable {
    /// The version, from 1; 0 for the library that comes with the program.
    package let version: Int
    /// What the version says.
    package let scenario: FailureScenario

    /// The library that comes with the program, which a node uses until it has heard from its hub.
    package static let shipped: [PublishedScenario] = ScenarioLibrary.standard.map {
        PublishedScenario(version: 0, scenario: $0)
    }

    /// A version of a scenario.
    package init(version: Int, scenario: FailureScenario) {
        self.version = version
        self.scenario = scenario
    }

    /// The scenario of a record; nil for a draft, a retired version, or a text in a form that
    /// this version of the program does not understand.
    init?(_ row: StoredRow) {
        guard row.choice(ScenarioField.state) == ScenarioState.published,
            let definition = row.text(ScenarioField.definition),
            let scenario = ScenarioFile(name: "published", text: definition).scenarios.first
        else { return nil }
        self.init(version: Int(row.number(ScenarioField.version) ?? 0), scenario: scenario)
    }
}

/// What publishing came to, by code.
package struct ScenarioPublication: Hashable, Sendable {
    /// Scenarios with a new version, and which.
    package internal(set) var published: [ScenarioCode: Int] = [:]
    /// Scenarios that stand as they were.
    package internal(set) var unchanged: [ScenarioCode] = []
}

/// Scenarios that must be mended before they are published.
package struct ScenarioRejection: Error, CustomStringConvertible {
    /// What to mend, line by line.
    package let findings: [LintFinding]

    /// Every finding on a line of its own.
    package var description: String {
        "Nothing was published. Mend this first:\n"
            + findings.map(\.description).joined(separator: "\n")
    }
}

extension HubTransaction {
    /// Publishes scenarios to every site.
    ///
    /// A new one becomes version 1, a changed one the next version, and its former one is
    /// retired. Scenarios that the files do not hold stay as they are.
    ///
    /// - Throws: ``ScenarioRejection`` when there is something to mend; nothing is changed then.
    package func publishScenarios(_ files: [ScenarioFile]) throws -> ScenarioPublication {
        let errors = ScenarioLint.findings(in: files).filter { $0.severity == .error }
        guard errors.isEmpty else { throw ScenarioRejection(findings: errors) }
        var publication = ScenarioPublication()
        for scenario in files.flatMap(\.scenarios) {
            let former = try rows(
                Catalogue.scenario,
                where: ScenarioField.code,
                is: .text(scenario.code.description)
            )
            let standing = former.filter {
                $0.choice(ScenarioField.state) == ScenarioState.published
            }
            if standing.contains(where: { $0.text(ScenarioField.definition) == scenario.text }) {
                publication.unchanged.append(scenario.code)
                continue
            }
            for row in standing {
                try edit(row, [ScenarioField.state: .choice(ScenarioState.retired)])
            }
            let version = (former.compactMap { $0.number(ScenarioField.version) }.max() ?? 0) + 1
            _ = try create(
                Catalogue.scenario,
                scope: .everyone,
                [
                    ScenarioField.code: .text(scenario.code.description),
                    .version: .integer(version),
                    .state: .choice(ScenarioState.published),
                    .definition: .text(scenario.text),
                ]
            )
            publication.published[scenario.code] = Int(version)
        }
        return publication
    }
}
