import GRDB
package import Recovery

/// Sites that one part of headquarters looks after.
package struct Region: Hashable, Sendable {
    /// The region's number at this hub.
    package let id: Int64
    /// What people call it.
    package let name: String
    /// The codes of its sites, in the order of the alphabet.
    package let sites: [String]

    /// The longest name, in characters.
    package static let nameLengthMax = 80

    /// A region as it is stored.
    package init(id: Int64, name: String, sites: [String]) {
        (self.id, self.name, self.sites) = (id, name, sites)
    }

    /// Whether a site is in it, by its code in either case.
    package func holds(_ code: String) -> Bool { sites.contains(code.uppercased()) }
}

/// Why regions stay as they are, and what to do.
package enum RegionRefusal: Error, Equatable, CustomStringConvertible {
    /// Nobody could tell which it is.
    case badName
    /// There is one of the name.
    case nameTaken(String)
    /// There is none.
    case noSuchRegion
    /// There is no such site.
    case noSuchSite(String)
    /// People would lose what they look after.
    case hasPeople(String)

    /// What to do next.
    package var description: String {
        switch self {
        case .badName: "Write a name of 1 to \(Region.nameLengthMax) characters in one line."
        case .nameTaken(let name): "There is a region \(name) already. Choose another name."
        case .noSuchRegion: "There is no such region here. Choose one from the list."
        case .noSuchSite(let code): "There is no site \(code). Choose one from the list."
        case .hasPeople(let name):
            "Somebody at headquarters looks after \(name) alone. Give them another region first."
        }
    }
}

/// Regions are headquarters' own: nothing of them goes to a site.
extension HubStore {
    /// All regions by name.
    package func regions() throws -> [Region] { try database.read { try Self.regions($0) } }

    /// The region that somebody looks after alone; nil for whoever looks after all sites.
    package func region(of person: PersonID) throws -> Region? {
        try database.read { database in
            guard
                let id = try Int64.fetchOne(
                    database,
                    sql: "SELECT region FROM person_region WHERE person = ?",
                    arguments: [person.rawValue]
                )
            else { return nil }
            return try Self.regions(database).first { $0.id == id }
        }
    }

    /// Who looks after one region alone, and which.
    package func peopleOfRegions() throws -> [PersonID: Int64] {
        try database.read { database in
            let statement = try RawStatement(database, "SELECT person, region FROM person_region")
            defer { statement.reset() }
            var people: [PersonID: Int64] = [:]
            while try statement.step() {
                people[PersonID(rawValue: statement.integer(0))] = statement.integer(1)
            }
            return people
        }
    }

    /// Adds a region without sites.
    ///
    /// - Throws: ``RegionRefusal``.
    package func addRegion(_ name: String, author: String, now: Timestamp) throws {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (1...Region.nameLengthMax).contains(name.count) else { throw RegionRefusal.badName }
        try database.write { database in
            if try Self.regions(database).contains(where: {
                $0.name.foldedForSearch == name.foldedForSearch
            }) {
                throw RegionRefusal.nameTaken(name)
            }
            try database.execute(sql: "INSERT INTO region(name) VALUES(?)", arguments: [name])
            try Journal.add("\(author) added the region \(name)", now, database)
        }
    }

    /// Takes a region away; its sites are in none then.
    ///
    /// - Throws: ``RegionRefusal``.
    package func removeRegion(_ id: Int64, author: String, now: Timestamp) throws {
        try database.write { database in
            let region = try Self.region(id, database)
            let hasPeople = try Int64.fetchOne(
                database,
                sql: """
                    SELECT 1 FROM person_region JOIN person ON person.id = person
                    WHERE region = ? AND secret IS NOT NULL LIMIT 1
                    """,
                arguments: [id]
            )
            guard hasPeople == nil else { throw RegionRefusal.hasPeople(region.name) }
            for table in ["site_region", "person_region"] {
                try database.execute(
                    sql: "DELETE FROM \(table) WHERE region = ?",
                    arguments: [id]
                )
            }
            try database.execute(sql: "DELETE FROM region WHERE id = ?", arguments: [id])
            try Journal.add("\(author) took away the region \(region.name)", now, database)
        }
    }

    /// Puts a site into a region, out of the one in which it was; nil for none.
    ///
    /// - Throws: ``RegionRefusal``.
    package func putSite(
        _ code: String,
        in region: Int64?,
        author: String,
        now: Timestamp
    ) throws {
        try database.write { database in
            guard
                let site = try Int64.fetchOne(
                    database,
                    sql: "SELECT site FROM account WHERE code = ?",
                    arguments: [code.uppercased()]
                )
            else { throw RegionRefusal.noSuchSite(code) }
            let name = try region.map { try Self.region($0, database).name }
            try Self.set(region, of: site, "site_region", "site", database)
            try Journal.add(
                "\(author) put \(code.uppercased()) into \(name ?? "no region")",
                now,
                database
            )
        }
    }

    /// Lets somebody look after one region alone; nil for all sites.
    ///
    /// - Throws: ``RegionRefusal`` or ``PersonError``.
    package func setRegion(
        _ region: Int64?,
        of person: PersonID,
        author: String,
        now: Timestamp
    ) throws {
        try database.write { database in
            let name = try region.map { try Self.region($0, database).name }
            let found = try PersonTable.found(person, database)
            try Self.set(region, of: person.rawValue, "person_region", "person", database)
            try Journal.add(
                "\(author) gave \(found.name) \(name ?? "all sites") to look after",
                now,
                database
            )
        }
    }

    /// What a site or a person is in: one region, or none.
    private static func set(
        _ region: Int64?,
        of key: Int64,
        _ table: String,
        _ column: String,
        _ database: Database
    ) throws {
        try database.execute(sql: "DELETE FROM \(table) WHERE \(column) = ?", arguments: [key])
        guard let region else { return }
        try database.execute(
            sql: "INSERT INTO \(table)(\(column), region) VALUES(?, ?)",
            arguments: [key, region]
        )
    }

    private static func region(_ id: Int64, _ database: Database) throws -> Region {
        guard let region = try regions(database).first(where: { $0.id == id }) else {
            throw RegionRefusal.noSuchRegion
        }
        return region
    }

    private static func regions(_ database: Database) throws -> [Region] {
        let statement = try RawStatement(
            database,
            """
            SELECT id, region.name, code FROM region
            LEFT JOIN site_region ON site_region.region = region.id
            LEFT JOIN account USING(site)
            ORDER BY region.name, id, code
            """
        )
        defer { statement.reset() }
        var regions: [Region] = []
        while try statement.step() {
            let id = statement.integer(0)
            let code = statement.isNull(2) ? [] : [statement.text(2)]
            let former = regions.last?.id == id ? regions.removeLast().sites : []
            regions.append(Region(id: id, name: statement.text(1), sites: former + code))
        }
        return regions
    }
}
