import Insight
import Recovery
import Storage

/// In what the cases of one kind differ from all other failures: the shift, the room, the channel.
struct FactorFindings {
    /// One level of one factor.
    struct Finding {
        let factor: CaseFactor
        /// As it is stored; of a place, after its site's number.
        let level: String
        let count: Int
        let expected: Double
        /// How many times the odds elsewhere.
        let ratio: Double?
        /// The false-discovery rate at which it counts as found.
        let rate: Double
        /// Sites that have cases of it, and how many of them lean the other way.
        let siteCount: Int
        let againstCount: Int

        fileprivate let scanned: FactorScan<CaseFactor, String>.Finding

        /// Where the ratio lies, at 95 % for this level alone; it takes a moment.
        var interval: Interval { scanned.interval }
        /// Whether it is more than chance.
        var isFound: Bool { rate <= FalseDiscovery.rate && count >= FactorFindings.caseCountMin }
        /// Whether most sites lean the other way: the sites' mix makes it, not the factor.
        var isReversed: Bool { 2 * againstCount > siteCount }
    }

    /// Of a factor's cases, those of which the level is known.
    struct Known {
        let factor: CaseFactor
        let part: Part
    }

    /// Fewer cases than this are never a finding: one more or less would undo it.
    static let caseCountMin = 4
    /// A place is asked about from so many cases of any kind; one with fewer can show nothing.
    private static let placeCountMin = 5
    /// So many levels of one factor at most, those with the most cases of any kind.
    private static let levelCountMax = 120

    /// The surest first.
    let findings: [Finding]
    let known: [Known]

    init(_ cases: FactoredCases, zones: [UInt32: TimeZoneRules]) {
        var tables: [CaseFactor: [String: [UInt32: Cell]]] = [:]
        var knownCounts: [CaseFactor: Int] = [:]
        for one in cases.cases {
            for (factor, level) in Self.levels(one, zones) {
                tables[factor, default: [:]][level, default: [:]][one.site, default: Cell()]
                    .add(one.isKind)
                if one.isKind { knownCounts[factor, default: 0] += 1 }
            }
        }
        var scan = FactorScan<CaseFactor, String>()
        for (factor, levels) in tables.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where !Self.followsFromKind(factor, levels) {
            scan.add(factor, levels: Self.asked(factor, levels))
        }
        let kindCount = cases.kindCount
        known = CaseFactor.allCases.compactMap { factor in
            Part(count: knownCounts[factor] ?? 0, of: kindCount).map {
                Known(factor: factor, part: $0)
            }
        }
        findings = scan.judged().filter { $0.level != Self.rest }.map { found in
            let sites = tables[found.factor]?[found.level] ?? [:]
            let totals = Self.totals(tables[found.factor] ?? [:])
            let leaning = sites.filter { site, cell in cell.leansAway(from: totals[site]) }
            return Finding(
                factor: found.factor,
                level: found.level,
                count: found.count,
                expected: found.expected,
                ratio: found.ratio,
                rate: found.adjusted,
                siteCount: sites.count,
                againstCount: leaning.count,
                scanned: found
            )
        }
    }

    /// Levels that have too few cases to be asked about, together.
    private static let rest = ""

    private struct Cell {
        var here = 0
        var elsewhere = 0

        mutating func add(_ isKind: Bool) {
            if isKind { here += 1 } else { elsewhere += 1 }
        }

        var total: Int { here + elsewhere }

        func leansAway(from all: Cell?) -> Bool {
            guard let all, total > 0, all.total > total else { return false }
            return here * (all.total - total) < (all.here - here) * total
        }
    }

    /// Whether a factor says what the kind says: where it is met, and who sees to it.
    private static func followsFromKind(
        _ factor: CaseFactor,
        _ levels: [String: [UInt32: Cell]]
    ) -> Bool {
        guard factor == .touchpoint || factor == .team else { return false }
        let counts = levels.values.map { $0.values.reduce(0) { $0 + $1.here } }
        let all = counts.reduce(0, +)
        return 20 * (counts.max() ?? 0) >= 19 * all
    }

    private static func totals(_ levels: [String: [UInt32: Cell]]) -> [UInt32: Cell] {
        levels.values.reduce(into: [:]) { totals, sites in
            for (site, cell) in sites {
                totals[site, default: Cell()].here += cell.here
                totals[site, default: Cell()].elsewhere += cell.elsewhere
            }
        }
    }

    private static func asked(
        _ factor: CaseFactor,
        _ levels: [String: [UInt32: Cell]]
    ) -> [(level: String, count: Int, otherFailures: Int)] {
        let sums = levels.map { level, sites in
            let cell = sites.values.reduce(into: Cell()) {
                $0.here += $1.here
                $0.elsewhere += $1.elsewhere
            }
            return (level: level, count: cell.here, otherFailures: cell.elsewhere)
        }.sorted {
            ($1.count + $1.otherFailures, $0.level) < ($0.count + $0.otherFailures, $1.level)
        }
        let least = factor == .place ? placeCountMin : 1
        let asked = sums.prefix(levelCountMax).filter { $0.count + $0.otherFailures >= least }
        let left = sums.dropFirst(asked.count)
        guard !left.isEmpty else { return asked }
        return asked + [
            (
                rest, left.reduce(0) { $0 + $1.count },
                left.reduce(0) { $0 + $1.otherFailures }
            )
        ]
    }

    /// The level of each factor, with those that follow from the moment and the site.
    static func levels(
        _ one: FactoredCase,
        _ zones: [UInt32: TimeZoneRules]
    ) -> [CaseFactor: String] {
        var levels = one.levels
        levels[.site] = "\(one.site)"
        levels[.place] = levels[.place].map { "\(one.site) \($0.lowercased())" }
        levels[.team] = levels[.team]?.lowercased()
        let seconds =
            one.happenedAt.milliseconds / 1000
            + (zones[one.site] ?? .utc).offsetSeconds(at: one.happenedAt)
        let day = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
        levels[.weekday] = "\(((day + 3) % 7 + 7) % 7)"
        // At midnight sharp by UTC only the day was told.
        guard one.happenedAt.milliseconds % 86_400_000 != 0 else { return levels }
        switch (seconds - day * 86_400) / 3600 {
        case 6..<14: levels[.shift] = "1"
        case 14..<22: levels[.shift] = "2"
        default: levels[.shift] = "3"
        }
        return levels
    }
}
