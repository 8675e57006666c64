/// Where the parts of a control chart lie on one sheet.
struct ControlLayout {
    private let chart: ControlPlot
    private let width: ChartWidth
    private let legend: ChartLegend
    private let area: Drawing.Box
    private let scale: ChartScale
    private var drawing: Drawing
    private var placer: LabelPlacer

    /// Periods in a row that share a mean.
    private struct Stretch {
        var first: Int
        var last: Int
        var centre: Double
        /// Whether it begins where something was done.
        var follows: Bool
    }

    init(_ chart: ControlPlot, _ width: ChartWidth) {
        self.chart = chart
        self.width = width
        legend = Self.legend(of: chart, width)
        let plotHeight = width == .wide ? 250.0 : 190
        let top = chart.phases.isEmpty ? 26.0 : 26 + 38
        let highest = Self.highest(chart)
        scale = ChartScale(
            from: 0,
            to: highest,
            at: top + plotHeight,
            top + 6,
            tickCount: width == .wide ? 6 : 5
        )
        let left = Drawing.room(for: scale)
        let ends = width == .wide ? Self.endRoom(chart) : 6
        area = Drawing.Box(x: left, y: top, width: width.units - left - ends, height: plotHeight)
        drawing = chart.sheet(width, height: top + plotHeight + 26 + legend.height)
        placer = LabelPlacer(
            in: Drawing.Box(x: 0, y: 18, width: width.units, height: area.bottom - 20)
        )
    }

    func drawn() -> Drawing {
        var layout = self
        layout.draw()
        return layout.drawing
    }

    private mutating func draw() {
        drawing.write(chart.unit, at: Drawing.Point(0, 12), .strong)
        for index in chart.periods.indices where !chart.periods[index].isComplete {
            drawing.hatch(slot(index))
        }
        drawing.drawGrid(scale, in: area)
        drawing.drawLabels(
            chart.periods.indices.map { (x($0), chart.periods[$0].label) },
            under: area
        )
        drawLimits(\.upperBound)
        drawLimits(\.lowerBound)
        drawMeans()
        keepClear()
        if width == .wide { drawEnds() }
        drawPhases()
        drawRates()
        for index in chart.periods.indices {
            drawing.add(.box(slot(index), .hit), hover: chart.hover(index))
        }
        legend.draw(on: &drawing, left: 0, top: area.bottom + 24)
    }

    // MARK: Where things are

    private func slot(_ index: Int) -> Drawing.Box {
        let share = area.width / Double(chart.periods.count)
        return Drawing.Box(
            x: area.x + Double(index) * share,
            y: area.y,
            width: share,
            height: area.height
        )
    }

    private func x(_ index: Int) -> Double { slot(index).middle.x }

    /// High enough for every rate; a limit that few nights have pushed far away does not count.
    private static func highest(_ chart: ControlPlot) -> Double {
        let rates = chart.periods.compactMap(\.rate).filter(\.isFinite)
        let limits = chart.periods.compactMap(\.limits?.upperBound).filter(\.isFinite)
        let centres = chart.periods.map(\.centre).filter(\.isFinite)
        let data = max(rates.max() ?? 0, centres.max() ?? 0)
        let usual = limits.sorted().dropFirst((limits.count - 1) / 2).first ?? 0
        let highest = max(data * 1.08, usual * 1.1, min((limits.max() ?? 0) * 1.05, data * 2.5))
        return highest > 0 ? highest : 1
    }

    private var stretches: [Stretch] {
        var found: [Stretch] = []
        for (index, period) in chart.periods.enumerated() {
            let follows = chart.phases.contains { $0.start == index }
            if let last = found.last, last.centre == period.centre, !follows {
                found[found.count - 1].last = index
            } else {
                let stretch = Stretch(
                    first: index,
                    last: index,
                    centre: period.centre,
                    follows: follows
                )
                found.append(stretch)
            }
        }
        return found
    }

    private mutating func keepClear() {
        for tick in scale.ticks {
            let y = scale.position(tick.value)
            placer.take(Drawing.Box(x: 0, y: y - 8, width: area.x - 2, height: 16))
        }
    }

    // MARK: Lines

    private mutating func drawLimits(_ bound: KeyPath<ClosedRange<Double>, Double>) {
        var steps: [[Drawing.Point]] = []
        var isOpen = false
        for (index, period) in chart.periods.enumerated() {
            // One that lies on the axis says nothing.
            guard let limit = period.limits?[keyPath: bound], limit > scale.high * 0.01,
                scale.holds(limit)
            else {
                isOpen = false
                continue
            }
            let (slot, y) = (slot(index), scale.position(limit))
            if !isOpen { steps.append([]) }
            isOpen = true
            steps[steps.count - 1] += [Drawing.Point(slot.x, y), Drawing.Point(slot.right, y)]
        }
        if !steps.isEmpty { drawing.add(.lines(steps, .limit)) }
    }

    private mutating func drawMeans() {
        if let first = stretches.first, stretches.count > 1 {
            let y = scale.position(first.centre)
            let end = Drawing.Point(area.right, y)
            drawing.line(from: Drawing.Point(slot(first.last).right, y), to: end, .zero)
        }
        for stretch in stretches {
            let y = scale.position(stretch.centre)
            drawing.line(
                from: Drawing.Point(slot(stretch.first).x, y),
                to: Drawing.Point(slot(stretch.last).right, y),
                stretch.follows ? .brass : .mean
            )
        }
    }

