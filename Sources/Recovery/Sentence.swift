/// What is said to people: a text as it stands in English, and the parts put into it.
///
/// It is written as a string. Whoever speaks another language looks the text up with `%1`, `%2`
/// where the parts stand, so the parts may change their order.
package struct Sentence: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What stands before, between and after the parts.
    private let literals: [String]
    package let parts: [Part]

    /// What is put into a sentence.
    package indirect enum Part: Hashable, Sendable {
        /// As it stands, in every language.
        case text(String)
        case money(Money)
        case sentence(Sentence)
        case list([Sentence], separator: String)
    }

    package init(stringLiteral text: String) { (literals, parts) = ([text], []) }

    package init(stringInterpolation pieces: StringInterpolation) {
        (literals, parts) = (pieces.literals, pieces.parts)
    }

    /// The words of a list.
    package init(_ choice: some CatalogueChoice) { self.init(stringLiteral: choice.words) }

    /// Such as `new, assigned or closed`.
    package static func anyOf(_ choices: [some CatalogueChoice]) -> Sentence {
        let all = choices.map { Sentence($0) }
        guard let last = all.last, all.count > 1 else { return all.last ?? "" }
        return "\(list: all.dropLast(), separator: ", ") or \(last)"
    }

    /// The text with `%1`, `%2` for its parts.
    package var text: String {
        literals.dropFirst().enumerated().reduce(into: literals[0]) { text, rest in
            text += "%\(rest.offset + 1)\(rest.element)"
        }
    }

    /// The sentence in English, with the words for each part.
    package func filled(_ words: (Part) -> String) -> String {
        zip(parts, literals.dropFirst()).reduce(into: literals[0]) { said, next in
            said += words(next.0) + next.1
        }
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var literals = [""]
        fileprivate var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            literals[literals.count - 1] += literal
        }

        package mutating func appendInterpolation(_ part: some CustomStringConvertible) {
            append(.text(part.description))
        }

        package mutating func appendInterpolation(_ amount: Money) { append(.money(amount)) }

        package mutating func appendInterpolation(_ sentence: Sentence) {
            append(.sentence(sentence))
        }

        package mutating func appendInterpolation(list: [Sentence], separator: String = " ") {
            append(.list(list, separator: separator))
        }

        package mutating func appendInterpolation(_ choice: some CatalogueChoice) {
            append(.sentence(Sentence(choice)))
        }

        private mutating func append(_ part: Part) {
            parts.append(part)
            literals.append("")
        }
    }
}

extension Sentence: CustomStringConvertible {
    /// The sentence in English.
    package var description: String { filled(\.description) }
}

extension Sentence.Part: CustomStringConvertible {
    /// The part in English.
    package var description: String {
        switch self {
        case .text(let text): text
        case .money(let amount): amount.description
        case .sentence(let sentence): sentence.description
        case .list(let list, let separator):
            list.map(\.description).joined(separator: separator)
        }
    }
}

/// What tells people how it is and what to do next, such as an error.
package protocol Spoken: CustomStringConvertible {
    var sentence: Sentence { get }
}

extension Spoken {
    /// The sentence in English.
    package var description: String { sentence.description }
}
