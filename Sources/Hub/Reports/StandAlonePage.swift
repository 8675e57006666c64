import Web

/// A page as a file that needs nothing beside it: with its styles and signs, without forms.
struct StandAlonePage {
    let html: String

    /// Makes it of a page with an empty style element.
    ///
    /// `hub` is where headquarters' pages are, such as `https://hub.example`: the figures lead
    /// there. Without it they lead nowhere.
    init(_ page: String, hub: String?) {
        let bare = Self.cut(page, from: "<form", through: "</form>")
            .replacing("href=\"\(Assets.icons)#", with: "href=\"#")
            .replacing(
                "<style></style>",
                with: "<style>\(Assets.carried.styles)\(Self.own)</style>"
            )
            .replacing("<body>", with: "<body><div class=\"signs\">\(Assets.carried.icons)</div>")
        html =
            hub.map { bare.replacing(" href=\"/", with: " href=\"\($0)/") }
            ?? Self.cut(bare, from: " href=\"/", through: "\"")
    }

    /// What only the program's own pages can do is not shown.
    private static let own = """
        .signs, .btn, .filters, .no-print { display: none !important; }
        """

    private static func cut(_ html: String, from start: String, through end: String) -> String {
        var kept = ""
        var rest = html[...]
        while let begin = rest.firstRange(of: start),
            let close = rest[begin.upperBound...].firstRange(of: end)
        {
            kept += rest[..<begin.lowerBound]
            rest = rest[close.upperBound...]
        }
        return kept + rest
    }
}
