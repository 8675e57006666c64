import Insight
import Recovery
import Storage

extension SignalScan {
    /// Whether each kind has become more frequent or rarer at each site.
    ///
    /// The newest weeks against the first ones of the year that is read, beside how the other sites
    /// changed between the same weeks, which takes seasons out: see ``SitesChanging``.
    static func changes(
        _ named: [FailureStreams.Stream],
        _ streams: FailureStreams
    ) -> [Finding] {
        let begins = firstWeeks(streams)
        let starts = Set(named.compactMap { begins[$0.site] })
        return Set(named.map(\.scenario)).sorted().flatMap { scenario in
            let wanted = Set(named.lazy.filter { $0.scenario == scenario }.map(\.site))
            return starts.sorted().flatMap { start -> [Finding] in
                let sites = begins.filter { $0.value <= start }.map(\.key).sorted()
                let asked = Set(sites.filter { begins[$0] == start && wanted.contains($0) })
                return changes(of: scenario, from: start, sites, asked, streams)
            }
        }
    }

    /// One kind's changes at the sites `asked` about, beside all that are known from a week on.
    private static func changes(
        of scenario: String,
        from start: Int,
        _ sites: [UInt32],
        _ asked: Set<UInt32>,
        _ streams: FailureStreams
    ) -> [Finding] {
        let count = streams.mondays.count
        let first = start..<start + baselineCount
        let looks = looks.filter { count - $0 >= first.upperBound }
        guard !looks.isEmpty, !asked.isEmpty else { return [] }
        var best: [FailureStreams.Stream: (rise: Finding, fall: Finding)] = [:]
        for look in looks {
            let known = sites.compactMap { site in
                let stream = FailureStreams.Stream(site: site, scenario: scenario)
                return change(stream, count - look..<count, first, streams).map { (stream, $0) }
            }
            let changing = SitesChanging(known.map(\.1))
            for (index, (stream, change)) in known.enumerated() where asked.contains(stream.site) {
                func finding(_ kind: SignalKind, _ side: ChartPoint.Side) -> Finding {
                    let chance = changing.chance(at: index, of: side) * Double(looks.count)
                    return Finding(
                        kind: kind,
                        stream: stream,
                        weekCount: look,
                        cases: change.rate.count,
                        expected: changing.expected(at: index),
                        pValue: min(1, chance)
                    )
                }
                let (rise, fall) = (finding(.risen, .above), finding(.fallen, .below))
                let former = best[stream] ?? (rise, fall)
                best[stream] = (
                    rise.pValue < former.rise.pValue ? rise : former.rise,
                    fall.pValue < former.fall.pValue ? fall : former.fall
                )
            }
        }
        return best.sorted { $0.key.site < $1.key.site }.flatMap { [$0.value.rise, $0.value.fall] }
    }

    /// Some weeks against earlier ones: by room nights where those of all are known, else by weeks.
    private static func change(
        _ stream: FailureStreams.Stream,
        _ weeks: Range<Int>,
        _ before: Range<Int>,
        _ streams: FailureStreams
    ) -> RateRatio? {
        let nights = [weeks, before].compactMap { streams.roomNights(of: stream.site, $0) }
        let isRate = nights.count == 2 && nights.allSatisfy { $0 > 0 }
        func counted(_ weeks: Range<Int>, _ nights: Int?) -> ExposedCount? {
            ExposedCount(
                count: streams.cases(of: stream, weeks),
                exposure: Double(nights ?? weeks.count)
            )
        }
        guard let since = counted(weeks, isRate ? nights[0] : nil),
            let former = counted(before, isRate ? nights[1] : nil)
        else { return nil }
        return RateRatio(since, to: former)
    }

    /// The week of each site's first case: before it nobody wrote down what failed.
    static func firstWeeks(_ streams: FailureStreams) -> [UInt32: Int] {
        var first: [UInt32: Int] = [:]
        for (stream, cases) in streams.cases {
            guard let week = cases.firstIndex(where: { $0 > 0 }) else { continue }
            first[stream.site] = min(first[stream.site] ?? week, week)
        }
        return first
    }
}
