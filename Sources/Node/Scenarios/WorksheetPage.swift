import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The sheet of paper for a design workshop: service, operations and sales fill it in together and
/// decide on the spot.
struct WorksheetPage {
    let pages: HousePages

    struct Query: Decodable, Sendable { var scenario: String? }

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ScenarioTabs.Tab]
        var kinds: [FormChoice]
        var house: String
        var heading: String
        var code: String
        var date: String
        var parts: [Part]
        var seats: [Int]
        var decisions: [Int]
    }

    private struct Part: Sendable {
        var title: String
        var fields: [Field]
    }

    private struct Field: Sendable {
        var title: String
        var hint: String
        var lines: [String]
        /// Empty lines to write on.
        var blanks: [Int]
    }

    /// The fields in the order in which a workshop talks about them.
    private static var order: [(String, [ScenarioKey])] {
        [
            (say("What happened to the guest"), [.name, .summary, .touchpoints, .severity]),
            (
                say("How we notice it, and who comes"),
                [.cues, .alarm, .responder, .support, .targets]
            ),
            (say("What we do"), [.anticipate, .acknowledge, .apologise, .alternatives, .amends]),
            (say("What we give"), [.compensation, .ladder]),
            (say("What we say and write"), [.tone, .channels, .say, .doNotSay, .inStayMessage]),
            (say("So that it does not happen again"), [.causes, .preventiveCheck, .effectMetric]),
        ]
    }

    func response(_ staff: Staff, _ query: Query) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.standings().map(\.laid.scenario)
        let content = try pages.store.read { reader in
            let chosen = scenarios.first { $0.code.description == query.scenario?.uppercased() }
            return Content(
                frame: try pages.frame(say("Worksheet"), .scenarios, staff, reader),
                tabs: ScenarioTabs(current: "/scenarios/worksheet").tabs,
                kinds: [FormChoice(value: "", words: say("An empty sheet"))]
                    + scenarios.map {
                        FormChoice(
                            value: $0.code.description,
                            words: "\($0.code), \($0.name)",
                            isChosen: $0.code == chosen?.code
                        )
                    },
                house: pages.house,
                heading: chosen?.name ?? say("A new scenario"),
                code: chosen?.code.description ?? "",
                date: pages.time.date(now),
                parts: Self.order.map { title, keys in
                    Part(title: title, fields: keys.map { Self.field($0, chosen) })
                },
                seats: Array(0..<5),
                decisions: Array(0..<4)
            )
        }
        return try pages.page("worksheet", content)
    }

    private static func field(_ key: ScenarioKey, _ scenario: FailureScenario?) -> Field {
        let values = scenario?.values(of: key) ?? []
        let lines = key.shape == .words ? [values.joined(separator: ", ")] : values
        let isTall = key.shape == .items || key == .summary || key == .inStayMessage
        return Field(
            title: key.title,
            hint: hint(key),
            lines: lines.filter { !$0.isEmpty },
            blanks: Array(0..<(scenario != nil ? 0 : isTall ? 3 : 1))
        )
    }

    /// What to write, short enough for paper.
    private static func hint(_ key: ScenarioKey) -> String {
        switch key {
        case .name: say("as staff would call it")
        case .summary: say("in the guest’s eyes, not ours")
        case .touchpoints: say("where in the journey")
        case .severity:
            say(
                "1 annoyance, 2 inconvenience, 3 service denied, 4 stay spoiled, 5 safety"
            )
        case .cues: say("words guests use, at least 15")
        case .alarm: say("what the responder reads first")
        case .responder: say("a team or a person, never nobody")
        case .support: say("who helps, and is called next")
        case .targets:
            say(
                """
                answered, with the guest, put right: T1 5/15/60 min, T2 10/30 min/4 h, T3 same \
                day
                """
            )
        case .slowestTarget: say("how slow a house may be, if it may")
        case .compensation: say("or none, but say so")
        case .ladder: say("lowest and highest rung, C0 to C5, and when")
        case .tone: say("how it sounds")
        case .channels: say("how we answer, best first")
        case .say: say("sentences that help")
        case .doNotSay: say("sentences that make it worse")
        case .inStayMessage: say("the first letter: apology, what is done, by when, a name")
        case .causes: say("what is behind it most often")
        case .preventiveCheck: say("what to check, who, when")
        case .effectMetric: say("the figure that shows that the check works")
        default: say("one step a line")
        }
    }
}
