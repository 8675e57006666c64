/// All record types.
///
/// A type is added at the end and never renumbered; a field likewise.
package enum Catalogue {
    package static let types: [RecordType] = [
        site, scenario, authorityLimit, feedback, recoveryCase, alarm, note, remedyEvent,
        causeAnalysis, message, delivery, contactAttempt, commitment, recoverySurvey, caseLink,
        handover, duty, place, stay, scenarioOverlay, successStory, attachment, exposure, problem,
        correctiveAction, programmeDecision, processReading, signal, caresReview,
    ]

    /// The highest number of a type.
    package static let numberMax = UInt8(types.count)

    /// The type with a number, or nil when this version knows none.
    package static func type(_ number: UInt8) -> RecordType? {
        number >= 1 && number <= numberMax ? types[Int(number) - 1] : nil
    }

    package static let site = RecordType(
        number: 1,
        name: "site",
        family: .published,
        fields: [
            SiteField.number.defined(.integer),
            SiteField.code.defined(.text),
            SiteField.name.defined(.text),
            SiteField.timeZone.defined(.text),
            SiteField.currency.defined(.text),
        ]
    )

    package static let scenario = RecordType(
        number: 2,
        name: "scenario",
        family: .published,
        fields: [
            ScenarioField.code.defined(.text),
            ScenarioField.version.defined(.integer),
            ScenarioField.state.defined(.choice(ScenarioState.names)),
            ScenarioField.definition.defined(.text),
        ]
    )

    package static let authorityLimit = RecordType(
        number: 3,
        name: "authority_limit",
        family: .published,
        fields: [
            AuthorityLimitField.role.defined(.choice(StaffRole.names)),
            AuthorityLimitField.perCaseMinor.defined(.integer),
            AuthorityLimitField.perDayMinor.defined(.integer),
            AuthorityLimitField.currency.defined(.text),
        ]
    )

    package static let feedback = RecordType(
        number: 4,
        name: "feedback",
        family: .fact,
        fields: [
            FeedbackField.channel.defined(.choice(FeedbackChannel.names)),
            FeedbackField.origin.defined(.choice(FeedbackOrigin.names)),
            FeedbackField.language.defined(.text),
            FeedbackField.text.defined(.text, searched: true),
            FeedbackField.scoreHundredths.defined(.integer),
            FeedbackField.scale.defined(.choice(ScoreScale.names)),
            FeedbackField.touchpoint.defined(.choice(Touchpoint.names)),
            FeedbackField.place.defined(.text, searched: true),
            FeedbackField.guest.defined(.text, searched: true),
            FeedbackField.contact.defined(.text, searched: true),
            FeedbackField.contactRequested.defined(.boolean),
            FeedbackField.receivedAt.defined(.timestamp),
            FeedbackField.occurredAt.defined(.timestamp),
            FeedbackField.fingerprint.defined(.integer),
            FeedbackField.source.defined(.text),
            FeedbackField.otherAnswers.defined(.text),
        ]
    )

    package static let recoveryCase = RecordType(
        number: 5,
        name: "recovery_case",
        family: .workedOn,
        fields: [
            CaseField.feedback.defined(.reference),
            CaseField.reference.defined(.text, .hubFirst),
            CaseField.scenario.defined(.text),
            CaseField.scenarioVersion.defined(.integer),
            CaseField.touchpoint.defined(.choice(Touchpoint.names)),
            CaseField.severity.defined(.choice(Severity.names), .highest),
            CaseField.state.defined(.choice(CaseState.names), .furthest),
            CaseField.outcome.defined(.choice(CaseOutcome.names)),
            CaseField.openedAt.defined(.timestamp),
            CaseField.occurredAt.defined(.timestamp),
            CaseField.receivedAt.defined(.timestamp),
            CaseField.closedAt.defined(.timestamp),
            CaseField.owner.defined(.text),
            CaseField.team.defined(.text),
            CaseField.place.defined(.text, searched: true),
            CaseField.guest.defined(.text, searched: true),
            CaseField.summary.defined(.text, searched: true),
            CaseField.why.defined(.text),
            CaseField.failureMode.defined(.choice(FailureMode.names)),
            CaseField.channel.defined(.choice(FeedbackChannel.names)),
            CaseField.recoveryScore.defined(.integer),
            CaseField.moodBefore.defined(.integer),
            CaseField.moodAfter.defined(.integer),
            CaseField.tags.defined(.text, .union, searched: true),
            CaseField.mergedInto.defined(.reference, .hubFirst),
            CaseField.isDrill.defined(.boolean, .hubFirst),
            CaseField.stay.defined(.reference),
            CaseField.impact.defined(.text, searched: true),
            CaseField.occasion.defined(.text),
            CaseField.lateReason.defined(.choice(LateReason.names)),
        ]
    )

    package static let alarm = RecordType(
        number: 6,
        name: "alarm",
        family: .workedOn,
        fields: [
            AlarmField.recoveryCase.defined(.reference),
            AlarmField.responder.defined(.text),
            AlarmField.state.defined(.choice(AlarmState.names), .furthest),
            AlarmField.raisedAt.defined(.timestamp),
            AlarmField.acknowledgedAt.defined(.timestamp),
            AlarmField.acknowledgedBy.defined(.text),
            AlarmField.reason.defined(.text),
            AlarmField.term.defined(.choice(ClockTerm.names)),
            AlarmField.level.defined(.integer),
        ]
    )

    package static let note = RecordType(
        number: 7,
        name: "note",
        family: .fact,
        fields: [
            NoteField.recoveryCase.defined(.reference),
            NoteField.text.defined(.text, searched: true),
            NoteField.writtenAt.defined(.timestamp),
        ]
    )

    package static let remedyEvent = RecordType(
        number: 8,
        name: "remedy_event",
        family: .fact,
        fields: [
            RemedyEventField.recoveryCase.defined(.reference),
            RemedyEventField.offer.defined(.reference),
            RemedyEventField.state.defined(.choice(RemedyState.names)),
            RemedyEventField.kind.defined(.choice(RemedyKind.names)),
            RemedyEventField.level.defined(.choice(RemedyLevel.names)),
            RemedyEventField.description.defined(.text, searched: true),
            RemedyEventField.costMinor.defined(.integer),
            RemedyEventField.guestValueMinor.defined(.integer),
            RemedyEventField.currency.defined(.text),
            RemedyEventField.approvedBy.defined(.text),
            RemedyEventField.happenedAt.defined(.timestamp),
        ]
    )

    package static let causeAnalysis = RecordType(
        number: 9,
        name: "cause_analysis",
        family: .workedOn,
        fields: [
            CauseAnalysisField.recoveryCase.defined(.reference),
            CauseAnalysisField.code.defined(.choice(CauseCode.names)),
            CauseAnalysisField.whatHappened.defined(.text, searched: true),
            CauseAnalysisField.canRecur.defined(.text),
            CauseAnalysisField.stepMissing.defined(.text),
            CauseAnalysisField.improvable.defined(.text),
            CauseAnalysisField.frequentGuestError.defined(.text),
            CauseAnalysisField.locus.defined(.choice(CauseLocus.names)),
            CauseAnalysisField.stability.defined(.choice(CauseStability.names)),
            CauseAnalysisField.controllability.defined(.choice(CauseControllability.names)),
            CauseAnalysisField.guestLocus.defined(.choice(CauseLocus.names)),
        ]
    )

    package static let message = RecordType(
        number: 10,
        name: "message",
        family: .fact,
        fields: [
            MessageField.recoveryCase.defined(.reference),
            MessageField.direction.defined(.choice(MessageDirection.names)),
            MessageField.channel.defined(.choice(FeedbackChannel.names)),
            MessageField.address.defined(.text),
            MessageField.language.defined(.text),
            MessageField.subject.defined(.text),
            MessageField.text.defined(.text, searched: true),
            MessageField.template.defined(.text),
            MessageField.writtenAt.defined(.timestamp),
        ]
    )

    package static let delivery = RecordType(
        number: 11,
        name: "delivery",
        family: .fact,
        fields: [
            DeliveryField.message.defined(.reference),
            DeliveryField.state.defined(.choice(DeliveryState.names)),
            DeliveryField.happenedAt.defined(.timestamp),
            DeliveryField.detail.defined(.text),
        ]
    )

    package static let contactAttempt = RecordType(
        number: 12,
        name: "contact_attempt",
        family: .fact,
        fields: [
            ContactAttemptField.recoveryCase.defined(.reference),
            ContactAttemptField.channel.defined(.choice(FeedbackChannel.names)),
            ContactAttemptField.result.defined(.choice(ContactResult.names)),
            ContactAttemptField.reason.defined(.text),
            ContactAttemptField.happenedAt.defined(.timestamp),
        ]
    )

    package static let commitment = RecordType(
        number: 13,
        name: "commitment",
        family: .workedOn,
        fields: [
            CommitmentField.recoveryCase.defined(.reference),
            CommitmentField.text.defined(.text, searched: true),
            CommitmentField.dueAt.defined(.timestamp),
            CommitmentField.state.defined(.choice(CommitmentState.names), .furthest),
            CommitmentField.promisedBy.defined(.text),
            CommitmentField.settledAt.defined(.timestamp),
            CommitmentField.reason.defined(.text),
        ]
    )

    package static let recoverySurvey = RecordType(
        number: 14,
        name: "recovery_survey",
        family: .fact,
        fields: [
            RecoverySurveyField.recoveryCase.defined(.reference),
            RecoverySurveyField.wave.defined(.integer),
            RecoverySurveyField.score.defined(.integer),
            RecoverySurveyField.distributive.defined(.integer),
            RecoverySurveyField.procedural.defined(.integer),
            RecoverySurveyField.interactional.defined(.integer),
            RecoverySurveyField.communication.defined(.integer),
            RecoverySurveyField.accountability.defined(.integer),
            RecoverySurveyField.responsiveness.defined(.integer),
            RecoverySurveyField.empathy.defined(.integer),
            RecoverySurveyField.solution.defined(.integer),
            RecoverySurveyField.effort.defined(.integer),
            RecoverySurveyField.text.defined(.text, searched: true),
            RecoverySurveyField.language.defined(.text),
            RecoverySurveyField.answeredAt.defined(.timestamp),
        ]
    )

    package static let caseLink = RecordType(
        number: 15,
        name: "case_link",
        family: .workedOn,
        fields: [
            CaseLinkField.recoveryCase.defined(.reference),
            CaseLinkField.other.defined(.reference),
            CaseLinkField.kind.defined(.choice(CaseLinkKind.names)),
            CaseLinkField.isUndone.defined(.boolean),
        ]
    )

    package static let handover = RecordType(
        number: 16,
        name: "handover",
        family: .workedOn,
        fields: [
            HandoverField.shift.defined(.text),
            HandoverField.cases.defined(.text),
            HandoverField.text.defined(.text, searched: true),
            HandoverField.givenBy.defined(.text),
            HandoverField.givenAt.defined(.timestamp),
            HandoverField.takenBy.defined(.text),
            HandoverField.takenAt.defined(.timestamp),
        ]
    )

    package static let duty = RecordType(
        number: 17,
        name: "duty",
        family: .workedOn,
        fields: [
            DutyField.person.defined(.text),
            DutyField.team.defined(.text),
            DutyField.startsAt.defined(.timestamp),
            DutyField.endsAt.defined(.timestamp),
            DutyField.isCancelled.defined(.boolean),
            DutyField.isDeputy.defined(.boolean),
        ]
    )

    package static let place = RecordType(
        number: 18,
        name: "place",
        family: .workedOn,
        fields: [
            PlaceField.name.defined(.text, searched: true),
            PlaceField.kind.defined(.choice(PlaceKind.names)),
            PlaceField.token.defined(.integer),
            PlaceField.isClosed.defined(.boolean),
        ]
    )
}
