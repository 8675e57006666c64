import Recovery
package import Wire

/// What people call a site.
package struct SiteName: Hashable, Sendable {
    /// The short code, such as `LIS`.
    package let code: String
    /// The full name.
    package let name: String

    /// Headquarters, which has the number 0.
    package static let headquarters = SiteName(code: "HQ", name: "Headquarters")

    init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}

/// The sites' names, and who wrote under which number.
package struct SiteDirectory: Sendable {
    private let names: [UInt32: SiteName]
    private let writers: [WriterNumber: UInt32]

    /// What people call the site with a number.
    package subscript(number: UInt32) -> SiteName {
        names[number] ?? SiteName(code: "#\(number)", name: "Site \(number)")
    }

    /// All sites by number, headquarters included.
    package var all: [UInt32: SiteName] { names }

    /// The number of the site with a code, in either case.
    package func number(code: String) -> UInt32? {
        let code = code.uppercased()
        return names.first { $0.value.code.uppercased() == code }?.key
    }

    /// The code of the site that wrote under a number; nil when that is not known here.
    package func code(of writer: WriterNumber) -> String? {
        writers[writer].map { self[$0].code }
    }

    init(_ reader: StoreReader) throws {
        var names: [UInt32: SiteName] = [0: .headquarters]
        if reader.role == .hub {
            let accounts = try RawStatement(
                reader.database,
                "SELECT site, code, name FROM account"
            )
            defer { accounts.reset() }
            while try accounts.step() {
                names[UInt32(truncatingIfNeeded: accounts.integer(0))] = SiteName(
                    code: accounts.text(1),
                    name: accounts.text(2)
                )
            }
        } else if let site = try Settings.integer(.site, in: reader.database),
            let code = try Settings.text(.siteCode, in: reader.database)
        {
            names[UInt32(truncatingIfNeeded: site)] = SiteName(
                code: code,
                name: try Settings.text(.siteName, in: reader.database) ?? code
            )
        }
        for row in try reader.rows(Catalogue.site, "ORDER BY _id", []) {
            guard let number = row.number(SiteField.number), let code = row.text(SiteField.code)
            else { continue }
            names[UInt32(truncatingIfNeeded: number)] = SiteName(
                code: code,
                name: row.text(SiteField.name) ?? code
            )
        }
        self.names = names
        writers = try Self.writers(reader)
    }

    private static func writers(_ reader: StoreReader) throws -> [WriterNumber: UInt32] {
        var writers: [WriterNumber: UInt32] = [:]
        switch reader.role {
        case .hub:
            let statement = try RawStatement(reader.database, "SELECT number, site FROM writer")
            defer { statement.reset() }
            while try statement.step() {
                let number = WriterNumber(
                    rawValue: UInt32(truncatingIfNeeded: statement.integer(0))
                )
                writers[number] = UInt32(truncatingIfNeeded: statement.integer(1))
            }
        case .node:
            let site = try Settings.integer(.site, in: reader.database) ?? 0
            for life in try Life.all(reader.database) {
                writers[life.writer] = UInt32(truncatingIfNeeded: site)
            }
            for life in try HubLives.read(reader.database, role: .node) { writers[life] = 0 }
        }
        return writers
    }
}

extension StoreReader {
    /// The sites' names.
    package func sites() throws -> SiteDirectory { try SiteDirectory(self) }

    /// The IANA name of a node's own time zone; nil until the hub has told it.
    package func ownTimeZone() throws -> String? {
        let statement = try RawStatement(
            database,
            """
            SELECT timeZone FROM site WHERE number =
                (SELECT value FROM setting WHERE name = ?) LIMIT 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, Settings.Name.site.rawValue)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.text(0)
    }
}
