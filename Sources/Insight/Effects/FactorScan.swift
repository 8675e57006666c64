/// Which touchpoint, place, shift or weekday a failure comes from more often than it should.
///
/// Every level of every factor is tested exactly against all others of its factor, and all tests
/// of a scan share one rate of false findings.
package struct FactorScan<Factor: Hashable & Sendable, Level: Hashable & Sendable>: Sendable {
    /// One level of one factor, held against the factor's other levels.
    package struct Finding: Sendable {
        /// What kind of thing it is: the shift, the floor.
        package let factor: Factor
        /// Which one: nights, the third.
        package let level: Level
        /// How many cases of the failure it has.
        package let count: Int
        /// How many it would have were it like the others.
        package let expected: Double
        /// How many times as often as elsewhere; nothing where elsewhere there are none.
        package let ratio: Double?
        /// The chance of as many cases or more were it like the others.
        package let pValue: Double
        /// The false-finding rate at which this level counts as found.
        package fileprivate(set) var adjusted: Double
        fileprivate let comparison: Comparison

        /// Where that ratio lies, at 95 % for this level alone.
        ///
        /// Worked out when it is asked for: of many levels few are shown.
        package var interval: Interval {
            switch comparison {
            case .rates(let ratio): ratio.interval()
            case .odds(let ratio): ratio.interval()
            }
        }
    }

    fileprivate enum Comparison: Sendable {
        case rates(RateRatio)
        case odds(RatioOfRatios)
    }

    private var findings: [Finding] = []

    /// A scan of nothing yet.
    package init() {}

    /// Adds a factor whose exposure is known: room nights by floor, covers by meal.
    package mutating func add(
        _ factor: Factor,
        levels: [(level: Level, cases: ExposedCount)]
    ) {
        let count = levels.reduce(0) { $0 + $1.cases.count }
        let exposure = levels.reduce(0) { $0 + $1.cases.exposure }
        for (level, cases) in levels {
            let rest = ExposedCount(
                count: count - cases.count,
                exposure: exposure - cases.exposure
            )
            guard let rest else { continue }
            let ratio = RateRatio(cases, to: rest)
            findings.append(
                Finding(
                    factor: factor,
                    level: level,
                    count: cases.count,
                    expected: Double(count) * cases.exposure / exposure,
                    ratio: ratio.value,
                    pValue: ratio.chanceOfHigher,
                    adjusted: 1,
                    comparison: .rates(ratio)
                )
            )
        }
    }

    /// Adds a factor whose exposure nobody knows: this failure's cases against all other failures'.
    ///
    /// Then the ratio is an odds ratio, and says in what this failure differs from the others.
    package mutating func add(
        _ factor: Factor,
        levels: [(level: Level, count: Int, otherFailures: Int)]
    ) {
        let count = levels.reduce(0) { $0 + $1.count }
        let others = levels.reduce(0) { $0 + $1.otherFailures }
        guard count + others > 0 else { return }
        for (level, here, otherHere) in levels {
            let cells = [here, otherHere, count - here, others - otherHere]
                .compactMap { ExposedCount(count: $0, exposure: 1) }
            guard cells.count == 4 else { continue }
            let ratio = RatioOfRatios(
                RateRatio(cells[0], to: cells[1]),
                to: RateRatio(cells[2], to: cells[3])
            )
            findings.append(
                Finding(
                    factor: factor,
                    level: level,
                    count: here,
                    expected: Double(count) * Double(here + otherHere) / Double(count + others),
                    ratio: ratio.value,
                    pValue: ratio.chanceOfHigher,
                    adjusted: 1,
                    comparison: .odds(ratio)
                )
            )
        }
    }

    /// All levels, the surest first, judged together.
    ///
    /// Levels of one factor compete for the same cases and factors overlap: hence any dependence.
    package func judged(
        dependence: FalseDiscovery.Dependence = .any
    ) -> [Finding] {
        let adjusted = FalseDiscovery.adjusted(findings.map(\.pValue), dependence: dependence)
        return zip(findings, adjusted).map { finding, adjusted in
            var finding = finding
            finding.adjusted = adjusted
            return finding
        }
        .sorted { $0.pValue < $1.pValue }
    }
}
