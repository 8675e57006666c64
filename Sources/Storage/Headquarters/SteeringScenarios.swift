package import Recovery
import Wire

/// One version of a scenario that headquarters published.
package struct PublishedVersion: Sendable {
    /// From 1.
    package let number: Int
    /// What it says.
    package let scenario: FailureScenario
    /// Why it was made; nil where nobody said.
    package let why: String?
    /// Who published it.
    package let author: String
    /// When it was published.
    package let publishedAt: Timestamp
    /// Whether it holds now.
    package let isStanding: Bool
    /// Its place in what goes to everyone: a site that has come so far has it.
    package let position: Int64

    init?(_ row: StoredRow) {
        guard let state: ScenarioState = row.choice(ScenarioField.state), state != .draft,
            let number = row.number(ScenarioField.version),
            let stored = row.text(ScenarioField.definition),
            let scenario = ScenarioFile(name: "published", text: stored).scenarios.first
        else { return nil }
        self.number = Int(number)
        self.scenario = scenario
        why = ScenarioDefinition(stored: stored).why
        author = row.author
        publishedAt = Timestamp(milliseconds: row.stamp.milliseconds)
        isStanding = state == .published
        position = row.position
    }
}

/// A version as it is stored: the scenario's text, and above it, as a remark, why it was made.
///
/// Nodes that know nothing of reasons read past a remark.
struct ScenarioDefinition {
    let why: String?
    let text: String

    private static let opening = "# why: "

    init(_ text: String, why: String?) { (self.text, self.why) = (text, why) }

    init(stored: String) {
        guard stored.hasPrefix(Self.opening), let end = stored.firstIndex(of: "\n") else {
            self.init(stored, why: nil)
            return
        }
        self.init(
            String(stored[stored.index(after: end)...]),
            why: String(stored[..<end].dropFirst(Self.opening.count))
        )
    }

    var stored: String { why.map { "\(Self.opening)\($0)\n" + text } ?? text }
}

/// Why a scenario is not published, and what to do.
package enum ScenarioRefusal: Error, Equatable, CustomStringConvertible {
    /// That is no code.
    case badCode(String)
    /// There is no scenario of the code.
    case noSuchScenario(String)
    /// Somebody else was quicker.
    case changedMeanwhile(version: Int, author: String)
    /// It says what stands already.
    case changesNothing
    /// Nobody could understand it later.
    case noReason
    /// There is something to mend first.
    case unfit

    /// What to do next.
    package var description: String {
        switch self {
        case .badCode(let code):
            "\u{201C}\(code)\u{201D} is no code. Write two to four capitals, a hyphen and two "
                + "digits, such as HK-01."
        case .noSuchScenario(let code):
            "There is no scenario \(code). Choose one from the list of scenarios."
        case .changedMeanwhile(let version, let author):
            """
            \(author) published version \(version) after you had opened this page. What you wrote \
            is below, compared with that version: keep what still fits, then publish.
            """
        case .changesNothing: "Nothing to publish: every field says what it says now."
        case .noReason: "Say why in a few words: every house reads it with the new version."
        case .unfit: "Mend what is marked first."
        }
    }
}

extension StoreReader {
    /// Every version of a scenario that was published, the newest first.
    package func publishedVersions(_ code: ScenarioCode) throws -> [PublishedVersion] {
        try rows(
            Catalogue.scenario,
            where: ScenarioField.code,
            is: .text(code.description)
        ).compactMap(PublishedVersion.init).sorted { $0.number > $1.number }
    }

    /// The version of each scenario that holds now, by code.
    package func standingVersions() throws -> [ScenarioCode: PublishedVersion] {
        let published = try rows(
            Catalogue.scenario,
            where: ScenarioField.state,
            is: .choice(ScenarioState.published)
        ).compactMap(PublishedVersion.init)
        return Dictionary(
            published.map { ($0.scenario.code, $0) },
            uniquingKeysWith: { $0.number > $1.number ? $0 : $1 }
        )
    }
}

extension HubTransaction {
    /// Publishes one scenario to every site, as the version after `seen`, which its author saw; 0
    /// where none was published.
    ///
    /// As long as nothing was published, every node has the library that comes with the program;
    /// the first that is published takes the rest of it along.
    ///
    /// - Throws: ``ScenarioRefusal``; nothing is changed then.
    package func publish(
        _ draft: ScenarioDraft,
        over seen: Int,
        because why: String
    ) throws -> Int {
        let why = why.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !why.isEmpty else { throw ScenarioRefusal.noReason }
        let standing = try reader.publishedVersions(draft.code).first
        if let standing, standing.number != seen {
            throw ScenarioRefusal.changedMeanwhile(
                version: standing.number,
                author: standing.author
            )
        }
        let present = try reader.scenarios()
        guard let scenario = draft.review(among: present.map(\.scenario)).fit else {
            throw ScenarioRefusal.unfit
        }
        if present.contains(where: { $0.scenario == scenario }) {
            throw ScenarioRefusal.changesNothing
        }
        if try reader.standingVersions().isEmpty {
            _ = try publishScenarios(ScenarioLibrary.files)
        }
        let file = ScenarioFile(name: scenario.code.description, text: scenario.text)
        guard let number = try publishScenarios([file], because: why).published[scenario.code]
        else { throw ScenarioRefusal.changesNothing }
        return number
    }
}
