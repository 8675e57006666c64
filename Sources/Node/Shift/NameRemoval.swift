import Recovery

/// Takes out of a story what tells whose it is: names of guest and staff, the room, addresses and
/// numbers.
///
/// It knows only the names that it is told, so a person reads the story before it is told.
struct NameRemoval: Sendable {
    private let guest: Set<String>
    private let staff: Set<String>
    private let place: String?

    /// What is to be taken out; a place only where it is a room's number.
    init(guest: String?, staff: [String], place: String?) {
        self.guest = Self.names(in: guest.map { [$0] } ?? [])
        self.staff = Self.names(in: staff)
        let room = place?.trimmed ?? ""
        self.place = room.isEmpty || !room.contains(where: \.isNumber) ? nil : room.foldedForSearch
    }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "senhor", "senhora", "sr",
        "sra", "monsieur", "madame", "mme", "señor", "señora",
    ]

    private static func names(in texts: [String]) -> Set<String> {
        Set(
            texts.flatMap { Token.tokens(of: $0) }.filter(\.isWord)
                .map { $0.text.foldedForSearch }
                .filter { $0.count > 1 && !titles.contains($0) }
        )
    }

    /// What a word gives away.
    private enum Trace: Equatable {
        case guest, staff, place, address

        var words: String {
            switch self {
            case .guest: "the guest"
            case .staff: "a colleague"
            case .place: "the room"
            case .address: "(address)"
            }
        }
    }

    private func trace(_ token: Token) -> Trace? {
        guard token.isWord, let first = token.text.first else { return nil }
        if token.text.contains("@") || token.text.count(where: \.isNumber) >= 6 { return .address }
        var word = token.text.foldedForSearch
        for ending in ["'s", "’s"] where word.hasSuffix(ending) { word.removeLast(ending.count) }
        if let place, word == place { return .place }
        // A name stands with a capital letter, or in a script that has none.
        guard !first.isLowercase else { return nil }
        return guest.contains(word) ? .guest : staff.contains(word) ? .staff : nil
    }

    /// A text without what gives somebody away.
    func cleaned(_ text: String) -> String {
        let tokens = Token.tokens(of: text)
        var result = ""
        var index = 0
        while index < tokens.count {
            let leading = leadingCount(tokens, index)
            guard let trace = self.trace(tokens[index + leading]) else {
                result += tokens[index].text
                index += 1
                continue
            }
            let isStart = result.allSatisfy(\.isWhitespace) || result.endsSentence
            result += isStart ? trace.words.capitalizedFirst : trace.words
            index += leading + 1
            // A full name is one person.
            while index + 1 < tokens.count, tokens[index].isSpace,
                self.trace(tokens[index + 1]) == trace
            {
                index += 2
            }
        }
        return result
    }

    /// How many tokens before a trace belong to it: a title before a name, "room" before a number.
    private func leadingCount(_ tokens: [Token], _ index: Int) -> Int {
        guard tokens[index].isWord else { return 0 }
        let word = tokens[index].text.foldedForSearch
        // A title may have a full stop: "Mr. Weber".
        for count in [2, 3] where index + count < tokens.count {
            let between = tokens[(index + 1)..<(index + count)].map(\.text).joined()
            guard between.allSatisfy({ $0 == " " || $0 == "." }) else { continue }
            let trace = self.trace(tokens[index + count])
            let isName = trace == .guest || trace == .staff
            if Self.titles.contains(word) && isName || word == "room" && trace == .place {
                return count
            }
        }
        return 0
    }

    /// The words that still tell of the guest, the room or an address, each once.
    func leftovers(in text: String) -> [String] {
        var found = words(of: [.guest, .place, .address], in: text)
        if let address = GuestAddress(text)?.text, !found.contains(address) {
            found.append(address)
        }
        return found
    }

    /// The words that are colleagues' names, each once.
    ///
    /// They may be no names at all, as in "Will you come back?"
    func colleagues(in text: String) -> [String] { words(of: [.staff], in: text) }

    private func words(of traces: Set<Trace>, in text: String) -> [String] {
        var found: [String] = []
        for token in Token.tokens(of: text) where !found.contains(token.text) {
            if let trace = trace(token), traces.contains(trace) { found.append(token.text) }
        }
        return found
    }
}

/// A word, or what stands between two.
private struct Token {
    let text: String
    let isWord: Bool

    var isSpace: Bool { !isWord && text.allSatisfy(\.isWhitespace) }

    static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var word = ""
        func isWord(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || "@_'’-+".contains(character)
        }
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            // A full stop inside, as in an address, belongs to the word; one at its end does not.
            let isInside =
                character == "." && !word.isEmpty && index + 1 < characters.count
                && (characters[index + 1].isLetter || characters[index + 1].isNumber)
            if isWord(character) || isInside {
                word.append(character)
                continue
            }
            if !word.isEmpty { tokens.append(Token(text: word, isWord: true)) }
            word = ""
            tokens.append(Token(text: String(character), isWord: false))
        }
        if !word.isEmpty { tokens.append(Token(text: word, isWord: true)) }
        return tokens
    }
}

extension String {
    fileprivate var endsSentence: Bool {
        trimmed.last.map { ".!?".contains($0) } ?? true
    }
}
