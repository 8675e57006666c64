import Recovery
import Testing

@Suite struct CaseClosingTests {
    private static let answers = Dictionary(
        uniqueKeysWithValues: CauseQuestion.allCases.map { ($0, "answer") }
    )

    /// A case of severity 3 on which everything was done.
    private static func complete() throws -> ClosingFacts {
        var facts = ClosingFacts(state: .remedied, severity: .serviceDenied)
        facts.outcome = .recovered
        facts.score = try RecoveryScore(7)
        facts.cause = .equipment
        facts.analysis = CauseAnalysis(answers: answers)
        facts.stepsDone = [.apologise, .solve]
        facts.contact = .answered
        return facts
    }

    private func gaps(_ change: (inout ClosingFacts) -> Void) throws -> [ClosingGap] {
        var facts = try Self.complete()
        change(&facts)
        return ClosingRule().gaps(facts)
    }

    @Test func `a case on which everything was done can be closed`() throws {
        #expect(try gaps { _ in } == [])
    }

    @Test func `each missing fact is a gap of its own`() throws {
        #expect(try gaps { $0.outcome = nil } == [.outcome])
        #expect(try gaps { $0.state = .inProgress } == [.remedyFirst])
        #expect(try gaps { $0.cause = nil } == [.cause])
        #expect(try gaps { $0.analysis = nil } == [.analysis(CauseQuestion.allCases)])
        #expect(try gaps { $0.analysis?.answers[.canRecur] = "  " } == [.analysis([.canRecur])])
        #expect(try gaps { $0.stepsDone = [] } == [.apology])
        #expect(try gaps { $0.contact = .notReached(attempts: 9) } == [.contact])
        #expect(try gaps { $0.contact = .reached } == [.confirmation])
        #expect(try gaps { $0.contact = .silent } == [])
        #expect(try gaps { $0.openCommitmentCount = 2 } == [.openCommitments(2)])
        #expect(try gaps { $0.undeliveredRemedyCount = 1 } == [.undeliveredRemedies(1)])
        #expect(try gaps { $0.punctuality = .late(nil) } == [.lateReason])
        #expect(try gaps { $0.punctuality = .late(.nobodyFree) } == [])
        #expect(try gaps { $0.state = .closed } == [.isClosed])
        #expect(try gaps { $0.state = .merged } == [.isMerged])
    }

    @Test func `all that is missing is asked for at once`() {
        let facts = ClosingFacts(state: .inProgress, severity: .safety)
        #expect(
            ClosingRule().gaps(facts) == [.outcome, .cause, .analysis(CauseQuestion.allCases)]
        )
    }

    @Test(
        arguments: [
            (Severity.annoyance, []), (.inconvenience, [ClosingGap.cause]),
            (.serviceDenied, [.cause, .analysis(CauseQuestion.allCases)]),
            (.safety, [.cause, .analysis(CauseQuestion.allCases)]),
        ] as [(Severity, [ClosingGap])]
    )
    func `cause is due from severity 2, analysis from 3`(severity: Severity, due: [ClosingGap])
        throws
    {
        let found = try gaps {
            $0.severity = severity
            $0.cause = nil
            $0.analysis = nil
        }
        #expect(found == due)
    }

    @Test func `a guest counts as unreachable after three attempts on two channels`() throws {
        let cases: [(GuestContact, Int, [ClosingGap])] = [
            (.notReached(attempts: 2), 2, [.attempts(1)]),
            (.notReached(attempts: 3), 0, [.channels(2)]),
            (.notReached(attempts: 9), 1, [.channels(1)]), (.notReached(attempts: 3), 2, []),
            (.reached, 2, [.guestWasReached]), (.silent, 2, [.guestWasReached]),
        ]
        for (contact, channels, expected) in cases {
            let found = try gaps {
                $0.outcome = .unreachable
                $0.state = .waitingGuest
                $0.stepsDone = []
                $0.contact = contact
                $0.triedChannelCount = channels
            }
            #expect(found == expected)
        }
    }

    @Test func `what was no failure closes from anywhere without questions`() {
        var facts = ClosingFacts(state: .new, severity: .safety)
        facts.outcome = .notAFailure
        #expect(ClosingRule().gaps(facts) == [])
        facts.openCommitmentCount = 1
        #expect(ClosingRule().gaps(facts) == [.openCommitments(1)])
    }

    @Test(
        arguments: zip(
            1...7,
            [CaseOutcome.notRecovered, .notRecovered, .notRecovered, .partlyRecovered]
                + [.partlyRecovered, .recovered, .recovered]
        )
    )
    func `the outcome follows from the score`(value: Int, outcome: CaseOutcome) throws {
        let score = try RecoveryScore(value)
        #expect(CaseOutcome(score: score) == outcome)
        #expect(!outcome.isSetByHand(with: score))
        #expect(CaseOutcome.unreachable.isSetByHand(with: score))
    }

    @Test func `success without a score is shown as set by hand`() {
        #expect(CaseOutcome(score: nil) == .closedUnscored)
        #expect(CaseOutcome.recovered.isSetByHand(with: nil))
        #expect(!CaseOutcome.notRecovered.isSetByHand(with: nil))
        #expect(!CaseOutcome.closedUnscored.isSetByHand(with: nil))
    }

    @Test(arguments: [0, 8, -1, .max])
    func `scores off the scale are refused`(value: Int) {
        #expect(throws: RecoveryScoreError.self) { try RecoveryScore(value) }
    }
}
