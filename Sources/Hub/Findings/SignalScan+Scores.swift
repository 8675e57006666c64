import Insight
import Recovery
import Storage

extension SignalScan {
    /// To this part of what the scores let expect the cases must have fallen to be told.
    static let reportedPart = 2.0 / 3

    /// Whether a site's cases of all kinds have fallen while its guests' scores did not get better.
    ///
    /// The last ``comparedCount`` weeks against the site's first ones: cases by room nights, or by
    /// weeks where those are not known, beside low scores by all scores, by the exact conditional
    /// test of ``reportedPart``. Where less fails, fewer guests score low; where only less is
    /// written down, as many do.
    static func unreported(_ streams: FailureStreams) -> [Finding] {
        let begins = firstWeeks(streams)
        return streams.scores.sorted { $0.key < $1.key }.compactMap { site, scores in
            begins[site].flatMap { unreported(at: site, from: $0, scores, streams) }
        }
    }

    private static func unreported(
        at site: UInt32,
        from start: Int,
        _ scores: [FailureStreams.Scored],
        _ streams: FailureStreams
    ) -> Finding? {
        let first = start..<start + baselineCount
        let last = streams.mondays.count - comparedCount..<streams.mondays.count
        guard last.lowerBound >= first.upperBound,
            let low = lowScores(scores[last]),
            let lowBefore = lowScores(scores[first]), low.count > 0
        else { return nil }
        let nights = [last, first].compactMap { streams.roomNights(of: site, $0) }
        let isRate = nights.count == 2 && nights.allSatisfy { $0 > 0 }
        func cases(_ weeks: Range<Int>, _ exposure: Double) -> ExposedCount? {
            let count = streams.cases.reduce(0) { sum, one in
                one.key.site == site ? sum + one.value[weeks].reduce(0, +) : sum
            }
            return ExposedCount(count: count, exposure: exposure)
        }
        let exposures = isRate ? nights.map(Double.init) : [last, first].map { Double($0.count) }
        guard let now = cases(last, exposures[0]), let before = cases(first, exposures[1]),
            let expectedNow = ExposedCount(
                count: now.count,
                exposure: now.exposure * reportedPart
            )
        else { return nil }
        let scoresChange = RateRatio(low, to: lowBefore)
        return Finding(
            kind: .unreported,
            stream: FailureStreams.Stream(site: site, scenario: FailureStreams.Stream.everyKind),
            weekCount: comparedCount,
            cases: now.count,
            expected: RateRatio(now, to: before).expected * (scoresChange.value ?? 1),
            pValue: RatioOfRatios(RateRatio(expectedNow, to: before), to: scoresChange)
                .chanceOfLower
        )
    }

    private static func lowScores(_ weeks: ArraySlice<FailureStreams.Scored>) -> ExposedCount? {
        ExposedCount(
            count: weeks.reduce(0) { $0 + $1.low },
            exposure: Double(weeks.reduce(0) { $0 + $1.all })
        )
    }
}
