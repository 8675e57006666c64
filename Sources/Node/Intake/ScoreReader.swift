import Recovery

/// Reads a score as people and programs write it.
struct ScoreReader {
    /// The scale, when the column has one for all rows.
    let scale: ScoreScale
    /// Words and codes that stand for a score, or for none.
    let words: [String: Int?]

    init(scale: ScoreScale, words: [ImportMapping.ScoreWord]) {
        self.scale = scale
        self.words = Dictionary(
            words.map { (CellWords.folded($0.word), $0.score) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What a cell says.
    enum Reading: Hashable {
        case absent
        case score(FeedbackDraft.Score)
        case unreadable(reason: String)
    }

    /// Reads `text` on the column's scale, or on `rowScale` when the row names its own.
    ///
    /// Known: `8`, `8.5`, `8,5`, `8/10`, `85%`, `4 stars`, the mapping's words.
    func read(_ text: String, rowScale: ScoreScale? = nil) -> Reading {
        let scale = rowScale ?? self.scale
        let folded = CellWords.folded(text)
        if let word = words[folded] {
            return word.map { reading(hundredths: $0 * 100, text, scale) } ?? .absent
        }
        if folded.isEmpty || CellWords.isNothing(folded) { return .absent }
        guard let number = Self.number(folded, scale) else {
            return .unreadable(
                reason: "\"\(CellWords.excerpt(text))\" is not a score. Write a number from"
                    + " \(scale.range.lowerBound) to \(scale.range.upperBound), or give the"
                    + " mapping a line such as `score word: \(CellWords.excerpt(text)) = 1`."
            )
        }
        return reading(hundredths: number, text, scale)
    }

    private func reading(hundredths: Int, _ text: String, _ scale: ScoreScale) -> Reading {
        if let score = FeedbackDraft.Score(hundredths: hundredths, scale: scale) {
            return .score(score)
        }
        return .unreadable(
            reason: "The score \(CellWords.excerpt(text)) lies outside \(scale.range.lowerBound) to"
                + " \(scale.range.upperBound). Correct it, or set another `score scale`"
                + " (or `score word: \(CellWords.excerpt(text)) = none`) in the mapping."
        )
    }

    /// The number in hundredths, or nil when there is anything else in the text.
    private static func number(_ folded: String, _ scale: ScoreScale) -> Int? {
        var text = folded[...]
        if let slash = text.firstIndex(of: "/") {
            let top = text[text.index(after: slash)...].drop { $0 == " " }
            guard hundredths(top) == scale.range.upperBound * 100 else { return nil }
            text = text[..<slash]
        } else if text.hasSuffix("%") {
            guard scale == .percent else { return nil }
            text = text.dropLast()
        } else if text.hasSuffix(" stars") || text.hasSuffix(" star") {
            text = text[..<(text.firstIndex(of: " ") ?? text.endIndex)]
        }
        while text.last == " " { text.removeLast() }
        return hundredths(text)
    }

    /// Decimal digits with at most one `.` or `,`, rounded half up to hundredths.
    static func hundredths(_ text: Substring) -> Int? {
        var whole = 0
        var fraction = 0
        var decimals = -1
        var digitCount = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                digitCount += 1
                if decimals < 0 {
                    whole = whole * 10 + Int(byte - 0x30)
                    guard whole < 1_000_000 else { return nil }
                } else {
                    decimals += 1
                    if decimals <= 3 { fraction = fraction * 10 + Int(byte - 0x30) }
                }
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard decimals < 0 else { return nil }
                decimals = 0
            default:
                return nil
            }
        }
        guard digitCount > 0 else { return nil }
        for _ in max(0, decimals)..<max(3, decimals) { fraction *= 10 }
        return whole * 100 + (fraction + 5) / 10
    }

    /// Words that surveys use for the five steps of satisfaction.
    static let satisfactionWords: [ImportMapping.ScoreWord] = [
        ("very dissatisfied", 1), ("very unsatisfied", 1), ("terrible", 1), ("very poor", 1),
        ("strongly disagree", 1), ("awful", 1), ("dissatisfied", 2), ("unsatisfied", 2),
        ("somewhat dissatisfied", 2), ("poor", 2), ("disagree", 2), ("neutral", 3), ("fair", 3),
        ("average", 3), ("okay", 3), ("ok", 3), ("neither satisfied nor dissatisfied", 3),
        ("neither agree nor disagree", 3), ("satisfied", 4), ("somewhat satisfied", 4),
        ("good", 4), ("agree", 4), ("very satisfied", 5), ("very good", 5), ("excellent", 5),
        ("outstanding", 5), ("strongly agree", 5),
    ].map { ImportMapping.ScoreWord(word: $0.0, score: $0.1) }
}

/// Small questions about the text of a cell.
enum CellWords {
    /// Lower case, without blanks at either end.
    static func folded(_ text: String) -> String { String(trimmed(text)).lowercased() }

    /// Without blanks, line ends and no-break spaces at either end.
    static func trimmed(_ text: some StringProtocol) -> Substring {
        var text = Substring(text)
        while let first = text.first, first.isWhitespace || first == "\u{FEFF}" {
            text.removeFirst()
        }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    /// Whether `text` is what programs and people write for "no answer".
    static func isNothing(_ text: some StringProtocol) -> Bool {
        nothing.contains(folded(String(text)))
    }

    private static let nothing: Set<String> = [
        "", "-", "--", "n/a", "na", "n.a.", "nan", "null", "nil", "none", "(none)", "blank", "#n/a",
        "no answer", "not applicable", "unknown",
    ]

    /// The beginning of `text` on one line, for a message.
    static func excerpt(_ text: String) -> String {
        let line = oneLine(text)
        return line.count > 40 ? line.prefix(39) + "…" : line
    }

    /// `text` with every run of blanks and line ends as one blank.
    static func oneLine(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
