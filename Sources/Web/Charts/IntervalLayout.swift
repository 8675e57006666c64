/// Where the parts of an interval plot lie on one sheet.
struct IntervalLayout {
    private let chart: IntervalPlot
    private let width: ChartWidth
    private let scale: ChartScale
    private let labelWidth: Double
    private let rowHeight: Double
    private var drawing: Drawing

    init(_ chart: IntervalPlot, _ width: ChartWidth) {
        self.chart = chart
        self.width = width
        let labels = chart.rows.map { TextWidth.of($0.label, .strong) }.max() ?? 0
        let figures = chart.rows.map { TextWidth.of(chart.words($0), .plain) }.max() ?? 0
        labelWidth = width == .wide ? min(labels, 230) + 16 : 8
        let end = width == .wide ? width.units - min(figures, 220) - 14 : width.units - 8
        rowHeight = width == .wide ? 32 : 58
        let range = Self.range(chart)
        scale = ChartScale(
            chart.kind,
            from: range.lowerBound,
            to: range.upperBound,
            at: labelWidth,
            end,
            tickCount: width == .wide ? 6 : 4
        )
        drawing = chart.sheet(width, height: 6 + rowHeight * Double(chart.rows.count) + 62)
    }

    /// All intervals and the value of no change; none reaches further than a hundredfold.
    private static func range(_ chart: IntervalPlot) -> ClosedRange<Double> {
        let estimates = chart.rows.map(\.estimate) + [chart.reference]
        let bounds =
            estimates
            + chart.rows.flatMap {
                [$0.interval.lowerBound, $0.interval.upperBound]
            }
        switch chart.kind {
        case .linear:
            let known = bounds.filter(\.isFinite)
            let (low, high) = (known.min() ?? 0, known.max() ?? 1)
            let margin = (high - low) * 0.04
            return low - margin...high + margin
        case .logarithmic:
            let centres = estimates.filter { $0 > 0 && $0.isFinite }
            let (least, most) = ((centres.min() ?? 1) / 10, (centres.max() ?? 1) * 10)
            let known = bounds.filter { $0 > 0 && $0.isFinite }.map { min(max($0, least), most) }
            return (known.min() ?? 0.5) / 1.15...(known.max() ?? 2) * 1.15
        }
    }

    func drawn() -> Drawing {
        var layout = self
        layout.drawAxis()
        for (index, row) in chart.rows.enumerated() { layout.draw(row, at: index) }
        return layout.drawing
    }

    private mutating func drawAxis() {
        let bottom = 6 + rowHeight * Double(chart.rows.count)
        let (left, right) = (scale.position(scale.low), scale.position(scale.high))
        let area = Drawing.Box(x: left, y: 6, width: right - left, height: bottom - 6)
        drawing.drawLabels(scale.ticks.map { (scale.position($0.value), $0.words) }, under: area)
        let x = scale.position(chart.reference)
        drawing.line(from: Drawing.Point(x, 4), to: Drawing.Point(x, bottom), .zero)
        let half = TextWidth.of(chart.referenceWords, .strong) / 2
        drawing.write(
            TextWidth.cut(chart.referenceWords, to: width.units, .strong),
            at: Drawing.Point(min(max(x, half), width.units - half), bottom + 34),
            .strong,
            anchor: .middle
        )
        let unit = TextWidth.cut(chart.unit, to: width.units, .plain)
        drawing.write(unit, at: Drawing.Point(width.units / 2, bottom + 54), anchor: .middle)
    }

    private mutating func draw(_ row: IntervalPlot.Row, at index: Int) {
        let top = 6 + rowHeight * Double(index)
        let middle = width == .wide ? top + rowHeight / 2 : top + 46
        writeWords(row, top: top, middle: middle)
        let pen: Drawing.Ink = row.role == .untreated ? .quietWhisker : .whisker
        let (low, high) = (row.interval.lowerBound, row.interval.upperBound)
        let (from, to) = (scale.position(low), scale.position(high))
        var lines = [[Drawing.Point(from, middle), Drawing.Point(to, middle)]]
        if low < scale.low { lines.append(arrow(at: from, middle, 1)) }
        if high > scale.high { lines.append(arrow(at: to, middle, -1)) }
        drawing.add(.lines(lines, pen))
        let centre = Drawing.Point(scale.position(row.estimate), middle)
        let shape =
            switch row.role {
            case .plain: SignShape.circle.shape(at: centre, size: 5, .point)
            case .treated: SignShape.circle.shape(at: centre, size: 6, .treated)
            case .untreated: SignShape.square.shape(at: centre, size: 5, .quiet)
            case .difference: SignShape.lozenge.shape(at: centre, size: 5.4, .brassFill)
            }
        drawing.add(shape)
        let whole = Drawing.Box(x: 0, y: top, width: width.units, height: rowHeight)
        drawing.add(.box(whole, .hit), hover: "\(row.label): \(chart.words(row))")
    }

    /// The interval goes on beyond the axis.
    private func arrow(at x: Double, _ y: Double, _ side: Double) -> [Drawing.Point] {
        [
            Drawing.Point(x + 5 * side, y - 4), Drawing.Point(x, y),
            Drawing.Point(x + 5 * side, y + 4),
        ]
    }

    private mutating func writeWords(_ row: IntervalPlot.Row, top: Double, middle: Double) {
        let words = chart.words(row)
        switch width {
        case .wide:
            let label = TextWidth.cut(row.label, to: labelWidth - 16, .strong)
            drawing.write(
                label,
                at: Drawing.Point(labelWidth - 14, middle + 4),
                .strong,
                anchor: .end
            )
            let end = scale.position(scale.high)
            let figures = TextWidth.cut(words, to: width.units - end - 12, .plain)
            drawing.write(figures, at: Drawing.Point(end + 12, middle + 4))
        case .narrow:
            let label = TextWidth.cut(row.label, to: width.units, .strong)
            drawing.write(label, at: Drawing.Point(0, top + 14), .strong)
            let figures = TextWidth.cut(words, to: width.units, .plain)
            drawing.write(figures, at: Drawing.Point(0, top + 30))
        }
    }
}
