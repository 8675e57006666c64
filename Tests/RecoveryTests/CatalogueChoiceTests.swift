import Recovery
import Testing

@Suite struct CatalogueChoiceTests {
    static let lists: [any CatalogueChoice.Type] = [
        AlarmState.self, CaseOutcome.self, CaseState.self, CauseCode.self,
        CauseControllability.self, CauseLocus.self, CauseQuestion.self, CauseStability.self,
        FailureMode.self, FeedbackChannel.self, FeedbackOrigin.self, GuestLoss.self,
        LintSeverity.self, PlaybookPhase.self, RecoveryBand.self, RecoveryStep.self,
        RemedyKind.self, RemedyLevel.self, RemedyState.self, ResponseTeam.self,
        ScenarioState.self, ScoreScale.self, Severity.self, StaffRole.self, TargetClass.self,
        TemplateSlot.self, Touchpoint.self, UrgencyFactor.self,
    ]

    @Test(arguments: lists.indices)
    func `raw values run from 1 without gaps, and every name and wording leads back`(index: Int) {
        check(Self.lists[index])
    }

    private func check<Choice: CatalogueChoice>(_: Choice.Type) {
        #expect(Choice.allCases.map(\.rawValue).sorted() == Array(1...Int64(Choice.names.count)))
        for (name, number) in zip(Choice.names, Int64(1)...) {
            #expect(Choice.named(name)?.rawValue == number)
        }
        for choice in Choice.allCases {
            #expect(Choice.worded(choice.words)?.rawValue == choice.rawValue)
        }
    }

    @Test func `names are those that records and command lines use`() {
        #expect(
            CaseState.names == [
                "new", "triage", "assigned", "inProgress", "waitingGuest", "waitingInternal",
                "remedied", "closed", "merged",
            ]
        )
        #expect(StaffRole.operator.name == "operator")
        #expect(Touchpoint.roomService.words == "room service")
        #expect(CaseState.named("Closed") == nil)
    }
}
