/// Which of many streams have changed lately, with no more false findings than asked for.
///
/// The newest 4, 13 and 26 periods of each stream are held against its baseline by the exact
/// conditional test, which knows that a baseline is itself a count; the best of the looks pays for
/// all of them (Bonferroni). A ``CUSUM`` finds a change sooner but takes its accepted rate for
/// known: after a baseline of 42 cases its false alarms come 2.7 times as often as designed.
package struct StreamScan<Key: Hashable & Sendable>: Sendable {
    /// One stream's clearest look.
    package struct Finding: Sendable {
        /// Which stream.
        package let key: Key
        /// How many of the newest periods were looked at.
        package let periodCount: Int
        /// Those periods against the baseline.
        package let change: RateRatio
        /// How many times chance the baseline scatters, 1 or more; the test makes room for it.
        package let phi: Double
        /// The chance of a change this clear in any look while nothing has changed.
        package let pValue: Double
        /// The false-finding rate at which the stream counts as changed.
        package fileprivate(set) var adjusted: Double
    }

    /// Above to find what got worse, below to find what got better.
    package let side: ChartPoint.Side
    /// How many of the newest periods each look takes.
    package let looks: [Int]
    private var findings: [Finding] = []

    /// A scan of no streams yet; `looks` are numbers of periods above 0.
    package init(side: ChartPoint.Side = .above, looks: [Int] = [4, 13, 26]) {
        precondition(looks.allSatisfy { $0 > 0 }, "a look takes one period or more")
        self.side = side
        self.looks = looks
    }

    /// Adds a stream: its baseline, and the complete periods since, the newest last.
    ///
    /// A stream without a baseline or with fewer periods than the shortest look is left out. All
    /// others belong in, the quiet ones too.
    package mutating func add(_ key: Key, baseline: [ExposedCount], recent: [ExposedCount]) {
        let windows = looks.filter { $0 <= recent.count }
        let phi = Self.phi(baseline)
        let tested = windows.compactMap { count -> Finding? in
            guard let before = Self.sum(baseline), let now = Self.sum(recent.suffix(count)) else {
                return nil
            }
            let chance = chance(now, before, phi) * Double(windows.count)
            return Finding(
                key: key,
                periodCount: count,
                change: RateRatio(now, to: before),
                phi: phi,
                pValue: min(1, chance),
                adjusted: 1
            )
        }
        if let clearest = tested.min(by: { $0.pValue < $1.pValue }) { findings.append(clearest) }
    }

    /// All streams, the surest change first, judged together.
    package func judged(dependence: FalseDiscovery.Dependence = .independent) -> [Finding] {
        let adjusted = FalseDiscovery.adjusted(findings.map(\.pValue), dependence: dependence)
        return zip(findings, adjusted).map { finding, adjusted in
            var finding = finding
            finding.adjusted = adjusted
            return finding
        }
        .sorted { $0.pValue < $1.pValue }
    }

    /// Counts that come phi at a time prove as much as counts by phi, rounded against a finding.
    private func chance(_ now: ExposedCount, _ before: ExposedCount, _ phi: Double) -> Double {
        let isRise = side == .above
        let recent = Self.scaled(now, by: phi, isRise ? .down : .up)
        let past = Self.scaled(before, by: phi, isRise ? .up : .down)
        guard let recent, let past else { return 1 }
        let ratio = RateRatio(recent, to: past)
        return isRise ? ratio.chanceOfHigher : ratio.chanceOfLower
    }

    private static func scaled(
        _ cases: ExposedCount,
        by phi: Double,
        _ rule: FloatingPointRoundingRule
    ) -> ExposedCount? {
        let count = Int((Double(cases.count) / phi).rounded(rule))
        return ExposedCount(count: count, exposure: cases.exposure)
    }

    /// The baseline's scatter where it is plainly more than chance, else 1.
    private static func phi(_ baseline: [ExposedCount]) -> Double {
        guard let centre = ExposedCount.pooled(baseline),
            let found = Overdispersion(baseline, around: centre), found.pValue < 0.05
        else { return 1 }
        let squares = baseline.reduce(0) { sum, period in
            let score = (period.rate - centre) / period.spread(around: centre)
            return sum + score * score
        }
        return max(1, squares / Double(baseline.count - 1))
    }

    private static func sum(_ periods: some Sequence<ExposedCount>) -> ExposedCount? {
        let all = periods.reduce((count: 0, exposure: 0.0)) {
            ($0.count + $1.count, $0.exposure + $1.exposure)
        }
        return ExposedCount(count: all.count, exposure: all.exposure)
    }
}
