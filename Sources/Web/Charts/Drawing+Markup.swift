extension Drawing {
    /// The sheet's corner and size, as SVG reads them.
    var viewBox: String { "0 0 \(Self.number(width)) \(Self.number(height))" }

    /// The marks as elements of SVG.
    var elements: Markup {
        var drawn: Markup = ""
        for mark in marks { drawn += mark.element }
        return drawn
    }

    /// A length as SVG reads it: tenths, and no more digits than it takes.
    static func number(_ length: Double) -> String {
        guard length.isFinite, abs(length) < 1e9 else { return "0" }
        let tenths = Int((length * 10).rounded())
        let whole = tenths.magnitude / 10
        let rest = tenths.magnitude % 10
        return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : ".\(rest)")
    }
}

extension Drawing.Mark {
    fileprivate var element: Markup {
        let hover: Markup = hover.map { "<title>\($0)</title>" } ?? ""
        switch shape {
        case .lines(let lists, let ink):
            let data = lists.reduce(into: "") { $0 += Self.path($1) }
            return #"<path class="\#(ink.rawValue)" d="\#(data)">\#(hover)</path>"#
        case .outline(let points, let ink):
            return #"<path class="\#(ink.rawValue)" d="\#(Self.path(points))Z">\#(hover)</path>"#
        case .circle(let centre, let radius, let ink):
            return """
                <circle class="\(ink.rawValue)" cx="\(Drawing.number(centre.x))" \
                cy="\(Drawing.number(centre.y))" r="\(Drawing.number(radius))">\(hover)</circle>
                """
        case .box(let box, let ink):
            return """
                <rect class="\(ink.rawValue)" x="\(Drawing.number(box.x))" \
                y="\(Drawing.number(box.y))" width="\(Drawing.number(box.width))" \
                height="\(Drawing.number(box.height))">\(hover)</rect>
                """
        case .words(let words): return Self.text(words, hover)
        }
    }

    private static func path(_ points: [Drawing.Point]) -> String {
        var data = ""
        var last: (x: String, y: String)?
        for point in points {
            let (x, y) = (Drawing.number(point.x), Drawing.number(point.y))
            switch last {
            case nil: data += "M\(x) \(y)"
            case (_, y)?: data += "H\(x)"
            case (x, _)?: data += "V\(y)"
            default: data += "L\(x) \(y)"
            }
            last = (x, y)
        }
        return data
    }

    private static func text(_ words: Drawing.Words, _ hover: Markup) -> Markup {
        let (x, y) = (Drawing.number(words.at.x), Drawing.number(words.at.y))
        let voice: Markup = words.voice == .plain ? "" : #" class="\#(words.voice.rawValue)""#
        let anchor: Markup =
            words.anchor == .start ? "" : #" text-anchor="\#(words.anchor.rawValue)""#
        let turn: Markup = words.isTurned ? #" transform="rotate(-90 \#(x) \#(y))""# : ""
        return """
            <text x="\(x)" y="\(y)"\(voice)\(anchor)\(turn)>\(words.text)\(hover)</text>
            """
    }
}
