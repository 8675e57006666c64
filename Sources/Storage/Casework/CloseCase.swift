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
            (.guestLocus, .choice(analysis.guestView?.locus)),
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
    /// - Throws: ``CaseworkError/notReady(_:_:)`` with everything that is missing; then nothing
    ///   was changed if the transaction ends with it.
    package func closeCase(
        _ id: ChangeID,
        _ closure: CaseClosure,
        rule: ClosingRule = ClosingRule()
    ) throws {
        try recordCause(of: id, closure.findings)
        let found = try recoveryCase(id)
        let outcome = closure.outcome ?? closure.score.map { CaseOutcome(score: $0) }
        let gaps = rule.gaps(try closingFacts(found, closure, outcome))
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

    private func closingFacts(
        _ found: RecoveryCase,
        _ closure: CaseClosure,
        _ outcome: CaseOutcome?
    ) throws -> ClosingFacts {
        let cause = try causeAnalysis(of: found.id)
        var facts = ClosingFacts(state: found.state, severity: found.severity)
        facts.outcome = outcome
        facts.score = closure.score
        facts.cause = cause?.code
        facts.analysis = cause?.analysis
        facts.stepsDone = found.marks.steps
        // A guest who scored the recovery has answered.
        facts.contact = closure.score == nil ? found.marks.contact : .answered
        facts.undeliveredRemedyCount = try remedies(of: found.id).count { $0.state == .accepted }
        return facts
    }
}
