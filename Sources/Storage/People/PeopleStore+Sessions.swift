import GRDB
package import Recovery

extension PeopleStore {
    /// The session of a token; nil when it has ended, or there was none.
    ///
    /// Reads only: a page that brings itself up to date does not keep a session alive.
    package func session(_ token: SessionToken, now: Timestamp) throws -> Session? {
        try database.read { try SessionTable.session(token, now: now, $0) }
    }

    /// Notes that the person did something now, at most once a minute.
    ///
    /// So a session may end up to a minute early.
    package func touch(_ session: Session, now: Timestamp) throws {
        guard SessionEnd.isTouchDue(seenAt: session.seenAt, now: now) else { return }
        try database.write { try SessionTable.touch(session, now: now, $0) }
    }

    /// Ends a session; one that has ended already stays so.
    package func signOut(_ token: SessionToken) throws {
        try database.write { try SessionTable.end(token, $0) }
    }
}

/// The rows of sessions; all inside the caller's transaction.
enum SessionTable {
    static func session(
        _ token: SessionToken,
        now: Timestamp,
        _ database: Database
    ) throws -> Session? {
        let statement = try RawStatement(
            database,
            """
            SELECT terminal, started_at, seen_at, \(PersonTable.columns)
            FROM session JOIN person ON person.id = session.person
            WHERE token_hash = ? AND secret IS NOT NULL
            """
        )
        defer { statement.reset() }
        let hash = token.hash
        statement.bind(1, blob: hash)
        guard try statement.step() else { return nil }
        // A kind of terminal that this version does not know is held to the shorter limit.
        let terminal = Terminal(rawValue: statement.integer(0)) ?? .shared
        let startedAt = Timestamp(milliseconds: statement.integer(1))
        let seenAt = Timestamp(milliseconds: statement.integer(2))
        guard !SessionEnd.isOver(terminal, startedAt: startedAt, seenAt: seenAt, now: now) else {
            return nil
        }
        return Session(
            person: PersonTable.person(statement, from: 3),
            terminal: terminal,
            startedAt: startedAt,
            seenAt: seenAt,
            formToken: token.formToken,
            tokenHash: hash
        )
    }

    static func insert(
        _ token: SessionToken,
        _ person: PersonID,
        _ terminal: Terminal,
        _ now: Timestamp,
        _ database: Database
    ) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT INTO session(token_hash, person, terminal, started_at, seen_at)
            VALUES(?, ?, ?, ?, ?)
            """
        )
        statement.bind(1, blob: token.hash)
        statement.bind(2, person.rawValue)
        statement.bind(3, terminal.rawValue)
        statement.bind(4, now.milliseconds)
        statement.bind(5, now.milliseconds)
        try statement.run()
    }

    static func touch(_ session: Session, now: Timestamp, _ database: Database) throws {
        let statement = try RawStatement(
            database,
            "UPDATE session SET seen_at = ? WHERE token_hash = ? AND seen_at < ?"
        )
        statement.bind(1, now.milliseconds)
        statement.bind(2, blob: session.tokenHash)
        statement.bind(3, now.milliseconds)
        try statement.run()
    }

    static func end(_ token: SessionToken, _ database: Database) throws {
        let statement = try RawStatement(database, "DELETE FROM session WHERE token_hash = ?")
        statement.bind(1, blob: token.hash)
        try statement.run()
    }

    static func endAll(of person: PersonID, _ database: Database) throws {
        let statement = try RawStatement(database, "DELETE FROM session WHERE person = ?")
        statement.bind(1, person.rawValue)
        try statement.run()
    }

    /// Forgets the sessions that time has ended.
    static func endOver(now: Timestamp, _ database: Database) throws {
        let statement = try RawStatement(
            database,
            "DELETE FROM session WHERE terminal = ? AND (started_at <= ? OR seen_at <= ?)"
        )
        for terminal in Terminal.allCases {
            statement.bind(1, terminal.rawValue)
            statement.bind(2, now.earlier(by: SessionEnd.ageMax).milliseconds)
            statement.bind(3, now.earlier(by: terminal.idleMax).milliseconds)
            try statement.run()
        }
    }
}

extension Session {
    /// A session that begins now.
    init(_ token: SessionToken, _ person: Person, _ terminal: Terminal, begunAt now: Timestamp) {
        self.init(
            person: person,
            terminal: terminal,
            startedAt: now,
            seenAt: now,
            formToken: token.formToken,
            tokenHash: token.hash
        )
    }
}
