package import Recovery
package import Wire

/// A recovery worth telling.
package struct SuccessStory: Sendable {
    /// The record.
    package let row: StoredRow

    init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// The case.
    package var recoveryCase: ChangeID? { row.reference(SuccessStoryField.recoveryCase) }
    /// What it is called.
    package var title: String { row.text(SuccessStoryField.title) ?? "" }
    /// How it is told, without names.
    package var text: String { row.text(SuccessStoryField.text) ?? "" }
    /// Who has the guest's word, and how it was given; nil while the guest was not asked.
    package var consentBy: String? { row.text(SuccessStoryField.consentBy) }
    /// When the guest agreed.
    package var consentAt: Timestamp? { row.time(SuccessStoryField.consentAt) }
    /// Which manager lets it be told.
    package var approvedBy: String? { row.text(SuccessStoryField.approvedBy) }
    /// When.
    package var approvedAt: Timestamp? { row.time(SuccessStoryField.approvedAt) }

    /// Names the words that stand, so that a form can say which were read.
    package var edition: String { row.edition(of: [SuccessStoryField.title, .text]) }

    /// How far it has come.
    package var standing: Standing {
        if row.isSet(SuccessStoryField.isWithdrawn) { return .withdrawn }
        if consentBy == nil { return .written }
        return approvedBy == nil ? .agreed : .approved
    }

    /// How far a story has come.
    package enum Standing: CaseIterable, Sendable {
        /// It is written; the guest was not asked.
        case written
        /// The guest agrees; the manager has not looked.
        case agreed
        /// It may be told.
        case approved
        /// It is told no more.
        case withdrawn
    }
}

/// Why a story is not taken.
package enum StoryRefusal: Error, Hashable, Spoken {
    /// It is not here.
    case noSuchStory
    /// The guest did not say that it was put right.
    case notRecovered
    /// Somebody told it.
    case told
    /// There are no words.
    case noWords
    /// The guest was not asked.
    case noConsent
    /// It was taken back.
    case withdrawn
    /// Somebody rewrote it after it was read.
    case changedSince

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .noSuchStory: "That story is not here. Open the page again."
        case .notRecovered:
            "Only a recovery to which the guest gave 6 or 7 is told. Ask the guest first."
        case .told: "This case is a story already. Open that one."
        case .noWords: "Write a title and the story."
        case .noConsent: "Ask the guest first whether it may be told, and write down the answer."
        case .withdrawn: "This story was taken back. It is told no more."
        case .changedSince: "Somebody has changed its words since you read them. Read them again."
        }
    }
}

extension RecordTransaction {
    /// Writes the story of a case whose guest was won back.
    ///
    /// - Throws: ``StoryRefusal``, or ``CaseworkError/noSuchCase(_:)``.
    package func tellStory(of id: ChangeID, _ title: String, _ text: String) throws -> ChangeID {
        let found = try recoveryCase(id)
        guard found.outcome == .recovered, !found.isDrill else { throw StoryRefusal.notRecovered }
        guard !title.isEmpty, !text.isEmpty else { throw StoryRefusal.noWords }
        let known = try rows(
            Catalogue.successStory,
            where: SuccessStoryField.recoveryCase,
            is: .reference(found.id)
        ).map(SuccessStory.init)
        guard !known.contains(where: { $0.standing != .withdrawn }) else {
            throw StoryRefusal.told
        }
        return try create(
            Catalogue.successStory,
            scope: found.row.scope,
            [
                SuccessStoryField.recoveryCase: .reference(found.id), .title: .words(title),
                .text: .words(text),
            ]
        )
    }

    /// Changes the words of a story; what a manager approved were other words, so it waits again.
    ///
    /// - Throws: ``StoryRefusal``, also where the words are other than those that were `seen`.
    package func rewriteStory(
        _ id: ChangeID,
        _ title: String,
        _ text: String,
        seen: String? = nil
    ) throws {
        let story = try standingStory(id)
        guard seen == nil || seen == story.edition else { throw StoryRefusal.changedSince }
        guard !title.isEmpty, !text.isEmpty else { throw StoryRefusal.noWords }
        guard story.title != title || story.text != text else { return }
        try edit(
            story.row,
            [
                SuccessStoryField.title: .words(title), .text: .words(text), .approvedBy: .null,
                .approvedAt: .null,
            ]
        )
    }

    /// Writes down that the guest agrees, to whom and how.
    ///
    /// - Throws: ``StoryRefusal``.
    package func agreeToStory(_ id: ChangeID, _ words: String) throws {
        let story = try standingStory(id)
        try edit(
            story.row,
            [
                SuccessStoryField.consentBy: .words(words.isEmpty ? author : words),
                .consentAt: .time(now),
            ]
        )
    }

    /// Lets the words of a story that were `seen` be told, in the author's name.
    ///
    /// - Throws: ``StoryRefusal``.
    package func approveStory(_ id: ChangeID, seen: String) throws {
        let story = try standingStory(id)
        guard seen == story.edition else { throw StoryRefusal.changedSince }
        guard story.consentBy != nil else { throw StoryRefusal.noConsent }
        try edit(
            story.row,
            [SuccessStoryField.approvedBy: .text(author), .approvedAt: .time(now)]
        )
    }

    /// Takes a story back, for good.
    ///
    /// It is told no more; the history keeps what stood there.
    ///
    /// - Throws: ``StoryRefusal``.
    package func withdrawStory(_ id: ChangeID) throws {
        let story = try standingStory(id)
        try edit(
            story.row,
            [SuccessStoryField.isWithdrawn: .flag(true), .text: .null]
        )
    }

    private func standingStory(_ id: ChangeID) throws -> SuccessStory {
        guard let story = try row(Catalogue.successStory, id).map(SuccessStory.init) else {
            throw StoryRefusal.noSuchStory
        }
        guard story.standing != .withdrawn else { throw StoryRefusal.withdrawn }
        return story
    }
}

extension StoreReader {
    /// All stories, the newest first.
    package func stories() throws -> [SuccessStory] {
        try rows(Catalogue.successStory, "ORDER BY _id DESC", []).map(SuccessStory.init)
    }

    /// The story that is told of a case; nil for none.
    package func story(ofCase id: ChangeID) throws -> SuccessStory? {
        try rows(Catalogue.successStory, where: SuccessStoryField.recoveryCase, is: .reference(id))
            .map(SuccessStory.init).last { $0.standing != .withdrawn }
    }

    /// A story; nil when it is not here.
    package func story(_ id: ChangeID) throws -> SuccessStory? {
        try row(Catalogue.successStory, id).map(SuccessStory.init)
    }
}
