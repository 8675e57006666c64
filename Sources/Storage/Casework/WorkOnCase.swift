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

    /// Notes that a case is handled in another way than its playbook's, and why.
    ///
    /// - Throws: ``CaseworkError/noReason``, or `CaseMoveError` when the case is over.
    package func leavePlaybook(
        of id: ChangeID,
        _ deviation: PlaybookDeviation,
        because reason: String
    ) throws {
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        guard !reason.allSatisfy(\.isWhitespace) else { throw CaseworkError.noReason }
        var marks = found.marks
        marks.tag(deviation)
        try edit(found.row, [CaseField.tags: .words(marks.tags)])
        try note("\(deviation.words): \(reason)", about: found)
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
