import GRDB

/// What somebody chose for the own desk: it stays at the node, and nobody else sees it.
package enum DeskChoice: String, Sendable {
    /// A key for something that is done often: the deed, and the key.
    case key
    /// A part of the inbox: its name, and its address.
    case view
    /// An alarm that is put off: its id, and until when in milliseconds since 1970.
    case snooze
    /// Something done to many cases at once: its number, and how it is taken back.
    case deed
}

extension StoreReader {
    /// All who work here or did, by name.
    package func people() throws -> [Person] { try PersonTable.all(database) }

    /// What somebody chose, by name; at nodes only.
    package func choices(_ kind: DeskChoice, of person: PersonID) throws -> [String: String] {
        guard role == .node else { return [:] }
        let statement = try RawStatement(
            database,
            "SELECT name, value FROM desk_choice WHERE person = ? AND kind = ?"
        )
        defer { statement.reset() }
        statement.bind(1, person.rawValue)
        statement.bind(2, kind.rawValue)
        var choices: [String: String] = [:]
        while try statement.step() { choices[statement.text(0)] = statement.text(1) }
        return choices
    }
}

extension NodeStore {
    /// Keeps what somebody chose; nil forgets the choice of that name.
    package func choose(
        _ kind: DeskChoice,
        _ name: String,
        _ value: String?,
        for person: PersonID
    ) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                value == nil
                    ? "DELETE FROM desk_choice WHERE person = ? AND kind = ? AND name = ?"
                    : """
                    INSERT OR REPLACE INTO desk_choice(person, kind, name, value)
                    VALUES(?, ?, ?, ?)
                    """
            )
            statement.bind(1, person.rawValue)
            statement.bind(2, kind.rawValue)
            statement.bind(3, name)
            if let value { statement.bind(4, value) }
            try statement.run()
        }
    }
}
