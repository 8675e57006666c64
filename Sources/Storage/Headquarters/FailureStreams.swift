import GRDB
import Recovery

/// Cases week by week, stream by stream: what trends and signals are made from.
package struct FailureStreams: Sendable {
    /// One kind of failure at one site.
    package struct Stream: Hashable, Sendable {
        package let site: UInt32
        /// The scenario's code, empty for cases that nobody has named.
        package let scenario: String

        /// What stands for all kinds together.
        package static let everyKind = "*"

        package init(site: UInt32, scenario: String) {
            (self.site, self.scenario) = (site, scenario)
        }
    }

    /// Cases of a site by who heard the guest.
    package struct Told: Hashable, Sendable {
        /// Said to staff, who wrote it down.
        package var staff: Int
        /// All, with what guests wrote themselves.
        package var all: Int

        package init(staff: Int, all: Int) { (self.staff, self.all) = (staff, all) }
    }

    /// Feedback with a score, of a site in a week.
    package struct Scored: Hashable, Sendable {
        /// Those below the middle of their scale.
        package var low: Int
        package var all: Int

        package init(low: Int, all: Int) { (self.low, self.all) = (low, all) }
    }

    /// The Mondays with which the weeks begin, in days since 1970, in order.
    package let mondays: [Int64]
    /// Cases by week, for every stream that had one.
    package let cases: [Stream: [Int]]
    /// Occupied room nights by week; nil in a week of which a day is not known.
    package let roomNights: [UInt32: [Int?]]
    /// Cases of the last ``toldWeekCount`` weeks by who heard the guest; empty when not asked for.
    package let told: [UInt32: Told]
    /// Scores by week; empty when not asked for.
    package let scores: [UInt32: [Scored]]
    /// So many weeks, or as many as there are.
    package static let toldWeekCount = 26

    package init(
        mondays: [Int64],
        cases: [Stream: [Int]],
        roomNights: [UInt32: [Int?]],
        told: [UInt32: Told] = [:],
        scores: [UInt32: [Scored]] = [:]
    ) {
        (self.mondays, self.cases) = (mondays, cases)
        (self.roomNights, self.told, self.scores) = (roomNights, told, scores)
    }

    /// The streams of all sites but some.
    package func without(_ sites: Set<UInt32>) -> FailureStreams {
        guard !sites.isEmpty else { return self }
        return FailureStreams(
            mondays: mondays,
            cases: cases.filter { !sites.contains($0.key.site) },
            roomNights: roomNights.filter { !sites.contains($0.key) },
            told: told.filter { !sites.contains($0.key) },
            scores: scores.filter { !sites.contains($0.key) }
        )
    }

    /// Room nights of some weeks together; nil unless all of them are known.
    package func roomNights(of site: UInt32, _ weeks: Range<Int>) -> Int? {
        guard let known = roomNights[site] else { return nil }
        return known[weeks].reduce(0) { sum, nights in nights.flatMap { n in sum.map { $0 + n } } }
    }

    /// Cases of some weeks together.
    package func cases(of stream: Stream, _ weeks: Range<Int>) -> Int {
        cases[stream].map { $0[weeks].reduce(0, +) } ?? 0
    }
}

