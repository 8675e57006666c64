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
    case team, startsAt, endsAt, isCancelled
}

/// A room or area of the house, and the code that guests scan there.
package enum PlaceField: UInt8, CatalogueField {
    case name = 1
    case kind, token, isClosed
}
