import GRDB
package import Recovery

/// To whom headquarters' weekly brief is mailed, and when.
package struct BriefMail: Hashable, Sendable {
    /// Whom it goes to, one mail each.
    package let recipients: [MailAddress]
    /// The day on which it leaves, 0 for Monday.
    package let weekday: Int
    /// The hour from which on it leaves, by UTC.
    package let hour: Int
    /// The code of the site that it is about; all sites when nil.
    package let site: String?

    /// So many recipients at most.
    package static let recipientCountMax = 50

    /// - Throws: ``BriefMailError`` naming what is wrong.
    package init(
        to recipients: [MailAddress],
        weekday: Int,
        hour: Int,
        site: String? = nil
    ) throws(BriefMailError) {
        guard (1...Self.recipientCountMax).contains(recipients.count) else { throw .recipients }
        guard (0...6).contains(weekday), (0...23).contains(hour) else { throw .time }
        self.recipients = recipients
        (self.weekday, self.hour, self.site) = (weekday, hour, site)
    }

    /// The Monday of the week before that whose brief is due at a moment, in days since 1970, and
    /// since when it is due.
    package func due(at now: Timestamp) -> (monday: Int64, since: Timestamp) {
        let today = now.day()
        let monday = today - ((today + 3) % 7 + 7) % 7
        let hours = (monday + Int64(weekday)) * 24 + Int64(hour)
        let this = Timestamp(milliseconds: hours * 3_600_000)
        return this.milliseconds <= now.milliseconds
            ? (monday - 7, this)
            : (monday - 14, Timestamp(milliseconds: this.milliseconds - 7 * 86_400_000))
    }
}

/// Why a brief is not mailed so.
package enum BriefMailError: Error, Hashable, CustomStringConvertible {
    case recipients
    case time

    /// What to do next.
    package var description: String {
        switch self {
        case .recipients: "Name 1 to \(BriefMail.recipientCountMax) recipients."
        case .time: "Choose a day from monday to sunday and an hour from 0 to 23."
        }
    }
}

/// One brief on its way to one recipient.
package struct BriefParcel: Hashable, Sendable {
    /// The Monday of the week that it is about, in days since 1970.
    package let monday: Int64
    package let recipient: MailAddress
    /// The code of the site that it is about; all sites when nil.
    package let site: String?
    /// How often it was handed over before.
    package let tries: Int

    /// Names it to what carries it, the same at every try.
    package var key: String {
        let name = recipient.text.utf8.map { String($0, radix: 16) }.joined()
        return "brief.\(monday).\(name)"
    }
}

/// What became of one brief for one recipient.
package struct SentBrief: Hashable, Sendable {
    /// How it stands.
    package enum State: Int64, CaseIterable, Sendable {
        /// It is being handed over, or was when the hub stopped.
        case carrying = 1
        case sent
        /// It is tried again.
        case waiting
        /// It will never be taken as it is.
        case refused
        /// It may have left, and nobody can be asked.
        case doubtful
    }

    package let monday: Int64
    package let recipient: String
    package let state: State
    package let at: Timestamp
    package let detail: String
}

extension HubStore {
    /// To whom the brief is mailed; nil when to nobody.
    package func briefMail() throws -> BriefMail? {
        try database.read { try Self.briefMail($0)?.mail }
    }

    private static func briefMail(
        _ database: Database
    ) throws -> (mail: BriefMail, since: Timestamp)? {
        let statement = try RawStatement(
            database,
            "SELECT recipients, weekday, hour, site, at FROM brief_mail"
        )
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let mail = try BriefMail(
            to: statement.text(0).split(separator: " ").map { try MailAddress(String($0)) },
            weekday: Int(statement.integer(1)),
            hour: Int(statement.integer(2)),
            site: statement.isNull(3) ? nil : statement.text(3)
        )
        return (mail, Timestamp(milliseconds: statement.integer(4)))
    }

    /// Mails the brief so from now on, or to nobody; weeks that were due before are not made up.
    package func mailBrief(_ mail: BriefMail?, author: String, now: Timestamp) throws {
        try database.write { database in
            try database.execute(sql: "DELETE FROM brief_mail")
            guard let mail else {
                return try Journal.add("\(author) ended the mail of the brief", now, database)
            }
            let statement = try RawStatement(
                database,
                """
                INSERT INTO brief_mail(id, recipients, weekday, hour, site, author, at)
                VALUES(1, ?, ?, ?, ?, ?, ?)
                """
            )
            statement.bind(1, mail.recipients.map(\.text).joined(separator: " "))
            statement.bind(2, Int64(mail.weekday))
            statement.bind(3, Int64(mail.hour))
            if let site = mail.site { statement.bind(4, site) } else { statement.bindNull(4) }
            statement.bind(5, author)
            statement.bind(6, now.milliseconds)
            try statement.run()
            let count = mail.recipients.count
            try Journal.add("\(author) mails the brief to \(count)", now, database)
        }
    }

