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
    private static var course: Section {
        Section(
            title: say("From the failure to amends"),
            words: say(
                """
                Every failure becomes a case, whoever hears of it and however. A case has one \
                person at a time. The steps, in this order:
                """
            ),
            columns: [say("Step"), say("What it means")],
            rows: [
                [
                    say("Write it down"),
                    say(
                        "Where, what, how bad: three taps. The guest’s own words later."
                    ),
                ],
                [
                    say("Answer the alarm"),
                    say("Whoever answers has the case until it changes hands."),
                ],
                [
                    say("Apologise"),
                    say(
                        "Before anything is offered. Say what the playbook says, not the rest."
                    ),
                ],
                [
                    say("Put it right"),
                    say("The solution first; where it takes time, promise a moment."),
                ],
                [
                    say("Make amends"),
                    say("From the shelf, within what one’s role may give, above it by asking."),
                ],
                [
                    say("Ask the guest"),
                    say("Whether it is settled: in person, or by the survey’s link."),
                ],
                [
                    say("Find the cause"),
                    say("From severity 2; the five questions from severity 3."),
                ],
            ]
        )
    }

    private static func called(_ ladder: EscalationLadder) -> Section {
        func rows(_ term: ClockTerm, _ matter: String) -> [[String]] {
            ladder.plan(for: term).levels.map { level in
                [matter, say(level.threshold.words), level.role.calledWords]
            }
        }
        let quiet = ladder.plan(for: .fixed).quietHours.sorted { $0.key.rawValue < $1.key.rawValue }
            .map {
                say(
                    """
                    The \($0.key) is not called from \($0.value.words), unless somebody is \
                    in danger (severity 5).
                    """
                )
            }
        return Section(
            title: say("Who is called when nobody comes"),
            words: ([
                say(
                    """
                    The team that answers for the failure is called at once. A level that would \
                    only call somebody again is left out; the call before it stands.
                    """
                )
            ] + quiet)
            .joined(separator: " "),
            columns: [say("What waits"), say("When"), say("Who is called")],
            rows: rows(.acknowledge, say("An alarm that nobody answers"))
                + rows(.fixed, say("A promised time"))
        )
    }

    private static func targets(_ hours: ServiceHours) -> Section {
        Section(
            title: say("Promised times"),
            words: say(
                """
                Counted from the moment the house learns of it. They stand still while the guest \
                or another team has the next step.
                """
            ),
            columns: [
                say("Target"), say("Answered"), say("With the guest"), say("Put right"),
                say("Asked again"), say("Counts"),
            ],
            rows: TargetClass.allCases.map { target in
                [
                    target.words, target.acknowledge.words, target.onScene.words,
                    target.fixed.words, target.followUp.words,
                    hours.targets.contains(target) ? say("in office hours") : say("day and night"),
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
            title: say("Teams"),
            words: say(
                """
                Who answers first, and who may be asked to help. With nobody of a team on duty \
                the next one answers.
                """
            ),
            columns: [say("Team"), say("Helped by")],
            rows: chains.sorted { $0.key < $1.key }.map { team, others in
                [team.capitalizedFirst, others.sorted().joined(separator: ", ")]
            }
        )
    }

    private static func failures(_ scenarios: [PublishedScenario]) -> Section {
        Section(
            title: say("Failures and who answers"),
            words: say("What to say, do and offer stands in each case, by the playbook."),
            columns: [
                say("Code"), say("Failure"), say("Severity"), say("Target"), say("Answers"),
                say("Remedies"),
            ],
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
            title: say("Who may give what"),
            words: limits.isEmpty
                ? say(
                    """
                    Headquarters has not named the house’s currency yet: what costs money is \
                    asked for one role up.
                    """
                )
                : say(
                    """
                    At cost to the house, without asking. What is above it, the role that may \
                    give it agrees to first.
                    """
                ),
            columns: limits.isEmpty ? [] : [say("Role"), say("In one case"), say("On one day")],
            rows: limits.sorted { $0.role.rawValue < $1.role.rawValue }.map {
                [say($0.role).capitalizedFirst, $0.perCase.description, $0.perDay.description]
            }
        )
    }

    private static func hours(_ text: String) -> Section {
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Section(
            title: say("Office hours"),
            words: say("By which some of the promised times count."),
            columns: [say("Day"), say("Hours")],
            rows: lines.map { line in
                line.split(separator: ":", maxSplits: 1).map { $0.trimmed }
            }
        )
    }

    private static func closing(_ rule: ClosingRule) -> Section {
        Section(
            title: say("When a case may be closed"),
            words: say(
                """
                The guest has said that it is settled, or kept silent for the agreed time. A \
                guest counts as not reached after \(rule.attemptCountMin) tries by \
                \(rule.channelCountMin) ways. Open promises are kept or withdrawn first, and \
                what was accepted is handed over. A score of 3 or less takes the case up again \
                and calls the duty manager. Ninety days later the guest is asked once more.
                """
            )
        )
    }

    private static var shifts: Section {
        Section(
            title: say("Shifts"),
            words: say(
                """
                The roster says who is on duty, in which team, and who is its deputy; a duty lasts \
                \(DutyError.hourCountMax) hours at most. Whoever leaves hands the open cases over, \
                and whoever comes signs for them. Every night the house looks for what nobody has. \
                Every week some closed cases are reviewed by those who lead. Drills go the \
                real way and count nowhere.
                """
            )
        )
    }

    private static func ways(_ ways: MessageWays) -> Section {
        let hold = ways.hold.components.seconds
        return Section(
            title: say("How words reach guests"),
            words: say(
                """
                By the way the guest asked for; another needs a reason. A message can be taken \
                back for \(hold) seconds.
                """
            ),
            columns: [say("Way"), say("How it leaves")],
            rows: [
                [
                    say("E-mail"),
                    ways.mail.map { say("by itself, from \($0.from)") } ?? say("by hand"),
                ],
                [say("Text message"), ways.sms == nil ? say("by hand") : say("by itself")],
                [say("Chat"), ways.chat == nil ? say("by hand") : say("by itself")],
            ]
        )
    }
}

extension StaffRole {
    /// Whom a level of the ladder calls.
    fileprivate var calledWords: String {
        switch self {
        case .staff: say("who has the case, else the team")
        case .supervisor:
            say(
                """
                the team’s deputy on duty, else who leads there, else those who help, else the \
                duty manager
                """
            )
        case .dutyManager, .manager, .headquarters, .operator: say("the \(self)")
        }
    }
}

extension Responder.Lead {
    /// The team in a sentence; a person is not named.
    fileprivate var spoken: String {
        switch self {
        case .team(let team): say(team)
        case .person: say("the one whom the scenario names")
        }
    }
}
