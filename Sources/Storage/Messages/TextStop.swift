import GRDB
package import Recovery
import Wire

// Telephones that want no more texts; the node's own matter, not synced.

extension StoreReader {
    /// Whether a telephone wants no texts.
    package func wantsNoTexts(_ number: PhoneNumber) throws -> Bool {
        guard role == .node else { return false }
        let statement = try RawStatement(database, "SELECT number FROM text_stop")
        defer { statement.reset() }
        while try statement.step() {
            if PhoneNumber(statement.text(0))?.isSame(as: number) == true { return true }
        }
        return false
    }
}

extension NodeTransaction {
    /// A guest wants no more texts: what waits for their telephone is taken back, and no more is
    /// sent.
    package func stopTexts(to number: PhoneNumber) throws {
        let insert = try RawStatement(
            door.database,
            "INSERT OR REPLACE INTO text_stop(number, at) VALUES(?, ?)"
        )
        insert.bind(1, number.text)
        insert.bind(2, now.milliseconds)
        try insert.run()
        for id in try waitingTexts(to: number) where try removeFromOutbox(id) {
            try recordDelivery(of: id, .withdrawn, "the guest wants no texts")
        }
    }

    /// A guest takes texts again.
    package func allowTexts(to number: PhoneNumber) throws {
        for known in try stoppedNumbers() where known.isSame(as: number) {
            let delete = try RawStatement(
                door.database,
                "DELETE FROM text_stop WHERE number = ?"
            )
            delete.bind(1, known.text)
            try delete.run()
        }
    }

    /// - Throws: ``MessageRefusal/wantsNoTexts`` for a text to somebody who wrote STOP.
    func checkStop(_ message: OutgoingMessage) throws {
        guard message.channel == .sms, let number = message.address.flatMap(PhoneNumber.init)
        else { return }
        if try reader.wantsNoTexts(number) { throw MessageRefusal.wantsNoTexts }
    }

    private func stoppedNumbers() throws -> [PhoneNumber] {
        let statement = try RawStatement(door.database, "SELECT number FROM text_stop")
        defer { statement.reset() }
        var numbers: [PhoneNumber] = []
        while try statement.step() {
            if let number = PhoneNumber(statement.text(0)) { numbers.append(number) }
        }
        return numbers
    }

    /// Messages to a telephone that have not begun to leave.
    private func waitingTexts(to number: PhoneNumber) throws -> [ChangeID] {
        let statement = try RawStatement(
            door.database,
            """
            SELECT message._id, address FROM outbox JOIN message ON message._id = outbox.message
            WHERE outbox.channel = \(FeedbackChannel.sms.rawValue)
                AND outbox.state = \(OutboxState.waiting.rawValue)
            """
        )
        defer { statement.reset() }
        var ids: [ChangeID] = []
        while try statement.step() {
            if PhoneNumber(statement.text(1))?.isSame(as: number) == true {
                ids.append(ChangeID(rawValue: statement.integer(0)))
            }
        }
        return ids
    }
}
