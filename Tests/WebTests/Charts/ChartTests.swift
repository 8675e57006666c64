import Foundation
import Testing
import Web

struct ChartTests {
    /// The drawings as they were last looked at; `AMENDS_GOLDEN=write` writes them anew.
    static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    @Test(arguments: ChartSamples.all.indices, ChartWidth.allCases)
    func `a chart is drawn as it was looked at`(index: Int, width: ChartWidth) throws {
        let (name, chart) = ChartSamples.all[index]
        try expectGolden(Self.lines(chart.svg(width)), "\(name)-\(width.rawValue).svg")
    }

    @Test(arguments: ChartSamples.all.indices)
    func `a chart's table is written as it was looked at`(index: Int) throws {
        let (name, chart) = ChartSamples.all[index]
        try expectGolden(Self.lines(chart.table.markup), "\(name)-table.html")
    }

    @Test func `a sparkline is drawn as it was looked at`() throws {
        let values: [Double] = [3, 4, 3.5, 4, 3.8, 5, 4.6, 6, 5.5, 6.4, 6.4, 6.6]
        try expectGolden(Self.lines(Sparkline(values).markup), "sparkline.svg")
        try expectGolden(
            Self.lines(Sparkline([3], isComplete: false).markup),
            "sparkline-one.svg"
        )
    }

    @Test(arguments: ChartSamples.all.indices, ChartWidth.allCases)
    func `samples keep their marks on the sheet and their words apart`(
        index: Int,
        width: ChartWidth
    ) {
        ChartSamples.all[index].chart.drawing(width).expectSound()
    }

    @Test(arguments: ChartSamples.all.indices)
    func `a chart has a name, a description and a table of the same figures`(index: Int) {
        let chart = ChartSamples.all[index].chart
        let page = chart.markup.renderText
        #expect(!chart.name.isEmpty)
        #expect(page.contains(#"role="img" aria-label=""#))
        #expect(page.split(separator: "<desc>").count == 3)
        #expect(!chart.outline.isEmpty)
        #expect(page.contains("<details class=\"chart-table\">"))
        #expect(!chart.table.rows.isEmpty)
        #expect(chart.table.rows.contains { $0.cells.contains { !$0.text.isEmpty } })
        for row in chart.table.rows {
            #expect(row.cells.count == chart.table.columns.count - 1)
        }
    }

    @Test(arguments: ChartSamples.all.indices)
    func `a page's chart brings no style, script or address of its own`(index: Int) {
        let page = ChartSamples.all[index].chart.markup.renderText
        for word in ["style=", "<style", "<script", "onload", "http:", "https:", " id="] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func `a chart that leaves the house carries its colours along`() {
        let alone = ChartSamples.control.file(.narrow).renderText
        #expect(alone.hasPrefix(#"<svg xmlns="http://www.w3.org/2000/svg""#))
        #expect(alone.contains("--brass: #a87a2a"))
        #expect(alone.contains("@media screen and (prefers-color-scheme: dark)"))
        #expect(alone.contains(".c-line { stroke: var(--ink)"))
        #expect(!alone.contains("chart-narrow\""), "which the styles hide beside a wide one")
    }

    @Test func `words of people cannot become tags`() {
        let chart = Fishbone(
            name: "a <b>",
            finding: "\"quoted\"",
            effect: "<script>alert(1)</script>",
            bones: [Fishbone.Bone("&", [Fishbone.Cause("<i>", isShown: true)])]
        )
        let page = chart.markup.renderText
        #expect(!page.contains("<script") && !page.contains("<i>") && !page.contains("<b>"))
        #expect(page.contains("&lt;i&gt;") && page.contains("&quot;quoted&quot;"))
    }

    @Test func `figures are written as the reader's language writes them`() {
        let german = Language.all.first { $0.code == "de" } ?? .english
        let (page, axis) = Language.$spoken.withValue(german) {
            let scale = ChartScale(.logarithmic, from: 0.2, to: 2.1, at: 0, 1, tickCount: 4)
            return (ChartSamples.intervals.markup.renderText, scale.ticks.map(\.words))
        }
        #expect(page.contains("0,33") && !page.contains("0.33"))
        #expect(axis == ["0,25", "0,5", "1", "2"])
        #expect(page.contains(#"d="M"#) && !page.contains(#"x="1,"#), "drawings keep their points")
    }

    /// One element a line, so that a difference is seen where it is.
    private static func lines(_ markup: Markup) -> String {
        markup.renderText.replacing("><", with: ">\n<") + "\n"
    }

    private func expectGolden(_ text: String, _ name: String) throws {
        let file = Self.golden.appending(path: name)
        if ProcessInfo.processInfo.environment["AMENDS_GOLDEN"] == "write" {
            try text.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        guard kept != text else { return }
        let (old, new) = (kept.split(separator: "\n"), text.split(separator: "\n"))
        let place = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        let line = place ?? min(old.count, new.count)
        Issue.record(
            """
            \(name), line \(line + 1): was \(line < old.count ? old[line] : "nothing"), \
            is \(line < new.count ? new[line] : "nothing")
            """
        )
    }
}

extension Drawing {
    /// Nothing is drawn beyond the sheet, at no place, or over words.
    func expectSound(_ comment: Comment? = nil, _ place: SourceLocation = #_sourceLocation) {
        var words: [Words] = []
        for mark in marks {
            if case .lines(let lists, _) = mark.shape, lists.allSatisfy(\.isEmpty) { continue }
            let box = mark.shape.bounds
            if ![box.x, box.y, box.width, box.height].allSatisfy(\.isFinite) {
                Issue.record("\(mark) is nowhere", sourceLocation: place)
            }
            if !sheet.holds(box) {
                Issue.record("\(mark) leaves the sheet", sourceLocation: place)
            }
            if case .words(let text) = mark.shape { words.append(text) }
        }
        for (index, one) in words.enumerated() {
            for other in words[(index + 1)...] where one.box.overlaps(other.box) {
                Issue.record(
                    "“\(one.text)” touches “\(other.text)” \(comment?.rawValue ?? "")",
                    sourceLocation: place
                )
            }
        }
    }
}
