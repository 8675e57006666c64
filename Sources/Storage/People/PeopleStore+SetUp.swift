import GRDB
package import Recovery

extension PeopleStore {
    /// Whether nobody was ever here, so that the set-up page is to be shown.
    package func needsFirstPerson() throws -> Bool {
        try database.read { try PersonTable.isEmpty($0) }
    }

    /// Draws the code for the set-up page, to be told to whoever began to serve the pages.
    ///
    /// Only its hash is kept, so each drawing makes the former code useless. Nil when the first
    /// person is here.
    package func drawSetUpCode(
        using random: inout some RandomNumberGenerator
    ) throws -> SetUpCode? {
        let code = SetUpCode(using: &random)
        return try database.write { database in
            guard try PersonTable.isEmpty(database) else { return nil }
            try SetUpSetting.set(code, database)
            return code
        }
    }

    /// Makes the first person, in charge of the others, of whoever knows the set-up code, and burns
    /// it.
    ///
    /// - Throws: ``SetUpError``, or ``PersonError/badName``.
    package func firstPerson(
        code: String,
        name: String,
        role: StaffRole = .manager,
        secret: Secret,
        now: Timestamp,
        cost: ScryptCost = .standard
    ) throws -> Person {
        let profile = try Person.Profile(name: name, role: role)
        // A wrong code is refused before it costs anything.
        try database.read { try SetUpSetting.check(code, $0) }
        let hash = try SecretHash(of: secret, cost: cost)
        return try database.write { database in
            try SetUpSetting.check(code, database)
            let person = try PersonTable.insert(profile, hash, database)
            try PersonTable.requireSomebody(of: Self.rolesInCharge, database)
            try SetUpSetting.burn(database)
            try Journal.add("\(person.name) set this desk up as its manager", now, database)
            return person
        }
    }
}

/// The hash of the set-up code, while there is one.
private enum SetUpSetting {
    static func set(_ code: SetUpCode, _ database: Database) throws {
        try Settings.set(.setUpCodeHash, code.hash, in: database)
    }

    /// - Throws: ``SetUpError`` unless `text` is the code and nobody is here.
    static func check(_ text: String, _ database: Database) throws {
        guard try PersonTable.isEmpty(database) else { throw SetUpError.somebodyIsHere }
        guard let code = SetUpCode(text),
            let hash = try Settings.text(.setUpCodeHash, in: database),
            areEqual(Array(code.hash.utf8), Array(hash.utf8))
        else { throw SetUpError.codeRefused }
    }

    static func burn(_ database: Database) throws {
        try Settings.remove(.setUpCodeHash, in: database)
    }
}
