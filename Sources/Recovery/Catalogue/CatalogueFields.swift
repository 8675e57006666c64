// The fields of each record type by number. Numbers are on the wire and on disk: append only.

/// A hotel or branch.
package enum SiteField: UInt8, CatalogueField {
    case number = 1
    case code, name, timeZone, currency
}

/// One version of a failure scenario, as text.
package enum ScenarioField: UInt8, CatalogueField {
    case code = 1
    case version, state, definition
}

/// What a role may spend on one case and in one day.
package enum AuthorityLimitField: UInt8, CatalogueField {
    case role = 1
    case perCaseMinor, perDayMinor, currency
}

/// One utterance of a guest, or of staff on a guest's behalf.
package enum FeedbackField: UInt8, CatalogueField {
    case channel = 1
    case origin, language, text, scoreHundredths, scale, touchpoint, place, guest, contact
    case contactRequested, receivedAt, occurredAt, fingerprint, source, otherAnswers
}

/// The handling of one failure for one guest party.
package enum CaseField: UInt8, CatalogueField {
    case feedback = 1
    case reference, scenario, scenarioVersion, touchpoint, severity, state, outcome
    case openedAt, occurredAt, receivedAt, closedAt, owner, team, place, guest, summary, why
    case failureMode, channel, recoveryScore, moodBefore, moodAfter, tags, mergedInto, isDrill
    case stay, impact, occasion, lateReason
}

/// A call to the one who must respond.
package enum AlarmField: UInt8, CatalogueField {
    case recoveryCase = 1
    case responder, state, raisedAt, acknowledgedAt, acknowledgedBy, reason, term, level
}

/// Words for the staff, never for the guest.
package enum NoteField: UInt8, CatalogueField {
    case recoveryCase = 1
    case text, writtenAt
}

/// A step in the life of a remedy; the first of them, the proposal, names the offer.
package enum RemedyEventField: UInt8, CatalogueField {
    case recoveryCase = 1
    case offer, state, kind, level, description, costMinor, guestValueMinor, currency
    case approvedBy, happenedAt
}

/// Why it happened: the five questions and who or what is to blame.
package enum CauseAnalysisField: UInt8, CatalogueField {
    case recoveryCase = 1
    case code, whatHappened, canRecur, stepMissing, improvable, frequentGuestError
    case locus, stability, controllability, guestLocus
}

/// Words to a guest or from one.
package enum MessageField: UInt8, CatalogueField {
    case recoveryCase = 1
    case direction, channel, address, language, subject, text, template, writtenAt
}

/// What became of a message on its way out.
package enum DeliveryField: UInt8, CatalogueField {
    case message = 1
    case state, happenedAt, detail
}

/// One try to reach a guest.
package enum ContactAttemptField: UInt8, CatalogueField {
    case recoveryCase = 1
    case channel, result, reason, happenedAt
}

/// What was promised to a guest, and by when.
package enum CommitmentField: UInt8, CatalogueField {
    case recoveryCase = 1
    case text, dueAt, state, promisedBy, settledAt, reason
}

/// What a guest said of the recovery: items from 1 to 7.
package enum RecoverySurveyField: UInt8, CatalogueField {
    case recoveryCase = 1
    case wave, score, distributive, procedural, interactional
    case communication, accountability, responsiveness, empathy, solution, effort
    case text, language, answeredAt
}

/// How one case stands to another.
package enum CaseLinkField: UInt8, CatalogueField {
    case recoveryCase = 1
    case other, kind, isUndone
}

/// What one shift hands to the next.
package enum HandoverField: UInt8, CatalogueField {
    case shift = 1
    case cases, text, givenBy, givenAt, takenBy, takenAt
}

/// One person's span on the roster.
package enum DutyField: UInt8, CatalogueField {
    case person = 1
    case team, startsAt, endsAt, isCancelled, isDeputy
}

/// A room or area of the house, and the code that guests scan there.
package enum PlaceField: UInt8, CatalogueField {
    case name = 1
    case kind, token, isClosed
}

/// One guest party's stay in the house.
package enum StayField: UInt8, CatalogueField {
    case booking = 1
    case place, guest, contact, language, arrivesAt, departsAt, rateMinor, currency, tier,
        isCancelled
}

/// What one house says otherwise in a scenario of headquarters.
package enum ScenarioOverlayField: UInt8, CatalogueField {
    case code = 1
    case definition, isWithdrawn
}

/// A recovery worth telling, and who said that it may be told.
package enum SuccessStoryField: UInt8, CatalogueField {
    case recoveryCase = 1
    case title, text, consentBy, consentAt, approvedBy, approvedAt, isWithdrawn
}

/// A picture or recording of a case; its bytes lie beside the records, under their digest.
package enum AttachmentField: UInt8, CatalogueField {
    case recoveryCase = 1
    case kind, name, byteCount, digest, addedAt
}

/// How much could have gone wrong on one day: the denominators of all rates.
package enum ExposureField: UInt8, CatalogueField {
    case day = 1
    case roomNights, arrivals, covers
}

/// A failure that keeps coming back, as headquarters works on it.
package enum ProblemField: UInt8, CatalogueField {
    case number = 1
    case title, scenario, sites, statement, causes, state, owner, openedAt, closedAt
}

/// What headquarters has done about a problem, where, and whether it helped.
package enum CorrectiveActionField: UInt8, CatalogueField {
    case problem = 1
    case title, text, owner, sites, dueAt, doneAt, state, effect, kind
}

/// That management has decided for the programme at a site, and what it gives.
package enum ProgrammeDecisionField: UInt8, CatalogueField {
    case sponsor = 1
    case decidedAt, budgetMinor, currency, baseline, text
}

/// That a person has read the process of the house as it stood.
package enum ProcessReadingField: UInt8, CatalogueField {
    case person = 1
    case version, readAt
}

/// A statistical finding on the failures of one site or of all, and what people make of it.
package enum SignalField: UInt8, CatalogueField {
    case number = 1
    case scenario, sites, kind, raisedAt, evidence, state, judgedBy, judgedAt, text
}

/// A supervisor's view of how a case was handled: five items from 1 to 7.
package enum CaresReviewField: UInt8, CatalogueField {
    case recoveryCase = 1
    case communication, accountability, responsiveness, empathy, solution, text, reviewedAt
}
