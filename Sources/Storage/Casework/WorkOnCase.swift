package import Recovery
package import Wire

extension RecordTransaction {
    /// Moves a case on by plain work.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``, or `CaseMoveError` saying which act fits.
    package func moveCase(_ id: ChangeID, to state: CaseState) throws {
        let found = try recoveryCase(id)
        try edit(found.row, [CaseField.state: .choice(try found.state.moved(to: state))])
    }

    /// Gives a case to a team, a person or both; what is nil stays as it is.
    ///
    /// - Throws: ``CaseworkError``, or `CaseMoveError` when the case is closed or merged.
    package func assignCase(_ id: ChangeID, team: String?, owner: String?) throws {
        guard team != nil || owner != nil else { throw CaseworkError.noAssignee }
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        let isWaiting = found.state == .new || found.state == .triage
        try edit(
            found.row,
            [
                CaseField.team: team.map { .words($0) } ?? found.row[CaseField.team],
                .owner: owner.map { .words($0) } ?? found.row[CaseField.owner],
                .state: .choice(isWaiting ? .assigned : found.state),
            ]
        )
    }

    /// Names the failure of a case, or corrects it; the severity rises to that of the scenario.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``.
    package func classifyCase(_ id: ChangeID, as published: PublishedScenario) throws {
        let found = try recoveryCase(id)
        let severity = max(found.severity, published.scenario.severity.starting())
        try edit(
            found.row,
            [
                CaseField.scenario: .text(published.scenario.code.description),
                .scenarioVersion: .number(published.version),
                .severity: .choice(severity),
            ]
        )
    }

    /// Writes a note about a case, and ticks what it tells of.
    ///
    /// A contact or an attempt at one is logged with the channel, for which the words are the
    /// reason if the guest asked for another.
    ///
    /// - Throws: ``CaseworkError`` or ``ContactRefusal``.
    package func addNote(
        to id: ChangeID,
        _ text: String,
        step: RecoveryStep? = nil,
        contact: ContactMark? = nil,
        by channel: FeedbackChannel? = nil
    ) throws {
        let before = try recoveryCase(id).marks
        if let result = contact?.result {
            try logContact(with: id, ContactTry(channel, result, reason: text))
        }
        let found = try recoveryCase(id)
        var marks = found.marks
        if let step { marks.tick(step) }
        if let contact, contact.result == nil { marks.log(contact, at: now) }
        let isTicked = marks != before
        guard isTicked || !text.allSatisfy(\.isWhitespace) else { throw CaseworkError.emptyNote }
        if isTicked { try edit(found.row, [CaseField.tags: .words(marks.tags)]) }
        let ticks = [step?.words, contact?.rawValue].compactMap(\.self).joined(separator: ", ")
        let words = text.isEmpty ? ticks : ticks.isEmpty ? text : "\(ticks): \(text)"
        try note(words, about: found)
    }

    /// Answers a case's alarm: somebody has taken it.
    ///
    /// A case that nobody has becomes the author's.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)`` or ``CaseworkError/noOpenAlarm(_:)``.
    package func acknowledgeAlarm(of id: ChangeID) throws {
        let found = try recoveryCase(id)
        let open = try alarms(of: found.id).filter { $0.state.isOpen }
        guard !open.isEmpty else { throw CaseworkError.noOpenAlarm(found.reference) }
        for alarm in open {
            try edit(
                alarm.row,
                [
                    AlarmField.state: .choice(AlarmState.acknowledged),
                    .acknowledgedAt: .time(now),
                    .acknowledgedBy: .words(author),
                ]
            )
        }
        if found.owner == nil, found.state.isOpen {
            try assignCase(found.id, team: nil, owner: author)
        }
    }

    /// Begins work again on a case that counted as put right.
    ///
    /// - Throws: ``CaseworkError``, or `CaseMoveError` when the case is open or merged.
    package func reopenCase(_ id: ChangeID, because reason: String) throws {
        let found = try recoveryCase(id)
        let state = try found.state.reopened()
        guard !reason.allSatisfy(\.isWhitespace) else { throw CaseworkError.emptyNote }
        try edit(
            found.row,
            [CaseField.state: .choice(state), .outcome: .null, .closedAt: .null]
        )
        try note("Reopened: \(reason)", about: found)
    }

    /// Joins a case to another, which goes on for both.
    ///
    /// - Throws: ``CaseworkError``, or `CaseMoveError` when it was merged before.
    package func mergeCase(_ id: ChangeID, into other: ChangeID) throws {
        let found = try recoveryCase(id)
        let target = try recoveryCase(other)
        guard found.id != target.id else {
            throw CaseworkError.mergeIntoItself(found.reference)
        }
        guard target.state != .merged else {
            throw CaseworkError.mergeIntoMerged(target.reference)
        }
        try edit(
            found.row,
            [
                CaseField.state: .choice(try found.state.mergedAway()),
                .mergedInto: .reference(target.id),
            ]
        )
        try movePromises(from: found.id, to: target.id)
        try dismissAlarms(of: found.id, because: "merged into \(target.reference)")
        try note("\(found.reference) was merged into this case.", about: target)
    }

    func note(_ text: String, about found: RecoveryCase) throws {
        _ = try create(
            Catalogue.note,
            scope: found.row.scope,
            [
                NoteField.recoveryCase: .reference(found.id), .text: .words(text),
                .writtenAt: .time(now),
            ]
        )
    }

    /// Nobody is called any more.
    func dismissAlarms(of id: ChangeID, because reason: String) throws {
        for alarm in try alarms(of: id) where alarm.state.isOpen {
            try edit(
                alarm.row,
                [AlarmField.state: .choice(AlarmState.dismissed), .reason: .words(reason)]
            )
        }
    }
}

extension AlarmState {
    /// Whether somebody is still being called.
    package var isOpen: Bool { self == .raised || self == .escalated }
}
