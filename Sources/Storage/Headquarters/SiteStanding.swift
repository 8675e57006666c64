import GRDB
package import Recovery

/// How one site stands with the hub, on one line.
package struct SiteStanding: Hashable, Sendable {
    package let account: SiteAccount
    /// How long ago it was heard; nil when it never was.
    package let silence: Duration?
    /// Its changes that the hub keeps aside.
    package let parked: Int
    /// Its records of which a field waits for a person to choose.
    package let conflicts: Int

    /// What a site is to whoever runs the hub.
    package enum Kind: Int, Sendable, Comparable {
        /// Heard within the hour.
        case inStep
        /// Its node has not joined yet.
        case expected
        /// Not heard for over an hour.
        case late
        /// Not heard for over a day.
        case silent

        package static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
    }

    /// From this silence on a site is late.
    package static let lateAfter = Duration.seconds(3600)
    /// From this silence on a site is silent.
    package static let silentAfter = Duration.seconds(24 * 3600)

    package var kind: Kind {
        guard let silence else { return account.hasJoined ? .late : .expected }
        return silence >= Self.silentAfter
            ? .silent : silence >= Self.lateAfter ? .late : .inStep
    }

    /// Whether somebody has to do something about it.
    package var needsSomeone: Bool { kind != .inStep || parked > 0 || conflicts > 0 }
}

extension HubStore {
    /// Every site's standing: those that need someone first, then by code.
    package func standings(now: Timestamp) throws -> [SiteStanding] {
        let accounts = try listSites()
        let (parked, conflicts) = try database.read { database in
            (
                try Self.counts("SELECT site, COUNT(*) FROM parked GROUP BY site", database),
                try Self.conflictCounts(database)
            )
        }
        let standings = accounts.map { account in
            SiteStanding(
                account: account,
                silence: account.heardAt.map { .milliseconds(max(0, now.since($0))) },
                parked: parked[account.site] ?? 0,
                conflicts: conflicts[account.site] ?? 0
            )
        }
        return standings.filter(\.needsSomeone).sorted { $0.kind > $1.kind }
            + standings.filter { !$0.needsSomeone }
    }

    private static func counts(_ sql: String, _ database: Database) throws -> [UInt32: Int] {
        let statement = try RawStatement(database, sql)
        defer { statement.reset() }
        var counts: [UInt32: Int] = [:]
        while try statement.step() {
            counts[UInt32(truncatingIfNeeded: statement.integer(0))] = Int(statement.integer(1))
        }
        return counts
    }

    /// Fields on which somebody is asked, by the site that holds the record.
    private static func conflictCounts(_ database: Database) throws -> [UInt32: Int] {
        var counts: [UInt32: Int] = [:]
        for type in Catalogue.types where type.family == .workedOn {
            let asking = type.fields.filter(\.merge.asksPerson).map { "\($0.number)" }
            let found = try Self.counts(
                """
                SELECT _site, COUNT(*) FROM conflict JOIN "\(type.name)" ON _id = record
                WHERE type = \(type.number) AND field IN (\(asking.joined(separator: ", ")))
                GROUP BY _site
                """,
                database
            )
            counts.merge(found, uniquingKeysWith: +)
        }
        return counts
    }
}

extension Timestamp {
    /// Milliseconds from another moment to this one.
    fileprivate func since(_ other: Timestamp) -> Int64 { milliseconds - other.milliseconds }
}
