import GRDB
package import Recovery

/// A guest's form that was not taken in unseen: it came in a burst, or from a program.
///
/// It is kept as it was sent until somebody takes it in or throws it away.
package struct KeptForm: Hashable, Sendable {
    /// Why a person looks at it first.
    package enum Reason: Int64, CaseIterable, Sendable {
        /// More forms from one device than a guest sends.
        case device = 1
        /// More forms from one place than guests send.
        case place
        /// A field was filled in that people do not see.
        case program
    }

    /// Its number; 0 before it is kept.
    package var id: Int64 = 0
    /// When it came.
    package let at: Timestamp
    /// The place from which it was sent.
    package let place: PlaceToken
    /// How it was sent.
    package let channel: FeedbackChannel
    /// Why it is kept.
    package let reason: Reason
    /// The code of the language of the page.
    package let language: String
    /// The form as it was sent, URL-encoded.
    package let body: String

    /// The most forms that are kept; further ones are refused.
    package static let countMax = 1_000

    /// A form that came now.
    package init(
        at: Timestamp,
        place: PlaceToken,
        channel: FeedbackChannel,
        reason: Reason,
        language: String,
        body: String
    ) {
        self.at = at
        self.place = place
        self.channel = channel
        self.reason = reason
        self.language = language
        self.body = body
    }
}

extension NodeStore {
    /// Keeps a form; false when so many are kept that it has to be refused.
    package func keep(_ form: KeptForm) throws -> Bool {
        try database.write { database in
            let statement = try RawStatement(
                database,
                """
                INSERT INTO kept_form(at, place, channel, reason, language, body)
                SELECT ?, ?, ?, ?, ?, ? WHERE (SELECT COUNT(*) FROM kept_form) < ?
                """
            )
            statement.bind(1, form.at.milliseconds)
            statement.bind(2, form.place.rawValue)
            statement.bind(3, form.channel.rawValue)
            statement.bind(4, form.reason.rawValue)
            statement.bind(5, form.language)
            statement.bind(6, form.body)
            statement.bind(7, Int64(KeptForm.countMax))
            try statement.run()
            return database.changesCount == 1
        }
    }

    /// Forgets a kept form, and notes who did it; nothing when it is gone already.
    package func forgetKeptForm(
        _ id: Int64,
        because reason: String,
        author: String,
        now: Timestamp
    ) throws {
        try database.write { database in
            let statement = try RawStatement(database, "DELETE FROM kept_form WHERE id = ?")
            statement.bind(1, id)
            try statement.run()
            guard database.changesCount == 1 else { return }
            try Journal.add("\(author): guest's form \(id) \(reason)", now, database)
        }
    }
}

extension StoreReader {
    /// The forms that wait for somebody to look at them, oldest first.
    package func keptForms() throws -> [KeptForm] {
        let statement = try RawStatement(
            database,
            "SELECT id, at, place, channel, reason, language, body FROM kept_form ORDER BY id"
        )
        defer { statement.reset() }
        var forms: [KeptForm] = []
        while try statement.step() {
            var form = KeptForm(
                at: Timestamp(milliseconds: statement.integer(1)),
                place: PlaceToken(stored: statement.integer(2)),
                channel: FeedbackChannel(rawValue: statement.integer(3)) ?? .webForm,
                reason: KeptForm.Reason(rawValue: statement.integer(4)) ?? .program,
                language: statement.text(5),
                body: statement.text(6)
            )
            form.id = statement.integer(0)
            forms.append(form)
        }
        return forms
    }
}
