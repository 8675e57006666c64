import GRDB
package import Recovery

/// Who may sign in.
///
/// What takes a ``Secret`` takes about 50 ms besides its one transaction.
extension PeopleStore {
    /// Everybody who is or was here: those who may sign in first, each part by name.
    package func people() throws -> [Person] {
        try database.read { try PersonTable.all($0) }
    }

    /// Somebody who is or was here.
    ///
    /// - Throws: ``PersonError/noSuchPerson``.
    package func person(_ id: PersonID) throws -> Person {
        try database.read { try PersonTable.found(id, $0) }
    }

    /// Lets somebody new sign in.
    ///
    /// - Throws: ``PersonError/nameTaken(_:isActive:)`` when somebody is or was here under a name
    ///   that reads the same; ``PersonError/nobodyInCharge`` when the first person would be
    ///   neither manager nor operator.
    package func addPerson(
        _ profile: Person.Profile,
        secret: Secret,
        author: String,
        now: Timestamp,
        cost: ScryptCost = .standard
    ) throws -> Person {
        let hash = try SecretHash(of: secret, cost: cost)
        return try database.write { database in
            let person = try PersonTable.insert(profile, hash, database)
            try PersonTable.requireSomebody(of: Self.rolesInCharge, database)
            try Journal.add("\(author) added \(person.journalWords)", now, database)
            return person
        }
    }

    /// Changes what is known of somebody who may sign in; open sessions go on with it.
    ///
    /// What was recorded under a former name stays under that name.
    ///
    /// - Throws: ``PersonError``.
    @discardableResult
    package func changePerson(
        _ id: PersonID,
        to profile: Person.Profile,
        author: String,
        now: Timestamp
    ) throws -> Person {
        try database.write { database in
            let former = try PersonTable.active(id, database)
            guard former.profile != profile else { return former }
            try PersonTable.update(id, profile, database)
            try PersonTable.requireSomebody(of: Self.rolesInCharge, database)
            let person = Person(id: id, profile: profile, isActive: true)
            try Journal.add(
                "\(author) changed \(former.journalWords) to \(person.journalWords)",
                now,
                database
            )
            return person
        }
    }

    /// Lets somebody sign in no more and ends their sessions; their name stays theirs.
    ///
    /// - Throws: ``PersonError/noSuchPerson``, ``PersonError/notActive(_:)``, or
    ///   ``PersonError/nobodyInCharge`` for the last who looks after people.
    package func deactivatePerson(_ id: PersonID, author: String, now: Timestamp) throws {
        try database.write { database in
            let person = try PersonTable.active(id, database)
            try PersonTable.set(nil, of: id, database)
            try PersonTable.requireSomebody(of: Self.rolesInCharge, database)
            try Journal.add("\(author) deactivated \(person.journalWords)", now, database)
        }
    }

    /// Lets somebody sign in again who was here before, with a secret of now.
    ///
    /// - Throws: ``PersonError/noSuchPerson`` or ``PersonError/alreadyActive(_:)``.
    package func reactivatePerson(
        _ id: PersonID,
        secret: Secret,
        author: String,
        now: Timestamp,
        cost: ScryptCost = .standard
    ) throws {
        let hash = try SecretHash(of: secret, cost: cost)
        try database.write { database in
            let person = try PersonTable.found(id, database)
            guard !person.isActive else { throw PersonError.alreadyActive(person.name) }
            try PersonTable.set(hash, of: id, database)
            try PersonTable.requireSomebody(of: Self.rolesInCharge, database)
            try Journal.add("\(author) reactivated \(person.journalWords)", now, database)
        }
    }

    /// Gives somebody another PIN or password, ends their sessions and any lock-out.
    ///
    /// - Throws: ``PersonError/noSuchPerson`` or ``PersonError/notActive(_:)``.
    package func changeSecret(
        of id: PersonID,
        to secret: Secret,
        author: String,
        now: Timestamp,
        cost: ScryptCost = .standard
    ) throws {
        let hash = try SecretHash(of: secret, cost: cost)
        try database.write { database in
            let person = try PersonTable.active(id, database)
            try PersonTable.set(hash, of: id, database)
            try PersonTable.requireSomebody(of: Self.rolesInCharge, database)
            try Journal.add(
                "\(author) gave \(person.name) another \(secret.kind.rawValue)",
                now,
                database
            )
        }
    }
}

extension Person {
    fileprivate var journalWords: String { "\(name) (\(role.words))" }
}
