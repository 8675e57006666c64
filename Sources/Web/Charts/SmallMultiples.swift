/// One small chart for each of many things, all on one scale, to be compared at a glance.
package struct SmallMultiples: Chart {
    package let name: String
    package let finding: String
    let unit: String
    let decimals: Int
    /// Their short names, as many as each panel has values.
    let periods: [String]
    let panels: [Panel]

    /// One thing's way through the periods.
    package struct Panel: Sendable {
        let name: String
        /// One a period, as many as there are; nil where nothing is known.
        fileprivate(set) var values: [Double?]
        /// The figure that stands beside the name, such as `8.4`.
        let note: String
        let isSignal: Bool
        let address: String?

        package init(
            _ name: String,
            values: [Double?],
            note: String,
            isSignal: Bool = false,
            address: String? = nil
        ) {
            self.name = name
            self.values = values.map { value in value.flatMap { $0.isFinite ? max(0, $0) : nil } }
            self.note = note
            self.isSignal = isSignal
            self.address = address
        }
    }

    package init(
        name: String,
        finding: String,
        unit: String,
        decimals: Int = 1,
        periods: [String],
        panels: [Panel]
    ) {
        self.name = name
        self.finding = finding
        self.unit = unit
        self.decimals = decimals
        self.periods = periods
        self.panels = panels.map { panel in
            var panel = panel
            let missing = max(0, periods.count - panel.values.count)
            panel.values =
                panel.values.prefix(periods.count) + Array(repeating: nil, count: missing)
            return panel
        }
    }

    package var outline: String {
        let signals = panels.filter(\.isSignal).map(\.name).joined(separator: ", ")
        let span = [periods.first, periods.last].compactMap(\.self).joined(separator: " to ")
        return "\(Numbers.count(panels.count, "small chart")) of \(unit), \(span), on one scale. "
            + (signals.isEmpty ? "No signal." : "More than chance: \(signals).")
    }

    package var table: ChartTable {
        ChartTable(
            caption: "\(name), \(unit)",
            columns: [.words("Name")] + periods.map { .number($0) },
            rows: panels.map { panel in
                ChartTable.Row(
                    panel.name,
                    address: panel.address,
                    panel.values.map { $0.map { Numbers.decimal($0, decimals) } ?? "" }
                )
            }
        )
    }

    private static let panelHeight = 92.0

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard !panels.isEmpty else { return emptySheet(width) }
        let across = width == .wide ? 4 : 2
        let rows = (panels.count + across - 1) / across
        let height = 30 + Double(rows) * Self.panelHeight + 20
        var drawing = sheet(width, height: height)
        let highest = panels.flatMap(\.values).compactMap(\.self).max() ?? 0
        let caption = "\(unit), 0 to \(Numbers.decimal(highest, decimals)) in each"
        drawing.write(
            TextWidth.cut(caption, to: width.units, .strong),
            at: Drawing.Point(0, 12),
            .strong
        )
        let cell = width.units / Double(across)
        for (index, panel) in panels.enumerated() {
            let box = Drawing.Box(
                x: cell * Double(index % across),
                y: 30 + Self.panelHeight * Double(index / across),
                width: cell - 18,
                height: Self.panelHeight - 16
            )
            draw(panel, on: &drawing, in: box, highest: highest > 0 ? highest : 1)
        }
        drawSpan(on: &drawing, cell: cell)
        return drawing
    }

    private func draw(
        _ panel: Panel,
        on drawing: inout Drawing,
        in box: Drawing.Box,
        highest: Double
    ) {
        let voice: Drawing.Voice = panel.isSignal ? .signal : .strong
        let note = TextWidth.cut(panel.note, to: box.width / 2, voice)
        drawing.write(note, at: Drawing.Point(box.right, box.y + 10), voice, anchor: .end)
        let room = box.width - TextWidth.of(note, voice) - 8
        let name = TextWidth.cut(panel.name, to: room, .plain)
        drawing.write(name, at: Drawing.Point(box.x, box.y + 10))
        let scale = ChartScale(from: 0, to: highest, at: box.bottom, box.y + 22, tickCount: 1)
        drawing.line(
            from: Drawing.Point(box.x, box.bottom),
            to: Drawing.Point(box.right, box.bottom),
            .axis
        )
        let step = (box.width - 12) / Double(max(1, periods.count - 1))
        let points = panel.values.enumerated().map { index, value in
            value.map { Drawing.Point(box.x + 6 + step * Double(index), scale.position($0)) }
        }
        let runs = points.split(separator: nil).map { $0.compactMap(\.self) }
        drawing.add(.lines(runs.filter { $0.count > 1 }, .line))
        if let last = points.last(where: { $0 != nil }) ?? nil {
            drawing.add(
                panel.isSignal
                    ? SignShape.lozenge.shape(at: last, size: 4.6, .signal)
                    : .circle(last, radius: 3.2, .brassFill)
            )
        }
        let hover = panel.values.last.flatMap(\.self).map { Numbers.decimal($0, decimals) }
        drawing.add(.box(box, .hit), hover: "\(panel.name): \(hover ?? "not known") at the end")
    }

    /// The first and the last period under the lowest row's first panel.
    private func drawSpan(on drawing: inout Drawing, cell: Double) {
        guard let first = periods.first, let last = periods.last, periods.count > 1 else { return }
        let y = drawing.height - 16
        let half = cell / 2 - 14
        drawing.write(TextWidth.cut(first, to: half, .small), at: Drawing.Point(0, y), .small)
        let words = TextWidth.cut(last, to: half, .small)
        drawing.write(words, at: Drawing.Point(cell - 18, y), .small, anchor: .end)
    }
}
