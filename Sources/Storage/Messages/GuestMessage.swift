package import Recovery
package import Wire

/// Words to a guest or from one, as they were sent.
///
/// A note is another record of another type and has no way into one of these.
package struct GuestMessage: Sendable {
    /// The record.
    package let row: StoredRow

    /// The message in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// The case.
    package var recoveryCase: ChangeID? { row.reference(MessageField.recoveryCase) }
    /// Whose words they are.
    package var direction: MessageDirection { row.choice(MessageField.direction) ?? .incoming }
    /// By what.
    package var channel: FeedbackChannel { row.choice(MessageField.channel) ?? .other }
    /// To or from where.
    package var address: String? { row.text(MessageField.address) }
    /// The subject of an e-mail.
    package var subject: String? { row.text(MessageField.subject) }
    /// The words.
    package var text: String { row.text(MessageField.text) ?? "" }
    /// The language of the words, such as `en`.
    package var language: String? { row.text(MessageField.language) }
    /// The template from which they were written; nil where there was none.
    package var template: String? { row.text(MessageField.template) }
    /// When they were written.
    package var writtenAt: Timestamp {
        row.time(MessageField.writtenAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
}

/// What became of a message on its way out.
package struct Delivery: Sendable {
    /// The record.
    package let row: StoredRow

    /// The fact in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// What became of it.
    package var state: DeliveryState { row.choice(DeliveryField.state) ?? .sent }
    /// When.
    package var happenedAt: Timestamp {
        row.time(DeliveryField.happenedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// Why it failed, or who carried it.
    package var detail: String? { row.text(DeliveryField.detail) }
}

/// A message that somebody has written to a guest, every slot of it filled.
package struct OutgoingMessage: Hashable, Sendable {
    /// By what it goes.
    package var channel: FeedbackChannel
    /// Where to; nil where the channel needs none.
    package var address: String?
    /// The subject of an e-mail.
    package var subject: String?
    /// The words.
    package var text: String
    /// The template from which it was written.
    package var template: String?
    /// Why by another channel than the guest asked for.
    package var reason: String?
    /// By when the guest hears from the house again.
    package var nextContact: Timestamp?

    /// A message by a channel.
    package init(_ channel: FeedbackChannel, to address: String?, _ text: String) {
        (self.channel, self.address, self.text) = (channel, address, text)
    }
}

/// Why a message was not taken, and what to do.
package enum MessageRefusal: Error, Hashable, Spoken {
    /// There are no words.
    case noWords
    /// The first answer to a guest says when they hear from the house again.
    case firstAnswerNeedsTime
    /// The channel needs an address.
    case noAddress(FeedbackChannel)
    /// The guest wrote that they want no texts.
    case wantsNoTexts
    /// The message is no longer where this could be done.
    case movedOn

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .noWords: "Write something to the guest."
        case .firstAnswerNeedsTime:
            "This is the first answer: say by when the guest hears from us again."
        case .noAddress(.email): "Write the guest's e-mail address, such as name@example.com."
        case .noAddress(let channel):
            "Write the guest's number for \(channel), such as +46 70 123 45 67."
        case .wantsNoTexts:
            "The guest wants no texts from the house. Call, write an e-mail, or speak to them."
        case .movedOn: "Open the case anew: something else happened to this message meanwhile."
        }
    }
}

extension RecordTransaction {
    /// Keeps a message that a person has carried to the guest, or will, with their own hands.
    ///
    /// - Throws: as ``NodeTransaction/send(_:on:after:)`` does.
    @discardableResult
    package func keepSentByHand(_ message: OutgoingMessage, on id: ChangeID) throws -> ChangeID {
        let made = try keep(message, on: id)
        try recordDelivery(of: made, .sent, "by hand")
        try logContact(
            with: id,
            ContactTry(message.channel, .leftMessage, reason: message.reason)
        )
        return made
    }

    /// Writes the message down, and what it promises.
    func keep(_ message: OutgoingMessage, on id: ChangeID) throws -> ChangeID {
        let found = try recoveryCase(id)
        if found.state == .merged { throw CaseMoveError.isMerged }
        guard !message.text.allSatisfy(\.isWhitespace) else { throw MessageRefusal.noWords }
        try checkChannel(of: found, message.channel, message.reason)
        let isFirst = try !messages(of: found.id).contains { $0.direction == .outgoing }
        if let due = message.nextContact {
            try promise(to: found.id, "Write or speak to the guest again", by: due)
        } else if isFirst {
            throw MessageRefusal.firstAnswerNeedsTime
        }
        return try write(message, about: found)
    }

    func write(_ message: OutgoingMessage, about found: RecoveryCase) throws -> ChangeID {
        try create(
            Catalogue.message,
            scope: found.row.scope,
            [
                MessageField.recoveryCase: .reference(found.id),
                .direction: .choice(MessageDirection.outgoing),
                .channel: .choice(message.channel), .address: .words(message.address),
                .subject: .words(message.subject), .text: .words(message.text),
                .template: .words(message.template), .writtenAt: .time(now),
            ]
        )
    }

    func recordDelivery(of message: ChangeID, _ state: DeliveryState, _ detail: String?) throws {
        let scope = try row(Catalogue.message, message)?.scope
        _ = try create(
            Catalogue.delivery,
            scope: scope,
            [
                DeliveryField.message: .reference(message), .state: .choice(state),
                .happenedAt: .time(now), .detail: .words(detail),
            ]
        )
    }

    /// A case's messages, oldest first.
    package func messages(of id: ChangeID) throws -> [GuestMessage] {
        try rows(Catalogue.message, where: MessageField.recoveryCase, is: .reference(id))
            .map(GuestMessage.init)
    }
}

extension StoreReader {
    /// A case's messages, oldest first.
    package func messages(of id: ChangeID) throws -> [GuestMessage] {
        try rows(Catalogue.message, where: MessageField.recoveryCase, is: .reference(id))
            .map(GuestMessage.init)
            .sorted { ($0.writtenAt, $0.id) < ($1.writtenAt, $1.id) }
    }

    /// What became of a message, oldest first.
    package func deliveries(of id: ChangeID) throws -> [Delivery] {
        try rows(Catalogue.delivery, where: DeliveryField.message, is: .reference(id))
            .map(Delivery.init)
    }
}
