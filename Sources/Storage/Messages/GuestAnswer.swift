import Recovery
package import Wire

extension RecordTransaction {
    /// Adds what a guest answered to a message of ours, once.
    ///
    /// The guest was reached; a case that waited for them waits no longer.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``.
    package func keepAnswer(
        _ message: GuestMessage,
        subject: String,
        _ text: String,
        on id: ChangeID
    ) throws {
        let found = try recoveryCase(id)
        let isKnown = try messages(of: found.id).contains {
            $0.direction == .incoming && $0.text == text && $0.address == message.address
        }
        if isKnown { return }
        try keepIncoming(
            text,
            subject: subject,
            by: message.channel,
            from: message.address,
            on: found.id
        )
    }

    /// Writes down what a guest said on a case, who was thereby reached.
    func keepIncoming(
        _ text: String,
        subject: String?,
        by channel: FeedbackChannel,
        from address: String?,
        on id: ChangeID
    ) throws {
        let found = try recoveryCase(id)
        _ = try create(
            Catalogue.message,
            scope: found.row.scope,
            [
                MessageField.recoveryCase: .reference(found.id),
                .direction: .choice(MessageDirection.incoming),
                .channel: .choice(channel), .address: .words(address),
                .subject: .words(subject), .text: .words(text), .writtenAt: .time(now),
            ]
        )
        var marks = found.marks
        marks.log(.reached, at: now)
        let state: CaseState = found.state == .waitingGuest ? .inProgress : found.state
        try edit(found.row, [CaseField.tags: .words(marks.tags), .state: .choice(state)])
    }
}
