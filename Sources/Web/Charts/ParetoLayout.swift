/// Where the parts of a Pareto chart lie: three columns that share their rows, each with a scale
/// of its own, so that no line is read against the wrong axis.
struct ParetoLayout {
    private let chart: ParetoChart
    private let width: ChartWidth
    private let rowHeight: Double
    private let top = 26.0
    /// The three columns, from the left.
    private let bars: ChartScale
    private let shares: ChartScale
    private let ranks: ChartScale
    private let labelWidth: Double
    private var drawing: Drawing

    init(_ chart: ParetoChart, _ width: ChartWidth) {
        self.chart = chart
        self.width = width
        let all = chart.bars
        let largest = all.map(\.item.value).max() ?? 1
        let values = (all.map { TextWidth.of($0.item.words, .strong) }.max() ?? 0) + 8
        let last = max(all.compactMap(\.item.ranks?.upperBound).max() ?? 1, chart.items.count)
        let columns: (label: Double, shares: (Double, Double), ranks: (Double, Double))
        switch width {
        case .wide:
            let longest = all.map { Self.labelWidth($0.item) }.max() ?? 0
            columns = (min(longest + 10, 220), (446, 572), (612, 708))
        case .narrow:
            columns = (0, (190, 256), (280, 330))
        }
        labelWidth = columns.label
        rowHeight = width == .wide ? 26 : 40
        let barEnd = columns.shares.0 - 20 - min(values, 110)
        bars = ChartScale(from: 0, to: largest, at: labelWidth, barEnd, tickCount: 4)
        shares = ChartScale(from: 0, to: 1, at: columns.shares.0, columns.shares.1, tickCount: 2)
        ranks = ChartScale(
            from: 1,
            to: Double(max(last, 2)),
            at: columns.ranks.0,
            columns.ranks.1,
            tickCount: 2
        )
        drawing = chart.sheet(width, height: 26 + rowHeight * Double(all.count) + 24)
    }

    private static func labelWidth(_ item: ParetoChart.Item) -> Double {
        TextWidth.of(item.label, .strong)
            + (item.code.isEmpty ? 0 : 6 + TextWidth.of(item.code, .plain))
    }

    func drawn() -> Drawing {
        var layout = self
        layout.draw()
        return layout.drawing
    }

    private var bottom: Double { top + rowHeight * Double(chart.bars.count) }
    private var hasRanks: Bool { chart.items.contains { $0.ranks != nil } }

    private mutating func draw() {
        drawHeads()
        for (index, bar) in chart.bars.enumerated() {
            drawRow(bar.item, at: index)
        }
        drawRunningShare()
        if chart.vitalCount > 0, chart.vitalCount < chart.bars.count {
            let y = top + rowHeight * Double(chart.vitalCount)
            drawing.line(
                from: Drawing.Point(0, y),
                to: Drawing.Point(width.units, y),
                .brass
            )
        }
        for (index, bar) in chart.bars.enumerated() {
            let row = Drawing.Box(
                x: 0,
                y: top + rowHeight * Double(index),
                width: width.units,
                height: rowHeight
            )
            drawing.add(.box(row, .hit), hover: hover(bar.item, bar.running))
        }
    }

    private func hover(_ item: ParetoChart.Item, _ running: Double) -> String {
        let ranks = item.ranks.map { ", rank \($0.lowerBound) to \($0.upperBound)" } ?? ""
        return "\(item.label): \(item.words), up to here \(ParetoChart.share(running))\(ranks)"
    }

    private mutating func drawHeads() {
        drawing.write(chart.unit, at: Drawing.Point(labelWidth, 12), .strong)
        let middle = (shares.position(0) + shares.position(1)) / 2
        drawing.write(
            width == .wide ? "running share" : "share",
            at: Drawing.Point(middle, 12),
            .strong,
            anchor: .middle
        )
        for share in [0, ParetoChart.vitalShare, 1] {
            let x = shares.position(share)
            drawing.line(from: Drawing.Point(x, top), to: Drawing.Point(x, bottom), .grid)
            if share == ParetoChart.vitalShare {
                drawing.write(
                    ParetoChart.share(share),
                    at: Drawing.Point(x, bottom + 18),
                    anchor: .middle
                )
            }
        }
        guard hasRanks else { return }
        let centre = (ranks.position(ranks.low) + ranks.position(ranks.high)) / 2
        drawing.write(
            width == .wide ? "rank, 95 %" : "rank",
            at: Drawing.Point(centre, 12),
            .strong,
            anchor: .middle
        )
        for rank in [ranks.low, ranks.high] {
            let x = ranks.position(rank)
            drawing.line(from: Drawing.Point(x, top), to: Drawing.Point(x, bottom), .grid)
            let words = Numbers.decimal(rank, 0)
            drawing.write(words, at: Drawing.Point(x, bottom + 18), anchor: .middle)
        }
    }

    private mutating func drawRow(_ item: ParetoChart.Item, at index: Int) {
        let isVital = index < chart.vitalCount
        let middle = barMiddle(index)
        writeLabel(item, at: index)
        let length = bars.position(item.value) - bars.position(0)
        let bar = Drawing.Box(x: bars.position(0), y: middle - 7, width: length, height: 14)
        drawing.add(.box(bar, isVital ? .bar : .quietBar))
        let words = TextWidth.cut(item.words, to: 110, .strong)
        drawing.write(words, at: Drawing.Point(bar.right + 6, middle + 4), .strong)
        guard let range = item.ranks else { return }
        let (from, to) = (
            ranks.position(Double(range.lowerBound)), ranks.position(Double(range.upperBound))
        )
        let pen: Drawing.Ink = isVital ? .whisker : .quietWhisker
        drawing.add(
            .lines(
                [
                    [Drawing.Point(from, middle), Drawing.Point(to, middle)],
                    [Drawing.Point(from, middle - 4), Drawing.Point(from, middle + 4)],
                    [Drawing.Point(to, middle - 4), Drawing.Point(to, middle + 4)],
                ],
                pen
            )
        )
    }

    /// On a phone the words stand over their bar, else before it.
    private func barMiddle(_ index: Int) -> Double {
        let start = top + rowHeight * Double(index)
        return width == .wide ? start + rowHeight / 2 : start + 28
    }

    private mutating func writeLabel(_ item: ParetoChart.Item, at index: Int) {
        let y = width == .wide ? barMiddle(index) + 4 : top + rowHeight * Double(index) + 15
        let room = width == .wide ? labelWidth - 10 : shares.position(0) - 10
        let label = TextWidth.cut(item.label, to: room, .strong)
        drawing.write(label, at: Drawing.Point(0, y), .strong)
        guard !item.code.isEmpty, Self.labelWidth(item) <= room else { return }
        let x = TextWidth.of(label, .strong) + 6
        drawing.write(item.code, at: Drawing.Point(x, y))
    }

    private mutating func drawRunningShare() {
        let points = chart.bars.enumerated().map { index, bar in
            Drawing.Point(shares.position(bar.running), barMiddle(index))
        }
        drawing.add(.lines([points], .line))
        for point in points { drawing.add(.circle(point, radius: 2.4, .point)) }
    }
}
