import Mustache

/// HTML in which every text has been escaped.
///
/// It is written as a string: what stands in the source is markup, and what is put into it is text
/// that is escaped, unless it is markup itself. So no guest's words can become a tag. Templates
/// draw it by a name that ends in `arkup`, in three braces.
package struct Markup: Sendable, ExpressibleByStringInterpolation, MustacheCustomRenderable {
    private var html: String

    /// Nothing.
    package init() { html = "" }

    package init(stringLiteral literal: StaticString) {
        html = literal.description
    }

    package init(stringInterpolation pieces: StringInterpolation) {
        html = pieces.html
    }

    /// The HTML as text.
    package var renderText: String { html }

    /// Never: empty markup is drawn as nothing.
    package var isNull: Bool { false }

    package static func += (markup: inout Markup, more: Markup) { markup.html += more.html }

    /// An icon of the sheet of icons.
    package static func icon(_ name: String) -> Markup {
        """
        <svg class="i" viewBox="0 0 20 20" aria-hidden="true">\
        <use href="\(Assets.icons)#i-\(name)"/></svg>
        """
    }

    /// Pieces of markup and of text.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + 24 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            html += literal.description
        }

        package mutating func appendInterpolation(_ text: String) {
            html.append(escaping: text)
        }

        package mutating func appendInterpolation(_ number: Int) { html += "\(number)" }

        package mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    }
}

extension String {
    /// Adds text so that it can stand between tags and in quoted attributes.
    fileprivate mutating func append(escaping text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
                UInt8(ascii: "'"):
                false
            default: true
            }
        }
        if isPlain { return append(text) }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"": append("&quot;")
            case "'": append("&#39;")
            default: unicodeScalars.append(scalar)
            }
        }
    }
}