    /// What became of the latest briefs, the newest first; so many at most.
    package func sentBriefs(_ countMax: Int) throws -> [SentBrief] {
        try database.read { database in
            let statement = try RawStatement(
                database,
                """
                SELECT monday, recipient, state, at, COALESCE(detail, '') FROM brief_sent
                ORDER BY monday DESC, recipient LIMIT ?
                """
            )
            defer { statement.reset() }
            statement.bind(1, Int64(countMax))
            var briefs: [SentBrief] = []
            while try statement.step() {
                briefs.append(
                    SentBrief(
                        monday: statement.integer(0),
                        recipient: statement.text(1),
                        state: SentBrief.State(rawValue: statement.integer(2)) ?? .doubtful,
                        at: Timestamp(milliseconds: statement.integer(3)),
                        detail: statement.text(4)
                    )
                )
            }
            return briefs
        }
    }
}

// MARK: Handing them over

extension HubStore {
    /// Says of briefs that were being handed over when the hub stopped that they may have left.
    package func reviewBriefs() throws {
        try database.write { database in
            try database.execute(
                sql: """
                    UPDATE brief_sent SET state = \(SentBrief.State.doubtful.rawValue),
                        detail = 'the hub stopped meanwhile'
                    WHERE state = \(SentBrief.State.carrying.rawValue)
                    """
            )
        }
    }

    /// The next brief that is due, written down as being handed over; nil when there is none.
    ///
    /// It is written down before it leaves: whatever happens then, it does not leave twice.
    package func takeBrief(now: Timestamp) throws -> BriefParcel? {
        try database.write { database in
            guard let (mail, since) = try Self.briefMail(database) else { return nil }
            let (monday, dueSince) = mail.due(at: now)
            guard dueSince.milliseconds >= since.milliseconds else { return nil }
            for recipient in mail.recipients {
                guard let tries = try Self.tries(monday, recipient, now, database) else { continue }
                let parcel = BriefParcel(
                    monday: monday,
                    recipient: recipient,
                    site: mail.site,
                    tries: tries
                )
                try Self.note(parcel, .carrying, tries + 1, now, nil, database)
                return parcel
            }
            return nil
        }
    }

    /// How often a brief was tried that may be tried now; nil for one that may not.
    private static func tries(
        _ monday: Int64,
        _ recipient: MailAddress,
        _ now: Timestamp,
        _ database: Database
    ) throws -> Int? {
        let statement = try RawStatement(
            database,
            "SELECT state, tries, at FROM brief_sent WHERE monday = ? AND recipient = ?"
        )
        defer { statement.reset() }
        statement.bind(1, monday)
        statement.bind(2, recipient.text)
        guard try statement.step() else { return 0 }
        guard statement.integer(0) == SentBrief.State.waiting.rawValue else { return nil }
        let tries = Int(statement.integer(1))
        // A minute after the first try, twice as long after each, an hour at most.
        let pause = Int64(min(60, 1 << min(tries - 1, 6))) * 60_000
        return statement.integer(2) + pause <= now.milliseconds ? tries : nil
    }

    /// Writes down what became of a brief.
    package func settle(_ parcel: BriefParcel, _ answer: CarrierAnswer, now: Timestamp) throws {
        let (state, detail): (SentBrief.State, String?) =
            switch answer {
            case .taken: (.sent, nil)
            case .refused(let why): (.refused, why)
            case .later(let why): (.waiting, why)
            case .unknown(let why): (.doubtful, why)
            }
        try database.write {
            try Self.note(parcel, state, parcel.tries + 1, now, detail, $0)
        }
    }

    private static func note(
        _ parcel: BriefParcel,
        _ state: SentBrief.State,
        _ tries: Int,
        _ now: Timestamp,
        _ detail: String?,
        _ database: Database
    ) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT OR REPLACE INTO brief_sent(monday, recipient, state, tries, at, detail)
            VALUES(?, ?, ?, ?, ?, ?)
            """
        )
        statement.bind(1, parcel.monday)
        statement.bind(2, parcel.recipient.text)
        statement.bind(3, state.rawValue)
        statement.bind(4, Int64(tries))
        statement.bind(5, now.milliseconds)
        if let detail { statement.bind(6, detail) } else { statement.bindNull(6) }
        try statement.run()
    }
}
