import GRDB
package import Recovery

/// Who somebody says they are: chosen from a list, or typed.
package enum Claimant: Hashable, Sendable {
    case id(PersonID)
    /// Case and accents do not matter.
    case name(String)
}

/// A session that has just begun, and the token that goes into its cookie.
package struct SignIn: Sendable {
    package let session: Session
    package let token: SessionToken
}

extension PeopleStore {
    /// Begins a session for somebody who knows their secret.
    ///
    /// `former` is the session that was at the terminal, which ends in the same transaction as
    /// the next one begins; when nobody is signed in, it goes on. Takes about 50 ms whoever is
    /// named, in two transactions with the check between them.
    ///
    /// - Throws: ``SignInError``.
    package func signIn(
        _ claimant: Claimant,
        secret: String,
        on terminal: Terminal,
        replacing former: SessionToken? = nil,
        now: Timestamp,
        cost: ScryptCost = .standard
    ) throws -> SignIn {
        let attempt = try database.write { try SignInAttempt(claimant, now: now, $0) }
        let hash = attempt.hash ?? SecretHash(nobodysAt: cost)
        guard try hash.matches(secret), let person = attempt.person else {
            throw try refusal(of: attempt, now: now)
        }
        let present = hash.cost == cost ? hash : try SecretHash(of: secret, cost: cost)
        var random = SystemRandomNumberGenerator()
        let token = SessionToken(using: &random)
        return try database.write { database in
            // Between the two transactions the person may have been given another secret.
            guard try PersonTable.replace(hash, by: present, of: person.id, database) else {
                throw SignInError.refused
            }
            try FailureTable.clear(person.id, database)
            try SessionTable.endOver(now: now, database)
            if let former { try SessionTable.end(former, database) }
            try SessionTable.insert(token, person.id, terminal, now, database)
            let person = try PersonTable.found(person.id, database)
            return SignIn(session: Session(token, person, terminal, begunAt: now), token: token)
        }
    }

    private func refusal(of attempt: SignInAttempt, now: Timestamp) throws -> SignInError {
        guard let person = attempt.person, let left = attempt.lockOut.timeLeft(at: now) else {
            return .refused
        }
        try database.write { database in
            try Journal.add(
                """
                locked \(person.name)'s sign-in for \(left.inWords) after \
                \(attempt.lockOut.wrongCount) wrong tries
                """,
                now,
                database
            )
        }
        return .locked(timeLeft: left)
    }
}

/// A try to sign in, counted as a wrong one before it is looked at.
///
/// So any number of tries at once has no more of them than one after the other.
private struct SignInAttempt {
    /// Nil when nobody who may sign in is meant.
    let person: Person?
    let hash: SecretHash?
    /// As it is if this try is a wrong one.
    let lockOut: LockOut

    /// - Throws: ``SignInError/locked(timeLeft:)``, and then the try does not count.
    init(_ claimant: Claimant, now: Timestamp, _ database: Database) throws {
        let statement = try Self.query(claimant, database)
        defer { statement.reset() }
        let isKnown = try statement.step()
        person = isKnown ? PersonTable.person(statement) : nil
        hash = isKnown ? SecretHash(bytes: statement.blob(5)) : nil
        if let person, let left = try FailureTable.lockOut(person.id, database)?.timeLeft(at: now) {
            throw SignInError.locked(timeLeft: left)
        }
        lockOut = try FailureTable.count(person?.id, now: now, database)
    }

    private static func query(
        _ claimant: Claimant,
        _ database: Database
    ) throws -> RawStatement {
        let column = if case .id = claimant { "id" } else { "folded" }
        let statement = try RawStatement(
            database,
            """
            SELECT \(PersonTable.columns) FROM person
            WHERE \(column) = ? AND secret IS NOT NULL
            """
        )
        switch claimant {
        case .id(let id): statement.bind(1, id.rawValue)
        case .name(let name): statement.bind(1, Person.Profile.folded(name))
        }
        return statement
    }
}

/// Wrong tries in a row, by person.
enum FailureTable {
    /// Where tries for nobody are counted, so that they write as much as those for somebody;
    /// they never lock.
    private static let nobody: Int64 = 0

    static func lockOut(_ person: PersonID, _ database: Database) throws -> LockOut? {
        try lockOut(person.rawValue, database)
    }

    /// Counts a wrong try and says how many there are now.
    static func count(
        _ person: PersonID?,
        now: Timestamp,
        _ database: Database
    ) throws -> LockOut {
        let row = person?.rawValue ?? nobody
        let count = try (lockOut(row, database)?.wrongCount ?? 0) + 1
        let statement = try RawStatement(
            database,
            "INSERT OR REPLACE INTO sign_in_failure(person, count, at) VALUES(?, ?, ?)"
        )
        statement.bind(1, row)
        statement.bind(2, count)
        statement.bind(3, now.milliseconds)
        try statement.run()
        return LockOut(wrongCount: count, lastWrongAt: now)
    }

    static func clear(_ person: PersonID, _ database: Database) throws {
        let statement = try RawStatement(
            database,
            "DELETE FROM sign_in_failure WHERE person = ?"
        )
        statement.bind(1, person.rawValue)
        try statement.run()
    }

    private static func lockOut(_ row: Int64, _ database: Database) throws -> LockOut? {
        let statement = try RawStatement(
            database,
            "SELECT count, at FROM sign_in_failure WHERE person = ?"
        )
        defer { statement.reset() }
        statement.bind(1, row)
        guard try statement.step() else { return nil }
        return LockOut(
            wrongCount: statement.integer(0),
            lastWrongAt: Timestamp(milliseconds: statement.integer(1))
        )
    }
}

extension PersonTable {
    /// Stores the same secret at another cost; false when it is no longer somebody's secret.
    fileprivate static func replace(
        _ former: SecretHash,
        by present: SecretHash,
        of id: PersonID,
        _ database: Database
    ) throws -> Bool {
        let statement = try RawStatement(
            database,
            "UPDATE person SET secret = ? WHERE id = ? AND secret = ?"
        )
        statement.bind(1, blob: present.bytes)
        statement.bind(2, id.rawValue)
        statement.bind(3, blob: former.bytes)
        try statement.run()
        return database.changesCount == 1
    }
}
