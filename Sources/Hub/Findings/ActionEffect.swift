package import Insight
import Recovery
package import Storage

/// What a corrective action did: the weeks after it against those before, at the sites where it was
/// done, and at those where nothing was.
package struct ActionEffect: Sendable {
    /// So many weeks are read on either side.
    package static let weekCountMax = 26

    /// Cases and what they could have come from, on one side.
    package struct Side: Sendable {
        package let sites: [UInt32]
        package let before: ExposedCount
        /// Nil while no whole week has passed.
        package let after: ExposedCount?
    }

    /// The Mondays of the weeks before; the week in which it was done belongs to neither side.
    package let before: [Int64]
    /// The Mondays of the whole weeks after.
    package let after: [Int64]
    package let treated: Side
    /// Nil where there is no site to compare with.
    package let untreated: Side?
    /// Untreated sites that are left out: not heard since, or telling nothing at the beginning.
    package let leftOut: [UInt32]
    /// Whether the exposure is room nights; else it is weeks of sites.
    package let isRate: Bool
    /// Nil while no whole week has passed.
    package let check: EffectCheck?
    /// When it will be known, were the rate halved; nil where a year or two do not suffice.
    package let forecast: EffectForecast?

    /// Holds the weeks of `streams` before and after the day of the doing against each other.
    ///
    /// `streams` are those of one kind of failure. Nil without a week before.
    package init?(
        _ streams: FailureStreams,
        doneOn day: Int64,
        treated: Set<UInt32>,
        untreated: Set<UInt32>,
        leftOut: Set<UInt32> = []
    ) {
        let weeks = streams.mondays.indices
        let during = day - ((day + 3) % 7 + 7) % 7
        let earlier = weeks.prefix { streams.mondays[$0] < during }.suffix(Self.weekCountMax)
        let later = weeks.drop { streams.mondays[$0] <= during }.prefix(Self.weekCountMax)
        guard !earlier.isEmpty, !treated.isEmpty else { return nil }
        let all = Range(earlier).union(later)
        func isKnown(_ site: UInt32) -> Bool { (streams.roomNights(of: site, all) ?? 0) > 0 }
        isRate = treated.allSatisfy(isKnown)
        let compared = isRate ? untreated.filter(isKnown) : untreated
        let isRate = isRate
        func count(_ sites: Set<UInt32>, _ weeks: ArraySlice<Int>) -> ExposedCount? {
            let weeks = Range(weeks)
            let cases = streams.cases.keys.filter { sites.contains($0.site) }
                .reduce(0) { $0 + streams.cases(of: $1, weeks) }
            let exposure =
                isRate
                ? sites.reduce(0) { $0 + (streams.roomNights(of: $1, weeks) ?? 0) }
                : sites.count * weeks.count
            // A rate is one per 1,000 nights, so that its figures can be read.
            return ExposedCount(count: cases, exposure: Double(exposure) / (isRate ? 1000 : 1))
        }
        func side(_ sites: Set<UInt32>) -> Side? {
            count(sites, ArraySlice(earlier)).map {
                Side(
                    sites: sites.sorted(),
                    before: $0,
                    after: later.isEmpty ? nil : count(sites, ArraySlice(later))
                )
            }
        }
        guard let done = side(treated) else { return nil }
        let other = compared.isEmpty ? nil : side(compared)
        (self.treated, self.untreated) = (done, other)
        self.leftOut = leftOut.union(untreated.subtracting(compared)).sorted()
        before = earlier.map { streams.mondays[$0] }
        after = later.map { streams.mondays[$0] }
        check = done.change.map { EffectCheck(treated: $0, untreated: other?.change) }
        let weekCount = Double(earlier.count)
        forecast = EffectForecast(
            before: done.before,
            exposure: done.before.exposure / weekCount,
            untreated: other.map { ($0.before, $0.before.exposure / weekCount) }
        )
    }

    /// What the figures say.
    package enum Verdict: Sendable {
        /// No whole week has passed since.
        case tooEarly
        case tooFewCases
        case helped
        case worse
        /// Neither is shown.
        case unproven
    }

    /// What the figures say.
    package var verdict: Verdict {
        switch check?.verdict {
        case nil: .tooEarly
        case .tooFewCases: .tooFewCases
        case .effective: .helped
        case .worse: .worse
        case .unproven: .unproven
        }
    }
}

extension ActionEffect.Side {
    /// After against before.
    package var change: RateRatio? { after.map { RateRatio($0, to: before) } }
}

extension Range<Int> {
    /// A run of indexes.
    fileprivate init(_ run: some Collection<Int>) {
        self = (run.min() ?? 0)..<((run.max() ?? -1) + 1)
    }

    fileprivate func union(_ run: some Collection<Int>) -> Range<Int> {
        run.isEmpty ? self : lowerBound..<Swift.max(upperBound, (run.max() ?? 0) + 1)
    }
}

/// A failure that comes back after an action had been found to help.
package struct ActionRelapse: Hashable, Sendable {
    /// How many whole weeks it speaks of.
    package let weekCount: Int
    package let cases: Int
    /// How many there would be at the rate that the action had brought.
    package let expected: Double

    /// The chance at which it counts, that of a point beyond three standard deviations.
    private static let chanceMax = 0.00135
    /// Fewer cases than this are no relapse: one more or less would undo it.
    private static let caseCountMin = 4

    /// Looks whether the weeks since `judged` have more than the weeks from the doing to it.
    ///
    /// The last four weeks are asked about, and all of them together.
    package init?(
        _ streams: FailureStreams,
        doneOn done: Int64,
        judgedOn judged: Int64,
        treated: Set<UInt32>
    ) {
        let weeks = streams.mondays.indices
        let good = weeks.filter { streams.mondays[$0] > done && streams.mondays[$0] <= judged }
        let since = weeks.filter { streams.mondays[$0] > judged }
        guard let first = good.first, let last = good.last, let end = since.last else { return nil }
        let isRate = treated.allSatisfy { (streams.roomNights(of: $0, first..<end + 1) ?? 0) > 0 }
        func count(_ weeks: Range<Int>) -> ExposedCount? {
            let cases = streams.cases.keys.filter { treated.contains($0.site) }
                .reduce(0) { $0 + streams.cases(of: $1, weeks) }
            let exposure =
                isRate
                ? treated.reduce(0) { $0 + (streams.roomNights(of: $1, weeks) ?? 0) }
                : treated.count * weeks.count
            return ExposedCount(count: cases, exposure: Double(exposure))
        }
        guard let reference = count(first..<last + 1) else { return nil }
        for length in Set([min(4, since.count), since.count]).sorted() {
            guard let sample = count(end + 1 - length..<end + 1) else { continue }
            let change = RateRatio(sample, to: reference)
            if sample.count >= Self.caseCountMin, change.chanceOfHigher <= Self.chanceMax {
                weekCount = length
                cases = sample.count
                expected = change.expected
                return
            }
        }
        return nil
    }
}
