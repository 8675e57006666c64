import Insight
import Recovery
import Storage
import Web

/// One kind of failure over all sites, week by week, with the limits that chance keeps to.
struct FailureTrend: Sendable {
    private let weeks: [Week]
    private let centre: Double?
    private let isRate: Bool
    private let code: String

    private struct Week {
        var monday: Int64
        var cases: Int
        /// Room nights, or 1 where not all of them are known.
        var sample: ExposedCount?
        var point: ChartPoint?
    }

    /// The weeks by which the later ones are judged: the first so many.
    static let baselineCount = 13

    init(_ streams: FailureStreams, _ code: String) {
        self.code = code
        let sites = Set(streams.cases.keys.map(\.site))
        let nights = streams.mondays.indices.map { week in
            sites.reduce(Optional(0)) { sum, site in
                streams.roomNights(of: site, week..<week + 1).flatMap { n in sum.map { $0 + n } }
            }
        }
        let isRate = !sites.isEmpty && nights.allSatisfy { ($0 ?? 0) > 0 }
        self.isRate = isRate
        let samples = streams.mondays.indices.map { week in
            let cases = streams.cases.values.reduce(0) { $0 + $1[week] }
            // A rate is one per 1,000 nights, so that its figures can be read.
            let exposure = isRate ? Double(nights[week] ?? 0) / 1000 : 1
            return (cases: cases, sample: ExposedCount(count: cases, exposure: exposure))
        }
        let baseline = samples.prefix(Self.baselineCount).compactMap(\.sample)
        let chart =
            samples.count >= 2 * Self.baselineCount
            ? ControlChart<ExposedCount>(baseline: baseline) : nil
        centre = chart?.centre
        weeks = zip(streams.mondays, samples).map { monday, one in
            Week(
                monday: monday,
                cases: one.cases,
                sample: one.sample,
                point: one.sample.flatMap { sample in chart?.point(for: sample) }
            )
        }
    }

    /// What stands out.
    private var finding: String {
        let signals = weeks.dropFirst(Self.baselineCount).count { $0.point?.signal == .above }
        return signals == 0
            ? "No week is above what chance allows"
            : "\(Numbers.count(signals, "week")) above what chance allows"
    }

    /// What the limits are and from what.
    var note: String {
        guard centre != nil else { return "Too few weeks for limits." }
        return "\(finding). Limits are exact Poisson at 0.135 % a side"
            + (isRate ? " and follow the room nights of each week. " : ". ")
            + "The mean is that of the first \(Self.baselineCount) weeks shown. "
            + (isRate
                ? "" : "Room nights are not known at every site, so these are cases, not rates.")
    }

    func plot(_ name: String) -> ControlPlot {
        ControlPlot(
            name: name,
            finding: finding,
            unit: isRate ? "cases per 1,000 room nights" : "cases a week",
            exposureName: isRate ? "Room nights" : "Weeks",
            decimals: isRate ? 2 : 0,
            periods: weeks.map(period)
        )
    }

    private func period(_ week: Week) -> ControlPlot.Period {
        let until = CalendarDay(daysSince1970: week.monday + 6)
        return ControlPlot.Period(
            HubTime.shortDay(week.monday),
            cases: week.cases,
            exposure: isRate ? Int((week.sample?.exposure ?? 0) * 1000) : 1,
            rate: week.sample?.rate,
            centre: centre ?? week.sample?.rate ?? 0,
            limits: week.point.map { $0.limits.low...$0.limits.high },
            signal: week.point?.signal == .above
                ? "\(Numbers.count(week.cases, "case")), expected "
                    + Numbers.fixed((centre ?? 0) * (week.sample?.exposure ?? 0), 1)
                : nil,
            address: "/cases?code=\(code)&from=\(CalendarDay(daysSince1970: week.monday))"
                + "&until=\(until)"
        )
    }
}

/// The sites beside each other for one kind of failure, by rate; nil where too few are known.
struct FailureFunnel {
    private let sites: [(code: String, name: String, sample: ExposedCount)]
    private let funnel: Funnel<ExposedCount>
    private let period: Period
    private let kind: String

    init?(
        _ counts: FailureCounts,
        _ kind: String,
        _ directory: SiteDirectory,
        _ period: Period
    ) {
        let known = counts.exposure.filter { counts.rate(0, of: $0.key) != nil }
        sites = known.sorted { $0.key < $1.key }.compactMap { site, exposure in
            ExposedCount(
                count: counts.counts[site]?[kind] ?? 0,
                exposure: Double(exposure.roomNights) / 1000
            ).map { (directory[site].code, directory[site].name, $0) }
        }
        guard sites.count > 2, let funnel = Funnel(sites: sites.map(\.sample)) else { return nil }
        self.funnel = funnel
        self.period = period
        self.kind = kind
    }

    func plot(_ name: String) -> FunnelPlot {
        let far = sites.filter { funnel.place(of: $0.sample) == .far(.above) }
        return FunnelPlot(
            name: "\(name), sites beside each other",
            finding: far.isEmpty
                ? "No site is out of the 99.8 % band"
                : "\(far.map(\.name).joined(separator: ", ")) above the 99.8 % band",
            unit: "cases per 1,000 room nights",
            exposureUnit: "occupied room nights",
            centre: funnel.centre,
            sites: sites.map { site in
                FunnelPlot.Site(
                    code: site.code,
                    name: site.name,
                    cases: site.sample.count,
                    exposure: Int(site.sample.exposure * 1000),
                    rate: site.sample.rate,
                    standing: standing(site.sample),
                    address: "/cases?site=\(site.code)&code=\(kind)&\(period.query)"
                )
            },
            bands: bands
        )
    }

    private func standing(_ sample: ExposedCount) -> FunnelPlot.Standing {
        switch funnel.place(of: sample) {
        case .inside: .inside
        case .outer: .beyondInner
        case .far: .beyondOuter
        }
    }

    /// The bands at 24 exposures from the least to the most of the sites'.
    private var bands: [FunnelPlot.Band] {
        let exposures = sites.map(\.sample.exposure)
        guard let low = exposures.min(), let high = exposures.max() else { return [] }
        return (0..<24).compactMap { step in
            let exposure = low + (high - low) * Double(step) / 23
            guard let sample = ExposedCount(count: 0, exposure: exposure) else { return nil }
            let inner = funnel.band(at: sample, level: 0.95)
            let outer = funnel.band(at: sample, level: 0.998)
            return FunnelPlot.Band(
                exposure: Int(exposure * 1000),
                inner: max(0, inner.low)...max(0, inner.high),
                outer: max(0, outer.low)...max(0, outer.high)
            )
        }
    }
}
