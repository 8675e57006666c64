package import Recovery
package import Wire

/// What is known when a case is opened.
package struct CaseOpening: Sendable {
    /// The feedback that it answers.
    package var feedback: ChangeID?
    /// The kind of failure; nil sends the case to triage.
    package var scenario: PublishedScenario?
    /// How bad it is for the guest.
    package var severity: Severity
    /// The point of the journey.
    package var touchpoint: Touchpoint?
    /// How the guest's words reached the house.
    package var channel: FeedbackChannel?
    /// How the house failed.
    package var failureMode: FailureMode?
    /// When it happened.
    package var occurredAt: Timestamp?
    /// When the house learnt of it: the moment from which promised times count.
    package var receivedAt: Timestamp
    /// The room or area.
    package var place: String?
    /// The guest's name.
    package var guest: String?
    /// What it is about, on one line.
    package var summary: String
    /// The guest's stay.
    package var stay: ChangeID?
    /// Why the guest is here, where that makes it worse.
    package var occasion: String?
    /// Why the case is opened.
    package var why: String?
    /// Whether the triage desk looks first: the scenario is then only suspected.
    package var routing = RoutingMode.direct
    /// Whether it is a staged failure.
    package var isDrill = false
    /// The site that is to hold it, where that is not the place that opens it.
    package var scope: Scope?

    /// A case of a kind of failure, with the severity that the kind has.
    package init(summary: String, receivedAt: Timestamp, scenario: PublishedScenario? = nil) {
        self.summary = summary
        self.receivedAt = receivedAt
        self.scenario = scenario
        severity = scenario?.scenario.severity.starting() ?? .inconvenience
        let touchpoints = scenario?.scenario.touchpoints ?? []
        // A scenario that can happen at several points does not say where this one did.
        touchpoint = touchpoints.count == 1 ? touchpoints[0] : nil
    }
}

/// A case that was just opened.
package struct OpenedCase: Hashable, Sendable {
    /// The case.
    package let id: ChangeID
    /// Its short name.
    package let reference: String
    /// Whom the alarm calls.
    package let responder: String
}

extension RecordTransaction {
    /// Opens a case and raises the alarm to whoever must respond.
    package func openCase(_ opening: CaseOpening) throws -> OpenedCase {
        let scenario = opening.scenario?.scenario
        let isTriaged = scenario == nil || opening.routing == .triage
        let lead = isTriaged ? nil : scenario?.responder.lead
        let reference = try nextCaseReference()
        let stay = try stay(for: opening)
        var owner: String?
        if case .person(let person) = lead { owner = person }
        let id = try create(
            Catalogue.recoveryCase,
            scope: opening.scope,
            [
                CaseField.feedback: .reference(opening.feedback),
                .reference: .text(reference),
                .scenario: .words(scenario?.code.description),
                .scenarioVersion: .number(opening.scenario?.edition.number),
                .touchpoint: .choice(opening.touchpoint),
                .severity: .choice(opening.severity),
                .state: .choice(isTriaged ? CaseState.triage : .new),
                .openedAt: .time(min(opening.receivedAt, now)),
                .occurredAt: .time(opening.occurredAt),
                .receivedAt: .time(opening.receivedAt),
                .owner: .words(owner),
                .team: .words(owner == nil ? lead?.words : nil),
                .place: .words(opening.place),
                .guest: .words(opening.guest ?? stay?.guest),
                .summary: .words(opening.summary),
                .why: .words(opening.why),
                .failureMode: .choice(opening.failureMode),
                .channel: .choice(opening.channel),
                .isDrill: opening.isDrill ? .flag(true) : .null,
                .stay: .reference(opening.stay ?? stay?.id),
                .occasion: .words(opening.occasion),
            ]
        )
        let responder = lead?.words ?? Alarm.triageInbox
        try call(responder, about: id, opening.severity, scope: opening.scope)
        return OpenedCase(id: id, reference: reference, responder: responder)
    }

