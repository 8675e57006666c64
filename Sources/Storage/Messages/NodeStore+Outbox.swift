import GRDB
package import Recovery
package import Wire

// The outbox, as the service that empties it sees it. Each call is one transaction, so that a
// node that stops between two of them finds each message as the last one left it.

extension NodeStore {
    /// Who writes down what became of a message.
    private static let carrierName = "outbox"

    /// Takes the next message that is due on one of these channels; nil when none is.
    ///
    /// From then on it counts as being handed over.
    package func takeParcel(of channels: Set<FeedbackChannel>, now: Timestamp) throws -> Parcel? {
        guard try database.read({ try Self.dueMessage(channels, now, $0) }) != nil else {
            return nil
        }
        return try write(author: Self.carrierName, now: now) { transaction in
            while let id = try Self.dueMessage(channels, now, transaction.door.database) {
                // A database that was restored may bring back what has long left.
                let isSettled = try transaction.contains(
                    Catalogue.delivery,
                    where: DeliveryField.message,
                    is: .reference(id)
                )
                guard !isSettled, let parcel = try transaction.parcel(id) else {
                    _ = try transaction.removeFromOutbox(id)
                    continue
                }
                try transaction.markCarried(id)
                return parcel
            }
            return nil
        }
    }

    /// Writes down what came of handing a message over.
    package func settle(_ parcel: Parcel, _ answer: CarrierAnswer, now: Timestamp) throws {
        try write(author: Self.carrierName, now: now) { transaction in
            switch answer {
            case .taken: try transaction.finish(parcel.message, nil)
            case .refused(let detail):
                guard try transaction.removeFromOutbox(parcel.message),
                    try !transaction.noteAlarmText(parcel.message, refusedBecause: detail)
                else { return }
                try transaction.recordDelivery(of: parcel.message, .failed, detail)
            case .later(let detail):
                let pause = OutboxPause.pause(afterTries: parcel.tries + 1)
                try transaction.update(
                    parcel.message,
                    .waiting,
                    next: now.milliseconds + pause.components.seconds * 1000,
                    detail
                )
            case .unknown(let detail):
                try transaction.update(
                    parcel.message,
                    .doubtful,
                    next: now.milliseconds,
                    detail
                )
            }
        }
    }

    /// Looks at what was being handed over when the node stopped.
    ///
    /// What knows a message by its key is asked again. What does not is not: a person looks.
    package func reviewOutbox(knowingKeys: Set<FeedbackChannel>) throws {
        try database.write { database in
            let known = Self.list(knowingKeys)
            for (state, condition) in [
                (OutboxState.waiting, "channel IN (\(known))"),
                (.doubtful, "channel NOT IN (\(known))"),
            ] {
                let update = try RawStatement(
                    database,
                    """
                    UPDATE outbox SET state = ?, detail = 'the node stopped meanwhile'
                    WHERE state = ? AND \(condition)
                    """
                )
                update.bind(1, state.rawValue)
                update.bind(2, OutboxState.carrying.rawValue)
                try update.run()
            }
        }
    }

    private static func list(_ channels: Set<FeedbackChannel>) -> String {
        channels.map { "\($0.rawValue)" }.sorted().joined(separator: ", ")
    }

    private static func dueMessage(
        _ channels: Set<FeedbackChannel>,
        _ now: Timestamp,
        _ database: Database
    ) throws -> ChangeID? {
        let select = try RawStatement(
            database,
            """
            SELECT message FROM outbox WHERE state = ? AND next_at <= ?
            AND channel IN (\(list(channels))) ORDER BY next_at, message LIMIT 1
            """
        )
        select.bind(1, OutboxState.waiting.rawValue)
        select.bind(2, now.milliseconds)
        defer { select.reset() }
        return try select.step() ? ChangeID(rawValue: select.integer(0)) : nil
    }
}

extension NodeTransaction {
    fileprivate func parcel(_ id: ChangeID) throws -> Parcel? {
        let select = try RawStatement(
            door.database,
            "SELECT key, tries, reason FROM outbox WHERE message = ?"
        )
        select.bind(1, id.rawValue)
        defer { select.reset() }
        guard try select.step() else { return nil }
        guard let message = try row(Catalogue.message, id).map(GuestMessage.init) else {
            return try alarmParcel(id, key: select.text(0), tries: Int(select.integer(1)))
        }
        return Parcel(
            message: id,
            key: select.text(0),
            channel: message.channel,
            address: message.address ?? "",
            subject: message.subject ?? "",
            text: message.text,
            author: message.row.author,
            writtenAt: message.writtenAt,
            tries: Int(select.integer(1)),
            reason: select.isNull(2) ? nil : select.text(2)
        )
    }

    fileprivate func markCarried(_ id: ChangeID) throws {
        let update = try RawStatement(
            door.database,
            "UPDATE outbox SET state = ?, tries = tries + 1 WHERE message = ?"
        )
        update.bind(1, OutboxState.carrying.rawValue)
        update.bind(2, id.rawValue)
        try update.run()
    }

    fileprivate func update(
        _ id: ChangeID,
        _ state: OutboxState,
        next: Int64,
        _ detail: String
    ) throws {
        let update = try RawStatement(
            door.database,
            "UPDATE outbox SET state = ?, next_at = ?, detail = ? WHERE message = ?"
        )
        update.bind(1, state.rawValue)
        update.bind(2, next)
        update.bind(3, detail)
        update.bind(4, id.rawValue)
        try update.run()
    }
}

extension StoreReader {
    /// How a message stands in the outbox; nil when it is not, or no longer, there.
    package func outboxEntry(_ id: ChangeID) throws -> OutboxEntry? {
        let select = try RawStatement(
            database,
            "SELECT state, since, tries, detail FROM outbox WHERE message = ?"
        )
        select.bind(1, id.rawValue)
        defer { select.reset() }
        guard try select.step(), let state = OutboxState(rawValue: select.integer(0)) else {
            return nil
        }
        return OutboxEntry(
            message: id,
            state: state,
            since: Timestamp(milliseconds: select.integer(1)),
            tries: Int(select.integer(2)),
            detail: select.isNull(3) ? nil : select.text(3)
        )
    }
}
