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
        /// Whose form it is.
        var writer: String
        var reference: String
        var title: String
        var state: MarkPart
        var severity: SeverityPart
        var marks: [MarkPart]
        var facts: [Fact]
        var stay: CaseStayPart
        var alarm: String?
        var takenOver: TakenOver?
        var clocks: ClockList
        var late: CaseLatePart?
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
        var forms: CaseForms
        var missing: [String]
        var canClose: Bool
        var isClosed: Bool
        var story: StoryLink?
        var survey: SurveyLink?
        var needsAnalysis: Bool
        var failure: CaseFailurePart
        var files: CaseFilesPart
        var shelf: CaseShelfPart
        var talk: CaseTalk
        var timeline: [CaseEvent]
        var company: CaseCompany
        /// What the person wrote and could not send.
        var noteDraft: String?
        var next: String?
        var desk: CaseDeskPart
        /// The path again, for parts whose lines have paths of their own.
        var casePath: String
        var from = "case"
        var once = String(UInt64.random(in: 0 ... .max), radix: 36)
    }

    private struct Fact: Sendable {
        var name: String
        var value: String
    }

    private struct Phase: Sendable {
        var title: String
        var steps: [String]
        var isPast: Bool
        var isNow: Bool
    }

    // MARK: The page

    private enum Shown {
        /// The case was merged into another.
        case elsewhere(String)
        case sealed(SealedContent)
        case open(Content, wasSealed: Bool)
    }

    private struct SealedContent: Sendable {
        var frame: PageFrame
        var reference: String
        var readers: String
    }

    func response(_ staff: Staff, _ reference: String, _ call: CaseCall) throws -> Response {
        let now = WallClock.now()
        let adviser = try pages.desk.adviser()
        let people = try pages.store.people()
        let shown = try pages.store.read { reader -> Shown in
            let found = try reader.recoveryCase(named: reference)
            let successor = try reader.successor(of: found)
            guard successor.id == found.id else { return .elsewhere(successor.reference) }
            let scenario = adviser.scenarios.scenario(of: found)
            guard found.isOpen(to: staff.session.person, scenario) else {
                let title = say("\(found.reference) is sealed")
                return .sealed(
                    SealedContent(
                        frame: try pages.frame(title, .inbox, staff, reader),
                        reference: found.reference,
                        readers: say(found.readers).capitalizedFirst
                    )
                )
            }
            let desk = CaseDesk(
                pages: pages,
                staff: staff,
                people: people,
                adviser: adviser,
                reader: reader,
                now: now
            )
            return .open(
                try content(try reader.detail(of: found), scenario, desk, call),
                wasSealed: found.isSealed(scenario)
            )
        }
        switch shown {
        case .elsewhere(let other): return .seeOther("/cases/\(other)")
        case .sealed(let content):
            return try pages.page("case-sealed", content, status: .forbidden)
        case .open(let content, let wasSealed):
            if wasSealed {
                try pages.store.recordOpening(of: content.reference, by: staff.name, now: now)
            }
            return try pages.page("case", content)
        }
    }

    private func content(
        _ detail: CaseDetail,
        _ scenario: FailureScenario?,
        _ desk: CaseDesk,
        _ call: CaseCall
    ) throws -> Content {
        let (staff, reader, now) = (desk.staff, desk.reader, desk.now)
        let found = detail.recoveryCase
        let title = found.title(scenario)
        let openAlarm = detail.alarms.last { $0.state.isOpen }
        let house = try pages.clockHouse(desk.adviser.scenarios, reader)
        let stay = try reader.stay(of: found)
        let punctuality = try reader.punctuality(of: found, house, at: now)
        let (phases, timeline) = (phases(found, scenario), timeline(of: detail, desk))
        return Content(
            frame: try pages.frame("\(found.reference), \(title)", .inbox, staff, reader),
            path: "/cases/\(found.reference)",
            formToken: staff.session.formToken,
            writer: "\(staff.session.person.id.rawValue)",
            reference: found.reference,
            title: title,
            state: found.state.mark,
            severity: SeverityPart(found.severity),
            marks: marks(found, scenario, detail),
            facts: facts(found, detail.feedback, scenario, stay),
            stay: try CaseStayPart(found, scenario, desk),
            alarm: try alarm(openAlarm, of: found, house, desk),
            takenOver: TakenOver(found, pages.time, now),
            clocks: try ClockList(found, house, reader, pages.time, now),
            late: CaseLatePart(punctuality),
            quote: detail.feedback.map(\.text).flatMap { $0.isEmpty ? nil : $0 },
            heard: say("heard \(pages.time.near(found.openedAt, now))"),
            why: found.why,
            say: scenario?.say ?? [],
            better: scenario?.doNotSay ?? [],
            hasCard: scenario != nil,
            phases: phases,
            hasPlaybook: scenario != nil,
            canWork: found.state.isOpen,
            mine: found.owner == staff.name,
            forms: CaseForms(detail),
            missing: Self.missing(detail, punctuality),
            canClose: found.state.isOpen,
            isClosed: found.state == .closed,
            story: try StoryLink(found, scenario, reader),
            survey: try SurveyLink(to: found, pages.guests.key, reader),
            needsAnalysis: found.severity >= .serviceDenied,
            failure: CaseFailurePart(detail, stay),
            files: try CaseFilesPart(detail.attachments, pages, found.reference),
            shelf: try CaseShelf(desk: desk, detail: detail, scenario: scenario).part(),
            talk: try CaseTalk(pages, staff, detail, scenario, now, reader),
            timeline: timeline,
            company: CaseCompany(desk, found, timeline, call),
            noteDraft: try noteDraft(desk, found),
            next: next(found, openAlarm != nil, phases),
            desk: try desk.part(detail),
            casePath: "/cases/\(found.reference)"
        )
    }

    private func alarm(
        _ open: Alarm?,
        of found: RecoveryCase,
        _ house: ClockHouse,
        _ desk: CaseDesk
    ) throws -> String? {
        try open.map { try pages.called($0, house.responder(of: found), desk.reader, desk.now) }
    }

    private func timeline(of detail: CaseDetail, _ desk: CaseDesk) -> [CaseEvent] {
        CaseTimeline(
            time: pages.time,
            now: desk.now,
            words: FieldWords(desk.adviser.scenarios)
        ).events(detail)
    }

    private func noteDraft(_ desk: CaseDesk, _ found: RecoveryCase) throws -> String? {
        let person = desk.staff.session.person.id
        return try desk.reader.typedDraft(in: .note, of: person, about: found.id)?.text
    }

    /// What must be done before the case can close as recovered.
    private static func missing(_ detail: CaseDetail, _ punctuality: Punctuality) -> [String] {
        let facts = ClosingFacts(
            detail.recoveryCase,
            cause: detail.cause,
            remedies: detail.remedies,
            dealings: detail.dealings,
            punctuality: punctuality,
            outcome: .recovered
        )
        return ClosingRule().gaps(facts).map { say($0) }
    }

    private func marks(
        _ found: RecoveryCase,
        _ scenario: FailureScenario?,
        _ detail: CaseDetail
    ) -> [MarkPart] {
        var marks = detail.shiftMarks
        if !detail.conflicts.isEmpty {
            marks.append(MarkPart(.info, icon: "split", say("Two sides differ")))
        }
        marks += found.marks.deviations.map { MarkPart(.brass, icon: "split", say($0.words)) }
        if found.isSealed(scenario) { marks.append(MarkPart(.plain, icon: "seal", say("Sealed"))) }
        if found.row.revision == 0 {
            marks.append(MarkPart(.plain, icon: "up", say("Not at the hub yet")))
        }
        return marks
    }

    private func facts(
        _ found: RecoveryCase,
        _ feedback: FeedbackItem?,
        _ scenario: FailureScenario?,
        _ stay: Stay?
    ) -> [Fact] {
        let facts: [(String, String?)] = [
            (say("Guest"), found.guest), (say("Place"), found.place),
            (say("Owner"), found.owner ?? say("nobody yet")),
            (say("Team"), found.team?.asTeam.capitalizedFirst),
            (say("Reach them by"), feedback?.contact ?? stay?.contact),
            (say("Came by"), feedback.map { say($0.channel) }),
            (say("Touchpoint"), found.touchpoint.map { say($0) }),
            (
                say("Kind"),
                scenario.map { "\($0.name), \($0.code)" } ?? found.scenario ?? say("not named yet")
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

    /// The one next thing; nil when nothing is left to do.
    private func next(_ found: RecoveryCase, _ hasOpenAlarm: Bool, _ phases: [Phase]) -> String? {
        guard found.state.isOpen else { return nil }
        if hasOpenAlarm { return say("Next: answer the alarm") }
        if let now = phases.first(where: \.isNow) {
            return say("Next: \(now.title)") + (now.steps.first.map { ", \($0)" } ?? "")
        }
        if found.state == .triage { return say("Next: say what went wrong") }
        guard let mood = found.moodAfter else { return say("Next: ask how the guest feels now") }
        return mood.isGlad
            ? say("Next: close the case")
            : say(
                "Next: one thing more, the guest is \(say(mood))"
            )
    }
}

extension CaseState {
    /// The state as a mark.
    fileprivate var mark: MarkPart {
        let words = say(self).capitalizedFirst
        return switch self {
        case .new, .triage: MarkPart(.act, icon: "act", words)
        case .assigned, .inProgress: MarkPart(.act, icon: "act", words)
        case .waitingGuest, .waitingInternal: MarkPart(.paused, icon: "pause", words)
        case .remedied, .closed: MarkPart(.done, icon: "check", words)
        case .merged: MarkPart(.plain, icon: "link", words)
        }
    }
}