    /// Raises the alarm to a responder, and to the duty manager when there is danger.
    func call(_ responder: String, about id: ChangeID, _ severity: Severity, scope: Scope?) throws {
        var called = [responder]
        // Danger is never one department's alone.
        let dutyManager = ResponseTeam.dutyManager.words
        if severity == .safety, responder != dutyManager { called.append(dutyManager) }
        for name in called {
            _ = try create(
                Catalogue.alarm,
                scope: scope,
                [
                    AlarmField.recoveryCase: .reference(id),
                    .responder: .text(name),
                    .state: .choice(AlarmState.raised),
                    .raisedAt: .time(now),
                ]
            )
        }
    }

    /// The case with an id.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``.
    package func recoveryCase(_ id: ChangeID) throws -> RecoveryCase {
        guard let row = try row(Catalogue.recoveryCase, id) else {
            throw CaseworkError.noSuchCase(id.description)
        }
        return RecoveryCase(row)
    }

    /// A case's alarms, oldest first.
    func alarms(of id: ChangeID) throws -> [Alarm] {
        try rows(Catalogue.alarm, where: AlarmField.recoveryCase, is: .reference(id))
            .map(Alarm.init)
    }
}

/// What cannot be done with a case, and what to do instead.
package enum CaseworkError: Error, Equatable, Spoken {
    /// There is none of this name here.
    case noSuchCase(String)
    /// Several cases bear the reference, as can happen after a restore.
    case ambiguous(String, [ChangeID])
    /// A note without words.
    case emptyNote
    /// Nobody is called, or the call is answered.
    case noOpenAlarm(String)
    /// Nobody to give it to.
    case noAssignee
    /// So much is missing before the case can be closed.
    case notReady(String, [ClosingGap])
    /// A case cannot point to itself.
    case mergeIntoItself(String)
    /// The other case only points further.
    case mergeIntoMerged(String)
    /// There is no such remedy.
    case noSuchRemedy(String)
    /// An act that others must be able to understand later was not explained.
    case noReason
    /// The case stands for itself.
    case notMerged(String)
    /// The case is not bound to the other one so.
    case noSuchLink(String)
    /// The case is bound to the other one already.
    case linkedAlready(String, String)
    /// A family has one parent.
    case hasParent(String)
    /// Nothing says what else went wrong.
    case nothingToSplit(String)
    /// Nothing says what guests should know.
    case nothingToTeach
    /// Somebody wrote there after it was looked at.
    case changedSince(String)

    /// What to do next.
    package var sentence: Sentence {
        switch self {
        case .noSuchCase(let name):
            "There is no case \(name) here. 'amends case list' shows those there are."
        case .ambiguous(let reference, let ids):
            """
            \(ids.count) cases are called \(reference). Name the one you mean by its id: \
            \(ids.map(\.description).joined(separator: ", ")).
            """
        case .emptyNote: "Write something in the note, or tick a step or a contact."
        case .noOpenAlarm(let reference): "Nothing to do: no alarm of \(reference) is open."
        case .noAssignee: "Name a team, a person or both."
        case .notReady(let reference, let gaps):
            "\(reference) cannot be closed yet. \(list: gaps.map(\.sentence))"
        case .mergeIntoItself(let reference):
            "Choose another case: \(reference) cannot be merged into itself."
        case .mergeIntoMerged(let reference):
            "\(reference) was merged itself. Merge into the case that it points to."
        case .noReason: "Say why in a few words: others read it later."
        case .notMerged(let reference):
            "Nothing to do: \(reference) is not merged into another case."
        case .noSuchLink(let reference):
            "\(reference) is not bound to that case. Open it again to see what it is bound to."
        case .linkedAlready(let reference, let other):
            "Nothing to do: \(reference) is bound to \(other) already."
        case .hasParent(let reference):
            "\(reference) belongs to a family already. Take it out there first."
        case .nothingToSplit(let reference):
            "Say what else went wrong in \(reference): its kind, or a few words."
        case .nothingToTeach: "Write what guests should be told, in the last of the questions."
        case .changedSince(let reference):
            """
            Somebody has changed what is known of \(reference) since you opened it. Open it again, \
            and write on from what stands now.
            """
        case .noSuchRemedy(let name):
            "There is no remedy \(name) here. 'amends case show' lists a case's remedies."
        }
    }
}
