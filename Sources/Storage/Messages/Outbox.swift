import GRDB
package import Recovery
package import Wire

/// How a message in the outbox stands.
package enum OutboxState: Int64, Sendable {
    /// It is to be handed over when its time comes.
    case waiting = 1
    /// It is being handed over, or was when the node stopped.
    case carrying
    /// It may have left, and nobody can be asked: a person looks.
    case doubtful
}

/// A message in the outbox.
package struct OutboxEntry: Hashable, Sendable {
    /// The message.
    package let message: ChangeID
    /// How it stands.
    package let state: OutboxState
    /// Since when it waits.
    package let since: Timestamp
    /// How often it was handed over.
    package let tries: Int
    /// What was said the last time.
    package let detail: String?
}

/// A message as it is handed over.
package struct Parcel: Hashable, Sendable {
    /// The message.
    package let message: ChangeID
    /// Names it to what carries it, the same at every try: letters, digits, dots and hyphens.
    package let key: String
    /// By what it goes.
    package let channel: FeedbackChannel
    /// Where to.
    package let address: String
    /// The subject of an e-mail.
    package let subject: String
    /// The words.
    package let text: String
    /// Who wrote it.
    package let author: String
    /// When it was written.
    package let writtenAt: Timestamp
    /// How often it was handed over before.
    package let tries: Int
    /// Why by another channel than the guest asked for.
    package let reason: String?

    /// A message from its parts.
    package init(
        message: ChangeID,
        key: String,
        channel: FeedbackChannel,
        address: String,
        subject: String,
        text: String,
        author: String,
        writtenAt: Timestamp,
        tries: Int,
        reason: String?
    ) {
        (self.message, self.key, self.channel) = (message, key, channel)
        (self.address, self.subject, self.text) = (address, subject, text)
        (self.author, self.writtenAt) = (author, writtenAt)
        (self.tries, self.reason) = (tries, reason)
    }
}

/// What came of handing a message over.
package enum CarrierAnswer: Hashable, Sendable {
    /// It was taken.
    case taken
    /// It will never be taken as it is.
    case refused(String)
    /// It was not taken this time.
    case later(String)
    /// Nobody knows whether it was taken.
    case unknown(String)

    /// What the host's program for mail made of a message, by its exit code; nil when it was ended.
    ///
    /// The codes are those of `sysexits.h`: what the message itself is to blame for is final.
    package init(mailEndedWith code: Int32?, _ complaint: String) {
        let said = complaint.isEmpty ? "" : ": \(complaint)"
        self =
            switch code {
            case 0: .taken
            case 65, 67, 68: .refused("the mail was refused\(said)")
            case let code?: .later("the program for mail ended with \(code)\(said)")
            case nil: .unknown("the program for mail was ended half-way\(said)")
            }
    }
}

extension NodeTransaction {
    /// Writes a message down and puts it into the outbox, to be taken back for as long as `hold`.
    ///
    /// - Throws: ``MessageRefusal``, ``ContactRefusal``, ``CommitmentRefusal``, `MailAddressError`,
    ///   ``CaseworkError/noSuchCase(_:)`` or `CaseMoveError`.
    @discardableResult
    package func send(
        _ message: OutgoingMessage,
        on id: ChangeID,
        after hold: Duration = .zero
    ) throws -> ChangeID {
        let message = try message.addressed()
        try checkStop(message)
        let made = try keep(message, on: id)
        try put(made, message, after: hold)
        return made
    }

    /// Puts a message that is written down into the outbox.
    func put(_ made: ChangeID, _ message: OutgoingMessage, after hold: Duration) throws {
        let insert = try RawStatement(
            door.database,
            """
            INSERT INTO outbox(message, key, channel, reason, state, since, tries, next_at)
            VALUES(?, ?, ?, ?, ?, ?, 0, ?)
            """
        )
        insert.bind(1, made.rawValue)
        // Two houses' records may bear the same number; what carries their mail must not care.
        insert.bind(2, "\(made).\(String(UInt64.random(in: .min ... .max), radix: 36))")
        insert.bind(3, message.channel.rawValue)
        insert.bind(4, .words(message.reason))
        insert.bind(5, OutboxState.waiting.rawValue)
        insert.bind(6, now.milliseconds)
        insert.bind(7, now.milliseconds + hold.components.seconds * 1000)
        try insert.run()
    }

    /// Takes a message back that has not left.
    ///
    /// - Throws: ``MessageRefusal/movedOn`` when it has, or is about to.
    package func withdrawMessage(_ id: ChangeID) throws {
        guard try outboxState(id) != .carrying, try removeFromOutbox(id) else {
            throw MessageRefusal.movedOn
        }
        try recordDelivery(of: id, .withdrawn, nil)
    }

    /// A person has found out what became of a message about which nobody knew.
    ///
    /// - Throws: ``MessageRefusal/movedOn`` when there is no doubt about it.
    package func settleDoubt(about id: ChangeID, hasLeft: Bool) throws {
        guard try outboxState(id) == .doubtful else { throw MessageRefusal.movedOn }
        if hasLeft {
            try finish(id, "\(author) looked")
        } else {
            let update = try RawStatement(
                door.database,
                "UPDATE outbox SET state = ?, next_at = ?, detail = NULL WHERE message = ?"
            )
            update.bind(1, OutboxState.waiting.rawValue)
            update.bind(2, now.milliseconds)
            update.bind(3, id.rawValue)
            try update.run()
        }
    }

    /// Writes down that a message has left, and that the guest was written to.
    func finish(_ id: ChangeID, _ detail: String?) throws {
        guard let row = try outboxRow(id), try removeFromOutbox(id),
            try !noteAlarmText(id, refusedBecause: nil)
        else { return }
        try recordDelivery(of: id, .sent, detail)
        guard let message = try self.row(Catalogue.message, id).map(GuestMessage.init),
            let found = message.recoveryCase,
            // What the program sends by itself is no try of anybody to reach the guest.
            message.template != SecondSurvey.template
        else { return }
        try logContact(
            with: found,
            // What was sent was let through before: the guest's wish is not asked about again.
            ContactTry(message.channel, .leftMessage, reason: row.reason ?? "sent before")
        )
    }

    func removeFromOutbox(_ id: ChangeID) throws -> Bool {
        let delete = try RawStatement(door.database, "DELETE FROM outbox WHERE message = ?")
        delete.bind(1, id.rawValue)
        try delete.run()
        return door.database.changesCount > 0
    }

    private func outboxState(_ id: ChangeID) throws -> OutboxState? { try outboxRow(id)?.state }

    private func outboxRow(_ id: ChangeID) throws -> (state: OutboxState, reason: String?)? {
        let select = try RawStatement(
            door.database,
            "SELECT state, reason FROM outbox WHERE message = ?"
        )
        select.bind(1, id.rawValue)
        defer { select.reset() }
        guard try select.step(), let state = OutboxState(rawValue: select.integer(0)) else {
            return nil
        }
        return (state, select.isNull(1) ? nil : select.text(1))
    }
}

extension OutgoingMessage {
    /// The message with its address as the channel writes it.
    ///
    /// - Throws: ``MessageRefusal/noAddress(_:)``.
    func addressed() throws(MessageRefusal) -> OutgoingMessage {
        var message = self
        switch (channel, GuestAddress(address ?? "")) {
        case (.email, .email(let address)): message.address = address.text
        case (.email, _): throw .noAddress(.email)
        case (_, .phone(let number)): message.address = number
        case (let channel, _): throw .noAddress(channel)
        }
        return message
    }
}