extension StoreReader {
    /// Cases and room nights by whole weeks, from the running totals.
    ///
    /// `mondays` are those of the first and the last week; `scenario` is one kind, or all.
    package func failureStreams(
        _ mondays: ClosedRange<Int64>,
        scenario: String? = nil
    ) throws -> FailureStreams {
        let weeks = Array(stride(from: mondays.lowerBound, through: mondays.upperBound, by: 7))
        let statement = try RawStatement(
            database,
            """
            SELECT site, scenario, (day - ?1) / 7, SUM(cases) FROM total
            WHERE factor = \(TotalFactor.all.rawValue) AND day BETWEEN ?1 AND ?2
                AND (?3 IS NULL OR scenario = ?3)
            GROUP BY 1, 2, 3 HAVING SUM(cases) > 0
            """
        )
        defer { statement.reset() }
        statement.bind(1, mondays.lowerBound)
        statement.bind(2, mondays.upperBound + 6)
        if let scenario { statement.bind(3, scenario) } else { statement.bindNull(3) }
        var cases: [FailureStreams.Stream: [Int]] = [:]
        while try statement.step() {
            let stream = FailureStreams.Stream(
                site: UInt32(truncatingIfNeeded: statement.integer(0)),
                scenario: statement.text(1)
            )
            cases[stream, default: Array(repeating: 0, count: weeks.count)][
                Int(statement.integer(2))
            ] = Int(statement.integer(3))
        }
        return FailureStreams(
            mondays: weeks,
            cases: cases,
            roomNights: try weeklyRoomNights(mondays, count: weeks.count),
            told: scenario == nil ? try told(weeks) : [:],
            scores: scenario == nil ? try weeklyScores(mondays, count: weeks.count) : [:]
        )
    }

    private func weeklyScores(
        _ mondays: ClosedRange<Int64>,
        count: Int
    ) throws -> [UInt32: [FailureStreams.Scored]] {
        let statement = try RawStatement(
            database,
            """
            SELECT site, (day - ?1) / 7, SUM(cases * value), SUM(cases) FROM total
            WHERE factor = \(TotalFactor.scored.rawValue) AND day BETWEEN ?1 AND ?2 GROUP BY 1, 2
            """
        )
        defer { statement.reset() }
        statement.bind(1, mondays.lowerBound)
        statement.bind(2, mondays.upperBound + 6)
        let none = Array(repeating: FailureStreams.Scored(low: 0, all: 0), count: count)
        var scores: [UInt32: [FailureStreams.Scored]] = [:]
        while try statement.step() {
            let site = UInt32(truncatingIfNeeded: statement.integer(0))
            scores[site, default: none][Int(statement.integer(1))] = FailureStreams.Scored(
                low: Int(statement.integer(2)),
                all: Int(statement.integer(3))
            )
        }
        return scores
    }

    private func told(_ mondays: [Int64]) throws -> [UInt32: FailureStreams.Told] {
        let weeks = mondays.suffix(FailureStreams.toldWeekCount)
        guard let first = weeks.first, let last = weeks.last else { return [:] }
        let staff = FeedbackChannel.allCases.filter(\.isToldToStaff).map { "\($0.rawValue)" }
        let statement = try RawStatement(
            database,
            """
            SELECT site, SUM(cases) FILTER (WHERE value IN (\(staff.joined(separator: ", ")))),
                SUM(cases)
            FROM total
            WHERE factor = \(TotalFactor.channel.rawValue) AND day BETWEEN ? AND ? AND value > 0
            GROUP BY site
            """
        )
        defer { statement.reset() }
        statement.bind(1, first)
        statement.bind(2, last + 6)
        var told: [UInt32: FailureStreams.Told] = [:]
        while try statement.step() {
            told[UInt32(truncatingIfNeeded: statement.integer(0))] = FailureStreams.Told(
                staff: Int(statement.integer(1)),
                all: Int(statement.integer(2))
            )
        }
        return told
    }

    private func weeklyRoomNights(
        _ mondays: ClosedRange<Int64>,
        count: Int
    ) throws -> [UInt32: [Int?]] {
        let statement = try RawStatement(
            database,
            """
            SELECT site, (day - ?1) / 7, SUM(nights), COUNT(*) FROM (\(Self.roomNightsByDay))
            GROUP BY 1, 2
            """
        )
        defer { statement.reset() }
        statement.bind(1, mondays.lowerBound)
        statement.bind(2, mondays.upperBound + 6)
        var nights: [UInt32: [Int?]] = [:]
        while try statement.step() {
            guard statement.integer(3) == 7 else { continue }
            let site = UInt32(truncatingIfNeeded: statement.integer(0))
            nights[site, default: Array(repeating: nil, count: count)][
                Int(statement.integer(1))
            ] = Int(statement.integer(2))
        }
        return nights
    }
}
