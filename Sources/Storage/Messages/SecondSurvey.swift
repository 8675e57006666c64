package import Recovery
package import Wire

/// The letter by which a guest is asked once more, 90 days after.
package enum SecondSurvey {
    /// By which a message is known as that letter.
    static let template = "second-survey"
}

extension StoreReader {
    /// The cases whose guests are to be asked a second time now, with where to write to them; the
    /// earliest closed first, so many at most.
    ///
    /// Left out are guests who were asked, who wished not to be, whom nobody reached, and those of
    /// failures to which a letter by itself would do wrong: a person decides there.
    package func secondSurveyLetters(
        by channels: Set<FeedbackChannel>,
        now: Timestamp,
        countMax: Int
    ) throws -> [(recoveryCase: RecoveryCase, feedback: FeedbackItem, by: FeedbackChannel)] {
        var letters: [(RecoveryCase, FeedbackItem, FeedbackChannel)] = []
        for found in try secondSurveysDue(now: now) where letters.count < countMax {
            guard found.outcome != .contactDeclined, found.outcome != .unreachable,
                found.severity < .safety,
                let feedback = try found.feedback.flatMap({ try row(Catalogue.feedback, $0) })
                    .map(FeedbackItem.init),
                let channel = feedback.wayByItself(channels),
                try !messages(of: found.id).contains(where: \.isSecondSurvey)
            else { continue }
            letters.append((found, feedback, channel))
        }
        return letters
    }
}

extension FeedbackItem {
    /// The way by which a letter reaches the guest by itself: the wished one, or that which needs
    /// the same kind of address.
    fileprivate func wayByItself(_ channels: Set<FeedbackChannel>) -> FeedbackChannel? {
        switch (contact.flatMap(GuestAddress.init), preferredChannel) {
        case (.email, _): channels.contains(.email) ? .email : nil
        case (.phone, .chat?): channels.contains(.chat) ? .chat : nil
        // Who left a number is called; for one question a text message disturbs less.
        case (.phone, _): channels.contains(.sms) ? .sms : nil
        case (nil, _): nil
        }
    }
}

extension GuestMessage {
    fileprivate var isSecondSurvey: Bool { template == SecondSurvey.template }
}

extension NodeTransaction {
    /// Writes the letter of the second survey down and puts it into the outbox, once a case.
    ///
    /// It promises nothing and counts as no contact.
    ///
    /// - Returns: whether it was sent; false when it was before.
    /// - Throws: ``MessageRefusal/noAddress(_:)``, ``CaseworkError/noSuchCase(_:)``.
    package func sendSecondSurvey(_ message: OutgoingMessage, on id: ChangeID) throws -> Bool {
        let found = try recoveryCase(id)
        guard try !messages(of: found.id).contains(where: \.isSecondSurvey) else { return false }
        var message = try message.addressed()
        message.template = SecondSurvey.template
        if message.channel == .sms, let number = message.address.flatMap(PhoneNumber.init),
            try reader.wantsNoTexts(number)
        {
            return false
        }
        try put(try write(message, about: found), message, after: .zero)
        return true
    }
}
