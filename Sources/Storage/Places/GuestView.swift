package import Recovery
package import Wire

/// What a guest may see of how their words fared.
package struct GuestView: Sendable {
    /// What the guest said.
    package let feedback: FeedbackItem
    /// The case that answers it, the one it was merged into where it was; nil without a case.
    package let recoveryCase: RecoveryCase?
    /// When somebody answered the alarm.
    package let readAt: Timestamp?
    /// What the house wrote to the guest, oldest first.
    package let answers: [Answer]

    /// Words of the house to the guest.
    package struct Answer: Hashable, Sendable {
        /// When they were written.
        package let at: Timestamp
        /// The words.
        package let text: String
    }
}

extension StoreReader {
    /// How a guest's words fared; nil when they are not here.
    package func guestView(of feedback: ChangeID) throws -> GuestView? {
        guard let row = try row(Catalogue.feedback, feedback) else { return nil }
        let cases = try rows(
            Catalogue.recoveryCase,
            where: CaseField.feedback,
            is: .reference(row.id)
        )
        guard let first = cases.first.map(RecoveryCase.init) else {
            return GuestView(
                feedback: FeedbackItem(row),
                recoveryCase: nil,
                readAt: nil,
                answers: []
            )
        }
        let found = try surviving(first)
        let alarms = try rows(
            Catalogue.alarm,
            where: AlarmField.recoveryCase,
            is: .reference(first.id)
        ).map(Alarm.init)
        // A case that was joined to another shows no words that were meant for that one's guest.
        return GuestView(
            feedback: FeedbackItem(row),
            recoveryCase: found,
            readAt: alarms.compactMap(\.acknowledgedAt).min(),
            answers: try answers(in: first.id)
        )
    }

    /// The case that goes on for one that may have been merged.
    func surviving(_ found: RecoveryCase) throws -> RecoveryCase {
        var found = found
        // Merged cases point onwards; a ring, which two sites could make at once, has an end here.
        for _ in 0..<8 where found.state == .merged {
            guard let next = try found.mergedInto.flatMap({ try row(Catalogue.recoveryCase, $0) })
            else { break }
            found = RecoveryCase(next)
        }
        return found
    }

    private func answers(in id: ChangeID) throws -> [GuestView.Answer] {
        let messages = try rows(
            Catalogue.message,
            where: MessageField.recoveryCase,
            is: .reference(id)
        )
        return try messages.compactMap { message in
            guard message.choice(MessageField.direction) == MessageDirection.outgoing,
                let text = message.text(MessageField.text)
            else { return nil }
            let deliveries = try rows(
                Catalogue.delivery,
                where: DeliveryField.message,
                is: .reference(message.id)
            )
            let isWithdrawn = deliveries.contains {
                $0.choice(DeliveryField.state) == DeliveryState.withdrawn
            }
            return isWithdrawn
                ? nil
                : GuestView.Answer(
                    at: message.time(MessageField.writtenAt)
                        ?? Timestamp(milliseconds: message.stamp.milliseconds),
                    text: text
                )
        }
    }
}
