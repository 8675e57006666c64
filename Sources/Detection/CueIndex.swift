/// Finds every cue of every rule in a text in one pass.
///
/// Each cue hangs on its rarest word, so that only texts with that word look at the cue at all.
/// Around it the other words must follow in order with at most ``gapMax`` words between two of
/// them, articles and auxiliaries not counted; two words without a negation may also stand the
/// other way round ("noise from the bar", "bar noise"). A cue of several words of which only one
/// carries meaning ("walked in on") is taken literally.
struct CueIndex {
    /// A cue as compiled: words of the vocabulary and what rule they speak for.
    struct Cue {
        let text: String
        let words: [Int32]
        /// Every word, when the cue is taken literally; else empty.
        let literal: [Int32]
        /// The place of the meaningful word in `literal`.
        let literalPlace: Int
        /// The place in `words` of the word that the most other cues lack.
        let anchor: Int
        /// The rule's number, or the number of a list of ``Dissatisfaction``.
        let rule: Int
        let isNegated: Bool
        /// Whether its two words may stand the other way round.
        let mayTurn: Bool
        /// Whether it says in itself that something is wrong, whatever praise stands nearby.
        let isBlame: Bool
    }

    /// A cue found: the first and last of its tokens.
    struct Hit {
        let cue: Int
        let first: Int
        let last: Int
        let isMisspelt: Bool
    }

    /// The most unrelated words between two words of a cue.
    static let gapMax = 2

    private static let opinions: WordRoles = [.praises, .blames, .compares]

    private(set) var cues: [Cue] = []
    private var cuesByAnchor: [[Int]] = []
    private let negator: Int32

    /// Compiles the rules' cues, whose position is the rule's number, into `vocabulary` too.
    ///
    /// The lists of ``Dissatisfaction`` follow the `rules`.
    init(rules: [[String]], vocabulary: inout Vocabulary) {
        negator = vocabulary.negator
        var readings: [(text: String, rule: Int, reading: Reading)] = []
        for (rule, list) in (rules + Dissatisfaction.lists).enumerated() {
            let isForeign = rule == rules.count + Dissatisfaction.foreignPlace
            for text in list {
                readings.append(
                    (text, rule, vocabulary.learn(cue: text, tolerant: !isForeign))
                )
            }
        }
        var frequency = Array(repeating: 0, count: vocabulary.count)
        for (_, _, reading) in readings {
            for word in Set(reading.tokens.map(\.word)) { frequency[Int(word)] += 1 }
        }
        cuesByAnchor = Array(repeating: [], count: vocabulary.count)
        var known: Set<[Int32]> = []
        for (text, rule, reading) in readings {
            let cue = Cue(
                text: text,
                rule: rule,
                reading: reading,
                frequency: frequency,
                negator: negator,
                mayTurn: rule < rules.count
            )
            // "towel" and "towels" are one cue, and one witness.
            guard let cue, known.insert([Int32(rule)] + cue.words + cue.literal).inserted else {
                continue
            }
            cuesByAnchor[Int(cue.words[cue.anchor])].append(cues.count)
            cues.append(cue)
        }
    }

    /// Every cue in the text, in the order of its rarest word.
    func hits(in reading: Reading) -> [Hit] {
        let tokens = reading.tokens
        var hits: [Hit] = []
        for place in tokens.indices where tokens[place].word != Vocabulary.unknown {
            for cue in cuesByAnchor[Int(tokens[place].word)] {
                guard isLiteral(cues[cue], tokens[place], in: reading.words),
                    let hit = match(cue, at: place, in: tokens)
                else { continue }
                hits.append(hit)
            }
        }
        return hits
    }

    private func isLiteral(_ cue: Cue, _ token: Reading.Token, in words: [Int32]) -> Bool {
        guard !cue.literal.isEmpty else { return true }
        let start = token.place - cue.literalPlace
        return start >= 0 && words[start...].starts(with: cue.literal)
    }

