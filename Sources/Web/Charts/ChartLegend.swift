/// What the signs of a chart mean, in rows under it.
struct ChartLegend {
    /// A sign as it is in the chart.
    enum Sign {
        case none
        case shape(SignShape, Drawing.Ink)
        case stroke(Drawing.Ink)
        case swatch(Drawing.Ink)
        case hatch

        var width: Double {
            switch self {
            case .none: 0
            case .shape: 16
            case .stroke, .swatch, .hatch: 26
            }
        }
    }

    private var entries: [(sign: Sign, words: String)] = []
    private let width: Double

    init(width: Double) { self.width = width }

    mutating func add(_ sign: Sign, _ words: String) { entries.append((sign, words)) }

    /// The height of its rows; nothing when there is nothing to explain.
    var height: Double { Double(rows.count) * 18 + (entries.isEmpty ? 0 : 6) }

    /// Draws it with the first row's upper edge at `top`.
    func draw(on drawing: inout Drawing, left: Double, top: Double) {
        for (index, row) in rows.enumerated() {
            var x = left
            let baseline = top + 6 + Double(index) * 18 + 12
            for entry in row {
                draw(entry.sign, on: &drawing, at: Drawing.Point(x, baseline - 4))
                x += entry.sign.width
                let words = TextWidth.cut(entry.words, to: left + width - x, .plain)
                drawing.write(words, at: Drawing.Point(x, baseline))
                x += TextWidth.of(words, .plain) + 16
            }
        }
    }

    private var rows: [[(sign: Sign, words: String)]] {
        var rows: [[(sign: Sign, words: String)]] = []
        var used = 0.0
        for entry in entries {
            let length = entry.sign.width + TextWidth.of(entry.words, .plain)
            if !rows.isEmpty, used + length <= width {
                rows[rows.count - 1].append(entry)
            } else {
                rows.append([entry])
                used = 0
            }
            used += length + 16
        }
        return rows
    }

    private func draw(_ sign: Sign, on drawing: inout Drawing, at point: Drawing.Point) {
        let swatch = Drawing.Box(x: point.x + 0.5, y: point.y - 5, width: 20, height: 10)
        switch sign {
        case .none: break
        case .shape(let shape, let ink):
            drawing.add(shape.shape(at: Drawing.Point(point.x + 6, point.y), size: 4, ink))
        case .stroke(let ink):
            drawing.line(from: point, to: Drawing.Point(point.x + 20, point.y), ink)
        case .swatch(let ink): drawing.add(.box(swatch, ink))
        case .hatch: drawing.hatch(swatch)
        }
    }
}

/// A sign at a point: every meaning has a shape besides its colour.
enum SignShape: Sendable {
    case circle, square, lozenge

    func shape(at point: Drawing.Point, size: Double, _ ink: Drawing.Ink) -> Drawing.Shape {
        switch self {
        case .circle: .circle(point, radius: size, ink)
        case .square:
            .box(
                Drawing.Box(
                    x: point.x - size,
                    y: point.y - size,
                    width: 2 * size,
                    height: 2 * size
                ),
                ink
            )
        case .lozenge:
            .outline(
                [
                    Drawing.Point(point.x, point.y - size * 1.3),
                    Drawing.Point(point.x + size * 1.3, point.y),
                    Drawing.Point(point.x, point.y + size * 1.3),
                    Drawing.Point(point.x - size * 1.3, point.y),
                ],
                ink
            )
        }
    }
}

extension Drawing {
    /// Slanted lines over a part of the sheet: what it shows is not complete.
    mutating func hatch(_ box: Box) {
        var lines: [[Point]] = []
        let sum = box.width + box.height
        for offset in stride(from: 4.0, to: sum, by: 6) {
            let start = Point(
                box.x + max(0, offset - box.height),
                box.y + min(offset, box.height)
            )
            let end = Point(box.x + min(offset, box.width), box.y + max(0, offset - box.width))
            lines.append([start, end])
        }
        add(.lines(lines, .hatch))
    }
}
