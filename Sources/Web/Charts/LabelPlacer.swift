/// Finds a place for words beside a point where nothing else is written.
struct LabelPlacer {
    /// Where words may stand.
    let frame: Drawing.Box
    private var taken: [Drawing.Box] = []
    private var lines: [Drawing.Box] = []

    init(in frame: Drawing.Box) { self.frame = frame }

    /// Keeps words out of a place.
    mutating func take(_ box: Drawing.Box) { taken.append(box) }

    /// Keeps words off a line, where there is another place.
    mutating func avoid(from start: Drawing.Point, to end: Drawing.Point) {
        let count = max(1, Int(max(abs(end.x - start.x), abs(end.y - start.y)) / 8))
        for step in 0...count {
            let share = Double(step) / Double(count)
            let x = start.x + share * (end.x - start.x)
            let y = start.y + share * (end.y - start.y)
            lines.append(Drawing.Box(x: x - 2, y: y - 2, width: 4, height: 4))
        }
    }

    /// Lines of words beside a point, the best place first: right, left, above, below, corners.
    ///
    /// - Returns: nil when there is no place that is free, or none that crosses as few lines.
    mutating func place(
        _ lines: [(text: String, voice: Drawing.Voice)],
        beside point: Drawing.Point,
        gap: Double = 7,
        crossingCountMax: Int = .max
    ) -> [Drawing.Words]? {
        place(lines, beside: point, gap: gap, crossingCountMax, Self.sides)
    }

    /// Lines of words right or left of a point, their middle level with it.
    mutating func placeLevel(
        _ lines: [(text: String, voice: Drawing.Voice)],
        beside point: Drawing.Point
    ) -> [Drawing.Words]? {
        place(lines, beside: point, gap: 9, .max, [(1, 0), (-1, 0)])
    }

    private mutating func place(
        _ lines: [(text: String, voice: Drawing.Voice)],
        beside point: Drawing.Point,
        gap: Double,
        _ crossingCountMax: Int,
        _ sides: [(right: Double, down: Double)]
    ) -> [Drawing.Words]? {
        var best: (cost: Int, words: [Drawing.Words], box: Drawing.Box)?
        for (rank, side) in sides.enumerated() {
            let words = Self.words(lines, beside: point, side, gap: gap)
            guard let box = Self.union(words.map(\.box)), frame.holds(box),
                !taken.contains(where: box.overlaps)
            else { continue }
            let crossings = self.lines.count { box.overlaps($0) }
            guard crossings <= crossingCountMax else { continue }
            let cost = crossings * 10 + rank
            if best.map({ cost < $0.cost }) ?? true { best = (cost, words, box) }
        }
        guard let best else { return nil }
        taken.append(best.box.widened(by: 1))
        return best.words
    }

    /// Which way from the point, -1 to 1 right and down.
    private static let sides: [(right: Double, down: Double)] = [
        (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1),
    ]

    private static func words(
        _ lines: [(text: String, voice: Drawing.Voice)],
        beside point: Drawing.Point,
        _ side: (right: Double, down: Double),
        gap: Double
    ) -> [Drawing.Words] {
        let height = 14 * Double(lines.count - 1)
        let reach = side.right == 0 || side.down == 0 ? gap : gap * 0.7
        let first =
            switch side.down {
            case -1: point.y - reach - 2 - height
            case 1: point.y + reach + 10
            default: point.y + 4 - height / 2
            }
        return lines.enumerated().map { index, line in
            Drawing.Words(
                text: line.text,
                at: Drawing.Point(point.x + side.right * reach, first + 14 * Double(index)),
                voice: line.voice,
                anchor: side.right > 0 ? .start : side.right < 0 ? .end : .middle,
                isTurned: false
            )
        }
    }

    private static func union(_ boxes: [Drawing.Box]) -> Drawing.Box? {
        guard var all = boxes.first else { return nil }
        for box in boxes.dropFirst() {
            let (x, y) = (min(all.x, box.x), min(all.y, box.y))
            all = Drawing.Box(
                x: x,
                y: y,
                width: max(all.right, box.right) - x,
                height: max(all.bottom, box.bottom) - y
            )
        }
        return all
    }

    /// Heights near those wanted, in the same order and at least `distance` apart.
    ///
    /// They are too many when `range`, which is to hold them all, is shorter than they need.
    static func spread(
        _ wanted: [Double],
        distance: Double,
        in range: ClosedRange<Double>
    ) -> [Double] {
        let order = wanted.indices.sorted { wanted[$0] < wanted[$1] }
        var places = wanted
        var lowest = range.lowerBound
        for index in order {
            places[index] = max(wanted[index], lowest)
            lowest = places[index] + distance
        }
        var highest = range.upperBound
        for index in order.reversed() {
            places[index] = min(places[index], highest)
            highest = places[index] - distance
        }
        return places
    }
}
