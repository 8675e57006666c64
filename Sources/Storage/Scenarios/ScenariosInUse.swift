import GRDB
package import Recovery
import Wire

/// How a scenario stands at a house: what headquarters wrote, and what the house made of it.
package struct ScenarioStanding: Sendable {
    /// Headquarters' version, from 1; 0 for the library that comes with the program.
    package let version: Int
    /// What headquarters wrote.
    package let headquarters: FailureScenario
    /// What the house lays over it; nil where it stands as it was written.
    package let overlay: KeptOverlay?
    /// What holds, and what of the overlay does not.
    package let laid: LaidScenario
    /// What headquarters wrote when the house made its overlay; nil when that is not known here.
    package let base: FailureScenario?

    /// The fields of the house that headquarters has changed as well since.
    package var met: [ScenarioKey] {
        guard let overlay, let base else { return [] }
        return overlay.overlay.met(base: base, present: headquarters)
    }

    /// Whether a person should look: the two met in a field, or a field no longer holds.
    package var needsLook: Bool { !met.isEmpty || !laid.refused.isEmpty }

    /// As cases, clocks and the detector use it.
    package var inUse: PublishedScenario {
        PublishedScenario(
            version: version,
            revision: overlay?.overlay.revision ?? 0,
            scenario: laid.scenario
        )
    }
}

extension StoreReader {
    /// The scenarios in use, by code: those that the hub published, or those that come with the
    /// program as long as there are none; at a node, with the house's overlays over them.
    ///
    /// Everything that a house does by a scenario goes through here: what is detected, who is
    /// called, what is promised, said and offered.
    package func scenarios() throws -> [PublishedScenario] { try scenarioShelf().scenarios }

    /// The scenarios in use, and how each stands here: some milliseconds of reading, so keep it as
    /// long as ``scenarioEdition()`` stays the same.
    package func scenarioShelf() throws -> ScenarioShelf { try ScenarioShelf(self) }

    /// How each scenario stands here, by code.
    package func scenarioStandings() throws -> [ScenarioStanding] {
        try scenarioShelf().standings
    }

    /// How one scenario stands here; nil when there is none of the code.
    package func scenarioStanding(_ code: String) throws -> ScenarioStanding? {
        try scenarioStandings().first { $0.headquarters.code.description == code }
    }

    /// A number that differs whenever the scenarios in use may.
    package func scenarioEdition() throws -> Int64 {
        var edition: Int64 = 0
        for (table, withdrawn) in [("scenario", "0"), ("scenario_overlay", "TOTAL(isWithdrawn)")] {
            let statement = try RawStatement(
                database,
                """
                SELECT COUNT(*), TOTAL(_revision) + \(withdrawn), COALESCE(MAX(_id), 0)
                FROM \(table)
                """
            )
            defer { statement.reset() }
            guard try statement.step() else { continue }
            for column in 0..<3 { edition = edition &* 1_000_003 &+ statement.integer(column) }
        }
        return edition
    }

    /// The editions with which cases began, by scenario.
    fileprivate func editionsOfCases() throws -> [String: Set<ScenarioEdition>] {
        let statement = try RawStatement(
            database,
            """
            SELECT DISTINCT scenario, scenarioVersion FROM recovery_case
            WHERE scenario IS NOT NULL AND scenarioVersion IS NOT NULL
            """
        )
        defer { statement.reset() }
        var editions: [String: Set<ScenarioEdition>] = [:]
        while try statement.step() {
            editions[statement.text(0), default: []].insert(
                ScenarioEdition(number: Int(statement.integer(1)))
            )
        }
        return editions
    }
}

/// Every version and every overlay that a place has ever had.
package struct ScenarioShelf: Sendable {
    /// How each scenario stands here, by code.
    package let standings: [ScenarioStanding]
    /// The scenarios in use, with the former editions that cases began with, by code.
    package private(set) var scenarios: [PublishedScenario]
    private let versions: [ScenarioCode: [Int: FailureScenario]]
    private let overlays: [ScenarioCode: [KeptOverlay]]

    /// Whether a case may have begun with another text than the present one.
    private var hasHistory: Bool {
        !overlays.isEmpty || versions.contains { $0.value.count > 1 }
    }

    fileprivate init(_ reader: StoreReader) throws {
        let (versions, present) = try Self.versions(reader)
        self.versions = versions
        let overlays = reader.role == .node ? try reader.overlays() : [:]
        self.overlays = overlays
        standings = present.sorted { $0.key < $1.key }.compactMap { code, version in
            guard let scenario = versions[code]?[version] else { return nil }
            let standing = overlays[code]?.last { !$0.isWithdrawn }
            return ScenarioStanding(
                version: version,
                headquarters: scenario,
                overlay: standing,
                laid: standing?.overlay.laid(over: scenario)
                    ?? LaidScenario(unchanged: scenario),
                base: standing.flatMap { versions[code]?[$0.overlay.base] }
            )
        }
        scenarios = standings.map(\.inUse)
        guard reader.role == .node, hasHistory else { return }
        let begun = try reader.editionsOfCases()
        for index in scenarios.indices {
            let code = scenarios[index].scenario.code
            for edition in begun[code.description] ?? [] where edition != scenarios[index].edition {
                scenarios[index].earlier[edition] = scenario(code, edition)
            }
        }
    }

    /// Every version that was published, and which of them are in use.
    private static func versions(
        _ reader: StoreReader
    ) throws -> (all: [ScenarioCode: [Int: FailureScenario]], present: [ScenarioCode: Int]) {
        var versions: [ScenarioCode: [Int: FailureScenario]] = [:]
        var present: [ScenarioCode: Int] = [:]
        for row in try reader.rows(Catalogue.scenario, "ORDER BY _id", []) {
            guard let state: ScenarioState = row.choice(ScenarioField.state), state != .draft,
                let text = row.text(ScenarioField.definition),
                let scenario = ScenarioFile(name: "published", text: text).scenarios.first
            else { continue }
            let version = Int(row.number(ScenarioField.version) ?? 0)
            versions[scenario.code, default: [:]][version] = scenario
            guard state == .published else { continue }
            // Two published versions meet only while a node is between two exchanges.
            present[scenario.code] = max(version, present[scenario.code] ?? version)
        }
        let isShipped = present.isEmpty
        for scenario in ScenarioLibrary.standard {
            versions[scenario.code, default: [:]][0] = scenario
            if isShipped { present[scenario.code] = 0 }
        }
        return (versions, present)
    }

    /// A scenario in the edition with which a case began; nil when that is not known here.
    private func scenario(_ code: ScenarioCode, _ edition: ScenarioEdition) -> FailureScenario? {
        guard let scenario = versions[code]?[edition.version] else { return nil }
        guard edition.revision > 0 else { return scenario }
        return overlays[code]?.last { $0.overlay.revision == edition.revision }?.overlay
            .laid(over: scenario).scenario
    }
}
