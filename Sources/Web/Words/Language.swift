/// A language that pages speak: the words for each English text.
///
/// Templates write `[[English text]]`, code asks ``say(_:_:)``; both are looked up by the English.
/// A catalogue is a file of lines `English = words`, with `#` before a remark.
package struct Language: Sendable {
    /// The code of BCP 47, such as `pt`.
    package let code: String
    /// What the language calls itself.
    package let name: String
    /// `ltr` or `rtl`.
    package let direction: String
    /// What stands between the whole of a number and its decimals, and between thousands.
    package let (decimalSign, groupSign): (String, String)
    private let words: [String: String]

    private init(
        _ code: String,
        _ name: String,
        rightToLeft: Bool = false,
        decimalSign: String = ",",
        groupSign: String = ".",
        _ files: [UInt8]...
    ) {
        self.code = code
        self.name = name
        direction = rightToLeft ? "rtl" : "ltr"
        (self.decimalSign, self.groupSign) = (decimalSign, groupSign)
        words = Self.parsed(files.map { String(decoding: $0, as: UTF8.self) }.joined())
    }

    /// The language in which texts are written.
    package static let english = Language("en", "English", decimalSign: ".", groupSign: ",")

    /// The languages of staff's pages, in the order in which they are offered.
    package static let desk = [
        english,
        Language("de", "Deutsch", PackageResources.de_words, PackageResources.de_desk_words),
        // Narrow spaces that do not break group thousands.
        Language(
            "es",
            "Español",
            groupSign: "\u{202F}",
            PackageResources.es_words,
            PackageResources.es_desk_words
        ),
        Language(
            "fr",
            "Français",
            groupSign: "\u{202F}",
            PackageResources.fr_words,
            PackageResources.fr_desk_words
        ),
    ]

    /// All languages, in the order in which guests' pages offer them.
    package static let all =
        desk + [
            Language("pt", "Português", PackageResources.pt_words),
            Language("ar", "العربية", rightToLeft: true, PackageResources.ar_words),
        ]

    /// The language in which a page is being made; English where nobody chose one.
    ///
    /// Whatever makes a page asks it, so that nothing on the way has to hand it on.
    @TaskLocal package static var spoken = english

    /// The language of a code, whatever region follows it; nil when no page speaks it.
    package static func named(
        _ code: some StringProtocol,
        of languages: [Language] = all
    ) -> Language? {
        let base = code.prefix { $0 != "-" && $0 != "_" }.lowercased()
        return languages.first { $0.code == base }
    }

    /// The texts that the catalogue has words for, in the order of the alphabet.
    package var texts: [String] { words.keys.sorted() }

    /// The words for a text, with the parts put where they say `%1`, `%2`; the English where there
    /// are none.
    package func say(_ text: String, _ parts: String...) -> String { say(text, parts) }

    /// The words for a text, with the parts put where they say `%1`, `%2`; the English where there
    /// are none.
    package func say(_ text: String, _ parts: [String]) -> String {
        var rest = (words[text] ?? text)[...]
        guard !parts.isEmpty else { return String(rest) }
        var said = ""
        // From one end to the other, so that a part that holds a sign is not read again.
        while let sign = rest.firstIndex(of: "%") {
            said += rest[..<sign]
            let next = rest.index(after: sign)
            guard next < rest.endIndex, let number = rest[next].wholeNumberValue,
                parts.indices.contains(number - 1)
            else {
                said += "%"
                rest = rest[next...]
                continue
            }
            said += parts[number - 1]
            rest = rest[rest.index(after: next)...]
        }
        return said + rest
    }

    /// The language for somebody: the one they chose, else the first of those that their browser
    /// names which pages speak, else the house's.
    package static func chosen(
        _ choice: String?,
        accepting header: String?,
        house: Language = .english,
        of languages: [Language] = all
    ) -> Language {
        if let language = choice.flatMap({ named($0, of: languages) }) { return language }
        let wishes = (header ?? "").split(separator: ",").prefix(20).map(Wish.init)
        let best = wishes.enumerated().sorted {
            ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
        }
        for (_, wish) in best where wish.weight > 0 {
            if let language = named(wish.code, of: languages) { return language }
        }
        return house
    }

    /// One part of `Accept-Language`, RFC 9110, 12.5.4.
    private struct Wish {
        let code: Substring
        let weight: Double

        init(_ text: Substring) {
            let parts = text.split(separator: ";").map { $0.drop { $0 == " " } }
            code = (parts.first ?? "").prefix { $0 != " " }
            let named = parts.dropFirst().first { $0.hasPrefix("q=") }
            weight = named.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        }
    }

    private static func parsed(_ file: String) -> [String: String] {
        var words: [String: String] = [:]
        for line in file.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " = ", maxSplits: 1)
            precondition(parts.count == 2, "a line of a catalogue is 'English = words': \(line)")
            precondition(words[String(parts[0])] == nil, "twice in a catalogue: \(parts[0])")
            words[String(parts[0])] = String(parts[1])
        }
        return words
    }
}

extension Language: Hashable {
    package static func == (first: Language, second: Language) -> Bool {
        first.code == second.code
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
