import GRDB
import Recovery

/// The rows of people; all inside the caller's transaction.
///
/// `secret` is null once somebody may no longer sign in; the row stays, so that nobody else is
/// given the name under which acts are recorded.
enum PersonTable {
    static let columns = "id, name, role, team, language, secret"

    /// Reads ``columns``, which begin at column `first`.
    static func person(_ statement: RawStatement, from first: Int = 0) -> Person {
        Person(
            id: PersonID(rawValue: statement.integer(first)),
            profile: Person.Profile(
                stored: statement.text(first + 1),
                // A role that this version does not know decides the least.
                StaffRole(rawValue: statement.integer(first + 2)) ?? .staff,
                statement.text(first + 3),
                statement.isNull(first + 4) ? nil : statement.text(first + 4)
            ),
            isActive: !statement.isNull(first + 5)
        )
    }

    static func all(_ database: Database) throws -> [Person] {
        let statement = try RawStatement(
            database,
            "SELECT \(columns) FROM person ORDER BY secret IS NULL, folded"
        )
        defer { statement.reset() }
        var people: [Person] = []
        while try statement.step() { people.append(person(statement)) }
        return people
    }

    static func isEmpty(_ database: Database) throws -> Bool {
        let statement = try RawStatement(database, "SELECT 1 FROM person LIMIT 1")
        defer { statement.reset() }
        return try !statement.step()
    }

    /// - Throws: ``PersonError/noSuchPerson``.
    static func found(_ id: PersonID, _ database: Database) throws -> Person {
        let statement = try RawStatement(database, "SELECT \(columns) FROM person WHERE id = ?")
        defer { statement.reset() }
        statement.bind(1, id.rawValue)
        guard try statement.step() else { throw PersonError.noSuchPerson }
        return person(statement)
    }

    /// - Throws: ``PersonError/noSuchPerson`` or ``PersonError/notActive(_:)``.
    static func active(_ id: PersonID, _ database: Database) throws -> Person {
        let person = try found(id, database)
        guard person.isActive else { throw PersonError.notActive(person.name) }
        return person
    }

    static func insert(
        _ profile: Person.Profile,
        _ secret: SecretHash,
        _ database: Database
    ) throws -> Person {
        try requireFree(profile.name, for: nil, database)
        let statement = try RawStatement(
            database,
            """
            INSERT INTO person(name, folded, role, team, language, secret)
            VALUES(?, ?, ?, ?, ?, ?)
            """
        )
        bind(profile, statement)
        statement.bind(6, blob: secret.bytes)
        try statement.run()
        let id = PersonID(rawValue: database.lastInsertedRowID)
        return Person(id: id, profile: profile, isActive: true)
    }

    static func update(
        _ id: PersonID,
        _ profile: Person.Profile,
        _ database: Database
    ) throws {
        try requireFree(profile.name, for: id, database)
        let statement = try RawStatement(
            database,
            """
            UPDATE person SET name = ?, folded = ?, role = ?, team = ?, language = ?
            WHERE id = ?
            """
        )
        bind(profile, statement)
        statement.bind(6, id.rawValue)
        try statement.run()
    }

    /// Gives somebody another secret, or none, and ends what was begun with the former one.
    static func set(
        _ secret: SecretHash?,
        of id: PersonID,
        _ database: Database
    ) throws {
        let update = try RawStatement(database, "UPDATE person SET secret = ? WHERE id = ?")
        if let secret { update.bind(1, blob: secret.bytes) } else { update.bindNull(1) }
        update.bind(2, id.rawValue)
        try update.run()
        try SessionTable.endAll(of: id, database)
        try FailureTable.clear(id, database)
    }

    private static func bind(_ profile: Person.Profile, _ statement: RawStatement) {
        statement.bind(1, profile.name)
        statement.bind(2, Person.Profile.folded(profile.name))
        statement.bind(3, profile.role.rawValue)
        statement.bind(4, profile.team)
        if let language = profile.language {
            statement.bind(5, language)
        } else {
            statement.bindNull(5)
        }
    }

    private static func requireFree(
        _ name: String,
        for id: PersonID?,
        _ database: Database
    ) throws {
        let statement = try RawStatement(
            database,
            "SELECT \(columns) FROM person WHERE folded = ?"
        )
        defer { statement.reset() }
        statement.bind(1, Person.Profile.folded(name))
        guard try statement.step() else { return }
        let other = person(statement)
        guard other.id == id else {
            throw PersonError.nameTaken(other.name, isActive: other.isActive)
        }
    }

    /// - Throws: ``PersonError/nobodyInCharge`` unless somebody of these roles may sign in.
    static func requireSomebody(of roles: Set<StaffRole>, _ database: Database) throws {
        let roles = roles.map { "\($0.rawValue)" }.sorted()
        let statement = try RawStatement(
            database,
            """
            SELECT 1 FROM person
            WHERE secret IS NOT NULL AND role IN (\(roles.joined(separator: ", "))) LIMIT 1
            """
        )
        defer { statement.reset() }
        guard try statement.step() else { throw PersonError.nobodyInCharge }
    }
}
