/// A text as the detector sees it: the words that carry meaning, each in its clause.
struct Reading {
    /// A word that is neither article nor auxiliary.
    struct Token {
        /// UTF-8 offsets in the text.
        let range: Range<Int>
        /// Grows with every clause; cues and negations do not reach across clauses.
        let clause: Int
        /// The number in the vocabulary; ``Vocabulary/unknown`` when it has none.
        let word: Int32
        let roles: WordRoles
        let isMisspelt: Bool
        /// The word's place in ``Reading/words``.
        let place: Int

        var joins: Bool { roles.contains(.joins) }
    }

    private(set) var tokens: [Token] = []
    /// Every word's number in the vocabulary, little words included.
    private(set) var words: [Int32] = []
    private var clause = 0
    private var mood: WordRoles = []
    private var englishCount = 0
    private var foreignCount = 0

    /// Whether the little words show a language other than English.
    var looksForeign: Bool { foreignCount > englishCount && 5 * foreignCount >= words.count }

    /// Reads a text; misspellings are looked for only when `tolerant`.
    init(_ text: String, vocabulary: Vocabulary, tolerant: Bool) {
        var scanner = WordScanner(text)
        tokens.reserveCapacity(text.utf8.count / 8 + 4)
        words.reserveCapacity(text.utf8.count / 5 + 4)
        var stem: [UInt8] = []
        var previousEndsInN = false
        while let word = scanner.next() {
            if word.startsClause { startClause() }
            if previousEndsInN, scanner.folded.elementsEqual("t".utf8) {
                // Some exports turn "didn't" into "didn t".
                words.append(vocabulary.negator)
                append(vocabulary.negator, [.negates], word.range)
            } else {
                stem.removeAll(keepingCapacity: true)
                stem.append(contentsOf: scanner.folded)
                Stemming.stem(&stem)
                take(stem, at: word.range, vocabulary, tolerant: tolerant)
            }
            previousEndsInN = scanner.folded.last == UInt8(ascii: "n")
        }
    }

    private mutating func take(
        _ stem: [UInt8],
        at range: Range<Int>,
        _ vocabulary: Vocabulary,
        tolerant: Bool
    ) {
        if let word = vocabulary.find(stem) {
            words.append(word)
            weigh(word, vocabulary.roles(of: word), range, vocabulary.negator)
        } else if tolerant, let word = vocabulary.findMisspelt(stem) {
            words.append(word)
            append(word, vocabulary.roles(of: word), range, isMisspelt: true)
        } else {
            words.append(Vocabulary.unknown)
            append(Vocabulary.unknown, [], range)
        }
    }

    private mutating func weigh(
        _ word: Int32,
        _ roles: WordRoles,
        _ range: Range<Int>,
        _ negator: Int32
    ) {
        if roles.contains(.english) { englishCount += 1 }
        if roles.contains(.foreign) { foreignCount += 1 }
        if roles.contains(.breaksClause) { startClause() }
        mood.formUnion(roles.intersection(.moods))
        let isInvisible = !roles.isDisjoint(with: [.filler, .breaksClause, .moods])
        guard !isInvisible else { return }
        let last = tokens.last.flatMap { $0.clause == clause ? $0 : nil }
        if roles.contains(.cancelsNegation), last?.word == negator {
            tokens.removeLast()
        } else if roles.contains(.negates) {
            if last?.roles.contains(.swallowed) == true { tokens.removeLast() }
            append(negator, roles, range)
        } else {
            append(word, roles, range)
        }
    }

    private mutating func append(
        _ word: Int32,
        _ roles: WordRoles,
        _ range: Range<Int>,
        isMisspelt: Bool = false
    ) {
        tokens.append(
            Token(
                range: range,
                clause: clause,
                word: word,
                roles: roles.subtracting(.moods).union(mood),
                isMisspelt: isMisspelt,
                place: words.count - 1
            )
        )
        mood = []
    }

    private mutating func startClause() {
        clause += 1
        mood = []
    }
}
