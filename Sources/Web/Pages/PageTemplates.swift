import Mustache

/// The templates of a process's pages: the frame and parts that all share, and its own.
package struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    /// The frame of pages that are served: the bar and its sections.
    package static let frame = PackageResources.frame_mustache

    /// Parses templates, named by their files without the extension.
    ///
    /// Besides Mustache they may say `<i-NAME/>` or `<i-NAME class="MORE"/>` for an icon, and
    /// `[[English text]]` for what is said in the page's language.
    ///
    /// - Throws: an error naming the line that is not Mustache.
    package init(_ own: [String: [UInt8]], in language: Language = .english) throws {
        let shared = [
            "frame": Self.frame, "clock": PackageResources.clock_mustache,
            "severity": PackageResources.severity_mustache,
            "seam": PackageResources.seam_mustache,
        ]
        library = MustacheLibrary(
            templates: try own.merging(shared) { own, _ in own }.mapValues { bytes in
                try MustacheTemplate(
                    string: Self.drawingIcons(
                        Self.speaking(language, String(decoding: bytes, as: UTF8.self))
                    )
                )
            }
        )
    }

    /// Writes the words of a language out once, when a template is read.
    ///
    /// Words are ours and are markup: they may hold the tags and names that their text holds.
    private static func speaking(_ language: Language, _ template: String) -> String {
        var spoken = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "[["), let end = rest.firstRange(of: "]]") {
            spoken += rest[..<start.lowerBound]
            spoken += language.say(String(rest[start.upperBound..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return spoken + rest
    }

    /// Writes icons out once, when a template is read, instead of in every page.
    private static func drawingIcons(_ template: String) -> String {
        template.replacing(
            /<i-(?<name>(?:[a-z-]|{{[^}]*}})+)(?: class="(?<more>[^"]*)")?\/>/
        ) { icon in
            let more = icon.more.map { " \($0)" } ?? ""
            return """
                <svg class="i\(more)" viewBox="0 0 20 20" aria-hidden="true">\
                <use href="\(Assets.icons)#i-\(icon.name)"/></svg>
                """
        }
    }

    /// The page that a template makes of `content`, whose properties it names.
    ///
    /// Every text is escaped; only ``Markup``, which has escaped what was put into it, is drawn
    /// as it stands.
    package func html(_ name: String, _ content: some Sendable) throws -> String {
        guard let html = library.render(content, withTemplate: name) else {
            throw MissingTemplate(name: name)
        }
        return html
    }

    private struct MissingTemplate: Error {
        let name: String
    }
}
