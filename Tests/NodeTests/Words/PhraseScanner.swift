/// Finds in Swift source what is said to people: the literals of `say(…)`, of `Sentence(…)`, of
/// whatever is a `Sentence { … }`, and of `[Sentence] = […]`.
///
/// A literal's interpolations are `%1`, `%2`; what is said within them is found too.
struct PhraseScanner {
    private let source: [Character]
    private var place = 0
    private(set) var phrases: [String] = []

    init(_ source: String) {
        guard source.contains("say(") || source.contains("Sentence") else {
            self.source = []
            return
        }
        self.source = Array(source)
        read(to: nil, isSaid: false)
    }

    /// Reads on until a bracket closes; `isOnlyFirst` takes one literal and no more.
    private mutating func read(to end: Character?, isSaid: Bool, isOnlyFirst: Bool = false) {
        var count = 0
        while place < source.count {
            let character = source[place]
            if character == end {
                place += 1
                return
            }
            if character == "\"" {
                let text = literal()
                if isSaid, !(isOnlyFirst && count > 0) { phrases.append(text) }
                count += 1
            } else if follows("//") {
                while place < source.count, source[place] != "\n" { place += 1 }
            } else if let bracket = begun() {
                read(to: bracket.end, isSaid: true, isOnlyFirst: bracket.isOnlyFirst)
            } else if let closing = Self.closing[character] {
                place += 1
                read(to: closing, isSaid: isSaid)
            } else {
                place += 1
            }
        }
    }

    private static let closing: [Character: Character] = ["(": ")", "{": "}", "[": "]"]

    /// Moves into a place where something is said, and says what ends it.
    private mutating func begun() -> (end: Character, isOnlyFirst: Bool)? {
        let before = place > 0 ? source[place - 1] : " "
        let isWordStart = !before.isLetter && !before.isNumber && before != "_"
        if isWordStart, follows("say("), !follows("func ", at: place - 5) {
            place += 4
            return (")", before == ".")
        }
        if isWordStart, follows("Sentence(") {
            place += "Sentence(".count
            return (")", false)
        }
        for (start, end) in [("Sentence {", "}"), ("Sentence? {", "}")] as [(String, Character)] {
            guard follows(start), follows(": ", at: place - 2) || follows("> ", at: place - 2)
            else { continue }
            place += start.count
            return (end, false)
        }
        guard follows("[Sentence] = [") else { return nil }
        place += "[Sentence] = [".count
        return ("]", false)
    }

    private func follows(_ text: String, at start: Int? = nil) -> Bool {
        let start = start ?? place
        guard start >= 0 else { return false }
        return source[start...].starts(with: text)
    }

    /// Reads a literal, and what is said in its interpolations.
    private mutating func literal() -> String {
        let isLong = follows("\"\"\"")
        place += isLong ? 3 : 1
        var text = ""
        var partCount = 0
        while place < source.count {
            if isLong ? follows("\"\"\"") : source[place] == "\"" { break }
            guard source[place] == "\\", place + 1 < source.count else {
                text.append(source[place])
                place += 1
                continue
            }
            place += 2
            switch source[place - 1] {
            case "(":
                partCount += 1
                text += "%\(partCount)"
                read(to: ")", isSaid: false)
            case "\n":
                while place < source.count, source[place] == " " { place += 1 }
            case "n": text.append("\n")
            default: text.append(source[place - 1])
            }
        }
        place += isLong ? 3 : 1
        return isLong ? Self.unindented(text) : text
    }

    /// A text of several lines without the spaces before each, and without the first and last end.
    private static func unindented(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let indent = lines.last?.count ?? 0
        return lines.dropFirst().dropLast().map { $0.dropFirst(indent) }.joined(separator: "\n")
    }
}
