import Insight
import Recovery
import Storage

extension SignalScan {
    /// So many times the other sites' part a part must exceed to be told.
    ///
    /// Houses differ by themselves, in their walls and in their guests; by half is no news.
    static let apartFactor = 2.0

    /// Whether each kind is a larger part of its site's failures than of the other sites'.
    ///
    /// Over the last weeks, where at least three sites have cases, by the exact conditional test of
    /// ``apartFactor``. Parts are compared and not rates: a site that writes down more of
    /// everything is not worse at everything.
    static func apart(
        _ named: [FailureStreams.Stream],
        _ streams: FailureStreams
    ) -> [Finding] {
        let count = streams.mondays.count
        guard count >= comparedCount else { return [] }
        let weeks = count - comparedCount..<count
        var totals: [UInt32: Int] = [:]
        for stream in streams.cases.keys {
            totals[stream.site, default: 0] += streams.cases(of: stream, weeks)
        }
        let sites = totals.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard sites.count > 2 else { return [] }
        return Set(named.map(\.scenario)).sorted().flatMap { scenario in
            let samples = sites.compactMap { site, total in
                let stream = FailureStreams.Stream(site: site, scenario: scenario)
                return ExposedCount(
                    count: streams.cases(of: stream, weeks),
                    exposure: Double(total)
                )
            }
            let known = Set(named.filter { $0.scenario == scenario }.map(\.site))
            return sites.indices.filter { known.contains(sites[$0].key) }.compactMap { index in
                apart(samples, at: index).map { expected, pValue in
                    Finding(
                        kind: .apart,
                        stream: FailureStreams.Stream(site: sites[index].key, scenario: scenario),
                        weekCount: comparedCount,
                        cases: samples[index].count,
                        expected: expected,
                        pValue: pValue
                    )
                }
            }
        }
    }

    /// A site against all others.
    private static func apart(
        _ all: [ExposedCount],
        at index: Int
    ) -> (expected: Double, pValue: Double)? {
        let sample = all[index]
        let count = all.reduce(0) { $0 + $1.count } - sample.count
        let exposure = all.reduce(0) { $0 + $1.exposure } - sample.exposure
        guard let others = ExposedCount(count: count, exposure: exposure),
            let wide = ExposedCount(count: sample.count, exposure: sample.exposure * apartFactor)
        else { return nil }
        return (others.rate * sample.exposure, RateRatio(wide, to: others).chanceOfHigher)
    }

    /// This part of the other sites' share a site must fall short of to be told.
    ///
    /// Sites have guests of different kinds, who tell more or less of it face to face.
    static let writtenPart = 2.0 / 3

    /// Whether few of a site's cases were told to its staff, which guests do most.
    ///
    /// Few of them mean that much is told and little written down, not that little fails; over the
    /// last weeks, by the exact binomial test of ``writtenPart``.
    static func unwritten(_ streams: FailureStreams) -> [Finding] {
        let told = streams.told.filter { $0.value.all > 0 }.sorted { $0.key < $1.key }
        guard told.count > 2 else { return [] }
        let (staff, all) = told.reduce((0, 0)) { ($0.0 + $1.value.staff, $0.1 + $1.value.all) }
        return told.compactMap { site, own in
            guard let others = Part(count: staff - own.staff, of: all - own.all) else { return nil }
            let chance = others.share * writtenPart
            return Finding(
                kind: .unwritten,
                stream: FailureStreams.Stream(
                    site: site,
                    scenario: FailureStreams.Stream.everyKind
                ),
                weekCount: FailureStreams.toldWeekCount,
                cases: own.staff,
                expected: others.share * Double(own.all),
                pValue: Binomial(trials: own.all, chance: chance).atMost(own.staff)
            )
        }
    }
}
