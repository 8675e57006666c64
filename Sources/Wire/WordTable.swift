/// Words with a number each, found by their bytes whatever their case.
struct WordTable: Sendable {
    /// How a word is written where it stands.
    enum Form {
        case small, capital, capitals
    }

    /// A word at the beginning of some letters.
    struct Match {
        var number: Int
        var byteCount: Int
        var form: Form
    }

    /// All words, one after another.
    private let bytes: [UInt8]
    /// Where each begins in `bytes`, and where the last ends.
    private let starts: [Int]
    /// Words by hash, each in the first free place: the low half of its hash above its number;
    /// `free` where there is none.
    private let places: [UInt32]
    private let longestByteCount: Int

    /// The words of a text, numbered as they come.
    init(_ text: String) {
        var bytes: [UInt8] = []
        var starts = [0]
        for word in text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
            bytes.append(contentsOf: word)
            starts.append(bytes.count)
        }
        var places = [UInt32](repeating: Self.free, count: Self.placeCount)
        var longest = 0
        for number in 0..<starts.count - 1 {
            let word = bytes[starts[number]..<starts[number + 1]]
            let hash = word.reduce(Self.seed, Self.hash)
            var place = Int(hash >> Self.placeShift)
            while places[place] != Self.free { place = (place + 1) & (Self.placeCount - 1) }
            places[place] = hash << 16 | UInt32(number)
            longest = max(longest, word.count)
        }
        (self.bytes, self.starts, self.places) = (bytes, starts, places)
        longestByteCount = min(longest, Self.byteCountMax)
    }

    var count: Int { starts.count - 1 }

    /// A longer word is never found.
    private static let byteCountMax = 32

    private static let placeCount = 1 << 14
    /// The high bits of a hash choose a place.
    private static let placeShift = UInt32(18)
    /// No word has this number.
    private static let free = UInt32.max

    private static let seed: UInt32 = 0x811C_9DC5

    /// FNV-1a (Fowler, Noll, Vo), which grows with each byte.
    private static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
        (hash ^ UInt32(byte)) &* 0x0100_0193
    }

    /// The word that all of `range` is, or else the longest, of `stemByteCountMin` bytes or more,
    /// with which it begins.
    func longest(_ text: [UInt8], _ range: Range<Int>, _ stemByteCountMin: Int) -> Match? {
        var hashes = InlineArray<32, UInt32>(repeating: Self.seed)
        var hash = Self.seed
        var length = min(range.count, longestByteCount)
        for index in 0..<length {
            hash = Self.hash(hash, Self.small(text[range.lowerBound + index]))
            hashes[index] = hash
        }
        let isWhole = length == range.count
        if isWhole, let match = match(text, range, hash) { return match }
        if isWhole { length -= 1 }
        while length >= stemByteCountMin {
            let end = range.lowerBound + length
            // A character is not cut.
            if text[end] & 0xC0 != 0x80,
                let match = match(text, range.lowerBound..<end, hashes[length - 1])
            {
                return match
            }
            length -= 1
        }
        return nil
    }

    private func match(_ text: [UInt8], _ range: Range<Int>, _ hash: UInt32) -> Match? {
        var place = Int(hash >> Self.placeShift)
        while true {
            let entry = places[place]
            guard entry != Self.free else { return nil }
            let number = Int(entry & 0xFFFF)
            if entry >> 16 == hash & 0xFFFF,
                starts[number + 1] - starts[number] == range.count, isWord(number, text, range)
            {
                return form(text, range).map {
                    Match(number: number, byteCount: range.count, form: $0)
                }
            }
            place = (place + 1) & (Self.placeCount - 1)
        }
    }

    private func isWord(_ number: Int, _ text: [UInt8], _ range: Range<Int>) -> Bool {
        let offset = starts[number] - range.lowerBound
        for index in range where Self.small(text[index]) != bytes[index + offset] { return false }
        return true
    }

    /// nil for a word of mixed case, which has no code.
    private func form(_ text: [UInt8], _ range: Range<Int>) -> Form? {
        var (capitalCount, otherCount) = (0, 0)
        for index in range.dropFirst() {
            if Self.isCapital(text[index]) {
                capitalCount += 1
            } else if text[index] != UInt8(ascii: "'") {
                otherCount += 1
            }
        }
        let isCapital = Self.isCapital(text[range.lowerBound])
        guard capitalCount > 0 else { return isCapital ? .capital : .small }
        return isCapital && otherCount == 0 ? .capitals : nil
    }

    /// Appends the word of a number.
    func append(_ number: Int, _ form: Form, to text: inout [UInt8]) {
        let word = bytes[starts[number]..<starts[number + 1]]
        let start = text.count
        text.append(contentsOf: word)
        switch form {
        case .small: break
        case .capital: text[start] = Self.capital(text[start])
        case .capitals:
            for index in start..<text.count { text[index] = Self.capital(text[index]) }
        }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }
    private static func isSmall(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
    private static func small(_ byte: UInt8) -> UInt8 { isCapital(byte) ? byte | 0x20 : byte }
    private static func capital(_ byte: UInt8) -> UInt8 { isSmall(byte) ? byte & ~0x20 : byte }
}

/// Some of the bytes of ASCII.
struct ByteSet: Sendable {
    private var (low, high): (UInt64, UInt64) = (0, 0)

    init(_ characters: StaticString) {
        for byte in "\(characters)".utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte & 63) & 1 == 1
    }
}
