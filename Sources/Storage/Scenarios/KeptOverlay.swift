package import Recovery
import Wire

/// An overlay as the house kept it.
package struct KeptOverlay: Sendable {
    /// The record.
    package let row: StoredRow
    /// What it says.
    package let overlay: ScenarioOverlay

    /// Who kept it.
    package var author: String { row.author }
    /// When it was kept.
    package var keptAt: Timestamp { Timestamp(milliseconds: row.stamp.milliseconds) }
    /// Whether it no longer holds: withdrawn, or followed by another.
    package var isWithdrawn: Bool { row.isSet(ScenarioOverlayField.isWithdrawn) }

    fileprivate init?(_ row: StoredRow) {
        guard let text = row.text(ScenarioOverlayField.definition),
            let overlay = ScenarioOverlay(text: text)
        else { return nil }
        (self.row, self.overlay) = (row, overlay)
    }
}

/// Why an overlay is not kept.
package enum OverlayError: Error, Equatable, Spoken {
    /// There is no scenario of the code.
    case noSuchScenario(String)
    /// There is something to mend first.
    case unfit([OverlayFinding])
    /// It says what headquarters says.
    case changesNothing
    /// Nobody could understand it later.
    case noReason
    /// The scenario stands as headquarters wrote it.
    case noOverlay(String)
    /// Headquarters has no house.
    case notAtAHouse

    /// What to do next.
    package var sentence: Sentence {
        switch self {
        case .noSuchScenario(let code):
            "There is no scenario \(code) here. 'amends scenario list' shows those there are."
        case .unfit(let findings):
            """
            Nothing was kept. Mend this first: \
            \(list: findings.map(\.sentence), separator: "\n")
            """
        case .changesNothing:
            "Nothing to keep: every field says what headquarters says."
        case .noReason: "Say why in a few words: others read it later."
        case .noOverlay(let code):
            "Nothing to do: \(code) stands here as headquarters wrote it."
        case .notAtAHouse:
            "Only a house has ways of its own. Run the command with the node's --data."
        }
    }
}

extension StoreReader {
    /// Every overlay that the house has ever kept, by scenario, oldest first.
    package func overlays() throws -> [ScenarioCode: [KeptOverlay]] {
        let kept = try rows(Catalogue.scenarioOverlay, "ORDER BY _id", [])
            .compactMap { KeptOverlay($0) }
        return Dictionary(grouping: kept, by: \.overlay.code).mapValues { overlays in
            // Two revisions of one number meet when two of a house's nodes wrote apart.
            overlays.sorted { ($0.overlay.revision, $0.row.id) < ($1.overlay.revision, $1.row.id) }
        }
    }
}

extension NodeTransaction {
    /// Keeps what the house does in another way, as its next revision.
    ///
    /// Cases that are open keep the edition with which they began.
    ///
    /// - Throws: ``OverlayError``; nothing is changed then.
    package func keepOverlay(_ overlay: ScenarioOverlay) throws -> ScenarioEdition {
        let standings = try reader.scenarioStandings()
        guard let standing = standings.first(where: { $0.headquarters.code == overlay.code }) else {
            throw OverlayError.noSuchScenario(overlay.code.description)
        }
        guard !overlay.why.isEmpty else { throw OverlayError.noReason }
        guard !overlay.fields.isEmpty else { throw OverlayError.changesNothing }
        let others = standings.map(\.laid.scenario).filter { $0.code != overlay.code }
        let errors = overlay.findings(over: standing.headquarters, among: others)
            .filter { $0.severity == .error }
        guard errors.isEmpty else { throw OverlayError.unfit(errors) }
        let former = try reader.overlays()[overlay.code] ?? []
        for kept in former where !kept.isWithdrawn { try withdraw(kept) }
        let next = overlay.numbered((former.last?.overlay.revision ?? 0) + 1)
        _ = try create(
            Catalogue.scenarioOverlay,
            scope: nil,
            [
                ScenarioOverlayField.code: .text(next.code.description),
                .definition: .text(next.text),
            ]
        )
        return ScenarioEdition(version: standing.version, revision: next.revision)
    }

    /// Goes back to what headquarters wrote.
    ///
    /// - Throws: ``OverlayError/noOverlay(_:)``.
    package func withdrawOverlay(of code: String) throws {
        let kept = try ScenarioCode(code).flatMap { try reader.overlays()[$0] } ?? []
        let standing = kept.filter { !$0.isWithdrawn }
        guard !standing.isEmpty else { throw OverlayError.noOverlay(code) }
        for kept in standing { try withdraw(kept) }
    }

    private func withdraw(_ kept: KeptOverlay) throws {
        try edit(kept.row, [ScenarioOverlayField.isWithdrawn: .flag(true)])
    }
}
