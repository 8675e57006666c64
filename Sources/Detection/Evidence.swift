/// What the words of one feedback item say for each rule, gathered segment by segment.
struct Evidence {
    /// A cue that counts.
    struct Witness {
        let cue: Int
        let match: CueMatch
        let points: Int
    }

    /// A cue that was seen and does not.
    struct Dismissed {
        let rule: Int
        let match: CueMatch
        let reason: DismissalReason
    }

    /// By rule, in the order of the text.
    private(set) var witnesses: [[Witness]]
    private(set) var dissatisfaction: [Witness] = []
    private(set) var dismissed: [Dismissed] = []

    private let ruleCount: Int

    init(ruleCount: Int) {
        self.ruleCount = ruleCount
        witnesses = Array(repeating: [], count: ruleCount)
    }

    /// Weighs the hits of one segment.
    mutating func weigh(
        _ hits: [CueIndex.Hit],
        of index: CueIndex,
        in tokens: [Reading.Token],
        segment: Int,
        polarity: TextSegment.Polarity,
        negator: Int32,
        readsEnglish: Bool
    ) {
        let longest = Self.withoutContained(hits.filter { index.cues[$0.cue].rule < ruleCount })
        var context = Context(tokens: tokens, polarity: polarity, negator: negator)
        context.claim(longest)
        let general = hits.filter {
            index.cues[$0.cue].rule >= ruleCount && !context.isClaimed($0)
        }
        for hit in longest + general where index.cues[hit.cue].isNegated {
            context.useNegation(of: hit)
        }
        for hit in longest {
            let cue = index.cues[hit.cue]
            let match = context.match(hit, cue.text, segment: segment)
            if let reason = context.dismissal(of: hit, cue) {
                dismissed.append(Dismissed(rule: cue.rule, match: match, reason: reason))
            } else {
                let points = context.points(
                    hit,
                    base: cue.words.count > 1 ? Confidence.phrase : Confidence.word
                )
                let witness = Witness(cue: hit.cue, match: match, points: points)
                Self.record(witness, in: &witnesses[cue.rule])
            }
        }
        weighGeneral(general, of: index, in: context, segment, readsEnglish: readsEnglish)
    }

    private mutating func weighGeneral(
        _ hits: [CueIndex.Hit],
        of index: CueIndex,
        in context: Context,
        _ segment: Int,
        readsEnglish: Bool
    ) {
        for hit in Self.withoutContained(hits) {
            let cue = index.cues[hit.cue]
            let isForeign = cue.rule == ruleCount + Dissatisfaction.foreignPlace
            guard isForeign || readsEnglish, context.dismissal(of: hit, cue) == nil else {
                continue
            }
            let base =
                cue.rule == ruleCount + Dissatisfaction.mildPlace
                ? Confidence.mildDissatisfaction : Confidence.strongDissatisfaction
            add(hit, cue.text, points: context.points(hit, base: base), context, segment)
        }
        guard readsEnglish, context.polarity != .givenPositive else { return }
        for hit in context.negatedPraise() {
            add(hit, "not good", points: Confidence.negatedPraise, context, segment)
        }
    }

    private mutating func add(
        _ hit: CueIndex.Hit,
        _ cue: String,
        points: Int,
        _ context: Context,
        _ segment: Int
    ) {
        let match = context.match(hit, cue, segment: segment)
        Self.record(Witness(cue: hit.cue, match: match, points: points), in: &dissatisfaction)
    }

    /// Adds a witness unless it repeats another: the same cue, or words already counted.
    private static func record(_ witness: Witness, in witnesses: inout [Witness]) {
        guard !witnesses.contains(where: { $0.cue == witness.cue }) else { return }
        guard let last = witnesses.last, last.match.segment == witness.match.segment,
            last.match.range.overlaps(witness.match.range)
        else { return witnesses.append(witness) }
        if witness.points > last.points { witnesses[witnesses.count - 1] = witness }
    }

    /// Leaves out hits inside longer ones: "noise from the bar" is not also "noise".
    private static func withoutContained(_ hits: [CueIndex.Hit]) -> [CueIndex.Hit] {
        let sorted = hits.sorted { ($0.first, $1.last) < ($1.first, $0.last) }
        var kept: [CueIndex.Hit] = []
        var furthest = -1
        for hit in sorted {
            let isSameSpan = kept.last.map { $0.first == hit.first && $0.last == hit.last } ?? false
            guard hit.last > furthest || isSameSpan else { continue }
            kept.append(hit)
            furthest = max(furthest, hit.last)
        }
        return kept
    }
}
