import Glibc
package import Mustache

// Parts of pages as values that templates draw. Each meaning has a colour, a shape and a word.

/// A part that draws itself.
///
/// Rows of a list are drawn so: a template would look up each of their names by reflection, which
/// takes twenty times as long.
package protocol DrawnPart: MustacheParent, Sendable {
    /// The part as HTML.
    var markup: Markup { get }
}

extension DrawnPart {
    /// All that a template may ask of the part.
    package func child(named name: String) -> Any? { name == "markup" ? markup : nil }
}

/// How bad a failure is: bars, the number and the word.
package struct SeverityPart: DrawnPart {
    package let number: Int
    package let words: String
    package let bars: [Bar]

    package struct Bar: Sendable {
        package let x: String
        package let y: String
        package let height: String
        package let isOn: Bool
    }

    /// A severity from 1 to 5, with its word.
    package init(_ number: Int, _ words: String) {
        self.number = number
        self.words = words
        bars = (0..<5).map { index in
            Bar(
                x: Tenths(10 + 44 * index).description,
                y: Tenths(110 - 22 * index).description,
                height: Tenths(30 + 22 * index).description,
                isOn: index < number
            )
        }
    }

    package var markup: Markup {
        var drawn: Markup = ""
        for bar in bars {
            drawn += """
                <rect x="\(bar.x)" y="\(bar.y)" width="3" height="\(bar.height)" \
                class="\(bar.isOn ? "sev-on" : "sev-off")"/>
                """
        }
        return """
            <span class="sev sev-\(number)"><svg viewBox="0 0 23 15" aria-hidden="true">\
            \(drawn)</svg>\(number) \(words)</span>
            """
    }
}

/// A number of tenths, as SVG writes it.
private struct Tenths: CustomStringConvertible {
    let count: Int

    init(_ count: Int) { self.count = count }

    var description: String {
        "\(count < 0 ? "-" : "")\(count.magnitude / 10).\(count.magnitude % 10)"
    }
}

/// Time left or over: a ring with the share left, the words, and the moment that is due.
package struct ClockPart: DrawnPart {
    package enum Kind: String, Sendable {
        /// It has run out.
        case late
        /// It runs out within the hour.
        case act
        case calm
        /// It stands still.
        case paused
        case done
    }

    package let kind: String
    package let words: String
    package let moment: String
    /// The ring as an arc; nil when it is whole.
    package let arc: String?
    package let glyph: String

    /// A clock of which a share from 0 to 1 is left.
    package init(_ kind: Kind, _ words: String, _ moment: String, shareLeft: Double = 1) {
        self.kind = kind.rawValue
        self.words = words
        self.moment = moment
        arc = kind == .act || kind == .calm ? Self.arc(shareLeft) : nil
        glyph =
            switch kind {
            case .late: "M22 13v11M22 30v.3"
            case .act, .calm: "M22 14v8l5 3.5"
            case .paused: "M18 16v12M26 16v12"
            case .done: "m15 22.5 5 5 9-10.5"
            }
    }

    package var markup: Markup {
        let dial: Markup =
            if let arc {
                #"<path class="dial dial-\#(kind)" d="\#(arc)"/>"#
            } else {
                #"<circle class="dial dial-\#(kind)" cx="22" cy="22" r="19"/>"#
            }
        return """
            <div class="clock"><svg viewBox="0 0 44 44" class="is-\(kind)" aria-hidden="true">\
            <circle class="dial-track" cx="22" cy="22" r="19"/>\(dial)\
            <path class="dial-glyph" d="\(glyph)"/></svg>\
            <div><b class="is-\(kind)">\(words)</b><span>\(moment)</span></div></div>
            """
    }

    /// Clockwise from the top, along a circle of 19 around (22, 22).
    private static func arc(_ share: Double) -> String? {
        guard share < 0.995 else { return nil }
        let turn = max(share, 0.02) * 2 * Double.pi
        let (x, y) = (22 + 19 * sin(turn), 22 - 19 * cos(turn))
        return "M22 3A19 19 0 \(share > 0.5 ? 1 : 0) 1 \(rounded(x)) \(rounded(y))"
    }

    private static func rounded(_ number: Double) -> String {
        Tenths(Int((number * 10).rounded())).description
    }
}

/// How far a case's playbook is: five phases.
package struct SeamPart: DrawnPart {
    package let phases: [Phase]
    package let words: String

    package struct Phase: Sendable {
        package let x: Int
        package let kind: String
    }

    /// - Parameters:
    ///   - done: how many phases are done, 0 to 5.
    ///   - name: the phase that comes now; nil when all are done.
    package init(done: Int, name: String?) {
        phases = (0..<5).map { index in
            Phase(
                x: 1 + 21 * index,
                kind: index < done ? "done" : index == done ? "now" : "next"
            )
        }
        let language = Language.spoken
        words =
            name.map { language.say("%1 of 5, %2", "\(done + 1)", $0) } ?? language.say("5 of 5")
    }

    package var markup: Markup {
        var drawn: Markup = ""
        for phase in phases {
            drawn += """
                <rect x="\(phase.x)" y="3" width="18" height="6" rx="3" \
                class="seam-\(phase.kind)"/>
                """
        }
        return """
            <div class="seam"><svg viewBox="0 0 105 12" aria-hidden="true">\(drawn)</svg>\
            <span>\(words)</span></div>
            """
    }
}

/// A fact worth a glance: an icon and a word in a colour that means something.
package struct MarkPart: Sendable {
    package enum Kind: String, Sendable {
        case plain = "line"
        case act, paused, done, late, signal, info, brass
    }

    package let kind: String
    package let icon: String
    package let words: String

    package init(_ kind: Kind, icon: String, _ words: String) {
        self.kind = kind.rawValue
        self.icon = icon
        self.words = words
    }

    /// The mark as HTML.
    package var markup: Markup {
        #"<span class="mark mark-\#(kind)">\#(Markup.icon(icon))\#(words)</span>"#
    }
}
