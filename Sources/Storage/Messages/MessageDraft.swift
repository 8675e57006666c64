import GRDB
package import Recovery
package import Wire

/// What a person has begun to write to the guest of a case.
///
/// It stays at this node.
package struct MessageDraft: Hashable, Sendable {
    /// By what it is to go.
    package var channel: FeedbackChannel?
    /// Where to.
    package var address = ""
    /// The subject of an e-mail.
    package var subject = ""
    /// The words, perhaps with slots in them.
    package var text = ""
    /// By when the guest hears from the house again.
    package var nextContact: Timestamp?
    /// Why by another channel than the guest asked for.
    package var reason = ""
    /// The template from which it was begun.
    package var template: String?
    /// When it was kept.
    package var keptAt = Timestamp(milliseconds: 0)

    /// Nothing was written.
    package init() {}
}

extension NodeStore {
    /// Keeps what somebody has written in the place of what they had.
    package func keepDraft(_ draft: MessageDraft, of person: PersonID, about id: ChangeID) throws {
        try database.write { database in
            let insert = try RawStatement(
                database,
                """
                INSERT OR REPLACE INTO message_draft(person, record, channel, address, subject,
                    text, due, reason, template, kept_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            )
            insert.bind(1, person.rawValue)
            insert.bind(2, id.rawValue)
            insert.bind(3, .choice(draft.channel))
            insert.bind(4, draft.address)
            insert.bind(5, draft.subject)
            insert.bind(6, draft.text)
            insert.bind(7, .time(draft.nextContact))
            insert.bind(8, draft.reason)
            insert.bind(9, .words(draft.template))
            insert.bind(10, draft.keptAt.milliseconds)
            try insert.run()
        }
    }
}

extension NodeTransaction {
    /// Forgets what somebody has written.
    package func dropDraft(of person: PersonID, about id: ChangeID) throws {
        let delete = try RawStatement(
            door.database,
            "DELETE FROM message_draft WHERE person = ? AND record = ?"
        )
        delete.bind(1, person.rawValue)
        delete.bind(2, id.rawValue)
        try delete.run()
    }
}

extension StoreReader {
    /// What a person has begun to write to the guest of a case.
    package func draft(of person: PersonID, about id: ChangeID) throws -> MessageDraft? {
        let select = try RawStatement(
            database,
            """
            SELECT channel, address, subject, text, due, reason, template, kept_at
            FROM message_draft WHERE person = ?1
            AND (record = ?2 OR record IN (SELECT former FROM alias WHERE present = ?2))
            """
        )
        select.bind(1, person.rawValue)
        select.bind(2, id.rawValue)
        defer { select.reset() }
        guard try select.step() else { return nil }
        var draft = MessageDraft()
        draft.channel = FeedbackChannel(rawValue: select.integer(0))
        draft.address = select.text(1)
        draft.subject = select.text(2)
        draft.text = select.text(3)
        draft.nextContact =
            select.isNull(4) ? nil : Timestamp(milliseconds: select.integer(4))
        draft.reason = select.text(5)
        draft.template = select.isNull(6) ? nil : select.text(6)
        draft.keptAt = Timestamp(milliseconds: select.integer(7))
        return draft
    }
}
