package import Recovery
package import Wire

// Whose telephone a text came from, and what the house knows of it.

extension StoreReader {
    /// How far back messages are looked through for a number, in milliseconds.
    private static let messageAgeMax: Int64 = 60 * 86_400_000
    /// How many records of one kind are looked through for a number, the newest.
    private static let countMax = 5_000

    /// The open case of whoever writes from a telephone: the one about which they were written to
    /// last, else the newest that names the number or their stay.
    package func openCase(ofTelephone number: PhoneNumber, _ stay: Stay?) throws -> RecoveryCase? {
        if let found = try lastWritten(to: number) { return found }
        let states = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        let statement = try RawStatement(
            database,
            """
            SELECT recovery_case._id, contact, recovery_case.stay FROM recovery_case
            LEFT JOIN feedback ON feedback._id = recovery_case.feedback
            WHERE state IN (\(states.joined(separator: ","))) AND isDrill IS NOT 1
            ORDER BY recovery_case._id DESC LIMIT \(Self.countMax)
            """
        )
        defer { statement.reset() }
        while try statement.step() {
            let isNamed =
                statement.isNull(1)
                ? false : PhoneNumber(statement.text(1))?.isSame(as: number) ?? false
            let isTheirs = !statement.isNull(2) && statement.integer(2) == stay?.id.rawValue
            if isNamed || isTheirs {
                let id = ChangeID(rawValue: statement.integer(0))
                return try row(Catalogue.recoveryCase, id).map(RecoveryCase.init)
            }
        }
        return nil
    }

    private func lastWritten(to number: PhoneNumber) throws -> RecoveryCase? {
        let statement = try RawStatement(
            database,
            """
            SELECT recoveryCase, address FROM message
            WHERE direction = \(MessageDirection.outgoing.rawValue) AND address IS NOT NULL
                AND channel IN (\(FeedbackChannel.sms.rawValue), \(FeedbackChannel.chat.rawValue))
            ORDER BY _id DESC LIMIT \(Self.countMax)
            """
        )
        defer { statement.reset() }
        while try statement.step() {
            guard let other = PhoneNumber(statement.text(1)), other.isSame(as: number),
                let found = try row(
                    Catalogue.recoveryCase,
                    ChangeID(rawValue: statement.integer(0))
                ).map(RecoveryCase.init)
            else { continue }
            let present = try surviving(found)
            return present.state.isOpen ? present : nil
        }
        return nil
    }

    /// The stay, around a moment, of the guest who left a telephone's number; nil when none or
    /// several did.
    package func stay(ofTelephone number: PhoneNumber, at now: Timestamp) throws -> Stay? {
        let reach: Int64 = 3 * 86_400_000
        let found = try stays(
            from: Timestamp(milliseconds: now.milliseconds - reach),
            to: Timestamp(milliseconds: now.milliseconds + reach),
            countMax: Self.countMax
        ).filter { stay in
            stay.contact.flatMap(PhoneNumber.init)?.isSame(as: number) ?? false
        }
        let present = found.filter { $0.holds(now) }
        let meant = present.isEmpty ? found : present
        return meant.count == 1 ? meant.first : nil
    }

    /// How many texts a telephone has sent since a moment.
    package func textCount(from number: PhoneNumber, since start: Timestamp) throws -> Int {
        let statement = try RawStatement(
            database,
            """
            SELECT (SELECT COUNT(*) FROM message WHERE writtenAt >= ?1 AND address = ?2
                    AND direction = \(MessageDirection.incoming.rawValue))
                + (SELECT COUNT(*) FROM feedback WHERE receivedAt >= ?1 AND contact = ?2
                    AND channel = \(FeedbackChannel.sms.rawValue))
            """
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        statement.bind(2, number.text)
        return try statement.step() ? Int(statement.integer(0)) : 0
    }
}

extension RecordTransaction {
    /// Within so many milliseconds the same words of one telephone are one text.
    private var repeatMilliseconds: Int64 { 120_000 }

    /// Adds a guest's text to a case: the guest was reached, and a case that waited for them waits
    /// no longer.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``.
    package func keepText(_ text: String, from number: PhoneNumber, on id: ChangeID) throws {
        let isKnown = try messages(of: id).contains { message in
            message.direction == .incoming && message.text == text
                && message.address == number.text
                && now.milliseconds - message.writtenAt.milliseconds < repeatMilliseconds
        }
        if isKnown { return }
        try keepIncoming(text, subject: nil, by: .sms, from: number.text, on: id)
    }
}
