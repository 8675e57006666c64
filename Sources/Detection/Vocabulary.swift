/// The words a detector knows, each with what it does to its neighbours.
///
/// Words are stored stemmed. A word of a cue whose stem has six letters or more is also found when
/// the guest dropped, added, changed or swapped one letter, the first letter excepted: every way of
/// dropping one letter is in a table beforehand, so a misspelt word costs a few look-ups.
struct Vocabulary {
    /// The number of a word that the detector does not know.
    static let unknown: Int32 = 0

    private var spellings: [[UInt8]] = [[]]
    private var rolesByWord: [WordRoles] = [[]]
    private var isTolerant = [false]
    private var exact = HashIndex()
    private var shortened = HashIndex()
    /// The one word that every negation counts as, so that "never worked" is "did not work".
    let negator: Int32

    /// The shortest stem that tolerates a misspelling; below it, other words are too near.
    private static let stemLettersForTolerance = 6
    private static let stemLettersMax = 24

    /// The number of words known.
    var count: Int { spellings.count }

    /// The house's own words; cues come on top.
    init() {
        let first: Int32 = 1
        negator = first
        spellings.append(Array("not".utf8))
        rolesByWord.append([.negates, .english])
        isTolerant.append(false)
        exact.insert(first, for: Self.hash(spellings[1]))
        for (roles, list) in WordRoles.lists {
            for word in list.split(whereSeparator: \.isWhitespace) {
                _ = add(Array(word.utf8), roles: roles, tolerant: roles == .praises)
            }
        }
        for word in Dissatisfaction.strong where !word.contains(" ") {
            _ = add(Array(word.utf8), roles: .blames, tolerant: true)
        }
    }

    /// Adds a folded word, or more roles to a known one, and answers its number.
    mutating func add(_ folded: [UInt8], roles: WordRoles = [], tolerant: Bool = false) -> Int32 {
        var stem = folded
        Stemming.stem(&stem)
        let known = find(stem)
        let word = known ?? Int32(spellings.count)
        if known == nil {
            spellings.append(stem)
            rolesByWord.append([])
            isTolerant.append(false)
            exact.insert(word, for: Self.hash(stem))
        }
        rolesByWord[Int(word)].formUnion(roles)
        if tolerant, !isTolerant[Int(word)],
            (Self.stemLettersForTolerance...Self.stemLettersMax).contains(stem.count)
        {
            isTolerant[Int(word)] = true
            Self.forEachShortening(of: stem) { shortened.insert(word, for: $0) }
        }
        return word
    }

    /// What the word does to its neighbours; nothing for an unknown one.
    func roles(of word: Int32) -> WordRoles { rolesByWord[Int(word)] }

    /// The word spelt exactly like this stem.
    func find(_ stem: [UInt8]) -> Int32? {
        exact.first(for: Self.hash(stem)) { spellings[Int($0)] == stem }
    }

    /// The tolerant word that is one slip of the pen away from this stem.
    func findMisspelt(_ stem: [UInt8]) -> Int32? {
        let letters = (Self.stemLettersForTolerance - 1)...(Self.stemLettersMax + 1)
        guard letters.contains(stem.count), stem[0] >= UInt8(ascii: "a") else { return nil }
        let isNear = { (word: Int32) in Self.areOneSlipApart(stem, spellings[Int(word)]) }
        if let word = shortened.first(for: Self.hash(stem), where: isNear) { return word }
        var found: Int32?
        Self.forEachShortening(of: stem) { hash in
            guard found == nil else { return }
            found = shortened.first(for: hash, where: isNear)
            if found == nil { found = exact.first(for: hash) { isTolerant[Int($0)] && isNear($0) } }
        }
        return found
    }
}

extension Vocabulary {
    private static let base: UInt64 = 0x0000_0100_0000_01B3

    /// Powers of ``base``, so that a word without its letter `i` is hashed in one step.
    private static let powers: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 0...(stemLettersMax + 1) { powers.append(powers[powers.count - 1] &* base) }
        return powers
    }()

    private static func hash(_ word: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0
        for byte in word { hash = hash &* base &+ UInt64(byte) }
        return hash
    }

    /// Calls `body` with the hash of the word without one letter, for each letter but the first.
    private static func forEachShortening(of word: [UInt8], _ body: (UInt64) -> Void) {
        let count = word.count
        var rest: UInt64 = hash(word)
        var start: UInt64 = 0
        for index in 0..<count {
            let left = count - 1 - index
            let letter = UInt64(word[index])
            rest = rest &- letter &* powers[left]
            if index > 0 { body(start &* powers[left] &+ rest) }
            start = start &* base &+ letter
        }
    }

    /// Whether one letter dropped, added or changed, or two neighbours swapped, parts the words.
    private static func areOneSlipApart(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one[0] == other[0], abs(one.count - other.count) <= 1 else { return false }
        let (short, long) = one.count <= other.count ? (one, other) : (other, one)
        var start = 0
        while start < short.count, short[start] == long[start] { start += 1 }
        var end = 0
        while end < short.count - start,
            short[short.count - 1 - end] == long[long.count - 1 - end]
        {
            end += 1
        }
        let differing = long.count - start - end
        if short.count < long.count { return differing == 1 }
        if differing == 2 {
            return short[start] == long[start + 1] && short[start + 1] == long[start]
        }
        return differing <= 1
    }
}
