import Insight
package import Storage

/// Looks over every stream of failures for what is more than chance.
///
/// Two questions are asked of each kind of failure at each site. Has it become more frequent: the
/// last 4, 13 and 26 weeks against the first 13 of the year that is read, as ``StreamScan`` does
/// it. Is it a larger part of the site's failures than elsewhere: the last 13 weeks against the
/// other sites, with room for how much sites differ anyhow. Parts are compared and not rates: a
/// site that writes down more of everything is not worse at everything. All answers of a run are
/// held together to one false-discovery rate. Seasons are not taken out: what is frequent in
/// summer rises every spring.
package struct SignalScan: Sendable {
    /// So many weeks are read.
    package static let weekCount = 52
    /// The first so many weeks of what is known of a site are what its later ones are held against:
    /// a change that lasts does not become its own measure.
    package static let baselineCount = 13
    /// Weeks in which sites are held against each other.
    package static let comparedCount = 13
    /// Fewer cases than this are never a finding: one more or less would undo it.
    package static let caseCountMin = 4

    /// What was found.
    package struct Finding: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// More frequent than it was here.
            case risen
            /// A larger part of the failures than at other sites.
            case apart
        }

        package var kind: Kind
        package var stream: FailureStreams.Stream
        /// How many of the last weeks it speaks of.
        package var weekCount: Int
        package var cases: Int
        /// How many there would be were nothing the matter.
        package var expected: Double
        /// How many times as many there are.
        package var ratio: Double
        /// The chance of it by chance alone.
        package var pValue: Double
        /// The least false-discovery rate at which it counts.
        package var rate: Double
    }

    /// The findings, the surest first.
    package let findings: [Finding]
    /// How many answers were held together.
    package let streamCount: Int

    /// Scans weeks of which the last is the last to be asked about; sites in `incomplete` may still
    /// change theirs and are left out.
    package init(_ streams: FailureStreams, incomplete: Set<UInt32> = []) {
        let named = streams.cases.keys.filter {
            !$0.scenario.isEmpty && !incomplete.contains($0.site)
        }
        .sorted { ($0.scenario, $0.site) < ($1.scenario, $1.site) }
        let answers = Self.risen(named, streams) + Self.apart(named, streams)
        streamCount = answers.count
        let adjusted = FalseDiscovery.adjusted(answers.map(\.pValue))
        findings = zip(answers, adjusted).compactMap { answer, rate in
            guard rate <= FalseDiscovery.rate, answer.cases >= Self.caseCountMin else { return nil }
            var found = answer
            found.rate = rate
            return found
        }.sorted { ($0.pValue, $0.stream.site) < ($1.pValue, $1.stream.site) }
    }

    private static func risen(
        _ named: [FailureStreams.Stream],
        _ streams: FailureStreams
    ) -> [Finding] {
        var scan = StreamScan<FailureStreams.Stream>()
        let begins = firstWeeks(streams)
        for stream in named {
            guard let first = begins[stream.site] else { continue }
            let known = first..<streams.mondays.count
            let samples = samples(stream, known, streams)
            scan.add(
                stream,
                baseline: Array(samples.prefix(baselineCount)),
                recent: Array(samples.dropFirst(baselineCount))
            )
        }
        return scan.judged().map { found in
            Finding(
                kind: .risen,
                stream: found.key,
                weekCount: found.periodCount,
                cases: found.change.rate.count,
                expected: found.change.expected,
                ratio: found.change.value ?? .infinity,
                pValue: found.pValue,
                rate: 1
            )
        }
    }

    /// The week of each site's first case: before it nobody wrote down what failed.
    private static func firstWeeks(_ streams: FailureStreams) -> [UInt32: Int] {
        var first: [UInt32: Int] = [:]
        for (stream, cases) in streams.cases {
            guard let week = cases.firstIndex(where: { $0 > 0 }) else { continue }
            first[stream.site] = min(first[stream.site] ?? week, week)
        }
        return first
    }

    /// Weeks by room nights where those of all are known, else by weeks.
    private static func samples(
        _ stream: FailureStreams.Stream,
        _ weeks: Range<Int>,
        _ streams: FailureStreams
    ) -> [ExposedCount] {
        let isRate = (streams.roomNights(of: stream.site, weeks) ?? 0) > 0
        return weeks.compactMap { week in
            let nights = isRate ? streams.roomNights(of: stream.site, week..<week + 1) : 1
            return nights.flatMap { nights in
                ExposedCount(
                    count: streams.cases(of: stream, week..<week + 1),
                    exposure: Double(nights)
                )
            }
        }
    }

    /// Each kind's sites against each other, where at least three have cases.
    private static func apart(
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
                apart(samples, at: index).map { expected, ratio, pValue in
                    Finding(
                        kind: .apart,
                        stream: FailureStreams.Stream(site: sites[index].key, scenario: scenario),
                        weekCount: comparedCount,
                        cases: samples[index].count,
                        expected: expected,
                        ratio: ratio,
                        pValue: pValue,
                        rate: 1
                    )
                }
            }
        }
    }

    /// A site against the others, whose own scatter widens what chance would allow.
    private static func apart(
        _ all: [ExposedCount],
        at index: Int
    ) -> (expected: Double, ratio: Double, pValue: Double)? {
        let sample = all[index]
        var others = all
        others.remove(at: index)
        guard let centre = ExposedCount.pooled(others), centre > 0 else { return nil }
        let scatter = Overdispersion(others, around: centre)
        let tauSquared = scatter.map { $0.pValue < 0.05 ? $0.tauSquared : 0 } ?? 0
        let expected = centre * sample.exposure
        let pValue: Double
        if tauSquared > 0 {
            let spread = sample.spread(around: centre)
            let score = (sample.rate - centre) / (spread * spread + tauSquared).squareRoot()
            pValue = Normal.atMost(-score)
        } else {
            pValue = Poisson(mean: expected).atLeast(sample.count)
        }
        return (expected, sample.rate / centre, pValue)
    }
}
