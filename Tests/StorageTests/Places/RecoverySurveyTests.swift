import Recovery
import Storage
import Testing
import Wire

@Suite struct RecoverySurveyTests {
    private let house: TestHouse

    init() throws { house = try TestHouse() }

    /// A case that was closed with an outcome; put right only, when there is none.
    private func mended(_ outcome: CaseOutcome?) throws -> ChangeID {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.act(house.lisbon) {
            try $0.acknowledgeAlarm(of: id)
            try $0.addNote(to: id, "", step: .apologise)
            try $0.addNote(to: id, "", contact: .answered)
            try $0.moveCase(id, to: .inProgress)
            try $0.moveCase(id, to: .remedied)
        }
        guard let outcome else { return id }
        try house.act(house.lisbon) {
            var closure = CaseClosure()
            closure.outcome = outcome
            closure.findings.code = .equipment
            closure.findings.analysis = CauseAnalysis(
                answers: Dictionary(
                    uniqueKeysWithValues: CauseQuestion.allCases.map { ($0, "yes") }
                )
            )
            try $0.closeCase(id, closure, by: nil)
        }
        return id
    }

    private func take(
        _ score: Int,
        _ id: ChangeID,
        _ wave: SurveyWave = .first,
        text: String = ""
    ) throws -> Bool {
        var answers = SurveyAnswers(score: try RecoveryScore(score), language: "en")
        answers.text = text
        answers.items[.empathy] = try RecoveryScore(5)
        return try house.act(house.lisbon, author: "guest") {
            try $0.takeSurvey(of: id, wave, answers)
        }
    }

    private static let rules: [(CaseOutcome?, Int, CaseState, CaseOutcome?)] = [
        (.closedUnscored, 7, .closed, .recovered), (.closedUnscored, 6, .closed, .recovered),
        (.recovered, 5, .closed, .partlyRecovered), (.recovered, 4, .closed, .partlyRecovered),
        (.recovered, 3, .inProgress, nil), (.closedUnscored, 1, .inProgress, nil),
        (.notUpheld, 1, .closed, .notUpheld), (.notAFailure, 2, .closed, .notAFailure),
        (nil, 7, .remedied, nil), (nil, 3, .inProgress, nil),
    ]

    @Test(arguments: rules)
    func `the score decides how it ended, and a failed recovery is taken up again`(
        outcome: CaseOutcome?,
        score: Int,
        state: CaseState,
        after: CaseOutcome?
    ) throws {
        let id = try mended(outcome)
        let isReopened = try take(score, id)
        let found = try house.lisbon.found(id)
        #expect(found.state == state)
        #expect(found.outcome == after)
        #expect(found.recoveryScore == score)
        #expect(isReopened == (state == .inProgress))
        let open = try house.lisbon.detail(id).alarms.filter { $0.state.isOpen }
        #expect(open.map(\.responder) == (isReopened ? ["duty manager"] : []))
    }

    @Test func `the first answer stands`() throws {
        let id = try mended(.closedUnscored)
        _ = try take(7, id)
        #expect(throws: SurveyError.answeredBefore) { try take(1, id) }
        #expect(try house.lisbon.found(id).recoveryScore == 7)
        #expect(try house.lisbon.read { try $0.survey(of: id, .first)?.standing } == .answered)
        #expect(try house.lisbon.read { try $0.survey(of: id, .second)?.standing } == .open)
    }

    @Test func `nobody is asked before it is put right`() throws {
        let id = try house.openCase(house.lisbon)
        #expect(throws: SurveyError.tooEarly) { try take(7, id) }
        #expect(try house.lisbon.read { try $0.survey(of: id, .first)?.standing } == .tooEarly)
    }

    @Test func `the guest's words are kept for staff to read`() throws {
        let id = try mended(.closedUnscored)
        _ = try take(2, id, text: "Still cold")
        let notes = try house.lisbon.detail(id).notes.map(\.text)
        #expect(notes.contains { $0.contains("2 of 7") && $0.contains("“Still cold”") })
        #expect(notes.contains { $0.hasPrefix("Reopened:") })
    }

    @Test func `the second survey leaves the case as it is`() throws {
        let id = try mended(.recovered)
        #expect(try !take(1, id, .second))
        let found = try house.lisbon.found(id)
        #expect(found.state == .closed)
        #expect(found.outcome == .recovered)
        #expect(found.recoveryScore == nil)
    }

    private static let day: Int64 = 86_400_000

    @Test(arguments: [(89, 0), (90, 1), (120, 1), (121, 0)])
    func `guests are asked again from 90 to 120 days after`(days: Int64, count: Int) throws {
        let id = try mended(.recovered)
        _ = try mended(.notAFailure)
        let closedAt = try #require(try house.lisbon.found(id).closedAt)
        let now = Timestamp(milliseconds: closedAt.milliseconds + days * Self.day)
        let due = try house.lisbon.read { try $0.secondSurveysDue(now: now) }
        #expect(due.map(\.id) == (count == 1 ? [id] : []))
        _ = try take(6, id, .second)
        #expect(try house.lisbon.read { try $0.secondSurveysDue(now: now) }.isEmpty)
    }
}
