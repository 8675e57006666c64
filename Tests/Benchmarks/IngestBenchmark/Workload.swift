import Glibc
import Recovery
import Wire

/// Made-up feedback, each item with its case: about 300 bytes of payload, its text words of a
/// fixed vocabulary by how common they are.
///
/// The same seed makes the same items.
struct Workload {
    /// One item with its case, as the two records' fields.
    struct Item {
        var feedback: [(UInt8, Cell)]
        /// Without the reference to the feedback.
        var recoveryCase: [(UInt8, Cell)]
        var at: Int64
    }

    private static let start: Int64 = 1_760_000_000_000
    private static let states: [CaseState] = [
        .new, .new, .new, .inProgress, .inProgress, .waitingGuest, .remedied, .closed,
    ]

    private let words = Vocabulary.standard
    private var random: SplitMix
    private var milliseconds = Workload.start
    private var number: Int64 = 2_000

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func item() -> Item {
        milliseconds += Int64(-log(1 - random.fraction()) * 40_000) + 1_000
        number += 1
        let occurred = milliseconds / 1_000 * 1_000
        let score = Int64(random.below(11))
        let channel = Int64(1 + random.below(FeedbackChannel.allCases.count))
        let length = min(900, max(30, exp(5.07 + 0.55 * random.normal())))
        let state = Self.states[random.below(Self.states.count)]
        return Item(
            feedback: [
                (FeedbackField.channel.rawValue, .integer(channel)),
                (FeedbackField.origin.rawValue, .integer(FeedbackOrigin.guestReported.rawValue)),
                (FeedbackField.text.rawValue, .text(words.text(Int(length), &random))),
                (FeedbackField.scoreHundredths.rawValue, .integer(score * 100)),
                (FeedbackField.scale.rawValue, .integer(ScoreScale.zeroToTen.rawValue)),
                (FeedbackField.receivedAt.rawValue, .integer(milliseconds)),
                (FeedbackField.occurredAt.rawValue, .integer(occurred)),
            ],
            recoveryCase: [
                (CaseField.reference.rawValue, .text("S03-\(number)")),
                (CaseField.scenario.rawValue, .text(Self.scenario(random.fraction()))),
                (CaseField.severity.rawValue, .integer(score < 3 ? 3 : 2)),
                (CaseField.state.rawValue, .integer(state.rawValue)),
                (CaseField.openedAt.rawValue, .integer(milliseconds)),
                (CaseField.occurredAt.rawValue, .integer(occurred)),
                (CaseField.receivedAt.rawValue, .integer(milliseconds)),
                (CaseField.owner.rawValue, random.below(2) == 0 ? .null : owner(from: 10)),
            ],
            at: milliseconds
        )
    }

    /// The fields of an edit of a case: another owner than any had before, and where it stands.
    mutating func edit() -> [(UInt8, Cell)] {
        let states: [CaseState] = [.inProgress, .remedied, .closed]
        return [
            (CaseField.state.rawValue, .integer(states[random.below(3)].rawValue)),
            (CaseField.owner.rawValue, owner(from: 50)),
        ]
    }

    private mutating func owner(from first: Int) -> Cell {
        .text("agent\(first + random.below(40))@example.org")
    }

    private static func scenario(_ fraction: Double) -> String {
        let number = min(12, 1 + Int(-log(1 - fraction) / 0.45))
        return "scn-\(number)"
    }
}

/// Words, the first of them common, the last rare.
private struct Vocabulary {
    static let standard = Vocabulary(wordCount: 4_000)

    private static let common = """
        the a to and was for of in we i it is not my on were with very at but had that they our \
        room staff service desk waited minutes asked order table food cold bill charged twice \
        refund manager friendly clean dirty towel shower broken noise night sleep breakfast late \
        missing wrong key lost heating air leak smell window door lift parking reply again card
        """
    private static let syllables = """
        ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yo zi qua bri clo dra fle gri pla sto
        """.split(separator: " ")

    private let words: [String]
    private let sums: [Double]

    private init(wordCount: Int) {
        var random = SplitMix(seed: 7)
        var words = Self.common.split(whereSeparator: \.isWhitespace).map(String.init)
        var known = Set(words)
        while words.count < wordCount {
            let count = 2 + random.below(5) / 2
            let word = (0..<count).map { _ in Self.syllables[random.below(Self.syllables.count)] }
                .joined()
            if known.insert(word).inserted { words.append(word) }
        }
        var sum = 0.0
        sums = words.indices.map { index in
            sum += 1 / pow(Double(index) + 2, 1.05)
            return sum
        }
        self.words = words
    }

    /// Sentences of at least `byteCount` bytes.
    func text(_ byteCount: Int, _ random: inout SplitMix) -> String {
        var text = ""
        var beginsSentence = true
        while text.utf8.count < byteCount {
            if !text.isEmpty { text += " " }
            let word = words[index(random.fraction() * (sums.last ?? 0))]
            text += beginsSentence ? word.prefix(1).uppercased() + word.dropFirst() : word
            beginsSentence = random.below(11) == 0
            if beginsSentence {
                text += "."
            } else if random.below(33) == 0 {
                text += " \(1 + random.below(900))"
            }
        }
        return text
    }

    private func index(_ sum: Double) -> Int {
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] < sum { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// A small random source with a seed.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// From 0 up to 1.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Drawn from the standard normal distribution.
    mutating func normal() -> Double {
        sqrt(-2 * log(1 - fraction())) * cos(2 * .pi * fraction())
    }
}
