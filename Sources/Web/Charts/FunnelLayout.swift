/// Where the parts of a funnel plot lie on one sheet.
struct FunnelLayout {
    private let chart: FunnelPlot
    private let width: ChartWidth
    private let legend: ChartLegend
    private let area: Drawing.Box
    private let across: ChartScale
    private let upright: ChartScale
    private var drawing: Drawing

    /// More sites than this have no codes: only those beyond a band are named.
    private static let codeCountMax = 40

    init(_ chart: FunnelPlot, _ width: ChartWidth) {
        self.chart = chart
        self.width = width
        legend = Self.legend(of: chart, width)
        let (top, height) = (26.0, width == .wide ? 270.0 : 230)
        let rates = chart.sites.map(\.rate).filter(\.isFinite)
        let highest = max(rates.max() ?? 0, chart.centre)
        let band = chart.bands.map(\.outer.upperBound).max() ?? 0
        upright = ChartScale(
            from: 0,
            to: max(highest * 1.08, min(band * 1.03, highest * 1.6)),
            at: top + height,
            top + 6,
            tickCount: 5
        )
        let left = Drawing.room(for: upright)
        area = Drawing.Box(x: left, y: top, width: width.units - left - 8, height: height)
        let exposures = chart.sites.map(\.exposure) + chart.bands.map(\.exposure)
        across = ChartScale(
            from: Double(exposures.min() ?? 0),
            to: Double(exposures.max() ?? 1),
            at: area.x,
            area.right,
            tickCount: width == .wide ? 6 : 4
        )
        drawing = chart.sheet(width, height: top + height + 42 + legend.height)
    }

    func drawn() -> Drawing {
        var layout = self
        layout.draw()
        return layout.drawing
    }

    private mutating func draw() {
        drawing.write(chart.unit, at: Drawing.Point(0, 12), .strong)
        drawBand(\.outer, .bandGround, .farLimit)
        drawBand(\.inner, .ground, .limit)
        for tick in upright.ticks {
            let y = upright.position(tick.value)
            drawing.write(tick.words, at: Drawing.Point(area.x - 6, y + 4), anchor: .end)
        }
        let centre = upright.position(chart.centre)
        drawing.line(
            from: Drawing.Point(area.x, centre),
            to: Drawing.Point(area.right, centre),
            .mean
        )
        drawing.drawLabels(
            across.ticks.map { (across.position($0.value), $0.words) },
            under: area
        )
        let unit = TextWidth.cut(chart.exposureUnit, to: width.units, .plain)
        drawing.write(unit, at: Drawing.Point(width.units, area.bottom + 36), anchor: .end)
        drawSites()
        legend.draw(on: &drawing, left: 0, top: area.bottom + 40)
    }

    private mutating func drawBand(
        _ band: KeyPath<FunnelPlot.Band, ClosedRange<Double>>,
        _ ground: Drawing.Ink,
        _ edge: Drawing.Ink
    ) {
        guard chart.bands.count > 1 else { return }
        let upper = chart.bands.map { point($0.exposure, $0[keyPath: band].upperBound) }
        let lower = chart.bands.map { point($0.exposure, $0[keyPath: band].lowerBound) }
        drawing.add(.outline(upper + lower.reversed(), ground))
        drawing.add(.lines([upper, lower], edge))
    }

    private func point(_ exposure: Int, _ rate: Double) -> Drawing.Point {
        Drawing.Point(across.position(Double(exposure)), upright.position(rate))
    }

    private mutating func drawSites() {
        var placer = LabelPlacer(
            in: Drawing.Box(x: 0, y: 18, width: width.units, height: area.bottom - 20)
        )
        placer.avoid(
            from: Drawing.Point(area.x, upright.position(chart.centre)),
            to: Drawing.Point(area.right, upright.position(chart.centre))
        )
        for tick in upright.ticks {
            let y = upright.position(tick.value)
            placer.take(Drawing.Box(x: 0, y: y - 8, width: area.x - 2, height: 16))
        }
        // Those beyond a band are drawn last, on top, and named first.
        let order = chart.sites.sorted { rank($0) > rank($1) }
        for site in order.reversed() {
            let place = point(site.exposure, site.rate)
            placer.take(Drawing.Box(x: place.x - 4, y: place.y - 4, width: 8, height: 8))
            drawing.add(shape(of: site, at: place))
        }
        for site in order {
            let place = point(site.exposure, site.rate)
            let lines = label(of: site)
            for words in lines.isEmpty ? [] : placer.place(lines, beside: place, gap: 8) ?? [] {
                drawing.add(.words(words))
            }
        }
        for site in order.reversed() {
            let place = point(site.exposure, site.rate)
            drawing.add(.circle(place, radius: 8, .hit), hover: chart.hover(site))
        }
    }

    private func rank(_ site: FunnelPlot.Site) -> Double {
        let distance = abs(site.rate - chart.centre)
        return switch site.standing {
        case .inside: distance
        case .beyondInner: 1e9 + distance
        case .beyondOuter: 2e9 + distance
        }
    }

    private func shape(of site: FunnelPlot.Site, at place: Drawing.Point) -> Drawing.Shape {
        switch site.standing {
        case .inside where site.isComplete: .circle(place, radius: 3.6, .point)
        case .inside: .circle(place, radius: 3.6, .hollow)
        case .beyondInner: SignShape.lozenge.shape(at: place, size: 4.6, .hollowSignal)
        case .beyondOuter: SignShape.lozenge.shape(at: place, size: 5.4, .signal)
        }
    }

    private func label(of site: FunnelPlot.Site) -> [(text: String, voice: Drawing.Voice)] {
        guard site.standing == .inside else {
            let name = TextWidth.cut(site.name, to: 150, .signal)
            return [("\(name) \(Numbers.decimal(site.rate, chart.decimals))", .signal)]
        }
        return chart.sites.count > Self.codeCountMax ? [] : [(site.code, .plain)]
    }

    private static func legend(of chart: FunnelPlot, _ width: ChartWidth) -> ChartLegend {
        var legend = ChartLegend(width: width.units)
        legend.add(.swatch(.innerBand), "95 %")
        legend.add(.swatch(.outerBand), "99.8 %")
        if chart.sites.contains(where: { $0.standing == .beyondOuter }) {
            legend.add(.shape(.lozenge, .signal), "more than chance")
        }
        if chart.sites.contains(where: { $0.standing == .beyondInner }) {
            legend.add(.shape(.lozenge, .hollowSignal), "look closer")
        }
        if chart.sites.contains(where: { $0.standing == .inside && !$0.isComplete }) {
            legend.add(.shape(.circle, .hollow), "not complete")
        }
        return legend
    }
}
