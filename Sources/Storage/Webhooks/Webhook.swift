import GRDB
package import Recovery

/// A program that is told what happens in the house.
///
/// It is the node's own and not synced.
package struct Webhook: Sendable {
    /// Its number, never given again.
    package let number: Int64
    /// Where it listens.
    package let url: String
    /// What signs what it is told.
    package let secret: WebhookSecret
    /// Who named it.
    package let addedBy: String
    /// When.
    package let addedAt: Timestamp
    /// The event that it was told last.
    package let reached: Int64
    /// How often the next event was tried in vain.
    package let tries: Int
    /// Before this moment it is not tried again.
    package let nextAt: Timestamp
    /// When it last took an event; nil before the first.
    package let takenAt: Timestamp?
    /// Why it did not take one; nil when it took the last.
    package let detail: String?
    /// How many events it has not been told yet.
    package let waitingCount: Int
}

/// Why a program is not told, and what to do.
package enum WebhookError: Error, Hashable, Spoken {
    /// The secret is too short, or has a space in it.
    case weakSecret
    /// There is none of this number.
    case noSuchWebhook(String)
    /// The address is told already.
    case isTold(String)
    /// More than are told.
    case tooMany

    /// How many programs are told at most.
    package static let countMax = 20

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .weakSecret: "Choose a secret of 16 characters or more, without spaces."
        case .noSuchWebhook(let name):
            "There is no webhook \(name) here. 'amends webhook list' shows those there are."
        case .isTold(let url): "\(url) is told already. Remove it first to give it another secret."
        case .tooMany: "\(Self.countMax) webhooks are told at most. Remove one that is not needed."
        }
    }
}

extension NodeStore {
    /// Tells a program from now on what happens.
    ///
    /// - Throws: ``WebhookError``.
    package func addWebhook(
        _ url: String,
        secret: String,
        author: String,
        now: Timestamp
    ) throws -> Webhook {
        guard WebhookSecret(secret) != nil else { throw WebhookError.weakSecret }
        return try database.write { database in
            let known = try StoreReader(database, role: .node).webhooks()
            guard !known.contains(where: { $0.url == url }) else { throw WebhookError.isTold(url) }
            guard known.count < WebhookError.countMax else { throw WebhookError.tooMany }
            let insert = try RawStatement(
                database,
                """
                INSERT INTO webhook(url, secret, added_by, added_at, reached, tries, next_at)
                VALUES(?, ?, ?, ?, (SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence
                    WHERE name = 'webhook_event'), 0, 0)
                """
            )
            insert.bind(1, url)
            insert.bind(2, secret)
            insert.bind(3, author)
            insert.bind(4, now.milliseconds)
            try insert.run()
            try Journal.add("\(author) lets \(url) be told what happens", now, database)
            let all = try StoreReader(database, role: .node).webhooks()
            guard let made = all.first(where: { $0.url == url }) else {
                throw WebhookError.noSuchWebhook(url)
            }
            return made
        }
    }

    /// Tells a program nothing more.
    ///
    /// - Throws: ``WebhookError/noSuchWebhook(_:)``.
    package func removeWebhook(_ number: Int64, author: String, now: Timestamp) throws {
        try database.write { database in
            let known = try StoreReader(database, role: .node).webhooks()
            guard let found = known.first(where: { $0.number == number }) else {
                throw WebhookError.noSuchWebhook("\(number)")
            }
            let delete = try RawStatement(database, "DELETE FROM webhook WHERE id = ?")
            delete.bind(1, number)
            try delete.run()
            try Journal.add("\(author) lets \(found.url) be told nothing more", now, database)
        }
    }
}

extension StoreReader {
    /// The programs that are told what happens, in the order in which they were named.
    package func webhooks() throws -> [Webhook] {
        let select = try RawStatement(
            database,
            """
            SELECT id, url, secret, added_by, added_at, reached, tries, next_at, taken_at, detail,
                (SELECT COUNT(*) FROM webhook_event WHERE webhook_event.id > reached)
            FROM webhook ORDER BY id
            """
        )
        defer { select.reset() }
        var hooks: [Webhook] = []
        while try select.step() {
            guard let secret = WebhookSecret(select.text(2)) else { continue }
            hooks.append(
                Webhook(
                    number: select.integer(0),
                    url: select.text(1),
                    secret: secret,
                    addedBy: select.text(3),
                    addedAt: Timestamp(milliseconds: select.integer(4)),
                    reached: select.integer(5),
                    tries: Int(select.integer(6)),
                    nextAt: Timestamp(milliseconds: select.integer(7)),
                    takenAt: select.isNull(8) ? nil : Timestamp(milliseconds: select.integer(8)),
                    detail: select.isNull(9) ? nil : select.text(9),
                    waitingCount: Int(select.integer(10))
                )
            )
        }
        return hooks
    }

    /// The site of this node, by code.
    package func ownSiteCode() throws -> String {
        try Settings.text(.siteCode, in: database) ?? ""
    }
}
