/// A fishbone on a phone: the head on top, the spine down the side, bones as branches of it.
struct FishboneTree {
    private let chart: Fishbone
    private let legend: ChartLegend
    private var drawing: Drawing
    private let parts: [Part]
    private let headLines: [String]

    /// A line of words and how far it is indented.
    private struct Part {
        var text: String
        var voice: Drawing.Voice
        var indent: Double
        var sign: Sign
        var height: Double

        enum Sign {
            case none, bone
            case cause(Fishbone.Cause)
        }
    }

    private static let spine = 8.0

    init(_ chart: Fishbone) {
        self.chart = chart
        let width = ChartWidth.narrow.units
        headLines = TextWidth.balanced(chart.effect, to: width - 24, .strong, lineCountMax: 3)
        parts = chart.bones.flatMap { Self.parts($0, width: width) }
        legend = chart.legend(.narrow)
        let height = Double(headLines.count) * 16 + 18 + parts.reduce(0) { $0 + $1.height }
        drawing = chart.sheet(.narrow, height: height + 10 + legend.height)
    }

    private static func parts(_ bone: Fishbone.Bone, width: Double) -> [Part] {
        let name = TextWidth.cut(bone.name, to: width - 30, .brass)
        var parts = [Part(text: name, voice: .brass, indent: 30, sign: .bone, height: 30)]
        for cause in bone.causes {
            let voice: Drawing.Voice = cause.isShown ? .strong : .plain
            let lines = TextWidth.wrapped(cause.words, to: width - 46, voice, lineCountMax: 3)
            for (index, text) in lines.enumerated() {
                let sign: Part.Sign = index == 0 ? .cause(cause) : .none
                parts.append(Part(text: text, voice: voice, indent: 46, sign: sign, height: 19))
            }
            for reason in cause.reasons {
                let texts = TextWidth.wrapped(
                    "why: \(reason)",
                    to: width - 46,
                    .small,
                    lineCountMax: 2
                )
                parts += texts.map {
                    Part(text: $0, voice: .small, indent: 46, sign: .none, height: 16)
                }
            }
        }
        return parts
    }

    func drawn() -> Drawing {
        var layout = self
        layout.draw()
        return layout.drawing
    }

    private mutating func draw() {
        let height = Double(headLines.count) * 16 + 18
        let head = Drawing.Box(x: 1, y: 1, width: ChartWidth.narrow.units - 2, height: height)
        drawing.add(.box(head, .card), hover: chart.effect)
        for (index, text) in headLines.enumerated() {
            let y = head.y + 21 + 16 * Double(index)
            drawing.write(text, at: Drawing.Point(head.middle.x, y), .strong, anchor: .middle)
        }
        var y = head.bottom
        var last = y
        for part in parts {
            y += part.height
            let middle = y - 4
            switch part.sign {
            case .none: break
            case .bone:
                last = middle
                let end = Drawing.Point(part.indent - 6, middle)
                drawing.line(from: Drawing.Point(Self.spine, middle), to: end, .whisker)
            case .cause(let cause):
                let centre = Drawing.Point(part.indent - 10, middle)
                let ink: Drawing.Ink = cause.isShown ? .point : .hollow
                drawing.add(.circle(centre, radius: 3.2, ink), hover: cause.words)
            }
            drawing.write(part.text, at: Drawing.Point(part.indent, y), part.voice)
        }
        drawing.line(
            from: Drawing.Point(Self.spine, head.bottom),
            to: Drawing.Point(Self.spine, last),
            .whisker
        )
        legend.draw(on: &drawing, left: 0, top: drawing.height - legend.height)
    }
}
