import GRDB
import Recovery

/// How many cases there were, by site and kind of failure, over some days.
package struct FailureCounts: Sendable {
    /// The days, since 1970 by UTC, both included.
    package let days: ClosedRange<Int64>
    /// By site's number, then by scenario's code; an empty code stands for unnamed cases.
    package let counts: [UInt32: [String: Int]]
    /// Cases by site that turned out to be no failure; they are in no other figure.
    package let notFailures: [UInt32: Int]
    /// Occupied room nights by site, where they are known.
    package let exposure: [UInt32: Exposure]

    /// How much could have gone wrong at a site.
    package struct Exposure: Hashable, Sendable {
        package var roomNights: Int
        /// Days of the range for which the site has told them.
        package var dayCount: Int
    }

    /// Cases of a kind over all sites.
    package func total(_ scenario: String) -> Int {
        counts.values.reduce(0) { $0 + ($1[scenario] ?? 0) }
    }

    /// Cases of a site.
    package func total(of site: UInt32) -> Int { counts[site]?.values.reduce(0, +) ?? 0 }

    /// All cases.
    package var total: Int { counts.keys.reduce(0) { $0 + total(of: $1) } }

    /// Every kind that was met, the most frequent first.
    package var scenarios: [String] {
        let sums = counts.values.reduce(into: [String: Int]()) { sums, site in
            sums.merge(site, uniquingKeysWith: +)
        }
        return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// What one site told; everything for nil.
    package func only(_ site: UInt32?) -> FailureCounts {
        guard let site else { return self }
        return FailureCounts(
            days: days,
            counts: counts.filter { $0.key == site },
            notFailures: notFailures.filter { $0.key == site },
            exposure: exposure.filter { $0.key == site }
        )
    }

    /// Cases per 1,000 occupied room nights; nil unless every day's room nights are known.
    package func rate(_ count: Int, of site: UInt32) -> Double? {
        guard let exposure = exposure[site], exposure.dayCount == days.count,
            exposure.roomNights > 0
        else { return nil }
        return Double(count) * 1000 / Double(exposure.roomNights)
    }
}

/// Cases of one week, which begins on a Monday.
package struct WeekCount: Hashable, Sendable {
    /// The Monday, in days since 1970.
    package let monday: Int64
    package let cases: Int
}

extension StoreReader {
    /// Counts failures from one day to another, from the running totals.
    package func failureCounts(_ days: ClosedRange<Int64>) throws -> FailureCounts {
        let statement = try RawStatement(
            database,
            """
            SELECT site, scenario, SUM(cases) FROM total
            WHERE factor = \(TotalFactor.all.rawValue) AND day BETWEEN ? AND ?
            GROUP BY site, scenario HAVING SUM(cases) > 0
            """
        )
        defer { statement.reset() }
        statement.bind(1, days.lowerBound)
        statement.bind(2, days.upperBound)
        var counts: [UInt32: [String: Int]] = [:]
        while try statement.step() {
            let site = UInt32(truncatingIfNeeded: statement.integer(0))
            counts[site, default: [:]][statement.text(1)] = Int(statement.integer(2))
        }
        return FailureCounts(
            days: days,
            counts: counts,
            notFailures: try notFailures(days),
            exposure: try exposure(days)
        )
    }

    private func notFailures(_ days: ClosedRange<Int64>) throws -> [UInt32: Int] {
        let statement = try RawStatement(
            database,
            """
            SELECT site, SUM(cases) FROM total
            WHERE factor = \(TotalFactor.notAFailure.rawValue) AND day BETWEEN ? AND ?
            GROUP BY site HAVING SUM(cases) > 0
            """
        )
        defer { statement.reset() }
        statement.bind(1, days.lowerBound)
        statement.bind(2, days.upperBound)
        var counts: [UInt32: Int] = [:]
        while try statement.step() {
            counts[UInt32(truncatingIfNeeded: statement.integer(0))] = Int(statement.integer(1))
        }
        return counts
    }

    private func exposure(
        _ days: ClosedRange<Int64>
    ) throws -> [UInt32: FailureCounts.Exposure] {
        let statement = try RawStatement(
            database,
            """
            SELECT site, SUM(nights), COUNT(*) FROM (\(Self.roomNightsByDay)) GROUP BY site
            """
        )
        defer { statement.reset() }
        statement.bind(1, days.lowerBound)
        statement.bind(2, days.upperBound)
        var exposure: [UInt32: FailureCounts.Exposure] = [:]
        while try statement.step() {
            exposure[UInt32(truncatingIfNeeded: statement.integer(0))] = FailureCounts.Exposure(
                roomNights: Int(statement.integer(1)),
                dayCount: Int(statement.integer(2))
            )
        }
        return exposure
    }

    /// Cases week by week over whole weeks, those without any included.
    ///
    /// `scenario` is one kind of failure, or all when nil; `site` likewise; `mondays` the first and
    /// the last week.
    package func weeklyCases(
        of scenario: String?,
        at site: UInt32? = nil,
        mondays: ClosedRange<Int64>
    ) throws -> [WeekCount] {
        let statement = try RawStatement(
            database,
            """
            SELECT (day + 3) / 7 * 7 - 3, SUM(cases) FROM total
            WHERE factor = \(TotalFactor.all.rawValue) AND day BETWEEN ?1 AND ?2
                AND (?3 IS NULL OR scenario = ?3) AND (?4 IS NULL OR site = ?4)
            GROUP BY 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, mondays.lowerBound)
        statement.bind(2, mondays.upperBound + 6)
        if let scenario { statement.bind(3, scenario) } else { statement.bindNull(3) }
        if let site { statement.bind(4, Int64(site)) } else { statement.bindNull(4) }
        var counts: [Int64: Int] = [:]
        while try statement.step() { counts[statement.integer(0)] = Int(statement.integer(1)) }
        return stride(from: mondays.lowerBound, through: mondays.upperBound, by: 7).map {
            WeekCount(monday: $0, cases: counts[$0] ?? 0)
        }
    }

    /// Cases by the values of a factor, from the running totals.
    package func factorCounts(
        _ factor: TotalFactor,
        of scenario: String,
        _ days: ClosedRange<Int64>
    ) throws -> [Int64: Int] {
        let statement = try RawStatement(
            database,
            """
            SELECT value, SUM(cases) FROM total
            WHERE factor = ? AND scenario = ? AND day BETWEEN ? AND ? GROUP BY value
            """
        )
        defer { statement.reset() }
        statement.bind(1, factor.rawValue)
        statement.bind(2, scenario)
        statement.bind(3, days.lowerBound)
        statement.bind(4, days.upperBound)
        var counts: [Int64: Int] = [:]
        while try statement.step() { counts[statement.integer(0)] = Int(statement.integer(1)) }
        return counts.filter { $0.value != 0 }
    }

    /// Cases on which work is still needed, by site, from the running totals.
    package func openCounts() throws -> [UInt32: Int] {
        let statement = try RawStatement(
            database,
            """
            SELECT site, cases FROM total
            WHERE factor = \(TotalFactor.open.rawValue) AND day = 0 AND cases > 0
            """
        )
        defer { statement.reset() }
        var counts: [UInt32: Int] = [:]
        while try statement.step() {
            counts[UInt32(truncatingIfNeeded: statement.integer(0))] = Int(statement.integer(1))
        }
        return counts
    }
}

extension StoreReader {
    /// Cases of severity 4 or 5, from the running totals.
    package func graveCount(_ days: ClosedRange<Int64>) throws -> Int {
        let statement = try RawStatement(
            database,
            """
            SELECT COALESCE(SUM(cases), 0) FROM total
            WHERE factor = \(TotalFactor.severity.rawValue)
                AND value >= \(Severity.staySpoiled.rawValue) AND day BETWEEN ? AND ?
            """
        )
        defer { statement.reset() }
        statement.bind(1, days.lowerBound)
        statement.bind(2, days.upperBound)
        return try statement.step() ? Int(statement.integer(0)) : 0
    }
}
