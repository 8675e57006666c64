import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// One kind of failure as headquarters wrote it, which sites have it, and every version before.
struct ScenarioPage {
    let pages: HubPages

    private struct Content: Sendable {
        var frame: PageFrame
        var code: String
        var name: String
        var summary: String
        var edition: String
        var severity: SeverityPart
        var facts: [Fact]
        var scenario: FailureScenario
        var phases: [Phase]
        var cues: [String]
        var causes: [String]
        var letters: [Letter]
        var holders: String
        var missing: [Missing]
        var isEverywhere: Bool
        var ways: [Way]
        var versions: [Version]
        var locked: String
        var free: String
        var maySteer: Bool
    }

    private struct Fact: Sendable {
        var name: String
        var value: String
    }

    private struct Phase: Sendable {
        var title: String
        var steps: [String]
    }

    private struct Letter: Sendable {
        var title: String
        var text: String
    }

    /// A site that does not have the version yet.
    private struct Missing: Sendable {
        var name: String
        var code: String
        var lastWord: String
    }

    /// What one house does in another way.
    private struct Way: Sendable {
        var site: String
        var fields: String
        var why: String
        var told: String
    }

    private struct Version: Sendable {
        var title: String
        var told: String
        var why: String
        var isStanding: Bool
        var summary: String
        var changes: [ScenarioChange]
    }

    func response(_ reader: HubReader, _ code: ScenarioCode) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let content = try pages.store.read { store in
            let found = try store.scenarioStanding(code.description)
            guard let scenario = found?.headquarters else {
                throw ScenarioRefusal.noSuchScenario(code.description)
            }
            let versions = try store.publishedVersions(code)
            let accounts = standings.map(\.account).sorted { $0.code < $1.code }
            let holders = ScenarioHolders(
                versions.first { $0.isStanding },
                accounts,
                try store.reaches().mapValues(\.everyone)
            )
            var content = self.content(scenario, reader, standings)
            content.versions = Self.versions(versions, code)
            content.edition = content.versions.first { $0.isStanding }?.title ?? Self.shipped
            content.holders = holders.words
            content.isEverywhere = holders.missing.isEmpty
            content.missing = holders.missing.map { missing($0, standings) }
            content.ways = try ways(code, store)
            return content
        }
        return try pages.page("hq-scenario", content)
    }

    private static let shipped = "As it comes with the program"

    private func content(
        _ scenario: FailureScenario,
        _ reader: HubReader,
        _ standings: [SiteStanding]
    ) -> Content {
        let severity = scenario.severity.starting()
        let title = "\(scenario.code), \(scenario.name)"
        return Content(
            frame: pages.frame(title, .scenarios, reader, standings),
            code: scenario.code.description,
            name: scenario.name,
            summary: scenario.summary,
            edition: "",
            severity: SeverityPart(Int(severity.rawValue), severity.words),
            facts: Self.facts(scenario),
            scenario: scenario,
            phases: PlaybookPhase.allCases.map {
                Phase(title: $0.words.capitalizedFirst, steps: scenario.playbook[$0])
            },
            cues: scenario.cues.phrases,
            causes: scenario.causes.map { "\($0.code.words.capitalizedFirst): \($0.text)" },
            letters: [ScenarioKey.inStayMessage, .postStayMessage].map {
                Letter(title: "\($0.heading)", text: scenario.values(of: $0).joined())
            },
            holders: "",
            missing: [],
            isEverywhere: false,
            ways: [],
            versions: [],
            locked: Self.headings { !$0.mayDiffer },
            free: Self.headings(\.mayDiffer),
            maySteer: reader.maySteer
        )
    }

    private static func headings(_ isWanted: (ScenarioKey) -> Bool) -> String {
        ScenarioKey.allCases.filter(isWanted).map(\.heading.description).joined(separator: ", ")
    }

    private static func facts(_ scenario: FailureScenario) -> [Fact] {
        let keys: [ScenarioKey] = [
            .touchpoints, .support, .slowestTarget, .compensation, .ladder, .channels, .tone,
            .alarm,
        ]
        let responder = scenario.responder.chain.map(\.words).joined(separator: ", then ")
        return [
            Fact(name: "Who comes", value: responder),
            Fact(name: "Promised", value: scenario.target(afterStay: false).promise),
            Fact(name: "After the stay", value: TargetClass.tp.promise),
        ]
            + keys.compactMap { key in
                let value = key.line(scenario.values(of: key))
                return value.isEmpty ? nil : Fact(name: "\(key.heading)", value: value)
            }
    }

    private func missing(_ account: SiteAccount, _ standings: [SiteStanding]) -> Missing {
        let silence = standings.first { $0.account.site == account.site }?.silence
        return Missing(
            name: account.name,
            code: account.code,
            lastWord: silence.map { "last heard \(HubTime.span($0.components.seconds * 1000)) ago" }
                ?? "never heard"
        )
    }

    private func ways(_ code: ScenarioCode, _ store: StoreReader) throws -> [Way] {
        let sites = try store.sites()
        return (try store.overlays()[code] ?? []).filter { !$0.isWithdrawn }.map { kept in
            let fields = ScenarioKey.houses.filter { kept.overlay.fields[$0] != nil }
            return Way(
                site: sites[kept.row.site].name,
                fields: fields.map(\.heading.description).joined(separator: ", "),
                why: kept.overlay.why,
                told: "\(kept.author), \(HubTime.shortDay(kept.keptAt.day()))"
            )
        }
    }

    /// The versions, the newest first, each with what it changed.
    private static func versions(
        _ published: [PublishedVersion],
        _ code: ScenarioCode
    ) -> [Version] {
        let first = ScenarioLibrary.standard.first { $0.code == code }
        let formers = published.dropFirst().map { Optional($0.scenario) } + [first]
        return zip(published, formers).map { version, former in
            let changes = former.map { ScenarioChange.all(from: $0, to: version.scenario) }
            return Version(
                title: "Version \(version.number)",
                told: "\(version.author), \(HubTime.shortDay(version.publishedAt.day())) "
                    + HubTime.clock(version.publishedAt),
                why: version.why ?? "Nobody said why.",
                isStanding: version.isStanding,
                summary: changes.map {
                    $0.isEmpty
                        ? "Says what came with the program"
                        : "\(Numbers.count($0.count, "field")) changed"
                } ?? "New",
                changes: changes ?? []
            )
        }
    }
}

extension TargetClass {
    /// What is promised, in a few words.
    var promise: String {
        "answered within \(acknowledge.span), with the guest within \(onScene.span), put right "
            + "within \(fixed.span)"
    }
}

extension TargetTime {
    fileprivate var span: String {
        switch self {
        case .minutes(let count) where count >= 120 && count.isMultiple(of: 60):
            "\(count / 60) hours"
        case .minutes(let count): "\(count) min"
        case .sameDay: "the same day"
        case .businessDays(0): "the same business day"
        case .businessDays(let count): Numbers.count(count, "business day")
        }
    }
}

extension String {
    /// The text with a capital first.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
