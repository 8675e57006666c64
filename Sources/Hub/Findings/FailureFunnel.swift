import Insight
import Recovery
import Storage
import Web

/// The sites beside each other for one kind of failure, by rate; nil where too few are known.
struct FailureFunnel {
    private let sites: [(account: SiteName, nights: Int, sample: ExposedCount, isBehind: Bool)]
    private let funnel: Funnel<ExposedCount>
    private let period: Period
    private let kind: String
    /// Sites whose room nights are not known for every day.
    private let untold: [String]

    /// `standings` are all sites, with when each was last heard.
    init?(
        _ counts: FailureCounts,
        _ kind: String,
        _ directory: SiteDirectory,
        _ period: Period,
        _ standings: [SiteStanding]
    ) {
        let known = counts.exposure.filter { counts.rate(0, of: $0.key) != nil }
        let behind = Set(WeekPage.behind(standings, period).map(\.account.site))
        sites = known.sorted { $0.key < $1.key }.compactMap { site, exposure in
            ExposedCount(
                count: counts.counts[site]?[kind] ?? 0,
                exposure: Double(exposure.roomNights) / 1000
            ).map { (directory[site], exposure.roomNights, $0, behind.contains(site)) }
        }
        guard sites.count > 2, let funnel = Funnel(sites: sites.map(\.sample)) else { return nil }
        self.funnel = funnel
        self.period = period
        self.kind = kind
        untold = standings.map(\.account).filter { known[$0.site] == nil }.map(\.code).sorted()
    }

    /// What the bands are, and which sites have not told all.
    var note: String {
        let late = sites.filter(\.isBehind).map(\.account.code)
        return "Bands of 95 and 99.8 % \(method)."
            + (late.isEmpty ? "" : " Not complete, not heard since: \(Self.list(late)).")
            + (untold.isEmpty
                ? "" : " Left out, room nights not known for every day: \(Self.list(untold)).")
    }

    private static func list(_ codes: [String]) -> String {
        codes.prefix(12).joined(separator: ", ")
            + (codes.count > 12 ? " and \(codes.count - 12) more" : "")
    }

    private var method: String {
        switch funnel.scatter {
        case .chance:
            let methods = Set(sites.map { funnel.band(at: $0.sample, level: 0.998).method })
            if methods == [.exact] { return "are exact Poisson" }
            return methods.contains(.exact)
                ? "are exact Poisson where fewer than 20 cases are expected, else from the "
                    + "standard error"
                : "are from the standard error: every site lets expect 20 cases or more"
        case .multiplicative(let phi):
            return "are from the standard error, times the root of \(Numbers.fixed(phi, 2))"
        case .additive(let tauSquared):
            return "are from the standard error with room for what sites differ by themselves "
                + "(standard deviation \(Numbers.fixed(tauSquared.squareRoot(), 2)) per 1,000 "
                + "nights, Spiegelhalter)"
        }
    }

    func plot(_ name: String) -> FunnelPlot {
        let far = sites.filter { funnel.place(of: $0.sample) == .far(.above) }
        return FunnelPlot(
            name: "\(name), sites beside each other",
            finding: far.isEmpty
                ? "No site is out of the 99.8 % band"
                : "\(far.map(\.account.name).joined(separator: ", ")) above the 99.8 % band",
            unit: "cases per 1,000 room nights",
            exposureUnit: "occupied room nights",
            centre: funnel.centre,
            sites: sites.map { site in
                FunnelPlot.Site(
                    code: site.account.code,
                    name: site.account.name,
                    cases: site.sample.count,
                    exposure: site.nights,
                    rate: site.sample.rate,
                    standing: standing(site.sample),
                    isComplete: !site.isBehind,
                    address: "/cases?site=\(site.account.code)&code=\(kind)&\(period.query)"
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
                exposure: Int((exposure * 1000).rounded()),
                inner: max(0, inner.low)...max(0, inner.high),
                outer: max(0, outer.low)...max(0, outer.high)
            )
        }
    }
}
