/// How much contact there was with the guest when a case is to be closed.
package enum GuestContact: Hashable, Sendable {
    /// Nobody has spoken to the guest; so many attempts are logged.
    case notReached(attempts: Int)
    /// The guest was reached and has not said yet whether it is settled.
    case reached
    /// The guest was reached, then stayed silent for the agreed time.
    case silent
    /// The guest confirmed that it is settled, or said that it is not.
    case answered
}

/// What is known about a case when somebody wants to close it.
package struct ClosingFacts: Hashable, Sendable {
    /// The state of the case.
    package var state: CaseState
    /// The severity of the case.
    package var severity: Severity
    /// The outcome that is to be recorded, or nil when nobody chose one.
    package var outcome: CaseOutcome?
    /// The guest's score of the recovery, if there is one.
    package var score: RecoveryScore?
    /// The cause at the top level of the tree.
    package var cause: CauseCode?
    /// What was found out.
    package var analysis: CauseAnalysis?
    /// The steps of the recovery that were done.
    package var stepsDone: Set<RecoveryStep>
    /// The contact with the guest.
    package var contact: GuestContact
    /// The number of different channels among the attempts that reached nobody.
    package var triedChannelCount: Int
    /// The number of promises to the guest that are not kept yet.
    package var openCommitmentCount: Int
    /// The number of remedies that the guest accepted and has not received.
    package var undeliveredRemedyCount: Int
    /// Whether the promised times were kept.
    package var punctuality = Punctuality.inTime

    /// The facts about a case on which nothing has been done yet.
    package init(state: CaseState, severity: Severity) {
        self.state = state
        self.severity = severity
        stepsDone = []
        contact = .notReached(attempts: 0)
        triedChannelCount = 0
        openCommitmentCount = 0
        undeliveredRemedyCount = 0
    }
}

/// What closing a case demands; sites may ask for more attempts.
package struct ClosingRule: Hashable, Sendable {
    /// The logged attempts after which a guest counts as unreachable.
    package var attemptCountMin: Int
    /// The different channels that must be among them.
    package var channelCountMin: Int

    /// A rule that asks for so many attempts, 3 on 2 channels unless the site says otherwise.
    package init(attemptCountMin: Int = 3, channelCountMin: Int = 2) {
        self.attemptCountMin = attemptCountMin
        self.channelCountMin = channelCountMin
    }

    /// Everything that is missing before the case can be closed, so that one dialog can ask for it.
    ///
    /// An empty answer means that the case may be closed with the outcome of `facts`.
    package func gaps(_ facts: ClosingFacts) -> [ClosingGap] {
        if facts.state == .merged { return [.isMerged] }
        if facts.state == .closed { return [.isClosed] }
        guard let outcome = facts.outcome else { return [.outcome] + recordGaps(facts) }
        if outcome == .notAFailure { return promiseGaps(facts) }

        var gaps: [ClosingGap] = []
        if outcome.needsRemedy, facts.state != .remedied { gaps.append(.remedyFirst) }
        gaps += recordGaps(facts)
        if outcome != .unreachable, outcome != .contactDeclined,
            !facts.stepsDone.contains(.apologise)
        {
            gaps.append(.apology)
        }
        gaps += contactGaps(outcome, facts) + promiseGaps(facts)
        if facts.undeliveredRemedyCount > 0 {
            gaps.append(.undeliveredRemedies(facts.undeliveredRemedyCount))
        }
        return gaps
    }

    private func recordGaps(_ facts: ClosingFacts) -> [ClosingGap] {
        var gaps: [ClosingGap] = []
        if facts.severity >= .inconvenience, facts.cause == nil { gaps.append(.cause) }
        if facts.severity >= .serviceDenied {
            let unanswered = facts.analysis?.unanswered ?? CauseQuestion.allCases
            if !unanswered.isEmpty { gaps.append(.analysis(unanswered)) }
        }
        if facts.punctuality == .late(nil) { gaps.append(.lateReason) }
        return gaps
    }

    /// What was promised is owed however the case ends.
    private func promiseGaps(_ facts: ClosingFacts) -> [ClosingGap] {
        let count = facts.openCommitmentCount
        return count > 0 ? [.openCommitments(count)] : []
    }

    private func contactGaps(_ outcome: CaseOutcome, _ facts: ClosingFacts) -> [ClosingGap] {
        switch (outcome, facts.contact) {
        case (.contactDeclined, _), (_, .answered): []
        case (.unreachable, .notReached(let attempts)):
            attemptGaps(attempts, channels: facts.triedChannelCount)
        case (.unreachable, .reached), (.unreachable, .silent): [.guestWasReached]
        case (.notUpheld, .reached), (_, .silent): []
        case (_, .reached): [.confirmation]
        case (_, .notReached): [.contact]
        }
    }

    private func attemptGaps(_ attempts: Int, channels: Int) -> [ClosingGap] {
        if attempts < attemptCountMin { return [.attempts(attemptCountMin - attempts)] }
        return channels < channelCountMin ? [.channels(channelCountMin - channels)] : []
    }
}

