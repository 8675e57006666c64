import Recovery
import Storage
import Web

/// What runs out in the next hours, drawn as a line of time.
///
/// It repeats what the list says in order, so it is one picture with one sentence.
struct InboxRunway: DrawnPart {
    /// Something that runs out.
    struct Mark {
        let at: Timestamp
        let label: String
        let kind: Kind

        enum Kind: String {
            case over, soon, later
        }
    }

    private let marks: [Placed]
    private let hours: [(x: Int, label: String)]
    private let nowX: Int
    private let shift: (x: Int, label: String)?
    private let sentence: String

    /// A mark at its place; without a label where there is no room for one.
    fileprivate struct Placed {
        let x: Int
        let kind: Mark.Kind
        let label: (text: String, level: Int, isBefore: Bool)?

        /// Where the label lies across, with a gap at both ends.
        var reach: Range<Int> {
            let length = (label?.text.count ?? 0) * InboxRunway.letter + 8
            return label?.isBefore == true ? x - length..<x + 8 : x - 8..<x + length
        }
    }

    /// The hours drawn before the hour at hand and after now.
    private static let hoursAhead: Int64 = 4
    private static let hour: Int64 = 3_600_000
    /// So many marks at most, those over counted apart.
    static let (overMax, aheadMax) = (3, 8)
    /// Widths in the units of the drawing.
    fileprivate static let (left, right, letter, width) = (74, 936, 8, 1_010)
    private static let levels = [62, 44, 28, 12]

    /// The stretch that is drawn: from an hour ago, on the full hour.
    static func span(_ now: Timestamp, _ time: HouseTime) -> (from: Timestamp, to: Timestamp) {
        let local = now.milliseconds + time.zone.offsetSeconds(at: now) * 1000
        let start = now.milliseconds - local % hour - hour
        return (
            Timestamp(milliseconds: start),
            Timestamp(milliseconds: start + (hoursAhead + 1) * hour)
        )
    }

    init(
        _ marks: [Mark],
        shiftEnds: Timestamp?,
        sentence: String,
        _ time: HouseTime,
        _ now: Timestamp
    ) {
        let (from, to) = Self.span(now, time)
        func x(_ moment: Timestamp) -> Int {
            let share =
                Double(moment.milliseconds - from.milliseconds)
                / Double(to.milliseconds - from.milliseconds)
            return Self.left + Int(share * Double(Self.right - Self.left))
        }
        nowX = x(now)
        hours = (0...Self.hoursAhead + 1).map { hour in
            let moment = Timestamp(milliseconds: from.milliseconds + hour * Self.hour)
            return (x(moment), time.clock(moment))
        }.filter { [nowX] in abs($0.x - nowX) > 45 }
        shift = shiftEnds.flatMap { end in
            end > now && end < to ? (x(end), say("\(time.clock(end)) shift ends")) : nil
        }
        self.marks = Self.placed(Self.gathered(marks.map { (x($0.at), $0) }))
        self.sentence = sentence
    }

    /// More than three marks on one spot are told as one and a number.
    private static func gathered(_ marks: [(x: Int, mark: Mark)]) -> [(x: Int, mark: Mark)] {
        var spots: [[(x: Int, mark: Mark)]] = []
        for mark in marks {
            if let last = spots.last?[0], mark.x - last.x <= 6, mark.mark.kind == last.mark.kind {
                spots[spots.count - 1].append(mark)
            } else {
                spots.append([mark])
            }
        }
        return spots.flatMap { spot in
            guard spot.count > 3, let first = spot.first else { return spot }
            let label = "\(first.mark.label), \(spot.count - 1) more"
            return [(first.x, Mark(at: first.mark.at, label: label, kind: first.mark.kind))]
        }
    }

    /// Gives each label the lowest level that is free there, and none where all are taken.
    private static func placed(_ marks: [(x: Int, mark: Mark)]) -> [Placed] {
        var taken = levels.map { _ in [Range<Int>]() }
        return marks.map { x, mark in
            let length = mark.label.count * letter + 8
            // What is over reads towards it; what would leave the drawing turns round.
            let isBefore = (mark.kind == .over && x > length) || x + length > width
            for level in levels.indices {
                let placed = Placed(
                    x: x,
                    kind: mark.kind,
                    label: (mark.label, levels[level], isBefore)
                )
                guard !taken[level].contains(where: { $0.overlaps(placed.reach) }) else {
                    continue
                }
                taken[level].append(placed.reach)
                return placed
            }
            return Placed(x: x, kind: mark.kind, label: nil)
        }
    }

    /// Where labels lie, for whoever checks that none lies on another.
    var labelBoxes: [(level: Int, x: Range<Int>)] {
        marks.compactMap { mark in mark.label.map { ($0.level, mark.reach) } }
    }

    var markup: Markup {
        var markup: Markup = """
            <section class="card runway drop-s" aria-labelledby="rw"><h2 class="label" id="rw">\
            \(say("What runs out next"))</h2><svg class="chart" viewBox="0 0 1010 108" role="img" \
            aria-label="\(sentence)"><path class="c-axis" d="M20 78H990"/>\
            <rect x="20" y="74" width="\(nowX - 20)" height="8" class="c-band2"/>
            """
        for hour in hours {
            markup += """
                <path class="c-axis" d="M\(hour.x) 74v8"/>\
                <text x="\(hour.x)" y="98" text-anchor="middle">\(hour.label)</text>
                """
        }
        markup += """
            <path class="c-now" d="M\(nowX) 4V84"/>\
            <text x="\(nowX)" y="98" text-anchor="middle" class="strong">\(say("now"))</text>
            """
        if let shift {
            markup += """
                <path class="c-lead" d="M\(shift.x) 4V74" stroke-dasharray="2 3"/>\
                <text x="\(shift.x + 6)" y="106">\(shift.label)</text>
                """
        }
        for mark in marks { markup += mark.markup }
        markup += "</svg></section>"
        return markup
    }
}

extension InboxRunway.Placed {
    var markup: Markup {
        var markup: Markup = ""
        if let label {
            let (anchor, shift) = label.isBefore ? ("end", -5) : ("start", 5)
            let weight = kind == .over ? "t-late" : kind == .soon ? "strong" : ""
            markup += """
                <path class="c-lead" d="M\(x) \(label.level - 4)V70"/>\
                <text x="\(x + shift)" y="\(label.level)" text-anchor="\(anchor)" \
                class="\(weight)">\(label.text)</text>
                """
        }
        switch kind {
        case .over: markup += #"<rect x="\#(x - 5)" y="73" width="10" height="10" class="c-late"/>"#
        case .soon: markup += #"<path d="M\#(x) 71l7 7-7 7-7-7z" class="c-act"/>"#
        case .later: markup += #"<circle cx="\#(x)" cy="78" r="5" class="c-bar"/>"#
        }
        return markup
    }
}
