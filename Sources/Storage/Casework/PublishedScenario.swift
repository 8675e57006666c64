package import Recovery
import Wire

/// A scenario that is in use: headquarters' version, with the house's overlay over it.
package struct PublishedScenario: Hashable, Sendable {
    /// Headquarters' version, from 1; 0 for the library that comes with the program.
    package let version: Int
    /// The house's revision that is laid over it; 0 where it stands as headquarters wrote it.
    package let revision: Int
    /// What holds.
    package let scenario: FailureScenario
    /// Former editions with which cases began.
    var earlier: [ScenarioEdition: FailureScenario] = [:]

    /// The library that comes with the program, which a node uses until it has heard from its hub.
    package static let shipped: [PublishedScenario] = ScenarioLibrary.standard.map {
        PublishedScenario(version: 0, scenario: $0)
    }

    /// A version of a scenario, as a house uses it.
    package init(version: Int, revision: Int = 0, scenario: FailureScenario) {
        (self.version, self.revision) = (version, revision)
        self.scenario = scenario
    }

    /// What a case that begins now remembers.
    package var edition: ScenarioEdition { ScenarioEdition(version: version, revision: revision) }

    /// The edition with which a case began: what was promised then is owed, whatever changed since.
    package func scenario(of found: RecoveryCase) -> FailureScenario {
        guard let number = found.scenarioVersion else { return scenario }
        return earlier[ScenarioEdition(number: number)] ?? scenario
    }
}

extension [String: PublishedScenario] {
    /// What a case is about, in the edition with which it began; nil while nobody has named it.
    package func scenario(of found: RecoveryCase) -> FailureScenario? {
        found.scenario.flatMap { self[$0]?.scenario(of: found) }
    }
}

/// Which text of a scenario a case began with: headquarters' version and the house's revision.
package struct ScenarioEdition: Hashable, Sendable {
    /// Headquarters' version.
    package let version: Int
    /// The house's revision over it; 0 for none.
    package let revision: Int

    /// Versions below which a number has no revision in it.
    private static let versionCount = 1_000_000

    /// An edition.
    package init(version: Int, revision: Int) {
        (self.version, self.revision) = (version, revision)
    }

    /// The edition that a case keeps as one number.
    package init(number: Int) {
        self.init(
            version: number % Self.versionCount,
            revision: number / Self.versionCount
        )
    }

    /// As a case keeps it: the version, and a million for each revision of the house.
    package var number: Int { version + revision * Self.versionCount }
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
    /// retired. Scenarios that the files do not hold stay as they are. `why` goes with each.
    ///
    /// - Throws: ``ScenarioRejection`` when there is something to mend; nothing is changed then.
    package func publishScenarios(
        _ files: [ScenarioFile],
        because why: String? = nil
    ) throws -> ScenarioPublication {
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
            if standing.contains(where: { $0.definition == scenario.text }) {
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
                    .definition: .text(ScenarioDefinition(scenario.text, why: why).stored),
                ]
            )
            publication.published[scenario.code] = Int(version)
        }
        return publication
    }
}

extension StoredRow {
    /// A scenario's text, without why it was made.
    fileprivate var definition: String? {
        text(ScenarioField.definition).map { ScenarioDefinition(stored: $0).text }
    }
}
