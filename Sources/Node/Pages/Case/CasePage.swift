import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// A case: the failure and the recovery, what to say, what comes next, and what happened.
struct CasePage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var path: String
        var formToken: String
        var reference: String
        var title: String
        var state: MarkPart
        var severity: SeverityPart
        var marks: [MarkPart]
        var facts: [Fact]
        var alarm: String?
        var clocks: ClockList
        var quote: String?
        var heard: String
        var why: String?
        var say: [String]
        var better: [String]
        var hasCard: Bool
        var phases: [Phase]
        var hasPlaybook: Bool
        var canWork: Bool
        var mine: Bool
        var forms: Forms
        var missing: [String]
        var canClose: Bool
        var isClosed: Bool
        var needsAnalysis: Bool
        var remedies: [RemedyLine]
        var timeline: [Event]
        var next: String
    }

    private struct Fact: Sendable {
        var name: String
        var value: String
    }

    private struct Choice: Sendable {
        var value: String
        var words: String
        var isChosen = false
    }

    private struct Question: Sendable {
        var name: String
        var sentence: String
        var answer: String
    }

    /// What the forms of the page offer.
    private struct Forms: Sendable {
        let moves: [Choice]
        let steps: [Choice]
        let contacts: [Choice]
        let outcomes: [Choice]
        let causes: [Choice]
        let questions: [Question]
        let kinds: [Choice]
        let levels: [Choice]

        init(_ detail: CaseDetail) {
            let found = detail.recoveryCase
            // A case is assigned to somebody, which is another form.
            moves = found.state.nextStates.filter { $0 != .assigned && $0 != .triage }.map {
                Choice(value: $0.name, words: $0.order)
            }
            steps = RecoveryStep.allCases.map {
                Choice(
                    value: $0.name,
                    words: $0.done,
                    isChosen: found.marks.steps.contains($0)
                )
            }
            contacts = ContactMark.allCases.map { Choice(value: $0.rawValue, words: $0.words) }
            outcomes = CaseOutcome.allCases.map {
                Choice(value: $0.name, words: $0.words.capitalizedFirst)
            }
            causes = CauseCode.allCases.map {
                Choice(
                    value: $0.name,
                    words: $0.words.capitalizedFirst,
                    isChosen: $0 == detail.cause?.code
                )
            }
            questions = CauseQuestion.allCases.map {
                Question(
                    name: $0.name,
                    sentence: $0.sentence,
                    answer: detail.cause?.analysis.answers[$0] ?? ""
                )
            }
            kinds = RemedyKind.allCases.map {
                Choice(value: $0.name, words: $0.words.capitalizedFirst)
            }
            levels = RemedyLevel.allCases.map {
                Choice(value: $0.name, words: $0.words.uppercased())
            }
        }
    }

    private struct Phase: Sendable {
        var title: String
        var steps: [String]
        var isPast: Bool
        var isNow: Bool
    }

    private struct RemedyLine: Sendable {
        var id: String
        var words: String
        var state: String
        var moves: [Choice]
    }

    private struct Event: Sendable {
        var time: String
        var icon: String
        var kind: String
        var who: String
        var words: String
        var at: Int64
    }

    // MARK: The page

    func response(_ staff: Staff, _ reference: String) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let found = try reader.recoveryCase(named: reference)
            return try self.content(reader.detail(of: found), scenarios, staff, now, reader)
        }
        return try pages.page("case", content)
    }

    private func content(
        _ detail: CaseDetail,
        _ scenarios: [String: PublishedScenario],
        _ staff: Staff,
        _ now: Timestamp,
        _ reader: StoreReader
    ) throws -> Content {
        let found = detail.recoveryCase
        let scenario = found.scenario.flatMap { scenarios[$0]?.scenario }
        let title = found.title(scenario)
        let isOpen = found.state.isOpen
        let openAlarm = detail.alarms.last { $0.state.isOpen }
        let house = try pages.clockHouse(scenarios, reader)
        let missing = ClosingRule().gaps(
            ClosingFacts(
                found,
                cause: detail.cause,
                remedies: detail.remedies,
                dealings: detail.dealings,
                outcome: .recovered
            )
        )
        let phases = phases(found, scenario)
        return Content(
            frame: try pages.frame("\(found.reference), \(title)", .inbox, staff, reader),
            path: "/cases/\(found.reference)",
            formToken: staff.session.formToken,
            reference: found.reference,
            title: title,
            state: found.state.mark,
            severity: SeverityPart(found.severity),
            marks: found.drillMark
                + (found.row.revision == 0
                    ? [MarkPart(.plain, icon: "up", "Not at the hub yet")] : []),
            facts: facts(found, detail.feedback, scenario),
            alarm: openAlarm.map {
                "\($0.responder.capitalizedFirst) was called \(pages.time.near($0.raisedAt, now))."
            },
            clocks: try ClockList(found, house, reader, pages.time, now),
            quote: detail.feedback.map(\.text).flatMap { $0.isEmpty ? nil : $0 },
            heard: "heard \(pages.time.near(found.openedAt, now))",
            why: found.why,
            say: scenario?.say ?? [],
            better: scenario?.doNotSay ?? [],
            hasCard: scenario != nil,
            phases: phases,
            hasPlaybook: scenario != nil,
            canWork: isOpen,
            mine: found.owner == staff.name,
            forms: Forms(detail),
            missing: missing.map(\.description),
            canClose: isOpen,
            isClosed: found.state == .closed,
            needsAnalysis: found.severity >= .serviceDenied,
            remedies: detail.remedies.map(line),
            timeline: timeline(detail, now),
            next: next(found, openAlarm != nil, phases)
        )
    }

    private func facts(
        _ found: RecoveryCase,
        _ feedback: FeedbackItem?,
        _ scenario: FailureScenario?
    ) -> [Fact] {
        let facts: [(String, String?)] = [
            ("Guest", found.guest), ("Place", found.place),
            ("Owner", found.owner ?? "nobody yet"), ("Team", found.team?.capitalizedFirst),
            ("Reach them by", feedback?.row.text(FeedbackField.contact)),
            ("Came by", feedback?.channel.words), ("Touchpoint", found.touchpoint?.words),
            (
                "Kind",
                scenario.map { "\($0.name), \($0.code)" } ?? found.scenario ?? "not named yet"
            ),
        ]
        return facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
    }

    private func phases(_ found: RecoveryCase, _ scenario: FailureScenario?) -> [Phase] {
        guard let scenario else { return [] }
        let hasAnswered = found.marks.contact != .notReached(attempts: 0)
        let seam = found.marks.phases(hasAnswered: hasAnswered)
        return PlaybookPhase.allCases.enumerated().map { index, phase in
            Phase(
                title: phase.title,
                steps: scenario.playbook[phase],
                isPast: seam.phases[index].kind == "done",
                isNow: seam.phases[index].kind == "now"
            )
        }
    }

    private func line(_ remedy: Remedy) -> RemedyLine {
        var words =
            remedy.description.isEmpty ? remedy.kind.words.capitalizedFirst : remedy.description
        if let cost = remedy.cost { words += ", costs us \(cost)" }
        if let value = remedy.guestValue { words += ", worth about \(value)" }
        return RemedyLine(
            id: remedy.id.description,
            words: words,
            state: remedy.state.words,
            moves: remedy.state.nextStates.map {
                Choice(value: $0.name, words: $0.words.capitalizedFirst)
            }
        )
    }

    private func next(_ found: RecoveryCase, _ hasOpenAlarm: Bool, _ phases: [Phase]) -> String {
        if found.state == .closed { return "Nothing left to do" }
        if hasOpenAlarm { return "Next: answer the alarm" }
        if let now = phases.first(where: \.isNow) {
            return "Next: \(now.title)" + (now.steps.first.map { ", \($0)" } ?? "")
        }
        return found.state == .triage ? "Next: say what went wrong" : "Next: close the case"
    }

    // MARK: What happened

    /// The field that keeps what was ticked, which the notes say better.
    private static let ticks = Catalogue.recoveryCase.fields[Int(CaseField.tags.rawValue) - 1].name

    private func timeline(_ detail: CaseDetail, _ now: Timestamp) -> [Event] {
        func event(_ at: Timestamp, _ icon: String, _ kind: String, _ who: String, _ words: String)
            -> Event
        {
            Event(
                time: pages.time.near(at, now),
                icon: icon,
                kind: kind,
                who: who,
                words: words,
                at: at.milliseconds
            )
        }
        var events: [Event] = []
        let found = detail.recoveryCase
        if let feedback = detail.feedback {
            events.append(
                event(
                    feedback.receivedAt,
                    "mail",
                    "is-guest",
                    feedback.guest ?? "The guest",
                    "told us."
                )
            )
        }
        events.append(event(found.openedAt, "plus", "", found.row.author, "opened the case."))
        for alarm in detail.alarms {
            events.append(
                event(alarm.raisedAt, "bell", "", alarm.responder.capitalizedFirst, "was called.")
            )
            if let at = alarm.acknowledgedAt {
                events.append(
                    event(at, "check", "", alarm.acknowledgedBy ?? "Someone", "answered the alarm.")
                )
            }
        }
        for note in detail.notes {
            events.append(event(note.writtenAt, "note", "is-note", note.author, note.text))
        }
        for remedy in detail.remedies {
            for step in remedy.events {
                events.append(
                    event(
                        step.happenedAt,
                        "bag",
                        "",
                        step.row.author,
                        "\(step.state.words): \(remedy.description)"
                    )
                )
            }
        }
        for line in detail.history where line.field != Self.ticks {
            let was = line.replaced.joined(separator: " / ")
            events.append(
                event(
                    line.at,
                    "act",
                    "",
                    line.author,
                    was == "-"
                        ? "set \(line.field) to \(line.value)."
                        : "changed \(line.field) from \(was) to \(line.value)."
                )
            )
        }
        return events.sorted { $0.at > $1.at }
    }
}

