import Recovery
package import Wire

/// What a guest said about a case that was opened before anybody wrote it down.
package struct GuestWords: Sendable {
    /// As said; empty when nobody asked.
    package var text: String
    /// The text's beginning, on one line.
    package var summary: String?
    /// The guest's name.
    package var guest: String?
    /// What the guest would like.
    package var wish: String?

    package init(text: String, summary: String?, guest: String?, wish: String?) {
        self.text = text
        self.summary = summary
        self.guest = guest
        self.wish = wish
    }
}

extension RecordTransaction {
    /// Adds what the guest said.
    ///
    /// The first words become the case's feedback; later ones, and the
    /// guest's wish, are kept as notes.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``; ``CaseworkError/emptyNote`` when nothing is
    ///   said.
    package func addWords(to id: ChangeID, _ words: GuestWords) throws {
        let found = try recoveryCase(id)
        let isSilent = words.text.allSatisfy(\.isWhitespace)
        guard !isSilent || words.guest != nil || words.wish != nil else {
            throw CaseworkError.emptyNote
        }
        var fields: [(CaseField, Cell)] = []
        if let guest = words.guest { fields.append((.guest, .words(guest))) }
        if !isSilent {
            if found.feedback == nil {
                fields.append((.feedback, .reference(try keep(words, about: found))))
                fields.append((.summary, .words(words.summary ?? found.summary)))
            } else {
                try note("The guest also said: \(words.text)", about: found)
            }
        }
        if !fields.isEmpty {
            try edit(found.row, fields: fields.map { ($0.0.rawValue, $0.1) })
        }
        if let wish = words.wish { try note("The guest would like: \(wish)", about: found) }
    }

    private func keep(_ words: GuestWords, about found: RecoveryCase) throws -> ChangeID {
        try create(
            Catalogue.feedback,
            scope: found.row.scope,
            [
                FeedbackField.channel: .choice(FeedbackChannel.inPerson),
                .origin: .choice(FeedbackOrigin.guestReported),
                .text: .words(words.text),
                .touchpoint: .choice(found.touchpoint),
                .place: .words(found.place),
                .guest: .words(words.guest ?? found.guest),
                .receivedAt: .time(found.openedAt),
            ]
        )
    }
}
