/// What stands around a cue: negation, praise, and whether the guest sets it aside.
struct Context {
    let polarity: TextSegment.Polarity
    private let tokens: [Reading.Token]
    private let negator: Int32
    private var isClaimed: [Bool]
    private var isUsed: [Bool]

    /// How far before a cue a negation reaches, in words that carry meaning.
    private static let negationReach = 4
    /// How far before a cue "despite" reaches.
    private static let asideReach = 2
    /// How far after a cue "was not a problem" may stand.
    private static let excuseReach = 3

    init(tokens: [Reading.Token], polarity: TextSegment.Polarity, negator: Int32) {
        self.tokens = tokens
        self.polarity = polarity
        self.negator = negator
        isClaimed = Array(repeating: false, count: tokens.count)
        isUsed = isClaimed
    }

    /// Marks the words of scenarios' cues, so that they do not count as general unhappiness too.
    mutating func claim(_ hits: [CueIndex.Hit]) {
        for hit in hits {
            for place in hit.first...hit.last { isClaimed[place] = true }
        }
    }

    /// Whether a scenario's cue has any of these words.
    func isClaimed(_ hit: CueIndex.Hit) -> Bool { isClaimed[hit.first...hit.last].contains(true) }

    /// Marks negations that belong to a cue ("no hot water"), so that they reach no further.
    mutating func useNegation(of hit: CueIndex.Hit) {
        for place in hit.first...hit.last where tokens[place].word == negator {
            isUsed[place] = true
        }
    }

    /// Where the words stand in the segment's text.
    func match(_ hit: CueIndex.Hit, _ cue: String, segment: Int) -> CueMatch {
        let range = tokens[hit.first].range.lowerBound..<tokens[hit.last].range.upperBound
        return CueMatch(cue: cue, segment: segment, range: range, isMisspelt: hit.isMisspelt)
    }

    /// What a cue is worth here.
    func points(_ hit: CueIndex.Hit, base: Int) -> Int {
        var points = base
        if hit.isMisspelt { points += Confidence.misspelt }
        if polarity == .givenNegative { points += Confidence.inNegativeBox }
        let moods = tokens[hit.first...hit.last].reduce(into: WordRoles()) {
            $0.formUnion($1.roles)
        }
        if moods.contains(.intensifies) { points += Confidence.intensified }
        if moods.contains(.diminishes) { points += Confidence.diminished }
        return points
    }

    /// Why a cue does not count here; nil when it does.
    func dismissal(of hit: CueIndex.Hit, _ cue: CueIndex.Cue) -> DismissalReason? {
        if polarity == .givenPositive { return .inPositiveBox }
        // "No air conditioning", where the form asked what was wrong, says what was wrong.
        let isComplaint = polarity == .givenNegative && !cue.isBlame
        if !cue.isNegated, !isComplaint {
            if let reason = before(hit) { return reason }
            if isExcused(hit) { return .negated }
        }
        if cue.isNegated, isSuperlative(hit) { return .praised }
        return !cue.isBlame && polarity == .unknown && isPraised(hit) ? .praised : nil
    }

    private func before(_ hit: CueIndex.Hit) -> DismissalReason? {
        var place = hit.last - 1
        let clause = tokens[hit.last].clause
        while place >= 0, place >= hit.first - Self.negationReach, tokens[place].clause == clause {
            let token = tokens[place]
            if token.word == negator, !isUsed[place] { return .negated }
            if token.roles.contains(.setsAside), hit.first - place <= Self.asideReach {
                return .setAside
            }
            if place < hit.first, token.roles.contains(.stopsNegation) { return nil }
            place -= 1
        }
        return nil
    }

    private func isExcused(_ hit: CueIndex.Hit) -> Bool {
        let clause = tokens[hit.last].clause
        var place = hit.last + 1
        while place + 1 < tokens.count, place <= hit.last + Self.excuseReach,
            tokens[place + 1].clause == clause
        {
            if tokens[place].word == negator, tokens[place + 1].roles.contains(.excuses) {
                return true
            }
            place += 1
        }
        return false
    }

    /// "Cannot recommend this hotel highly enough"; but "not clean enough" is no praise.
    private func isSuperlative(_ hit: CueIndex.Hit) -> Bool {
        guard !tokens[hit.last].roles.contains(.praises) else { return false }
        let clause = tokens[hit.last].clause
        return tokens[(hit.last + 1)...].prefix(Self.excuseReach).contains {
            $0.clause == clause && $0.roles.contains(.compares)
        }
    }

    private func isPraised(_ hit: CueIndex.Hit) -> Bool {
        [hit.first - 1, hit.last + 1, hit.last + 2].contains { place in
            guard tokens.indices.contains(place), tokens[place].clause == tokens[hit.last].clause,
                tokens[place].roles.contains(.praises)
            else { return false }
            return place == 0 || tokens[place - 1].word != negator
        }
    }

    /// Praise turned round, as in "not very clean"; the cue's number is -1.
    func negatedPraise() -> [CueIndex.Hit] {
        tokens.indices.compactMap { place in
            guard tokens[place].roles.contains(.praises), !isClaimed[place] else { return nil }
            let negation = [place - 1, place - 2].first {
                $0 >= 0 && tokens[$0].clause == tokens[place].clause
                    && tokens[$0].word == negator && !isUsed[$0]
            }
            guard let negation, !tokens[negation...place].contains(where: isStopper) else {
                return nil
            }
            return CueIndex.Hit(cue: -1, first: negation, last: place, isMisspelt: false)
        }
    }

    private func isStopper(_ token: Reading.Token) -> Bool {
        !token.roles.isDisjoint(with: [.stopsNegation, .compares, .blames])
    }
}
