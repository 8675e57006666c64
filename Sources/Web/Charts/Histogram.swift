/// How often a figure falls between two bounds, such as the minutes until a failure was mended.
package struct Histogram: Chart {
    package let name: String
    package let finding: String
    /// What is measured, with its unit, such as `hours from report to mended`.
    let unit: String
    /// What is counted, such as `cases`.
    let counted: String
    /// From one edge to the next; one more than there are counts.
    let edges: [Double]
    let counts: [Int]
    /// Whether the last bar also counts all that lies beyond its end.
    let isOpenEnded: Bool
    let levels: [Level]

    /// A figure worth a line across, such as the median or the target.
    package struct Level: Sendable {
        let value: Double
        let words: String
        /// Whether it is a target that we set rather than a figure found.
        let isOurs: Bool

        package init(_ value: Double, _ words: String, isOurs: Bool = false) {
            self.value = value
            self.words = words
            self.isOurs = isOurs
        }
    }

    /// Bars by rising end, the first from `start`; one that ends before it is left out.
    package init(
        name: String,
        finding: String,
        unit: String,
        counted: String = "cases",
        from start: Double = 0,
        bars: [(end: Double, count: Int)],
        isOpenEnded: Bool = false,
        levels: [Level] = []
    ) {
        let rising = bars.filter { $0.end.isFinite && $0.end > start }.sorted { $0.end < $1.end }
        self.name = name
        self.finding = finding
        self.unit = unit
        self.counted = counted
        edges = [start] + rising.map(\.end)
        counts = rising.map { max(0, $0.count) }
        self.isOpenEnded = isOpenEnded
        self.levels = levels
    }

    package var outline: String {
        let total = Numbers.grouped(counts.reduce(0, +))
        let marks = levels.map(\.words).joined(separator: ", ")
        return "Histogram of \(unit), \(total) \(counted) in "
            + "\(Numbers.count(counts.count, "bar")). \(marks)"
    }

    package var table: ChartTable {
        let shares = Numbers.shares(counts)
        return ChartTable(
            caption: "\(name), \(unit)",
            columns: [.words("From, to under"), .number("Count"), .number("Share")],
            rows: counts.indices.map { index in
                ChartTable.Row(
                    span(index),
                    [Numbers.grouped(counts[index]), shares[index]]
                )
            }
        )
    }

    func span(_ index: Int) -> String {
        let low = figure(edges[index])
        let isLast = index == counts.count - 1
        return isLast && isOpenEnded ? "\(low) and more" : "\(low) to \(figure(edges[index + 1]))"
    }

    private func figure(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15
            ? Numbers.grouped(Int64(value)) : Numbers.decimal(value, 1)
    }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard counts.contains(where: { $0 > 0 }), let low = edges.first, let high = edges.last
        else { return emptySheet(width) }
        let plotHeight = width == .wide ? 200.0 : 170
        let top = levels.isEmpty ? 26.0 : 26 + 18 * Double(min(levels.count, 3))
        let bottom = top + plotHeight
        let upright = ChartScale(
            from: 0,
            to: Double(counts.max() ?? 1) * 1.05,
            at: bottom,
            top,
            tickCount: 4
        )
        let legend = legend(width)
        var drawing = sheet(width, height: bottom + 44 + legend.height)
        let left = Drawing.room(for: upright)
        let area = Drawing.Box(
            x: left,
            y: top,
            width: width.units - left - 8,
            height: plotHeight
        )
        let across = ChartScale(
            from: low,
            to: high,
            at: area.x,
            area.right,
            tickCount: width == .wide ? 10 : 5
        )
        drawing.write(counted, at: Drawing.Point(0, 12), .strong)
        drawing.drawGrid(upright, in: area)
        drawBars(on: &drawing, across, upright)
        drawing.drawLabels(
            across.ticks.map { (across.position($0.value), $0.words) },
            under: area
        )
        let words = TextWidth.cut(unit, to: width.units, .plain)
        drawing.write(words, at: Drawing.Point(width.units, bottom + 36), anchor: .end)
        drawLevels(on: &drawing, across, area)
        legend.draw(on: &drawing, left: 0, top: bottom + 40)
        return drawing
    }

    private func legend(_ width: ChartWidth) -> ChartLegend {
        var legend = ChartLegend(width: width.units)
        if isOpenEnded { legend.add(.swatch(.quietBar), span(counts.count - 1)) }
        return legend
    }

    private func drawBars(
        on drawing: inout Drawing,
        _ across: ChartScale,
        _ upright: ChartScale
    ) {
        for index in counts.indices {
            let (from, to) = (across.position(edges[index]), across.position(edges[index + 1]))
            let y = upright.position(Double(counts[index]))
            let gap = to - from > 4 ? 0.75 : 0
            let bar = Drawing.Box(
                x: from + gap,
                y: y,
                width: max(0.2, to - from - 2 * gap),
                height: upright.position(0) - y
            )
            let isBeyond = isOpenEnded && index == counts.count - 1
            drawing.add(.box(bar, isBeyond ? .quietBar : .bar))
            let whole = Drawing.Box(
                x: from,
                y: upright.position(upright.high),
                width: to - from,
                height: upright.position(0) - upright.position(upright.high)
            )
            let hover = "\(span(index)): \(Numbers.grouped(counts[index])) \(counted)"
            drawing.add(.box(whole, .hit), hover: hover)
        }
    }

    /// Lines across the bars with their words above, each on a line of its own.
    private func drawLevels(on drawing: inout Drawing, _ across: ChartScale, _ area: Drawing.Box) {
        let known = levels.filter { across.holds($0.value) }.prefix(3)
        for (index, level) in known.enumerated() {
            let x = across.position(level.value)
            let y = 26 + 18 * Double(index) + 8
            let ink: Drawing.Ink = level.isOurs ? .brass : .zero
            drawing.line(
                from: Drawing.Point(x, y - 8),
                to: Drawing.Point(x, area.bottom),
                ink
            )
            let voice: Drawing.Voice = level.isOurs ? .brass : .strong
            let fitsRight = x + 6 + TextWidth.of(level.words, voice) <= drawing.width
            let room = fitsRight ? drawing.width - x - 6 : x - 6
            let words = TextWidth.cut(level.words, to: room, voice)
            drawing.write(
                words,
                at: Drawing.Point(fitsRight ? x + 5 : x - 5, y),
                voice,
                anchor: fitsRight ? .start : .end
            )
        }
    }
}