    private func match(_ number: Int, at place: Int, in tokens: [Reading.Token]) -> Hit? {
        let cue = cues[number]
        var (first, last) = (place, place)
        var isMisspelt = tokens[place].isMisspelt
        func hit() -> Hit { Hit(cue: number, first: first, last: last, isMisspelt: isMisspelt) }
        for index in stride(from: cue.anchor - 1, through: 0, by: -1) {
            guard let found = seek(cue, index, from: first, step: -1, in: tokens) else {
                return reversed(number, at: place, in: tokens)
            }
            first = found
            isMisspelt = isMisspelt || tokens[found].isMisspelt
        }
        for index in (cue.anchor + 1)..<max(cue.anchor + 1, cue.words.count) {
            guard let found = seek(cue, index, from: last, step: 1, in: tokens) else {
                return reversed(number, at: place, in: tokens)
            }
            last = found
            isMisspelt = isMisspelt || tokens[found].isMisspelt
        }
        return hit()
    }

    private func reversed(_ number: Int, at place: Int, in tokens: [Reading.Token]) -> Hit? {
        let cue = cues[number]
        guard cue.mayTurn else { return nil }
        let other = 1 - cue.anchor
        let step = other == 0 ? 1 : -1
        guard let found = seek(cue, other, from: place, step: step, in: tokens),
            !tokens[min(place, found)...max(place, found)].contains(where: \.joins)
        else { return nil }
        return Hit(
            cue: number,
            first: min(place, found),
            last: max(place, found),
            isMisspelt: tokens[place].isMisspelt || tokens[found].isMisspelt
        )
    }

    /// The nearest place of the cue's word at `index`, at most ``gapMax`` words away from `place`.
    ///
    /// What a negation in the cue reaches must not be another opinion: "not noisy, clean" is not
    /// "not clean".
    private func seek(
        _ cue: Cue,
        _ index: Int,
        from place: Int,
        step: Int,
        in tokens: [Reading.Token]
    ) -> Int? {
        let word = cue.words[index]
        var found = place + step
        for _ in 0...Self.gapMax {
            guard tokens.indices.contains(found), tokens[found].clause == tokens[place].clause
            else { return nil }
            if tokens[found].word == word { return found }
            if cue.isNegated, !tokens[found].roles.isDisjoint(with: Self.opinions) {
                return nil
            }
            found += step
        }
        return nil
    }
}

extension CueIndex.Cue {
    /// Nil when the cue has no word that carries meaning, or none but a word of praise.
    fileprivate init?(
        text: String,
        rule: Int,
        reading: Reading,
        frequency: [Int],
        negator: Int32,
        mayTurn: Bool
    ) {
        let tokens = reading.tokens
        let anchor = tokens.indices.filter { tokens[$0].word != negator }.min {
            frequency[Int(tokens[$0].word)] < frequency[Int(tokens[$1].word)]
        }
        guard let anchor, tokens.count > 1 || !tokens[0].roles.contains(.praises) else {
            return nil
        }
        let isLiteral = tokens.count == 1 && reading.words.count > 1
        let isNegated = tokens.contains { $0.word == negator }
        self.init(
            text: text,
            words: tokens.map(\.word),
            literal: isLiteral ? reading.words : [],
            literalPlace: tokens[0].place,
            anchor: anchor,
            rule: rule,
            isNegated: isNegated,
            mayTurn: mayTurn && tokens.count == 2 && !isNegated,
            isBlame: isNegated || tokens.contains { $0.roles.contains(.blames) }
        )
    }
}

extension Vocabulary {
    /// Reads a cue after adding those of its words that are new.
    fileprivate mutating func learn(cue: String, tolerant: Bool) -> Reading {
        var scanner = WordScanner(cue)
        while scanner.next() != nil {
            _ = add(scanner.folded, tolerant: tolerant)
        }
        return Reading(cue, vocabulary: self, tolerant: false)
    }
}
