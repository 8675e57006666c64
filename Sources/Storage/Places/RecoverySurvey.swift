package import Recovery
package import Wire

/// When a guest is asked how well it was put right.
package enum SurveyWave: Int64, CaseIterable, Sendable {
    /// When the case is put right or closed.
    case first = 1
    /// 90 days later: what lasts of it. It changes nothing about the case.
    case second

    /// How long after closing the second is sent, and for how long it is still worth sending.
    package static let secondAfter: (first: Duration, last: Duration) = (
        .seconds(90 * 86_400), .seconds(120 * 86_400)
    )
}

/// What a guest answered; all but the score may be left out.
package struct SurveyAnswers: Sendable {
    /// How well it was put right.
    package var score: RecoveryScore
    /// The items, 1...7 each.
    package var items: [RecoverySurveyField: RecoveryScore] = [:]
    /// Free words.
    package var text = ""
    /// The code of the language of the page.
    package var language: String

    /// The questions besides the score: three of justice, five of CARES, and the effort.
    package static let itemFields: [RecoverySurveyField] = [
        .distributive, .procedural, .interactional, .communication, .accountability,
        .responsiveness, .empathy, .solution, .effort,
    ]

    /// A score and nothing else yet.
    package init(score: RecoveryScore, language: String) {
        self.score = score
        self.language = language
    }
}

/// How a case stands with its questions.
package enum SurveyStanding: Hashable, Sendable {
    /// The guest may answer.
    case open
    /// The guest has answered.
    case answered
    /// The house has not put it right yet.
    case tooEarly
}

/// Why an answer is not taken.
package enum SurveyError: Error, Equatable, CustomStringConvertible {
    /// It was answered before; the first answer stands.
    case answeredBefore
    /// The case is still being worked on.
    case tooEarly

    /// What to do next.
    package var description: String {
        switch self {
        case .answeredBefore: "Nothing to do: the guest has answered, and the first answer stands."
        case .tooEarly: "Put it right and close the case first; then ask the guest."
        }
    }
}

extension RecoveryCase {
    /// Whether the guest can be asked about the recovery.
    package var isPutRight: Bool { state == .remedied || state == .closed }
}

extension CaseOutcome {
    /// What a score makes of a recorded outcome; the score decides, but for what was no failure
    /// and for what the house, having looked into it, could not agree to.
    package func after(_ score: RecoveryScore) -> CaseOutcome {
        switch self {
        case .notAFailure, .notUpheld: self
        default: CaseOutcome(score: score)
        }
    }
}

extension RecordTransaction {
    /// Takes a guest's answers, and does what the rule makes of the first wave's score: it
    /// decides the outcome, and a failed recovery is taken up again and calls the duty manager.
    ///
    /// - Returns: whether the case was taken up again.
    /// - Throws: ``SurveyError``, or ``CaseworkError/noSuchCase(_:)``.
    package func takeSurvey(
        of id: ChangeID,
        _ wave: SurveyWave,
        _ answers: SurveyAnswers
    ) throws -> Bool {
        let found = try recoveryCase(id)
        let known = try rows(
            Catalogue.recoverySurvey,
            where: RecoverySurveyField.recoveryCase,
            is: .reference(found.id)
        )
        if known.contains(where: { $0.number(RecoverySurveyField.wave) == wave.rawValue }) {
            throw SurveyError.answeredBefore
        }
        guard found.isPutRight || wave == .second else { throw SurveyError.tooEarly }
        try record(answers, wave, about: found)
        return wave == .first ? try apply(answers, to: found) : false
    }

    private func record(
        _ answers: SurveyAnswers,
        _ wave: SurveyWave,
        about found: RecoveryCase
    ) throws {
        let fields: [(RecoverySurveyField, Cell)] =
            [
                (.recoveryCase, .reference(found.id)), (.wave, .integer(wave.rawValue)),
                (.score, .number(answers.score.value)), (.text, .words(answers.text)),
                (.language, .words(answers.language)), (.answeredAt, .time(now)),
            ] + SurveyAnswers.itemFields.map { ($0, .number(answers.items[$0]?.value)) }
        _ = try create(
            Catalogue.recoverySurvey,
            scope: found.row.scope,
            fields: fields.map { ($0.0.rawValue, $0.1) }
        )
    }

    private func apply(_ answers: SurveyAnswers, to found: RecoveryCase) throws -> Bool {
        let score = answers.score
        let words = "The guest gave the recovery \(score.value) of 7."
        let outcome = found.outcome?.after(score)
        try edit(
            found.row,
            [
                CaseField.recoveryScore: .number(score.value),
                .outcome: .choice(outcome),
            ]
        )
        try addNote(
            to: found.id,
            answers.text.isEmpty ? words : "\(words) “\(answers.text)”",
            contact: .answered
        )
        // What is not closed yet has no outcome, and fails as well.
        guard score.band == .failed, outcome == nil || outcome == .notRecovered else {
            return false
        }
        try reopenCase(found.id, because: "the guest says that it is not put right.")
        _ = try create(
            Catalogue.alarm,
            scope: found.row.scope,
            [
                AlarmField.recoveryCase: .reference(found.id),
                .responder: .text(ResponseTeam.dutyManager.words),
                .state: .choice(AlarmState.raised), .raisedAt: .time(now),
            ]
        )
        return true
    }
}

extension StoreReader {
    /// The case that goes on for one of this name, and how it stands with its questions; nil when
    /// it is not here.
    package func survey(
        of id: ChangeID,
        _ wave: SurveyWave
    ) throws -> (recoveryCase: RecoveryCase, standing: SurveyStanding)? {
        guard let row = try row(Catalogue.recoveryCase, id) else { return nil }
        let found = try surviving(RecoveryCase(row))
        if try surveys(of: found.id).contains(where: { $0 == wave }) { return (found, .answered) }
        return (found, found.isPutRight || wave == .second ? .open : .tooEarly)
    }

    private func surveys(of id: ChangeID) throws -> [SurveyWave] {
        try rows(
            Catalogue.recoverySurvey,
            where: RecoverySurveyField.recoveryCase,
            is: .reference(id)
        ).compactMap { $0.number(RecoverySurveyField.wave).flatMap(SurveyWave.init) }
    }

    /// Closed cases whose guests are to be asked a second time now, the earliest closed first.
    ///
    /// Drills, and what was no failure, are left out.
    package func secondSurveysDue(now: Timestamp) throws -> [RecoveryCase] {
        let span = SurveyWave.secondAfter
        let rows = try rows(
            Catalogue.recoveryCase,
            """
            WHERE state = ? AND closedAt BETWEEN ? AND ? AND outcome IS NOT ?
                AND isDrill IS NOT 1 AND NOT EXISTS (SELECT 1 FROM recovery_survey s
                    WHERE s.recoveryCase = recovery_case._id AND s.wave = ?)
            ORDER BY closedAt, _id
            """,
            [
                .choice(CaseState.closed), .integer(now.milliseconds - span.last.wholeMilliseconds),
                .integer(now.milliseconds - span.first.wholeMilliseconds),
                .choice(CaseOutcome.notAFailure), .integer(SurveyWave.second.rawValue),
            ]
        )
        return rows.map(RecoveryCase.init)
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 { components.seconds * 1000 }
}
