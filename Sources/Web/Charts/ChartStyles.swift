/// The part of the stylesheet that a drawing carries along when it leaves the house's pages.
package enum ChartStyles {
    /// A style element with the colours of both themes and the classes of charts.
    ///
    /// It belongs once into a report that stands alone; pages have the stylesheet.
    package static let element: Markup = "<style>\(text)</style>"

    /// On paper the colours are those of the light theme, whatever the reader's screen shows.
    private static let text: String = {
        let foundation = String(decoding: PackageResources.foundation_css, as: UTF8.self)
        let charts = String(decoding: PackageResources.charts_css, as: UTF8.self)
        let tokens = foundation.split(separator: "/* 2 Base", maxSplits: 1).first ?? ""
        let begin = tokens.split(separator: "\n").drop { !$0.hasPrefix(":root") }
        let colours = begin.map { line in
            line.hasPrefix("@media (prefers-color-scheme: dark)")
                ? "@media screen and (prefers-color-scheme: dark) {" : String(line)
        }
        return colours.joined(separator: "\n") + "\n" + charts
    }()
}
