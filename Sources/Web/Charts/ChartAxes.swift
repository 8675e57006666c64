extension Drawing {
    /// Hairlines and figures of an upright axis, left of the place where the figures are drawn.
    mutating func drawGrid(_ scale: ChartScale, in area: Box) {
        for tick in scale.ticks {
            let y = scale.position(tick.value)
            line(from: Point(area.x, y), to: Point(area.right, y), .grid)
            write(tick.words, at: Point(area.x - 6, y + 4), anchor: .end)
        }
    }

    /// The room that an upright axis takes for its figures, in units.
    static func room(for scale: ChartScale) -> Double {
        (scale.ticks.map { TextWidth.of($0.words, .plain) }.max() ?? 0) + 8
    }

    /// The lower axis with short strokes at its labels; as many labels are left out as would touch.
    mutating func drawLabels(
        _ labels: [(x: Double, words: String)],
        under area: Box,
        axis: Double? = nil
    ) {
        let bottom = axis ?? area.bottom
        line(from: Point(area.x, bottom), to: Point(area.right, bottom), .axis)
        let placed = labels.map { label in
            let half = TextWidth.of(label.words, .plain) / 2
            let x = min(max(label.x, half), width - half)
            return (
                label.x,
                Words(
                    text: label.words,
                    at: Point(x, bottom + 18),
                    voice: .plain,
                    anchor: .middle,
                    isTurned: false
                )
            )
        }
        for index in Self.kept(placed.map(\.1.box)) {
            let (x, words) = placed[index]
            line(from: Point(x, bottom), to: Point(x, bottom + 5), .axis)
            add(.words(words))
        }
    }

    /// Every box, or every second, third and so on, so that none of them touch.
    private static func kept(_ boxes: [Box]) -> [Int] {
        guard boxes.count > 1 else { return Array(boxes.indices) }
        for every in 1..<boxes.count {
            let kept = stride(from: 0, to: boxes.count, by: every).map { $0 }
            let isFree = zip(kept, kept.dropFirst()).allSatisfy { left, right in
                boxes[left].right + 8 <= boxes[right].x
            }
            if isFree { return kept }
        }
        return [0]
    }
}
