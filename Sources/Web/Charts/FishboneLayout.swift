/// A fishbone on a wide sheet: the spine level, bones slanting to it from above and below.
struct FishboneLayout {
    private let chart: Fishbone
    private let columnWidth: Double
    private let headWidth = 138.0
    private let blocks: [[Block]]
    private let halves: (above: Double, below: Double)
    private let legend: ChartLegend
    private var drawing: Drawing

    /// A cause with its reasons, in lines.
    private struct Block {
        static let gap = 7.0

        var words: String
        var isShown: Bool
        var lines: [(text: String, voice: Drawing.Voice)]

        var height: Double { 15 * Double(lines.count) }

        init(_ cause: Fishbone.Cause, to width: Double) {
            words = cause.words
            isShown = cause.isShown
            let voice: Drawing.Voice = cause.isShown ? .strong : .plain
            lines = TextWidth.balanced(words, to: width, voice, lineCountMax: 3)
                .map { ($0, voice) }
            for reason in cause.reasons {
                lines += TextWidth.balanced("why: \(reason)", to: width, .small, lineCountMax: 2)
                    .map { ($0, .small) }
            }
        }
    }

    private static let slant = 34.0
    private static let nameHeight = 22.0

    init(_ chart: Fishbone) {
        self.chart = chart
        let columns = (chart.bones.count + 1) / 2
        let columnWidth = (ChartWidth.wide.units - headWidth - Self.slant - 8) / Double(columns)
        self.columnWidth = columnWidth
        let blocks = chart.bones.map { bone in
            bone.causes.map { Block($0, to: columnWidth - Self.slant * 0.7 - 14) }
        }
        self.blocks = blocks
        let heights = blocks.map { causes in
            Self.nameHeight + 18 + causes.reduce(0) { $0 + $1.height + Block.gap }
        }
        let above = stride(from: 0, to: heights.count, by: 2).map { heights[$0] }.max() ?? 0
        let below = stride(from: 1, to: heights.count, by: 2).map { heights[$0] }.max() ?? 0
        halves = (max(above, 52), max(below, 52))
        legend = chart.legend(.wide)
        drawing = chart.sheet(.wide, height: halves.above + halves.below + 8 + legend.height)
    }

    func drawn() -> Drawing {
        var layout = self
        layout.draw()
        return layout.drawing
    }

    private var spine: Double { halves.above }

    private mutating func draw() {
        let head = ChartWidth.wide.units - headWidth
        drawing.add(
            .lines([[Drawing.Point(0, spine), Drawing.Point(head, spine)]], .whisker)
        )
        drawHead(at: head)
        for index in chart.bones.indices { drawBone(at: index) }
        legend.draw(on: &drawing, left: 0, top: halves.above + halves.below + 4)
    }

    private mutating func drawHead(at left: Double) {
        let lines = TextWidth.balanced(
            chart.effect,
            to: headWidth - 24,
            .strong,
            lineCountMax: 5
        )
        let height = Double(lines.count) * 16 + 18
        let box = Drawing.Box(
            x: left,
            y: spine - height / 2,
            width: headWidth - 1,
            height: height
        )
        drawing.add(.box(box, .card), hover: chart.effect)
        for (index, text) in lines.enumerated() {
            let y = box.y + 21 + 16 * Double(index)
            drawing.write(text, at: Drawing.Point(box.middle.x, y), .strong, anchor: .middle)
        }
    }

    /// Where a bone is at a height: it leans to the head as it nears the spine.
    ///
    /// The words of its causes stand right of it, up to the next bone.
    private func boneX(_ index: Int, at y: Double) -> Double {
        let foot = columnWidth * Double(index / 2) + Self.slant + 4
        let reach = index.isMultiple(of: 2) ? halves.above : halves.below
        return foot - Self.slant * min(1, abs(y - spine) / reach)
    }

    private mutating func drawBone(at index: Int) {
        let isAbove = index.isMultiple(of: 2)
        let end = isAbove ? Self.nameHeight - 4 : halves.above + halves.below - Self.nameHeight + 4
        let tip = Drawing.Point(boneX(index, at: end), end)
        drawing.line(from: tip, to: Drawing.Point(boneX(index, at: spine), spine), .axis)
        let bone = chart.bones[index]
        let name = TextWidth.cut(bone.name, to: columnWidth - 10, .brass)
        let nameY = isAbove ? end - 6 : end + 14
        drawing.write(name, at: Drawing.Point(tip.x - 4, nameY), .brass)
        var y = isAbove ? end + 4 : spine + 14
        for cause in blocks[index] {
            let sign = Drawing.Point(boneX(index, at: y + 8), y + 8)
            drawing.add(
                .circle(sign, radius: 3.4, cause.isShown ? .point : .hollow),
                hover: cause.words
            )
            // Right of the bone along the whole block, wherever the bone leans.
            let x = max(boneX(index, at: y), boneX(index, at: y + cause.height)) + 7
            for line in cause.lines {
                drawing.write(line.text, at: Drawing.Point(x, y + 12), line.voice)
                y += 15
            }
            y += Block.gap
        }
    }
}
