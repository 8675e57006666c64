/// A value as programs read it, with keys in the order in which they are written.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A finite number, printed with `decimals` digits after the point.
    case decimal(Double, decimals: Int)
    case text(String)
    case array([JSON])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSON

        package init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// A text, or null when there is none.
    package static func text(orNull text: String?) -> JSON { text.map(JSON.text) ?? .null }

    /// A number, or null when there is none.
    package static func integer(orNull number: Int64?) -> JSON { number.map(JSON.integer) ?? .null }

    /// A count.
    package static func count(_ count: Int) -> JSON { .integer(Int64(count)) }

    /// The object with more members behind its own.
    package func with(_ more: [(String, JSON)]) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members + more.map { Member(name: $0.0, value: $0.1) })
    }
}

extension JSON: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { Member(name: $0.0, value: $0.1) })
    }
}

extension JSON: CustomStringConvertible {
    /// One line; an array that holds objects has one line an element, so that `grep` works.
    package var description: String {
        if case .array(let elements) = self, elements.contains(where: \.isObject) {
            return "[\n" + elements.map(\.line).joined(separator: ",\n") + "\n]"
        }
        return line
    }

    private var isObject: Bool {
        if case .object = self { true } else { false }
    }

    private var line: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .decimal(let number, let decimals): text += Numbers.fixed(number, decimals)
        case .text(let words): Self.write(words, to: &text)
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.name, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    /// Escapes what RFC 8259 asks for, and DEL and the C1 controls, which a terminal may obey.
    private static func write(_ words: String, to text: inout String) {
        text += "\""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