extension CaseState {
    /// The state as a mark.
    fileprivate var mark: MarkPart {
        let words = words.capitalizedFirst
        return switch self {
        case .new, .triage: MarkPart(.act, icon: "act", words)
        case .assigned, .inProgress: MarkPart(.act, icon: "act", words)
        case .waitingGuest, .waitingInternal: MarkPart(.paused, icon: "pause", words)
        case .remedied, .closed: MarkPart(.done, icon: "check", words)
        case .merged: MarkPart(.plain, icon: "link", words)
        }
    }

    /// What a button says that moves a case here.
    fileprivate var order: String {
        switch self {
        case .new: "Open"
        case .triage: "Back to triage"
        case .assigned: "Assign"
        case .inProgress: "Start work"
        case .waitingGuest: "Wait for the guest"
        case .waitingInternal: "Wait for another team"
        case .remedied: "It is put right"
        case .closed: "Close"
        case .merged: "Merge"
        }
    }
}

extension RecoveryStep {
    /// What staff tick when the step is done.
    fileprivate var done: String {
        switch self {
        case .apologise: "Apologised"
        case .solve: "Solved, or an alternative accepted"
        case .addValue: "Added something for the trouble"
        case .analyse: "Found out why"
        }
    }
}

extension ContactMark {
    fileprivate var words: String {
        switch self {
        case .tried: "Tried to reach the guest"
        case .reached: "Reached the guest"
        case .silent: "Silent past the agreed time"
        case .answered: "The guest says it is settled"
        }
    }
}
