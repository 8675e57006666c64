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
        let baseline = StreamBaseline(baseline)
        guard let clearest = baseline?.clearestLook(at: recent, looks: looks, side: side) else {
            return
        }
        findings.append(
            Finding(
                key: key,
                periodCount: clearest.periodCount,
                change: clearest.change,
                phi: clearest.phi,
                pValue: clearest.pValue,
                adjusted: 1
            )
        )
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
}

/// A stream's baseline, added up once for all looks.
private struct StreamBaseline {
    struct Look {
        let periodCount: Int
        let change: RateRatio
        let phi: Double
        let pValue: Double
    }

    private let all: ExposedCount
    /// The scatter where it is plainly more than chance, else 1.
    private let phi: Double

    init?(_ periods: [ExposedCount]) {
        guard let all = Self.sum(periods) else { return nil }
        self.all = all
        guard let found = Overdispersion(periods, around: all.rate), found.pValue < 0.05 else {
            phi = 1
            return
        }
        let squares = periods.reduce(0) { sum, period in
            let score = (period.rate - all.rate) / period.spread(around: all.rate)
            return sum + score * score
        }
        phi = max(1, squares / Double(periods.count - 1))
    }

    func clearestLook(
        at recent: [ExposedCount],
        looks: [Int],
        side: ChartPoint.Side
    ) -> Look? {
        let possible = looks.filter { $0 <= recent.count }
        return possible.compactMap { count in
            Self.sum(recent.suffix(count)).map { now in
                Look(
                    periodCount: count,
                    change: RateRatio(now, to: all),
                    phi: phi,
                    pValue: min(1, chance(now, side) * Double(possible.count))
                )
            }
        }
        .min { $0.pValue < $1.pValue }
    }

    /// Counts that come phi at a time prove as much as counts by phi, rounded against a finding.
    private func chance(_ now: ExposedCount, _ side: ChartPoint.Side) -> Double {
        let isRise = side == .above
        guard let recent = scaled(now, isRise ? .down : .up),
            let past = scaled(all, isRise ? .up : .down)
        else { return 1 }
        let ratio = RateRatio(recent, to: past)
        return isRise ? ratio.chanceOfHigher : ratio.chanceOfLower
    }

    private func scaled(
        _ cases: ExposedCount,
        _ rule: FloatingPointRoundingRule
    ) -> ExposedCount? {
        let count = Int((Double(cases.count) / phi).rounded(rule))
        return ExposedCount(count: count, exposure: cases.exposure)
    }

    private static func sum(_ periods: some Sequence<ExposedCount>) -> ExposedCount? {
        let all = periods.reduce((count: 0, exposure: 0.0)) {
            ($0.count + $1.count, $0.exposure + $1.exposure)
        }
        return ExposedCount(count: all.count, exposure: all.exposure)
    }
}
