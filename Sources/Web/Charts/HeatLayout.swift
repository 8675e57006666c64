/// Where the parts of a heat map lie on one sheet.
struct HeatLayout {
    private let chart: HeatMap
    private let width: ChartWidth
    private let legend: ChartLegend
    private let left: Double
    private let headHeight: Double
    private let cellWidth: Double
    private let cellHeight: Double
    /// Whether the columns' names stand upright because they are wider than a cell.
    private let headIsTurned: Bool
    private let showsAll: Bool
    /// Whether there are so few cells that each is told to a pointer and has its count.
    private let isSmall: Bool
    private var drawing: Drawing

    /// More cells than this are a picture; their counts are in the table.
    private static let smallCellCountMax = 1_000
    private static let colours: [Drawing.Ink] = [.heat1, .heat2, .heat3, .heat4, .heat5]

    init(_ chart: HeatMap, _ width: ChartWidth) {
        self.chart = chart
        self.width = width
        legend = Self.legend(of: chart, width)
        showsAll = width == .wide && chart.rows.contains { $0.all != nil }
        let longest = chart.rows.map { TextWidth.of(Self.name($0, width), .strong) }.max() ?? 0
        left = min(longest, width == .wide ? 150 : 76) + 8
        let allWidth = showsAll ? 56.0 : 0
        cellWidth = (width.units - left - allWidth) / Double(chart.columns.count)
        let widest =
            chart.columns.flatMap { $0.name.split(separator: " ") }
            .map { TextWidth.of(String($0), .plain) }.max() ?? 0
        headIsTurned = widest > cellWidth - 4
        let turned = chart.columns.map { TextWidth.of(Self.turned($0, width), .plain) }.max() ?? 0
        headHeight = headIsTurned ? turned + 10 : 36
        let largest =
            chart.rows.flatMap(\.cells).compactMap { $0.map(chart.figure) }
            .map { TextWidth.of($0, .small) }.max() ?? 0
        let tells = largest <= cellWidth - 2
        isSmall = chart.rows.count * chart.columns.count <= Self.smallCellCountMax
        cellHeight = width == .wide && tells && isSmall ? 34 : tells ? 24 : 14
        let height = headHeight + cellHeight * Double(chart.rows.count) + legend.height + 2
        drawing = chart.sheet(width, height: height)
    }

    private static func name(_ row: HeatMap.Row, _ width: ChartWidth) -> String {
        width == .narrow && TextWidth.of(row.name, .strong) > 76 ? row.code : row.name
    }

    private static func turned(_ column: HeatMap.Column, _ width: ChartWidth) -> String {
        let name = TextWidth.cut(column.name, to: 120, .plain)
        return width == .narrow && !column.code.isEmpty ? column.code : name
    }

    func drawn() -> Drawing {
        var layout = self
        layout.drawHeads()
        if !isSmall { layout.drawGrounds() }
        for index in chart.rows.indices { layout.drawRow(at: index) }
        layout.drawSignals()
        let bottom = headHeight + cellHeight * Double(chart.rows.count)
        legend.draw(on: &layout.drawing, left: 0, top: bottom)
        return layout.drawing
    }

    private func box(_ row: Int, _ column: Int) -> Drawing.Box {
        Drawing.Box(
            x: left + cellWidth * Double(column),
            y: headHeight + cellHeight * Double(row),
            width: cellWidth,
            height: cellHeight
        ).widened(by: cellWidth > 10 ? -1 : -0.25)
    }

    private mutating func drawHeads() {
        for (index, column) in chart.columns.enumerated() {
            let x = left + cellWidth * (Double(index) + 0.5)
            if headIsTurned {
                // As many columns as there is room for their names.
                guard cellWidth >= 13 || index.isMultiple(of: Int((13 / cellWidth).rounded(.up)))
                else { continue }
                drawing.write(
                    Self.turned(column, width),
                    at: Drawing.Point(min(x + 4, width.units - 3), headHeight - 6),
                    isTurned: true,
                    hover: column.name
                )
            } else {
                let lines = TextWidth.wrapped(column.name, to: cellWidth - 4, lineCountMax: 2)
                for (line, text) in lines.enumerated() {
                    let y = headHeight - 8 - 14 * Double(lines.count - 1 - line)
                    drawing.write(text, at: Drawing.Point(x, y), anchor: .middle)
                }
            }
        }
        guard showsAll else { return }
        drawing.write(
            "All",
            at: Drawing.Point(width.units - 28, headHeight - 8),
            anchor: .middle
        )
    }

