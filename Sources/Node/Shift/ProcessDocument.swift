import Recovery
import Storage

/// How this house recovers guests, written from the settings by which it really works.
///
/// It names teams and roles, never people, so that it stays true when somebody comes or leaves.
struct ProcessDocument: Sendable {
    let sections: [Section]

    struct Section: Sendable {
        let title: String
        let words: String
        /// The heads of the columns; none for a section of words.
        var columns: [String] = []
        var rows: [[String]] = []
    }

    /// By what a house works.
    struct Settings: Sendable {
        var house: ClockHouse
        var hoursText: String
        var ladder: EscalationLadder
        var limits: [AuthorityLimit]
        var ways: MessageWays
        var closing = ClosingRule()
    }

    init(_ settings: Settings) {
        let scenarios = settings.house.scenarios.values.sorted {
            $0.scenario.code < $1.scenario.code
        }
        sections = [
            Self.course,
            Self.called(settings.ladder),
            Self.targets(settings.house.hours),
            Self.teams(scenarios.map(\.scenario)),
            Self.failures(scenarios),
            Self.authority(settings.limits),
            Self.hours(settings.hoursText),
            Self.closing(settings.closing),
            Self.shifts,
            Self.ways(settings.ways),
        ]
    }

    /// All of it as lines, from which the version follows.
    var text: String {
        sections.map { section in
            ([section.title, section.words, section.columns.joined(separator: " | ")]
                + section.rows.map { $0.joined(separator: " | ") }).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

extension ProcessDocument {
    private static let course = Section(
        title: "From the failure to amends",
        words: "Every failure becomes a case, whoever hears of it and however. A case has one "
            + "person at a time. The steps, in this order:",
        columns: ["Step", "What it means"],
        rows: [
            ["Write it down", "Where, what, how bad: three taps. The guest’s own words later."],
            ["Answer the alarm", "Whoever answers has the case until it changes hands."],
            ["Apologise", "Before anything is offered. Say what the playbook says, not the rest."],
            ["Put it right", "The solution first; where it takes time, promise a moment."],
            [
                "Make amends",
                "From the shelf, within what one’s role may give, above it by asking.",
            ],
            ["Ask the guest", "Whether it is settled: in person, or by the survey’s link."],
            ["Find the cause", "From severity 2; the five questions from severity 3."],
        ]
    )

    private static func called(_ ladder: EscalationLadder) -> Section {
        func rows(_ term: ClockTerm, _ matter: String) -> [[String]] {
            ladder.plan(for: term).levels.map { level in
                [matter, level.threshold.words, level.role.calledWords]
            }
        }
        let quiet = ladder.plan(for: .fixed).quietHours.sorted { $0.key.rawValue < $1.key.rawValue }
            .map {
                "The \($0.key.words) is not called from \($0.value.words), unless somebody is "
                    + "in danger (severity 5)."
            }
        return Section(
            title: "Who is called when nobody comes",
            words: ([
                "The team that answers for the failure is called at once. A level that would "
                    + "only call somebody again is left out; the call before it stands."
            ] + quiet)
            .joined(separator: " "),
            columns: ["What waits", "When", "Who is called"],
            rows: rows(.acknowledge, "An alarm that nobody answers")
                + rows(.fixed, "A promised time")
        )
    }

    private static func targets(_ hours: ServiceHours) -> Section {
        Section(
            title: "Promised times",
            words: "Counted from the moment the house learns of it. They stand still while the "
                + "guest or another team has the next step.",
            columns: [
                "Target", "Answered", "With the guest", "Put right", "Asked again", "Counts",
            ],
            rows: TargetClass.allCases.map { target in
                [
                    target.words, target.acknowledge.words, target.onScene.words,
                    target.fixed.words, target.followUp.words,
                    hours.targets.contains(target) ? "in office hours" : "day and night",
                ]
            }
        )
    }

    private static func teams(_ scenarios: [FailureScenario]) -> Section {
        var chains: [String: Set<String>] = [:]
        for scenario in scenarios {
            let chain = scenario.responder.chain.map(\.spoken)
            chains[chain[0], default: []].formUnion(chain.dropFirst())
        }
        return Section(
            title: "Teams",
            words: "Who answers first, and who may be asked to help. With nobody of a team on "
                + "duty the next one answers.",
            columns: ["Team", "Helped by"],
            rows: chains.sorted { $0.key < $1.key }.map { team, others in
                [team.capitalizedFirst, others.sorted().joined(separator: ", ")]
            }
        )
    }

    private static func failures(_ scenarios: [PublishedScenario]) -> Section {
        Section(
            title: "Failures and who answers",
            words: "What to say, do and offer stands in each case, by the playbook.",
            columns: ["Code", "Failure", "Severity", "Target", "Answers", "Remedies"],
            rows: scenarios.map { published in
                let scenario = published.scenario
                return [
                    scenario.code.description, scenario.name, scenario.severity.words,
                    scenario.target(afterStay: false).words,
                    scenario.responder.lead.spoken.capitalizedFirst, scenario.ladder.words,
                ]
            }
        )
    }

    private static func authority(_ limits: [AuthorityLimit]) -> Section {
        Section(
            title: "Who may give what",
            words: limits.isEmpty
                ? "Headquarters has not named the house’s currency yet: what costs money is asked "
                    + "for one role up."
                : "At cost to the house, without asking. What is above it, the role that may give "
                    + "it agrees to first.",
            columns: limits.isEmpty ? [] : ["Role", "In one case", "On one day"],
            rows: limits.sorted { $0.role.rawValue < $1.role.rawValue }.map {
                [$0.role.words.capitalizedFirst, $0.perCase.description, $0.perDay.description]
            }
        )
    }

    private static func hours(_ text: String) -> Section {
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Section(
            title: "Office hours",
            words: "By which some of the promised times count.",
            columns: ["Day", "Hours"],
            rows: lines.map { line in
                line.split(separator: ":", maxSplits: 1).map { $0.trimmed }
            }
        )
    }

    private static func closing(_ rule: ClosingRule) -> Section {
        Section(
            title: "When a case may be closed",
            words: "The guest has said that it is settled, or kept silent for the agreed time. A "
                + "guest counts as not reached after \(rule.attemptCountMin) tries by "
                + "\(rule.channelCountMin) ways. Open promises are kept or withdrawn first, and "
                + "what was accepted is handed over. A score of 3 or less takes the case up again "
                + "and calls the duty manager. Ninety days later the guest is asked once more."
        )
    }

    private static let shifts = Section(
        title: "Shifts",
        words: "The roster says who is on duty, in which team, and who is its deputy; a duty lasts "
            + "\(DutyError.hourCountMax) hours at most. Whoever leaves hands the open cases over, "
            + "and whoever comes signs for them. Every night the house looks for what nobody has. "
            + "Every week some closed cases are reviewed by those who lead. Drills go the real way "
            + "and count nowhere."
    )

    private static func ways(_ ways: MessageWays) -> Section {
        let hold = ways.hold.components.seconds
        return Section(
            title: "How words reach guests",
            words: "By the way the guest asked for; another needs a reason. A message can be taken "
                + "back for \(hold) seconds.",
            columns: ["Way", "How it leaves"],
            rows: [
                ["E-mail", ways.mail.map { "by itself, from \($0.from)" } ?? "by hand"],
                ["Text message", ways.sms == nil ? "by hand" : "by itself"],
                ["Chat", ways.chat == nil ? "by hand" : "by itself"],
            ]
        )
    }
}

extension StaffRole {
    /// Whom a level of the ladder calls.
    fileprivate var calledWords: String {
        switch self {
        case .staff: "who has the case, else the team"
        case .supervisor:
            "the team’s deputy on duty, else who leads there, else those who help, else the duty "
                + "manager"
        case .dutyManager, .manager, .headquarters, .operator: "the \(words)"
        }
    }
}

extension Responder.Lead {
    /// The team in a sentence; a person is not named.
    fileprivate var spoken: String {
        switch self {
        case .team(let team): team.words
        case .person: "the one whom the scenario names"
        }
    }
}
