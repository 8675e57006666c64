// What the house keeps beside its cases, and what headquarters works on.
extension Catalogue {
    package static let stay = RecordType(
        number: 19,
        name: "stay",
        family: .workedOn,
        fields: [
            StayField.booking.defined(.text),
            StayField.place.defined(.text, searched: true),
            StayField.guest.defined(.text, searched: true),
            StayField.contact.defined(.text),
            StayField.language.defined(.text),
            StayField.arrivesAt.defined(.timestamp),
            StayField.departsAt.defined(.timestamp),
            StayField.rateMinor.defined(.integer),
            StayField.currency.defined(.text),
            StayField.tier.defined(.text),
            StayField.isCancelled.defined(.boolean),
        ]
    )

    package static let scenarioOverlay = RecordType(
        number: 20,
        name: "scenario_overlay",
        family: .workedOn,
        fields: [
            ScenarioOverlayField.code.defined(.text),
            ScenarioOverlayField.definition.defined(.text),
            ScenarioOverlayField.isWithdrawn.defined(.boolean),
        ]
    )

    package static let successStory = RecordType(
        number: 21,
        name: "success_story",
        family: .workedOn,
        fields: [
            SuccessStoryField.recoveryCase.defined(.reference),
            SuccessStoryField.title.defined(.text, searched: true),
            SuccessStoryField.text.defined(.text, searched: true),
            SuccessStoryField.consentBy.defined(.text),
            SuccessStoryField.consentAt.defined(.timestamp),
            SuccessStoryField.approvedBy.defined(.text),
            SuccessStoryField.approvedAt.defined(.timestamp),
            SuccessStoryField.isWithdrawn.defined(.boolean),
        ]
    )

    package static let attachment = RecordType(
        number: 22,
        name: "attachment",
        family: .fact,
        fields: [
            AttachmentField.recoveryCase.defined(.reference),
            AttachmentField.kind.defined(.text),
            AttachmentField.name.defined(.text),
            AttachmentField.byteCount.defined(.integer),
            AttachmentField.digest.defined(.text),
            AttachmentField.addedAt.defined(.timestamp),
        ]
    )

    package static let exposure = RecordType(
        number: 23,
        name: "exposure",
        family: .workedOn,
        fields: [
            ExposureField.day.defined(.integer),
            ExposureField.roomNights.defined(.integer),
            ExposureField.arrivals.defined(.integer),
            ExposureField.covers.defined(.integer),
        ]
    )

    package static let problem = RecordType(
        number: 24,
        name: "problem",
        family: .published,
        fields: [
            ProblemField.number.defined(.integer),
            ProblemField.title.defined(.text, searched: true),
            ProblemField.scenario.defined(.text),
            ProblemField.sites.defined(.text),
            ProblemField.statement.defined(.text, searched: true),
            ProblemField.causes.defined(.text),
            ProblemField.state.defined(.choice(ProblemState.names)),
            ProblemField.owner.defined(.text),
            ProblemField.openedAt.defined(.timestamp),
            ProblemField.closedAt.defined(.timestamp),
        ]
    )

    package static let correctiveAction = RecordType(
        number: 25,
        name: "corrective_action",
        family: .published,
        fields: [
            CorrectiveActionField.problem.defined(.reference),
            CorrectiveActionField.title.defined(.text, searched: true),
            CorrectiveActionField.text.defined(.text, searched: true),
            CorrectiveActionField.owner.defined(.text),
            CorrectiveActionField.sites.defined(.text),
            CorrectiveActionField.dueAt.defined(.timestamp),
            CorrectiveActionField.doneAt.defined(.timestamp),
            CorrectiveActionField.state.defined(.choice(CorrectiveActionState.names)),
            CorrectiveActionField.effect.defined(.text),
            CorrectiveActionField.kind.defined(.choice(CorrectiveActionKind.names)),
        ]
    )

    package static let programmeDecision = RecordType(
        number: 26,
        name: "programme_decision",
        family: .published,
        fields: [
            ProgrammeDecisionField.sponsor.defined(.text),
            ProgrammeDecisionField.decidedAt.defined(.timestamp),
            ProgrammeDecisionField.budgetMinor.defined(.integer),
            ProgrammeDecisionField.currency.defined(.text),
            ProgrammeDecisionField.baseline.defined(.text),
            ProgrammeDecisionField.text.defined(.text),
        ]
    )

    package static let processReading = RecordType(
        number: 27,
        name: "process_reading",
        family: .fact,
        fields: [
            ProcessReadingField.person.defined(.text),
            ProcessReadingField.version.defined(.text),
            ProcessReadingField.readAt.defined(.timestamp),
        ]
    )

    package static let signal = RecordType(
        number: 28,
        name: "signal",
        family: .published,
        fields: [
            SignalField.number.defined(.integer),
            SignalField.scenario.defined(.text),
            SignalField.sites.defined(.text),
            SignalField.kind.defined(.text),
            SignalField.raisedAt.defined(.timestamp),
            SignalField.evidence.defined(.text),
            SignalField.state.defined(.choice(SignalState.names)),
            SignalField.judgedBy.defined(.text),
            SignalField.judgedAt.defined(.timestamp),
            SignalField.text.defined(.text),
        ]
    )

    package static let caresReview = RecordType(
        number: 29,
        name: "cares_review",
        family: .fact,
        fields: [
            CaresReviewField.recoveryCase.defined(.reference),
            CaresReviewField.communication.defined(.integer),
            CaresReviewField.accountability.defined(.integer),
            CaresReviewField.responsiveness.defined(.integer),
            CaresReviewField.empathy.defined(.integer),
            CaresReviewField.solution.defined(.integer),
            CaresReviewField.text.defined(.text),
            CaresReviewField.reviewedAt.defined(.timestamp),
        ]
    )
}
