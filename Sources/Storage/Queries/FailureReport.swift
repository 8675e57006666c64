import GRDB
import Insight
package import Recovery

/// How often each kind of failure happened, site by site and across all sites.
package struct FailureReport: Sendable {
    /// The moment that the report speaks of.
    package let asOf: Timestamp
    /// The codes of the sites that have cases in it, in the order of the alphabet.
    package let sites: [String]
    /// All sites together first, then site by site; within a site by falling number of cases.
    package let rows: [Row]

    /// One kind of failure at one site, or at all.
    package struct Row: Hashable, Sendable {
        /// The site's code; ``allSites`` for all together.
        package let site: String
        /// The scenario's code; ``otherScenario`` for cases that nobody has named.
        package let scenario: String
        /// The number of cases, without drills, merged ones and those that were none.
        package let cases: Int64
        /// The part of the site's cases, 0...1.
        package let share: Double
        /// Whether it is one of the few kinds that make up 80 % of the site's cases.
        package let isVital: Bool
    }

    /// Stands for all sites together.
    package static let allSites = "*"
    /// Stands for cases that nobody has named.
    package static let otherScenario = "other"
}

extension StoreReader {
    /// Counts failures that happened from one day to another, both included, in days since 1970
    /// (UTC).
    ///
    /// Reads the running totals, never the cases.
    package func failureReport(
        from first: Int64? = nil,
        through last: Int64? = nil,
        asOf: Timestamp
    ) throws -> FailureReport {
        let directory = try sites()
        let statement = try RawStatement(
            database,
            """
            SELECT site, scenario, SUM(cases) FROM total
            WHERE factor = \(TotalFactor.all.rawValue) AND day BETWEEN ? AND ?
            GROUP BY site, scenario HAVING SUM(cases) <> 0 ORDER BY scenario
            """
        )
        defer { statement.reset() }
        statement.bind(1, first ?? .min)
        statement.bind(2, last ?? .max)
        var counts: [String: [(key: String, count: Int64)]] = [:]
        var all: [String: Int64] = [:]
        while try statement.step() {
            let site = directory[UInt32(truncatingIfNeeded: statement.integer(0))].code
            let code = statement.text(1)
            let scenario = code.isEmpty ? FailureReport.otherScenario : code
            counts[site, default: []].append((scenario, statement.integer(2)))
            all[scenario, default: 0] += statement.integer(2)
        }
        let sites = counts.keys.sorted()
        let together = all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return FailureReport(
            asOf: asOf,
            sites: sites,
            rows: rows(FailureReport.allSites, together)
                + sites.flatMap { rows($0, counts[$0] ?? []) }
        )
    }

    private func rows(
        _ site: String,
        _ counts: [(key: String, count: Int64)]
    ) -> [FailureReport.Row] {
        Pareto.bars(counts).map { bar in
            FailureReport.Row(
                site: site,
                scenario: bar.key,
                cases: bar.count,
                share: bar.share,
                isVital: bar.isVital
            )
        }
    }
}

/// A running total that does not agree with the cases behind it.
package struct TotalDifference: Hashable, Sendable {
    /// The site's number.
    package let site: UInt32
    /// The scenario's code, empty for cases that nobody has named.
    package let scenario: String
    /// Days since 1970.
    package let day: Int64
    /// By what the total counts.
    package let factor: TotalFactor
    /// The value of the factor.
    package let value: Int64
    /// What the total says.
    package let kept: Int64
    /// How many cases there are.
    package let counted: Int64
}

extension HubStore {
    /// Builds the running totals anew from the cases and the scores, in one transaction.
    ///
    /// - Returns: where the totals had been wrong; there must never be any such place.
    package func recount() throws -> [TotalDifference] {
        try database.write { database in
            var counted = TotalsChange()
            for type in [Catalogue.recoveryCase, Catalogue.feedback] {
                try RecordTable(type, database).forEach("", []) { counted.add($0, 1) }
            }
            let kept = try TotalsChange.read(database)
            let differences = Set(kept.keys).union(counted.counts.keys).compactMap { key in
                let was = kept[key] ?? 0
                let found = counted.counts[key] ?? 0
                return was == found ? nil : TotalDifference(key, kept: was, counted: found)
            }
            try database.execute(sql: "DELETE FROM total")
            try counted.write(to: database)
            return differences.sorted { $0.order < $1.order }
        }
    }
}

extension TotalDifference {
    fileprivate init(_ key: TotalsChange.Key, kept: Int64, counted: Int64) {
        self.init(
            site: key.site,
            scenario: key.scenario,
            day: key.day,
            factor: key.factor,
            value: key.value,
            kept: kept,
            counted: counted
        )
    }

    fileprivate var order: (UInt32, Int64, String, Int64, Int64) {
        (site, day, scenario, factor.rawValue, value)
    }
}

extension TotalsChange {
    /// The totals as they are kept, without those that came back to nothing.
    fileprivate static func read(_ database: Database) throws -> [Key: Int64] {
        let statement = try RawStatement(
            database,
            "SELECT site, scenario, day, factor, value, cases FROM total WHERE cases <> 0"
        )
        defer { statement.reset() }
        var totals: [Key: Int64] = [:]
        while try statement.step() {
            guard let factor = TotalFactor(rawValue: statement.integer(3)) else { continue }
            let key = Key(
                site: UInt32(truncatingIfNeeded: statement.integer(0)),
                scenario: statement.text(1),
                day: statement.integer(2),
                factor: factor,
                value: statement.integer(4)
            )
            totals[key] = statement.integer(5)
        }
        return totals
    }
}
