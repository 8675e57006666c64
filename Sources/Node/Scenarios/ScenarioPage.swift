import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// One scenario: how it is noticed, who comes, what is said, done, given and written, and what
/// this house does in another way.
struct ScenarioPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var path: String
        var formToken: String
        var code: String
        var name: String
        var summary: String
        var edition: String
        var icon: String
        var severity: SeverityPart
        var marks: [MarkPart]
        var facts: [Fact]
        var look: [String]
        var canEdit: Bool
        var isChanged: Bool
        var changes: [FieldChange]
        var phases: [Phase]
        var scenario: FailureScenario
        var cues: [String]
        var moreCues: More?
        var causes: [String]
        var letters: [Letter]
        var history: [Past]
        var routing: String
    }

    private struct Fact: Sendable {
        var name: String
        var value: String
    }

    /// The rest of a long list.
    private struct More: Sendable {
        var words: String
        var cues: [String]
    }

    private struct Phase: Sendable {
        var title: String
        var steps: [String]
    }

    private struct Letter: Sendable {
        var title: String
        var text: String
    }

    /// A revision of the house.
    private struct Past: Sendable {
        var title: String
        var when: String
        var who: String
        var why: String
        var fields: String
        var isStanding: Bool
    }

    func response(_ staff: Staff, _ code: String) throws -> Response {
        let standing = try pages.desk.standing(code)
        let content = try pages.store.read { try self.content(staff, standing, $0) }
        return try pages.page("scenario", content)
    }

    private func content(
        _ staff: Staff,
        _ standing: ScenarioStanding,
        _ reader: StoreReader
    ) throws -> Content {
        let scenario = standing.laid.scenario
        let severity = scenario.severity.starting()
        let overlays = try reader.overlays()[scenario.code] ?? []
        let mode = try reader.routingModes()[scenario.code.description].mode
        return Content(
            frame: try pages.frame(
                "\(scenario.code), \(scenario.name)",
                .scenarios,
                staff,
                reader
            ),
            path: "/scenarios/\(scenario.code)",
            formToken: staff.session.formToken,
            code: scenario.code.description,
            name: scenario.name,
            summary: scenario.summary,
            edition: Self.edition(standing),
            icon: scenario.icon,
            severity: SeverityPart(severity),
            marks: standing.marks,
            facts: Self.facts(scenario),
            look: Self.look(standing),
            canEdit: staff.role.covers(.manager),
            isChanged: standing.overlay != nil,
            changes: FieldChange.all(from: standing.headquarters, to: scenario),
            phases: PlaybookPhase.allCases.map {
                Phase(title: $0.title, steps: scenario.playbook[$0])
            },
            scenario: scenario,
            cues: Array(scenario.cues.phrases.prefix(Self.cueCountMax)),
            moreCues: Self.more(scenario.cues.phrases.dropFirst(Self.cueCountMax)),
            causes: scenario.causes.map { "\(say($0.code).capitalizedFirst): \($0.text)" },
            letters: [
                Letter(title: say("First letter in the stay"), text: scenario.inStayMessage.text),
                Letter(
                    title: say("First letter after the stay"),
                    text: scenario.postStayMessage.text
                ),
            ],
            history: overlays.reversed().map(past),
            routing: mode == .direct
                ? say("What the program recognises goes straight to its team.")
                : say("What the program recognises goes to triage first.")
        )
    }

    /// How many cues are shown before the rest.
    private static let cueCountMax = 16

    private static func more(_ cues: ArraySlice<String>) -> More? {
        cues.isEmpty ? nil : More(words: say("\(cues.count) more"), cues: Array(cues))
    }

    private static func edition(_ standing: ScenarioStanding) -> String {
        let version =
            standing.version == 0
            ? say("As it comes with the program") : say("Headquarters’ version \(standing.version)")
        guard let overlay = standing.overlay else { return version }
        return say("\(version), with revision \(overlay.overlay.revision) of this house")
    }

    private static func facts(_ scenario: FailureScenario) -> [Fact] {
        let isAnywhere = scenario.touchpoints == Touchpoint.allCases
        let stay = scenario.target(afterStay: false)
        return [
            Fact(
                name: say("Where"),
                value: isAnywhere
                    ? say("anywhere") : scenario.touchpoints.map { say($0) }.joined(separator: ", ")
            ),
            Fact(name: say("Who comes"), value: scenario.callOrder),
            Fact(name: say("Promised"), value: stay.sentence),
            Fact(name: say("After the stay"), value: TargetClass.tp.sentence),
            Fact(name: say("Compensation"), value: scenario.compensation),
            Fact(name: say("Ladder"), value: scenario.ladder.words),
            Fact(
                name: say("Answered by"),
                value: scenario.channels.map { say($0) }.joined(separator: ", ")
            ),
            Fact(name: say("Tone"), value: scenario.tone),
            Fact(name: say("The alarm says"), value: scenario.alarm),
        ]
    }

    /// What headquarters and the house no longer agree about.
    private static func look(_ standing: ScenarioStanding) -> [String] {
        let met = standing.met.filter { standing.laid.refused[$0] == nil }.map {
            say(
                """
                \($0.title): headquarters has changed it as well since this house did. The \
                house’s words hold. Compare them, and keep one.
                """
            )
        }
        let refused = standing.laid.refused.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            say(
                """
                \($0.key.title): headquarters’ words hold, the house’s no longer fit. \($0.value)
                """
            )
        }
        return refused + met
    }

    private func past(_ kept: KeptOverlay) -> Past {
        let fields = ScenarioKey.houses.filter { kept.overlay.fields[$0] != nil }
        return Past(
            title: say("Revision \(kept.overlay.revision)"),
            when: pages.time.near(kept.keptAt, WallClock.now()),
            who: kept.author,
            why: kept.overlay.why,
            fields: fields.map(\.title).joined(separator: ", "),
            isStanding: !kept.isWithdrawn
        )
    }
}
