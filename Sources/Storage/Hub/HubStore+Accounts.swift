import GRDB
package import Recovery
package import Wire

/// A site as the hub's operator sees it.
package struct SiteAccount: Hashable, Sendable {
    package var site: UInt32
    package var code: String
    package var name: String
    /// Whether a node has joined as this site.
    package var hasJoined: Bool
    /// When a node of the site was last heard, to within seconds; nil when never.
    package var heardAt: Timestamp?
    /// The version of amends that the node named last.
    package var version: String?
}

extension HubStore {
    /// Adds a site: its record, which goes to every node, and its account.
    ///
    /// A code has 2 to 8 capital letters or digits.
    ///
    /// - Throws: ``HubError/badCode(_:)`` or ``HubError/codeTaken(_:)``.
    package func addSite(
        code: String,
        name: String,
        timeZone: String,
        currency: String,
        joinCode: JoinCode,
        author: String,
        now: Timestamp
    ) throws -> UInt32 {
        guard (2...8).contains(code.utf8.count), code.utf8.allSatisfy(Self.isCodeCharacter) else {
            throw HubError.badCode(code)
        }
        return try write(author: author, now: now) { transaction in
            let database = transaction.ledger.database
            guard try Self.site(code, database) == nil else { throw HubError.codeTaken(code) }
            let number = try Settings.integer(.nextSite, in: database) ?? 1
            try Settings.set(.nextSite, number + 1, in: database)
            _ = try transaction.create(
                Catalogue.site,
                scope: .everyone,
                fields: [
                    (SiteField.number.rawValue, .integer(number)),
                    (SiteField.code.rawValue, .text(code)),
                    (SiteField.name.rawValue, .text(name)),
                    (SiteField.timeZone.rawValue, .text(timeZone)),
                    (SiteField.currency.rawValue, .text(currency)),
                ]
            )
            let statement = try RawStatement(
                database,
                "INSERT INTO account(site, code, name, join_hash) VALUES(?, ?, ?, ?)"
            )
            statement.bind(1, number)
            statement.bind(2, code)
            statement.bind(3, name)
            statement.bind(4, blob: joinCode.hash)
            try statement.run()
            return UInt32(number)
        }
    }

    /// Lets a node join as a site that is there already; the former node's credential holds
    /// until then.
    ///
    /// - Throws: ``HubError/unknownSite(_:)``.
    package func rejoin(
        code: String,
        joinCode: JoinCode,
        author: String,
        now: Timestamp
    ) throws -> UInt32 {
        try write(author: author, now: now) { transaction in
            let database = transaction.ledger.database
            guard let site = try Self.site(code, database) else {
                throw HubError.unknownSite(code)
            }
            let statement = try RawStatement(
                database,
                "UPDATE account SET join_hash = ? WHERE site = ?"
            )
            statement.bind(1, blob: joinCode.hash)
            statement.bind(2, Int64(site))
            try statement.run()
            return site
        }
    }

    /// All sites by code.
    package func listSites() throws -> [SiteAccount] {
        try database.read { database in
            let statement = try RawStatement(
                database,
                """
                SELECT site, code, name,
                    CASE WHEN credential_hash IS NOT NULL OR EXISTS(
                        SELECT 1 FROM site_key WHERE site_key.site = account.site) THEN 1 END,
                    heard_at, version
                FROM account ORDER BY code
                """
            )
            defer { statement.reset() }
            var sites: [SiteAccount] = []
            while try statement.step() {
                sites.append(
                    SiteAccount(
                        site: UInt32(statement.integer(0)),
                        code: statement.text(1),
                        name: statement.text(2),
                        hasJoined: !statement.isNull(3),
                        heardAt: statement.isNull(4)
                            ? nil : Timestamp(milliseconds: statement.integer(4)),
                        version: statement.isNull(5) ? nil : statement.text(5)
                    )
                )
            }
            return sites
        }
    }

    /// Uses up a join code and makes its sender the site's node, under a new number.
    ///
    /// With a key, the node signs by it and has no credential; `credential` makes that of a node
    /// without one, for the site whose number it is given.
    ///
    /// - Throws: ``HubError/joinCodeRefused``.
    package func enrol(
        _ joinCode: JoinCode,
        key: VerifyingKey? = nil,
        now: Timestamp,
        credential: (UInt32) -> Credential
    ) throws -> EnrolReply {
        try write(author: "hub", now: now) { transaction in
            let database = transaction.ledger.database
            let statement = try RawStatement(
                database,
                "SELECT site, code, name FROM account WHERE join_hash = ?"
            )
            statement.bind(1, blob: joinCode.hash)
            defer { statement.reset() }
            guard try statement.step() else { throw HubError.joinCodeRefused }
            let site = UInt32(statement.integer(0))
            let credential = key == nil ? credential(site) : nil
            let writer = try transaction.ledger.newWriter(site: site)
            let reply = EnrolReply(
                site: site,
                siteCode: statement.text(1),
                siteName: statement.text(2),
                writer: writer,
                epoch: transaction.ledger.epoch,
                token: Token(firstOf: writer),
                credential: credential?.text ?? "",
                hubLives: try HubLives.read(database, role: .hub).sorted()
            )
            statement.reset()
            let update = try RawStatement(
                database,
                "UPDATE account SET join_hash = NULL, credential_hash = ? WHERE site = ?"
            )
            if let credential { update.bind(1, blob: credential.hash) }
            update.bind(2, Int64(site))
            try update.run()
            try Self.endKeys(of: site, now: now, database)
            if let key { try Self.addKey(key, site: site, now: now, database) }
            try Self.setState(.readmitted, site: site, now: now, database)
            return reply
        }
    }

    /// Whether the hub gave out this credential and no later one to its site.
    package func accepts(_ credential: Credential) throws -> Bool {
        let known = try database.read { database in
            let statement = try RawStatement(
                database,
                "SELECT credential_hash FROM account WHERE site = ?"
            )
            defer { statement.reset() }
            statement.bind(1, Int64(credential.site))
            return try statement.step() ? statement.blob(0) : []
        }
        let shown = credential.hash
        guard known.count == shown.count else { return false }
        // Every byte is looked at, so that the time taken tells nothing of where they differ.
        return zip(known, shown).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Notes when sites were heard and the versions they named.
    package func noteHeard(_ heard: [UInt32: (at: Timestamp, version: String)]) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                "UPDATE account SET heard_at = ?, version = ? WHERE site = ?"
            )
            for (site, heard) in heard {
                statement.bind(1, heard.at.milliseconds)
                statement.bind(2, heard.version)
                statement.bind(3, Int64(site))
                try statement.run()
            }
        }
    }

    private static func site(_ code: String, _ database: Database) throws -> UInt32? {
        let statement = try RawStatement(database, "SELECT site FROM account WHERE code = ?")
        defer { statement.reset() }
        statement.bind(1, code)
        return try statement.step() ? UInt32(statement.integer(0)) : nil
    }

    private static func isCodeCharacter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
