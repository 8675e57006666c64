package import Recovery
package import Wire

// Records as the trade sees them: each reads its row's cells by name.

/// One utterance of a guest, or of staff on a guest's behalf.
package struct FeedbackItem: Sendable {
    /// The record.
    package let row: StoredRow

    /// The feedback in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// How the words reached the house.
    package var channel: FeedbackChannel { row.choice(FeedbackField.channel) ?? .other }
    /// Who noticed first.
    package var origin: FeedbackOrigin { row.choice(FeedbackField.origin) ?? .guestReported }
    /// The guest's words, empty when there is only a score.
    package var text: String { row.text(FeedbackField.text) ?? "" }
    /// The score in hundredths, as given.
    package var scoreHundredths: Int? { row.number(FeedbackField.scoreHundredths).map(Int.init) }
    /// The scale of the score.
    package var scale: ScoreScale? { row.choice(FeedbackField.scale) }
    /// The point of the journey.
    package var touchpoint: Touchpoint? { row.choice(FeedbackField.touchpoint) }
    /// The room or area.
    package var place: String? { row.text(FeedbackField.place) }
    /// The guest's name.
    package var guest: String? { row.text(FeedbackField.guest) }
    /// How the guest can be reached.
    package var contact: String? { row.text(FeedbackField.contact) }
    /// Whether the guest asked for an answer.
    package var isContactRequested: Bool { row.isSet(FeedbackField.contactRequested) }
    /// When it reached the house.
    package var receivedAt: Timestamp {
        row.time(FeedbackField.receivedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// Where it came from: a file's name, or nothing for what was typed in.
    package var source: String? { row.text(FeedbackField.source) }
}

/// The handling of one failure for one guest party.
package struct RecoveryCase: Sendable {
    /// The record.
    package let row: StoredRow

    /// The case in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// The short name for people, such as `LIS-2041`.
    package var reference: String { row.text(CaseField.reference) ?? row.id.description }
    /// The feedback from which it was opened.
    package var feedback: ChangeID? { row.reference(CaseField.feedback) }
    /// The scenario's code; nil while nobody has named the failure.
    package var scenario: String? { row.text(CaseField.scenario) }
    /// The version of the scenario with which the case began.
    package var scenarioVersion: Int? { row.number(CaseField.scenarioVersion).map(Int.init) }
    /// The point of the journey.
    package var touchpoint: Touchpoint? { row.choice(CaseField.touchpoint) }
    /// How bad it is for the guest.
    package var severity: Severity { row.choice(CaseField.severity) ?? .inconvenience }
    /// How far the handling has come.
    package var state: CaseState { row.choice(CaseField.state) ?? .new }
    /// How it ended for the guest.
    package var outcome: CaseOutcome? { row.choice(CaseField.outcome) }
    /// When the handling was due to begin: when the feedback reached the house.
    package var openedAt: Timestamp {
        row.time(CaseField.openedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// When it was closed.
    package var closedAt: Timestamp? { row.time(CaseField.closedAt) }
    /// The person who has it.
    package var owner: String? { row.text(CaseField.owner) }
    /// The team that has it.
    package var team: String? { row.text(CaseField.team) }
    /// The room or area.
    package var place: String? { row.text(CaseField.place) }
    /// The guest's name.
    package var guest: String? { row.text(CaseField.guest) }
    /// What it is about, on one line.
    package var summary: String { row.text(CaseField.summary) ?? "" }
    /// Why it was opened.
    package var why: String? { row.text(CaseField.why) }
    /// The guest's score of the recovery.
    package var recoveryScore: Int? { row.number(CaseField.recoveryScore).map(Int.init) }
    /// Steps done and contact made.
    package var marks: CaseMarks { CaseMarks(tags: row.text(CaseField.tags) ?? "") }
    /// The case that this one was merged into.
    package var mergedInto: ChangeID? { row.reference(CaseField.mergedInto) }
    /// Whether it is a staged failure, kept out of every figure.
    package var isDrill: Bool { row.isSet(CaseField.isDrill) }
}

/// A call to the one who must respond.
package struct Alarm: Sendable {
    /// The record.
    package let row: StoredRow

    /// The alarm in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// Whom it calls: a team, `person:` and a name, or ``triageInbox``.
    package var recoveryCase: ChangeID? { row.reference(AlarmField.recoveryCase) }
    /// The team or person called.
    package var responder: String { row.text(AlarmField.responder) ?? Self.triageInbox }
    /// What became of it.
    package var state: AlarmState { row.choice(AlarmField.state) ?? .raised }
    /// When it was raised.
    package var raisedAt: Timestamp {
        row.time(AlarmField.raisedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// When somebody answered it.
    package var acknowledgedAt: Timestamp? { row.time(AlarmField.acknowledgedAt) }
    /// Who answered it.
    package var acknowledgedBy: String? { row.text(AlarmField.acknowledgedBy) }
    /// Why nothing needs doing.
    package var reason: String? { row.text(AlarmField.reason) }

    /// Where feedback goes whose failure nobody has named yet.
    package static let triageInbox = "triage"
}

/// Words for the staff, never for the guest.
package struct Note: Sendable {
    /// The record.
    package let row: StoredRow

    /// The note in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The words.
    package var text: String { row.text(NoteField.text) ?? "" }
    /// Who wrote it.
    package var author: String { row.author }
    /// When it was written.
    package var writtenAt: Timestamp {
        row.time(NoteField.writtenAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
}

/// What was found out about why it happened.
package struct CauseAnalysisRecord: Sendable {
    /// The record.
    package let row: StoredRow

    /// The analysis in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The top level of the cause tree.
    package var code: CauseCode? { row.choice(CauseAnalysisField.code) }

    /// Whom the guest holds to account.
    package var guestLocus: CauseLocus? { row.choice(CauseAnalysisField.guestLocus) }

    /// The answers and who is to blame.
    package var analysis: CauseAnalysis {
        var answers: [CauseQuestion: String] = [:]
        for question in CauseQuestion.allCases { answers[question] = row.text(question.field) }
        return CauseAnalysis(answers: answers, ourView: ourView)
    }

    private var ourView: Attribution? {
        guard let locus: CauseLocus = row.choice(CauseAnalysisField.locus),
            let stability: CauseStability = row.choice(CauseAnalysisField.stability),
            let controllability: CauseControllability =
                row.choice(CauseAnalysisField.controllability)
        else { return nil }
        return Attribution(locus: locus, stability: stability, controllability: controllability)
    }
}

extension CauseQuestion {
    /// The field that holds the answer.
    var field: CauseAnalysisField {
        switch self {
        case .whatHappened: .whatHappened
        case .canRecur: .canRecur
        case .missingStep: .stepMissing
        case .betterProcess: .improvable
        case .guestInformation: .frequentGuestError
        }
    }
}
