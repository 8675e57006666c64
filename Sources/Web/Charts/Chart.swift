/// Figures that are drawn and, for whoever would rather read them, written in a table.
///
/// A chart is a plain value: words and numbers. It knows nothing of where they come from, and it
/// is drawn on the server, so that a page, a printed report and a file in a mail show one picture.
package protocol Chart: DrawnPart {
    /// What is shown, in a few words.
    var name: String { get }
    /// What it tells, in a sentence; empty when nothing stands out.
    var finding: String { get }
    /// What a person who cannot see it must know of how it is made.
    var outline: String { get }
    /// The chart for one width.
    func drawing(_ width: ChartWidth) -> Drawing
    /// The same figures as rows.
    var table: ChartTable { get }
}

/// The two widths in which each chart is drawn; a wide one is never scaled down to a phone.
package enum ChartWidth: String, CaseIterable, Sendable {
    case wide, narrow

    /// In units of the drawing.
    package var units: Double { self == .wide ? 720 : 340 }
}

extension Chart {
    /// Both drawings, of which the stylesheet shows the one that fits, and the table to open.
    package var markup: Markup {
        """
        <figure class="chart-box">\(svg(.wide))\(svg(.narrow))\(table.details)</figure>
        """
    }

    /// One drawing as an image that has a name and a description.
    package func svg(_ width: ChartWidth) -> Markup {
        let drawing = drawing(width)
        return """
            <svg class="chart chart-\(width.rawValue)" viewBox="\(drawing.viewBox)" role="img" \
            aria-label="\(label)"><desc>\(outline)</desc>\(drawing.elements)</svg>
            """
    }

    /// One drawing as a file that stands alone: it has its styles, its ground and its name with it.
    ///
    /// It is for mails and downloads; the rules of our pages forbid styles in the page.
    package func file(_ width: ChartWidth) -> Markup {
        let drawing = drawing(width)
        let (margin, head) = (16.0, 44.0)
        let across = Drawing.number(drawing.width + 2 * margin)
        let down = Drawing.number(drawing.height + head + margin)
        let corner = (x: Drawing.number(-margin), y: Drawing.number(-head))
        let name = TextWidth.cut(name, to: drawing.width, .strong)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="chart" width="\(across)" \
            height="\(down)" viewBox="\(corner.x) \(corner.y) \(across) \(down)" role="img" \
            aria-label="\(label)">\(ChartStyles.element)<desc>\(outline)</desc>\
            <rect class="c-ground" x="\(corner.x)" y="\(corner.y)" width="\(across)" \
            height="\(down)"/><text class="strong" y="-18">\(name)</text>\
            \(drawing.elements)</svg>
            """
    }

    private var label: String { finding.isEmpty ? name : "\(name). \(finding)" }

    /// A sheet of this chart's width.
    func sheet(_ width: ChartWidth, height: Double) -> Drawing {
        Drawing(width: width.units, height: height)
    }

    /// The sheet that says that there is nothing to draw.
    func emptySheet(_ width: ChartWidth, _ words: String = "Nothing to show yet") -> Drawing {
        var drawing = sheet(width, height: 64)
        drawing.add(.box(drawing.sheet.widened(by: -1), .card))
        drawing.write(words, at: Drawing.Point(width.units / 2, 36), anchor: .middle)
        return drawing
    }
}
