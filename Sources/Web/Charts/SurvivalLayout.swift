/// Where the parts of survival curves lie on one sheet.
struct SurvivalLayout {
    private let chart: SurvivalPlot
    private let width: ChartWidth
    private let area: Drawing.Box
    private let across: ChartScale
    private let upright: ChartScale
    private let legend: ChartLegend
    private var drawing: Drawing

    private static let pens: [Drawing.Ink] = [.line, .dashes, .dots]
    private static let riskHeight = 17.0

    init(_ chart: SurvivalPlot, _ width: ChartWidth) {
        self.chart = chart
        self.width = width
        let (top, height) = (26.0, width == .wide ? 230.0 : 190)
        upright = ChartScale(from: 0, to: 100, at: top + height, top, tickCount: 5)
        let names = chart.groups.map { TextWidth.of($0.name, .strong) }.max() ?? 0
        let left = max(44, min(names, 76) + 16)
        area = Drawing.Box(x: left, y: top, width: width.units - left - 20, height: height)
        across = ChartScale(
            from: 0,
            to: chart.groups.map(\.lastTime).max() ?? 1,
            at: area.x,
            area.right,
            tickCount: width == .wide ? 8 : 4
        )
        var legend = ChartLegend(width: width.units)
        for (group, pen) in zip(chart.groups, Self.pens) {
            legend.add(.stroke(pen), "\(group.name): \(SurvivalPlot.median(group))")
        }
        if chart.groups.contains(where: { group in group.steps.contains { $0.interval != nil } }) {
            legend.add(.swatch(.band), "95 % interval")
        }
        if chart.groups.contains(where: { !$0.stillOpen.isEmpty }) {
            legend.add(.none, "| still open")
        }
        self.legend = legend
        let risk = 24 + Self.riskHeight * Double(chart.groups.count)
        drawing = chart.sheet(width, height: top + height + 42 + risk + legend.height)
    }

    func drawn() -> Drawing {
        var layout = self
        layout.draw()
        return layout.drawing
    }

    private mutating func draw() {
        drawing.write("still open, %", at: Drawing.Point(0, 12), .strong)
        drawing.drawGrid(upright, in: area)
        // With more than two bands on each other none can be told from the others.
        if chart.groups.count < 3 { chart.groups.forEach { drawBand($0) } }
        drawing.line(
            from: Drawing.Point(area.x, upright.position(50)),
            to: Drawing.Point(area.right, upright.position(50)),
            .zero
        )
        for (group, pen) in zip(chart.groups, Self.pens) { drawCurve(group, pen) }
        drawing.drawLabels(
            across.ticks.map { (across.position($0.value), $0.words) },
            under: area
        )
        let unit = TextWidth.cut(chart.unit, to: width.units, .plain)
        drawing.write(unit, at: Drawing.Point(width.units, area.bottom + 36), anchor: .end)
        drawRisk()
        let risk = 24 + Self.riskHeight * Double(chart.groups.count)
        legend.draw(on: &drawing, left: 0, top: area.bottom + 42 + risk)
    }

    private func x(_ time: Double) -> Double { across.position(time) }
    private func y(_ share: Double) -> Double { upright.position(share * 100) }

    /// The corners of a line that keeps its height until the next step.
    private func corners(
        _ group: SurvivalPlot.Group,
        _ height: (SurvivalPlot.Step) -> Double
    ) -> [Drawing.Point] {
        var points = [Drawing.Point(x(0), y(1))]
        for step in group.steps {
            let last = points[points.count - 1]
            points.append(Drawing.Point(x(step.time), last.y))
            points.append(Drawing.Point(x(step.time), y(height(step))))
        }
        points.append(Drawing.Point(x(group.lastTime), points[points.count - 1].y))
        return points
    }

    private mutating func drawBand(_ group: SurvivalPlot.Group) {
        guard group.steps.contains(where: { $0.interval != nil }) else { return }
        let upper = corners(group) { $0.interval?.upperBound ?? $0.share }
        let lower = corners(group) { $0.interval?.lowerBound ?? $0.share }
        drawing.add(.outline(upper + lower.reversed(), .band))
    }

    private mutating func drawCurve(_ group: SurvivalPlot.Group, _ pen: Drawing.Ink) {
        drawing.add(.lines([corners(group, \.share)], pen))
        // Where thousands are open, a mark for each would lie on another's.
        var taken: Set<Int> = []
        let apart = group.stillOpen.filter { taken.insert(Int(x($0).rounded())).inserted }
        let ends = apart.map { time in
            let (x, y) = (x(time), y(group.share(at: time)))
            return [
                Drawing.Point(x, max(area.y, y - 4)), Drawing.Point(x, min(area.bottom, y + 4)),
            ]
        }
        if !ends.isEmpty { drawing.add(.lines(ends, .axis)) }
        for step in group.steps {
            let point = Drawing.Point(x(step.time), y(step.share))
            drawing.add(
                .circle(point, radius: 6, .hit),
                hover: "\(group.name): \(ParetoChart.share(step.share)) open after "
                    + Numbers.decimal(step.time, 1)
            )
        }
    }

    /// How many cases the curve rests on, under the axis: it thins out to the right.
    private mutating func drawRisk() {
        let top = area.bottom + 58
        drawing.write("cases in view", at: Drawing.Point(0, top), .small)
        for (index, group) in chart.groups.enumerated() {
            let y = top + Self.riskHeight * Double(index + 1)
            let name = TextWidth.cut(group.name, to: area.x - 16, .smallStrong)
            drawing.write(name, at: Drawing.Point(0, y), .smallStrong)
            var free = 0.0
            for tick in across.ticks {
                let words = Numbers.grouped(group.atRisk(tick.value))
                let half = TextWidth.of(words, .small) / 2
                let place = min(max(x(tick.value), area.x - 8 + half), width.units - half)
                guard place - half >= free else { continue }
                drawing.write(words, at: Drawing.Point(place, y), .small, anchor: .middle)
                free = place + half + 6
            }
        }
    }
}
