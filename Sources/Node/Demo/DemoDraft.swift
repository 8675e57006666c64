/// A guest's text in the making.
struct DemoDraft: Sendable {
    let story: DemoStory
    var random: DemoRandom
    /// Satisfaction, about 0...100.
    var mood: Double
    private(set) var praise: [UInt8] = []
    private(set) var complaint: [UInt8] = []
    private(set) var sentenceCount = 0
    var isPraiseFirst = false
    /// The failures told so far, as places in ``DemoFailure/all``.
    var failures: [Int] = []
    /// One guest in eight writes at length.
    let isTalkative: Bool
    private var isJoining = false

    init(story: DemoStory, mood: Double, random: DemoRandom) {
        self.story = story
        self.mood = mood
        self.random = random
        isTalkative = self.random.chance(0.12)
    }

    /// True in `share` of all texts, and much more often for those who like to tell.
    mutating func isWorthTelling(_ share: Double) -> Bool {
        random.chance(isTalkative ? 1 - (1 - share) * 0.3 : share)
    }

    /// How many subjects a pleased guest touches, at least 1.
    mutating func subjectCount() -> Int {
        isTalkative ? 5 + random.below(4) : [1, 1, 2, 2, 2, 3, 3, 4][random.below(8)]
    }

    /// Adds a sentence of praise.
    mutating func praise(_ list: DemoList) {
        sentenceCount += 1
        Self.append(list, story, joined: false, random: &random, to: &praise)
    }

    /// Adds a sentence of complaint.
    mutating func complain(_ list: DemoList) {
        sentenceCount += 1
        Self.append(list, story, joined: isJoining, random: &random, to: &complaint)
        isJoining = false
    }

    /// Adds a word such as "But", which joins the sentence that follows.
    mutating func join(_ list: DemoList) {
        Self.append(list, story, joined: false, random: &random, to: &complaint)
        isJoining = true
    }

    /// Adds what follows the last words on the same line, such as a room after a short call.
    mutating func tail(_ list: DemoList) {
        if complaint.isEmpty {
            DemoPhrases.standard.write(list, story, random: &random, to: &praise)
        } else {
            DemoPhrases.standard.write(list, story, random: &random, to: &complaint)
        }
    }

    private static func append(
        _ list: DemoList,
        _ story: DemoStory,
        joined: Bool,
        random: inout DemoRandom,
        to part: inout [UInt8]
    ) {
        if !part.isEmpty { part.append(UInt8(ascii: random.chance(0.02) ? "\n" : " ")) }
        let start = part.count
        DemoPhrases.standard.write(list, story, random: &random, to: &part)
        if joined { part.lowerFirst(at: start) } else { part.capitalise(at: start) }
    }
}