    private mutating func drawPhases() {
        for phase in chart.phases {
            let x = slot(phase.start).x
            let top = area.y - 34
            drawing.line(from: Drawing.Point(x, top), to: Drawing.Point(x, area.bottom), .brass)
            let flag = [(0, 0), (9, 0), (6, 4), (9, 8), (0, 8)].map { right, down in
                Drawing.Point(x + right, top + down)
            }
            drawing.add(.outline(flag, .brassFill), hover: "\(phase.name): \(phase.note)")
            placer.take(Drawing.Box(x: x - 1, y: top, width: 11, height: 9))
            placer.avoid(from: Drawing.Point(x, top), to: Drawing.Point(x, area.bottom))
        }
        for phase in chart.phases {
            let point = Drawing.Point(slot(phase.start).x + 4, area.y - 30)
            let note = TextWidth.balanced(
                phase.note,
                to: width == .wide ? 150 : 100,
                lineCountMax: 2
            )
            let lines =
                [(text: phase.name, voice: Drawing.Voice.brass)]
                + note.map { (text: $0, voice: .plain) }
            writeLevel(lines, beside: point)
        }
    }

    /// The first line level with the flag, to its right or else its left, as many as are free.
    private mutating func writeLevel(
        _ lines: [(text: String, voice: Drawing.Voice)],
        beside point: Drawing.Point
    ) {
        for count in stride(from: lines.count, to: 0, by: -1) {
            let middle = Drawing.Point(point.x, point.y + 7 * Double(count - 1))
            guard let words = placer.placeLevel(Array(lines.prefix(count)), beside: middle) else {
                continue
            }
            for word in words { drawing.add(.words(word)) }
            return
        }
    }

    // MARK: Rates

    private mutating func drawRates() {
        let points = chart.periods.enumerated().map { index, period in
            period.rate.map { Drawing.Point(x(index), scale.position($0)) }
        }
        let runs = points.split(separator: nil).map { $0.compactMap { $0 } }
        drawing.add(.lines(runs.filter { $0.count > 1 }, .line))
        for run in runs {
            for (from, to) in zip(run, run.dropFirst()) { placer.avoid(from: from, to: to) }
        }
        let isDense = area.width / Double(points.count) < 6
        for (index, point) in points.enumerated() {
            guard let point else { continue }
            let period = chart.periods[index]
            if period.signal != nil {
                let ink: Drawing.Ink = period.isComplete ? .signal : .hollowSignal
                drawing.add(SignShape.lozenge.shape(at: point, size: 5.4, ink))
                placer.take(
                    Drawing.Box(x: point.x - 7, y: point.y - 7, width: 14, height: 14)
                )
            } else if !period.isComplete {
                drawing.add(.circle(point, radius: 4, .hollow))
            } else if !isDense {
                drawing.add(.circle(point, radius: 2.8, .point))
            }
        }
        for (index, point) in points.enumerated() {
            guard let point, let signal = chart.periods[index].signal else { continue }
            writeSignal(signal, beside: point)
        }
    }

    private mutating func writeSignal(_ signal: String, beside point: Drawing.Point) {
        let lines = TextWidth.balanced(
            "signal: \(signal)",
            to: width == .wide ? 140 : 125,
            .signal,
            lineCountMax: 3
        ).enumerated().map { index, text in
            (text: text, voice: index == 0 ? Drawing.Voice.signal : .plain)
        }
        let words = placer.place(lines, beside: point, gap: 10, crossingCountMax: 5) ?? []
        for word in words { drawing.add(.words(word)) }
    }

    // MARK: Words at the lines' ends and under the chart

    private struct EndLabel {
        var words: String
        var voice: Drawing.Voice
        var value: Double
    }

    private static func endLabels(_ chart: ControlPlot) -> [EndLabel] {
        guard let first = chart.periods.first, let last = chart.periods.last else { return [] }
        let figure = { (value: Double) in Numbers.decimal(value, chart.decimals) }
        var labels = [EndLabel(words: "", voice: .plain, value: first.centre)]
        if first.centre == last.centre {
            labels[0].words = "mean \(figure(first.centre))"
        } else {
            labels[0].words = "before \(figure(first.centre))"
            labels.append(
                EndLabel(words: "since \(figure(last.centre))", voice: .brass, value: last.centre)
            )
        }
        if let limits = chart.periods.last(where: { $0.limits != nil })?.limits {
            labels += [limits.upperBound, limits.lowerBound].filter { $0 > 0 }.map {
                EndLabel(words: "limit", voice: .plain, value: $0)
            }
        }
        return labels
    }

    private static func endRoom(_ chart: ControlPlot) -> Double {
        (endLabels(chart).map { TextWidth.of($0.words, $0.voice) }.max() ?? 0) + 8
    }

    private mutating func drawEnds() {
        let labels = Self.endLabels(chart).filter { scale.holds($0.value) }
        let heights = LabelPlacer.spread(
            labels.map { scale.position($0.value) + 4 },
            distance: 14,
            in: area.y...area.bottom + 4
        )
        for (label, y) in zip(labels, heights) {
            drawing.write(label.words, at: Drawing.Point(area.right + 6, y), label.voice)
            placer.take(Drawing.Box(x: area.right, y: y - 12, width: 1000, height: 16))
        }
    }

    private static func legend(of chart: ControlPlot, _ width: ChartWidth) -> ChartLegend {
        var legend = ChartLegend(width: width.units)
        if width == .narrow {
            for label in endLabels(chart).filter({ $0.words != "limit" }) {
                legend.add(.stroke(label.voice == .brass ? .brass : .mean), label.words)
            }
            if chart.periods.contains(where: { $0.limits != nil }) {
                legend.add(.stroke(.limit), "limits of chance")
            }
        }
        // Where there are many, some have no room for their words.
        if chart.periods.count(where: { $0.signal != nil }) > 1 {
            legend.add(.shape(.lozenge, .signal), "signal")
        }
        if chart.periods.contains(where: { !$0.isComplete }) {
            legend.add(.hatch, "not complete")
        }
        return legend
    }
}