extension CaseOutcome {
    /// Whether the outcome claims that the failure was put right.
    fileprivate var needsRemedy: Bool {
        switch self {
        case .recovered, .partlyRecovered, .closedUnscored: true
        default: false
        }
    }
}

/// One thing that is missing before a case can be closed.
package enum ClosingGap: Hashable, Sendable, Spoken {
    /// The case only points to another one.
    case isMerged
    /// The case is closed already.
    case isClosed
    /// No outcome is chosen.
    case outcome
    /// The outcome says put right, the state does not.
    case remedyFirst
    /// No cause is chosen, and severity is 2 or more.
    case cause
    /// Questions are unanswered, and severity is 3 or more.
    case analysis([CauseQuestion])
    /// A promised time was missed, and nobody has said why.
    case lateReason
    /// Nobody has said sorry.
    case apology
    /// Nobody has spoken to the guest.
    case contact
    /// The guest has neither confirmed nor stayed silent long enough.
    case confirmation
    /// So many attempts are missing before a guest counts as unreachable.
    case attempts(Int)
    /// All attempts went by too few channels; so many others are missing.
    case channels(Int)
    /// The guest cannot be both reached and unreachable.
    case guestWasReached
    /// So many promises are open.
    case openCommitments(Int)
    /// So many accepted remedies are not delivered.
    case undeliveredRemedies(Int)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .isMerged: "Open the case that this one was merged into and close that one."
        case .isClosed: "Nothing to do: this case is closed already."
        case .outcome: "Choose how it ended for the guest."
        case .remedyFirst: "Mark the problem as remedied first, or choose another outcome."
        case .cause: "Choose the cause; it is needed from severity 2."
        case .analysis(let questions):
            "Answer what is open in the analysis: \(list: questions.map(\.sentence))"
        case .lateReason: "Say why a promised time was missed: one reason from the list."
        case .apology: "Apologise to the guest and tick that step."
        case .contact: "Speak or write to the guest, and log it."
        case .confirmation:
            "Ask the guest whether it is settled, or wait until the agreed time has passed."
        case .attempts(let count):
            count == 1
                ? "Try to reach the guest once more, and log it."
                : "Try to reach the guest \(count) more times, and log each attempt."
        case .channels(let count):
            count == 1
                ? "Try to reach the guest in another way too, such as by e-mail, and log it."
                : "Try to reach the guest in \(count) other ways too, and log by which."
        case .guestWasReached:
            "Choose another outcome than unreachable: the guest was reached."
        case .openCommitments(let count):
            count == 1
                ? "Keep or withdraw the open promise to the guest."
                : "Keep or withdraw the \(count) open promises to the guest."
        case .undeliveredRemedies(let count):
            count == 1
                ? "Hand over the remedy that the guest accepted, or take it back."
                : "Hand over the \(count) remedies that the guest accepted, or take them back."
        }
    }
}
