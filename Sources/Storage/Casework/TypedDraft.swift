import GRDB
import Recovery
package import Wire

/// What somebody typed about a case and could not send: it stays at this node until they can.
package struct TypedDraft: Hashable, Sendable {
    /// The form in which it was typed.
    package enum Form: String, CaseIterable, Sendable {
        /// The note for staff.
        case note
        /// The guest's own words.
        case words
    }

    /// The words.
    package var text: String
    /// The guest's name, where the form asks for it.
    package var guest: String

    /// Words that were typed.
    package init(text: String, guest: String = "") { (self.text, self.guest) = (text, guest) }

    /// Whether nothing was typed.
    package var isEmpty: Bool { (text + guest).allSatisfy(\.isWhitespace) }
}

extension NodeStore {
    /// Keeps what somebody typed, in the place of what they had; nil forgets it.
    package func keep(
        _ draft: TypedDraft?,
        in form: TypedDraft.Form,
        of person: PersonID,
        about id: ChangeID
    ) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                draft == nil
                    ? "DELETE FROM typed_draft WHERE person = ? AND record = ? AND form = ?"
                    : """
                    INSERT OR REPLACE INTO typed_draft(person, record, form, text, guest)
                    VALUES(?, ?, ?, ?, ?)
                    """
            )
            statement.bind(1, person.rawValue)
            statement.bind(2, id.rawValue)
            statement.bind(3, form.rawValue)
            if let draft {
                statement.bind(4, draft.text)
                statement.bind(5, draft.guest)
            }
            try statement.run()
        }
    }
}

extension StoreReader {
    /// What somebody typed and could not send.
    package func typedDraft(
        in form: TypedDraft.Form,
        of person: PersonID,
        about id: ChangeID
    ) throws -> TypedDraft? {
        let statement = try RawStatement(
            database,
            """
            SELECT text, guest FROM typed_draft WHERE person = ?1 AND form = ?3
            AND (record = ?2 OR record IN (SELECT former FROM alias WHERE present = ?2))
            """
        )
        defer { statement.reset() }
        statement.bind(1, person.rawValue)
        statement.bind(2, id.rawValue)
        statement.bind(3, form.rawValue)
        guard try statement.step() else { return nil }
        return TypedDraft(text: statement.text(0), guest: statement.text(1))
    }
}
