/// Shapes and words on a sheet, which a chart's figures have become.
///
/// Units are those of the view box: right and down from the upper left corner, and as many pixels
/// when the drawing is shown in its own width. Colours are classes of `charts.css`, so one drawing
/// serves the light, the dark and paper.
package struct Drawing: Sendable {
    package let width: Double
    package let height: Double
    /// From the lowest to the topmost.
    package private(set) var marks: [Mark] = []

    package init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// A shape in one ink; `hover` is what a pointer that rests on it is told.
    package struct Mark: Sendable {
        package let shape: Shape
        package let hover: String?
    }

    package enum Shape: Sendable {
        /// Lines through points, each list on its own.
        case lines([[Point]], Ink)
        /// A closed outline.
        case outline([Point], Ink)
        case circle(Point, radius: Double, Ink)
        case box(Box, Ink)
        case words(Words)
    }

    /// The whole sheet.
    package var sheet: Box { Box(x: 0, y: 0, width: width, height: height) }

    mutating func add(_ shape: Shape, hover: String? = nil) {
        marks.append(Mark(shape: shape, hover: hover))
    }

    /// One straight line.
    mutating func line(from start: Point, to end: Point, _ ink: Ink) {
        add(.lines([[start, end]], ink))
    }

    /// Words whose baseline is at a point.
    mutating func write(
        _ text: String,
        at point: Point,
        _ voice: Voice = .plain,
        anchor: Words.Anchor = .start,
        isTurned: Bool = false,
        hover: String? = nil
    ) {
        let words = Words(
            text: text,
            at: point,
            voice: voice,
            anchor: anchor,
            isTurned: isTurned
        )
        add(.words(words), hover: hover)
    }
}

extension Drawing {
    /// A place on the sheet.
    package struct Point: Hashable, Sendable {
        package var x: Double
        package var y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// A rectangle along the axes.
    package struct Box: Hashable, Sendable {
        package var x: Double
        package var y: Double
        package var width: Double
        package var height: Double

        package var right: Double { x + width }
        package var bottom: Double { y + height }
        var middle: Point { Point(x + width / 2, y + height / 2) }

        /// Whether the insides of both share a place.
        package func overlaps(_ other: Box) -> Bool {
            x < other.right && other.x < right && y < other.bottom && other.y < bottom
        }

        /// Whether all of the other lies in it, but for a rounding.
        package func holds(_ other: Box) -> Bool {
            other.x >= x - 0.05 && other.right <= right + 0.05 && other.y >= y - 0.05
                && other.bottom <= bottom + 0.05
        }

        func widened(by margin: Double) -> Box {
            Box(
                x: x - margin,
                y: y - margin,
                width: width + 2 * margin,
                height: height + 2 * margin
            )
        }
    }

    /// How a shape is drawn: a class of `charts.css`.
    package enum Ink: String, Sendable {
        case axis = "c-axis"
        case grid = "c-grid"
        case line = "c-line"
        case dashes = "c-line2"
        case dots = "c-line3"
        case mean = "c-mean"
        case limit = "c-limit"
        case farLimit = "c-limit2"
        case outerBand = "c-outer"
        case innerBand = "c-inner"
        case bandGround = "c-band"
        case ground = "c-ground"
        case band = "c-band2"
        case point = "c-pt"
        case hollow = "c-open"
        case signal = "c-out"
        case hollowSignal = "c-out2"
        case signalBox = "c-box"
        case brass = "c-brass"
        case brassFill = "c-brass-fill"
        case bar = "c-bar"
        case quietBar = "c-bar2"
        case treated = "c-done"
        case quiet = "c-paused"
        case whisker = "c-whisker"
        case quietWhisker = "c-whisker2"
        case zero = "c-zero"
        case hatch = "c-hatch"
        case card = "c-card"
        case heat1 = "c-h1"
        case heat2 = "c-h2"
        case heat3 = "c-h3"
        case heat4 = "c-h4"
        case heat5 = "c-h5"
        /// Not seen; a larger place for a pointer to rest on.
        case hit = "c-hit"
    }

    /// How words are drawn: a class of `charts.css`, at 12 units unless it says otherwise.
    package enum Voice: String, Sendable {
        case plain = ""
        case strong
        case signal = "t-signal"
        case brass = "t-brass"
        /// 11 units, for what the table repeats.
        case small = "t-small"
        case smallStrong = "t-small strong"

        package var size: Double { self == .small || self == .smallStrong ? 11 : 12 }
        var isBold: Bool { self != .plain && self != .small }
    }

    /// One line of words.
    package struct Words: Sendable {
        package let text: String
        /// The baseline's start, middle or end.
        package let at: Point
        package let voice: Voice
        package let anchor: Anchor
        /// Whether it is read from below to above.
        package let isTurned: Bool

        package enum Anchor: String, Sendable {
            case start, middle, end
        }

        /// What it covers, by widths that no common typeface exceeds.
        package var box: Box {
            let length = TextWidth.of(text, voice)
            let before =
                switch anchor {
                case .start: 0.0
                case .middle: length / 2
                case .end: length
                }
            let (above, below) = (voice.size * 0.8, voice.size * 0.24)
            guard isTurned else {
                return Box(x: at.x - before, y: at.y - above, width: length, height: above + below)
            }
            return Box(
                x: at.x - above,
                y: at.y + before - length,
                width: above + below,
                height: length
            )
        }
    }
}

extension Drawing.Shape {
    /// What it covers, without the width of its pen.
    package var bounds: Drawing.Box {
        switch self {
        case .lines(let lists, _): Self.bounds(of: lists.joined())
        case .outline(let points, _): Self.bounds(of: points)
        case .circle(let centre, let radius, _):
            Drawing.Box(
                x: centre.x - radius,
                y: centre.y - radius,
                width: 2 * radius,
                height: 2 * radius
            )
        case .box(let box, _): box
        case .words(let words): words.box
        }
    }

    private static func bounds(of points: some Sequence<Drawing.Point>) -> Drawing.Box {
        var (low, high) = (
            Drawing.Point(.infinity, .infinity), Drawing.Point(-.infinity, -.infinity)
        )
        for point in points {
            low = Drawing.Point(min(low.x, point.x), min(low.y, point.y))
            high = Drawing.Point(max(high.x, point.x), max(high.y, point.y))
        }
        return Drawing.Box(x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y)
    }
}
