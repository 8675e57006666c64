/// Which sites differ from the group by more than chance, instead of a ranking.
package struct FunnelPlot: Chart {
    package let name: String
    package let finding: String
    /// What the rate counts, such as `cases per 1,000 room nights`.
    let unit: String
    /// Such as `occupied room nights, four weeks`.
    let exposureUnit: String
    let centre: Double
    let decimals: Int
    let sites: [Site]
    /// By rising exposure, from the least to the most of the sites'.
    let bands: [Band]

    /// Where a site lies against the bands, as computed from its own figures.
    package enum Standing: Sendable {
        case inside
        /// Out of the inner band: look closer.
        case beyondInner
        /// Out of the outer band: more than chance.
        case beyondOuter
    }

    /// One site's figures.
    package struct Site: Sendable {
        let code: String
        let name: String
        let cases: Int
        let exposure: Int
        let rate: Double
        let standing: Standing
        let isComplete: Bool
        let address: String?

        package init(
            code: String,
            name: String,
            cases: Int,
            exposure: Int,
            rate: Double,
            standing: Standing,
            isComplete: Bool = true,
            address: String? = nil
        ) {
            self.code = code
            self.name = name
            self.cases = cases
            self.exposure = exposure
            self.rate = rate
            self.standing = standing
            self.isComplete = isComplete
            self.address = address
        }
    }

    /// What chance keeps to at one exposure: 95 % within `inner`, 99.8 % within `outer`.
    package struct Band: Sendable {
        let exposure: Int
        let inner: ClosedRange<Double>
        let outer: ClosedRange<Double>

        package init(exposure: Int, inner: ClosedRange<Double>, outer: ClosedRange<Double>) {
            self.exposure = exposure
            self.inner = inner
            self.outer = outer
        }
    }

    package init(
        name: String,
        finding: String,
        unit: String,
        exposureUnit: String,
        centre: Double,
        decimals: Int = 1,
        sites: [Site],
        bands: [Band]
    ) {
        self.name = name
        self.finding = finding
        self.unit = unit
        self.exposureUnit = exposureUnit
        self.centre = centre
        self.decimals = decimals
        self.sites = sites
        self.bands = bands.sorted { $0.exposure < $1.exposure }
    }

    package var outline: String {
        let out = sites.count { $0.standing == .beyondOuter }
        let near = sites.count { $0.standing == .beyondInner }
        return "Funnel plot of \(unit) against \(exposureUnit) for "
            + "\(Numbers.count(sites.count, "site")), with bands of 95 and 99.8 % round "
            + "\(Numbers.decimal(centre, decimals)). Beyond the outer band \(out), beyond the "
            + "inner one only \(near)."
    }

    package var table: ChartTable {
        ChartTable(
            caption: "\(name), \(unit)",
            columns: [
                .words("Site"), .number("Cases"), .number("Exposure"), .number("Rate"),
                .words("Against the group"),
            ],
            rows: sites.map { site in
                ChartTable.Row(
                    "\(site.name) \(site.code)",
                    address: site.address,
                    [
                        Numbers.grouped(site.cases), Numbers.grouped(site.exposure),
                        Numbers.decimal(site.rate, decimals), words(site),
                    ]
                )
            }
        )
    }

    private func words(_ site: Site) -> String {
        let side = site.rate > centre ? "above" : "below"
        let standing =
            switch site.standing {
            case .inside: "as chance gives"
            case .beyondInner: "\(side) the inner band"
            case .beyondOuter: "\(side) the outer band"
            }
        return standing + (site.isComplete ? "" : ", not complete")
    }

    func hover(_ site: Site) -> String {
        "\(site.name): \(Numbers.decimal(site.rate, decimals)), "
            + "\(Numbers.count(site.cases, "case")) in \(Numbers.grouped(site.exposure)), "
            + words(site)
    }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard !sites.isEmpty else { return emptySheet(width, "No site has figures yet") }
        return FunnelLayout(self, width).drawn()
    }
}
