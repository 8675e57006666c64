package import Recovery
package import Wire

/// How a case ended.
package struct CaseClosure: Sendable {
    /// The outcome, where it is not to follow from the score.
    package var outcome: CaseOutcome?
    /// The guest's score of the recovery.
    package var score: RecoveryScore?
    /// What was found out; it is added to what is recorded already.
    package var findings = CauseFindings()
    /// Why a promised time was missed, where one was.
    package var lateReason: LateReason?
    /// Words for the staff.
    package var note = ""

    /// Nothing is known yet.
    package init() {}
}

/// What was found out about why it happened.
package struct CauseFindings: Sendable {
    /// The top level of the cause tree.
    package var code: CauseCode?
    /// Answers and blame; what is missing stays as it was recorded before.
    package var analysis = CauseAnalysis(answers: [:])
    /// Whom the guest holds to account, when that is all that is known of the guest's view.
    package var guestLocus: CauseLocus?

    /// Nothing was found.
    package init() {}

    /// A cause without an analysis.
    package init(_ code: CauseCode) { self.code = code }

    fileprivate var fields: [(UInt8, Cell)] {
        var fields: [(CauseAnalysisField, Cell)] = [(.code, .choice(code))]
        for (question, answer) in analysis.answers where !answer.allSatisfy(\.isWhitespace) {
            fields.append((question.field, .words(answer)))
        }
        fields += [
            (.locus, .choice(analysis.ourView?.locus)),
            (.stability, .choice(analysis.ourView?.stability)),
            (.controllability, .choice(analysis.ourView?.controllability)),
            (.guestLocus, .choice(guestLocus ?? analysis.guestView?.locus)),
        ]
        return fields.filter { $0.1 != .null }.map { ($0.0.rawValue, $0.1) }
    }
}

extension RecordTransaction {
    /// Adds to what is known of a case's cause.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``.
    package func recordCause(of id: ChangeID, _ findings: CauseFindings) throws {
        let found = try recoveryCase(id)
        let fields = findings.fields
        guard !fields.isEmpty else { return }
        if let known = try causeAnalysis(of: found.id) {
            try edit(known.row, fields: fields)
        } else {
            _ = try create(
                Catalogue.causeAnalysis,
                scope: found.row.scope,
                fields: [(CauseAnalysisField.recoveryCase.rawValue, .reference(found.id))]
                    + fields
            )
        }
    }

    /// Closes a case with the outcome that was chosen or that the rule gives for the score.
    ///
    /// `house` is by what the clocks go that say whether a time was missed; nil where nobody knows
    /// them, as at headquarters: then no reason is asked for.
    ///
    /// - Throws: ``CaseworkError/notReady(_:_:)`` with everything that is missing; then nothing
    ///   was changed if the transaction ends with it.
    package func closeCase(
        _ id: ChangeID,
        _ closure: CaseClosure,
        by house: ClockHouse?,
        rule: ClosingRule = ClosingRule()
    ) throws {
        try recordCause(of: id, closure.findings)
        if let reason = closure.lateReason { try explainLateness(of: id, reason) }
        let found = try recoveryCase(id)
        let outcome = closure.outcome ?? closure.score.map { CaseOutcome(score: $0) }
        let gaps = rule.gaps(
            ClosingFacts(
                found,
                cause: try causeAnalysis(of: found.id),
                remedies: try remedies(of: found.id),
                dealings: try dealings(of: found.id),
                punctuality: try house.map { try reader.punctuality(of: found, $0, at: now) }
                    ?? .inTime,
                outcome: outcome,
                score: closure.score
            )
        )
        guard gaps.isEmpty, let outcome else {
            throw CaseworkError.notReady(found.reference, gaps)
        }
        try edit(
            found.row,
            [
                CaseField.state: .choice(CaseState.closed),
                .outcome: .choice(outcome),
                .closedAt: .time(now),
                .recoveryScore: closure.score.map { .number($0.value) }
                    ?? found.row[CaseField.recoveryScore],
            ]
        )
        try dismissAlarms(of: found.id, because: "the case was closed")
        if !closure.note.isEmpty { try note(closure.note, about: found) }
    }

    /// What is recorded of a case's cause, the earliest record where there are several.
    func causeAnalysis(of id: ChangeID) throws -> CauseAnalysisRecord? {
        try rows(
            Catalogue.causeAnalysis,
            where: CauseAnalysisField.recoveryCase,
            is: .reference(id)
        ).first.map(CauseAnalysisRecord.init)
    }
}

extension ClosingFacts {
    /// What is known of a case when it is closed, or when a page says what is still missing.
    package init(
        _ found: RecoveryCase,
        cause: CauseAnalysisRecord?,
        remedies: [Remedy],
        dealings: GuestDealings,
        punctuality: Punctuality,
        outcome: CaseOutcome?,
        score: RecoveryScore? = nil
    ) {
        self.init(state: found.state, severity: found.severity)
        self.outcome = outcome
        self.score = score
        self.cause = cause?.code
        analysis = cause?.analysis
        stepsDone = found.marks.steps
        // A guest who scored the recovery has answered.
        contact = score == nil ? dealings.contact(found.marks) : .answered
        triedChannelCount = dealings.triedChannels.count
        openCommitmentCount = dealings.openCommitments.count
        undeliveredRemedyCount = remedies.count { $0.state == .accepted }
        self.punctuality = punctuality
    }
}