    /// All cells of a colour in one shape: a page of many sites stays light.
    private mutating func drawGrounds() {
        var grounds: [[[Drawing.Point]]] = Array(repeating: [], count: Self.colours.count)
        for (index, row) in chart.rows.enumerated() {
            for (place, cell) in row.cells.enumerated() {
                guard let cell else { continue }
                let box = box(index, place)
                grounds[chart.step(of: cell.rate) - 1].append([
                    Drawing.Point(box.x, box.y), Drawing.Point(box.right, box.y),
                    Drawing.Point(box.right, box.bottom), Drawing.Point(box.x, box.bottom),
                ])
            }
        }
        for (ground, colour) in zip(grounds, Self.colours) where !ground.isEmpty {
            drawing.add(.lines(ground, colour))
        }
    }

    private mutating func drawRow(at index: Int) {
        let row = chart.rows[index]
        let middle = headHeight + cellHeight * (Double(index) + 0.5)
        if cellHeight >= 14 {
            let name = TextWidth.cut(Self.name(row, width), to: left - 8, .strong)
            drawing.write(name, at: Drawing.Point(0, middle + 4), .strong)
        }
        for (place, cell) in row.cells.enumerated() {
            guard let cell else { continue }
            let box = box(index, place)
            if isSmall {
                drawing.add(
                    .box(box, Self.colours[chart.step(of: cell.rate) - 1]),
                    hover: chart.hover(row, chart.columns[place], cell)
                )
            }
            write(cell, in: box)
        }
        guard showsAll, let all = row.all else { return }
        let x = width.units - 28
        let hasCount = cellHeight >= 34
        let y = hasCount ? middle - 2 : middle + 4
        drawing.write(chart.figure(all), at: Drawing.Point(x, y), .strong, anchor: .middle)
        guard hasCount else { return }
        let count = Numbers.grouped(all.count)
        drawing.write(count, at: Drawing.Point(x, middle + 11), .small, anchor: .middle)
    }

    private mutating func write(_ cell: HeatMap.Cell, in box: Drawing.Box) {
        guard cellHeight >= 24 else { return }
        let voice: Drawing.Voice = cell.isSignal ? .smallStrong : .small
        let figure = chart.figure(cell)
        // Bold figures are wider than those for which the cells are wide enough.
        guard !cell.isSignal || TextWidth.of(figure, voice) <= cellWidth else { return }
        let x = box.middle.x
        guard cellHeight >= 34 else {
            let y = box.middle.y + 4
            return drawing.write(figure, at: Drawing.Point(x, y), voice, anchor: .middle)
        }
        drawing.write(figure, at: Drawing.Point(x, box.middle.y - 2), voice, anchor: .middle)
        let count = Numbers.grouped(cell.count)
        guard TextWidth.of(count, .small) <= cellWidth - 2 else { return }
        drawing.write(count, at: Drawing.Point(x, box.middle.y + 11), .small, anchor: .middle)
    }

    /// Boxes and lozenges lie over their neighbours' edges.
    private mutating func drawSignals() {
        for (index, row) in chart.rows.enumerated() {
            for (place, cell) in row.cells.enumerated() where cell?.isSignal == true {
                let box = box(index, place)
                drawing.add(.box(box, .signalBox))
                // Never over the figure.
                let figure = cell.map { TextWidth.of(chart.figure($0), .smallStrong) } ?? 0
                guard cellWidth >= figure + 24 else { continue }
                let corner = Drawing.Point(box.right - 6, box.y + 6)
                drawing.add(SignShape.lozenge.shape(at: corner, size: 3.6, .signal))
            }
        }
    }

    private static func legend(of chart: HeatMap, _ width: ChartWidth) -> ChartLegend {
        var legend = ChartLegend(width: width.units)
        let words = chart.steps.map { Numbers.decimal($0, chart.decimals) }
        if let first = words.first { legend.add(.swatch(.heat1), "under \(first)") }
        for (index, step) in words.enumerated() {
            let more = index == words.count - 1 ? " and more" : ""
            legend.add(.swatch(colours[index + 1]), step + more)
        }
        if chart.rows.contains(where: { $0.cells.contains { $0?.isSignal == true } }) {
            legend.add(.swatch(.signalBox), "more than chance")
        }
        return legend
    }
}
