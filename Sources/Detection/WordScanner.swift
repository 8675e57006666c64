/// Walks a text word by word, folding as it goes and noticing where a clause ends.
struct WordScanner {
    /// One word of the text: where it stands and whether punctuation came before it.
    struct Word {
        /// UTF-8 offsets in the text.
        let range: Range<Int>
        let startsClause: Bool
    }

    private let bytes: [UInt8]
    private var offset = 0
    /// The last word, folded; its apostrophes and hidden marks are gone.
    private(set) var folded: [UInt8] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
        folded.reserveCapacity(32)
    }

    /// The next word, or nil at the end of the text.
    mutating func next() -> Word? {
        var startsClause = false
        folded.removeAll(keepingCapacity: true)
        while offset < bytes.count {
            let (scalar, width) = scalar(at: offset)
            if isLetter(scalar) {
                let start = offset
                readWord()
                return Word(range: start..<offset, startsClause: startsClause)
            }
            startsClause = startsClause || endsClause(scalar, at: offset)
            offset += width
        }
        return nil
    }

    private mutating func readWord() {
        var apostrophe: Int?
        defer { if let apostrophe { cutEnding(after: apostrophe) } }
        while offset < bytes.count {
            let (scalar, width) = scalar(at: offset)
            if isLetter(scalar) {
                Folding.append(scalar, to: &folded)
            } else if !Folding.isMark(scalar) {
                if isApostrophe(scalar), followedByLetter(offset + width) {
                    apostrophe = folded.count
                } else if !joinsInitials(scalar, at: offset) {
                    return
                }
            }
            offset += width
        }
    }

    /// "I'll" is "I", not "ill"; "hotel's" is "hotel"; "didn't" stays "didnt".
    private mutating func cutEnding(after apostrophe: Int) {
        let ending = folded[apostrophe...]
        if Self.endings.contains(where: { ending.elementsEqual($0.utf8) }) {
            folded.removeLast(ending.count)
        }
    }

    private static let endings = ["s", "ll", "re", "ve", "d", "m"]

    /// "A/C" and "t.v." are one word each; "and/or" is two.
    private func joinsInitials(_ scalar: Unicode.Scalar, at place: Int) -> Bool {
        guard scalar == "/" || scalar == "." else { return false }
        let isInitial = place < 2 || !isLetter(Unicode.Scalar(bytes[place - 2]))
        return isInitial && followedByLetter(place + 1) && !followedByLetter(place + 2)
    }

    private func followedByLetter(_ place: Int) -> Bool {
        place < bytes.count && isLetter(scalar(at: place).0)
    }

    private func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "'", "\u{2019}", "\u{2BC}", "`", "\u{B4}": true
        default: false
        }
    }

    private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0x80, 0xD7, 0xF7: false
        case 0xC0...0x17F: true
        default: scalar.properties.isAlphabetic && !Folding.isMark(scalar)
        }
    }

    /// A hyphen ends a clause only when blanks stand around it; inside a word it is a blank.
    private func endsClause(_ scalar: Unicode.Scalar, at place: Int) -> Bool {
        switch scalar {
        case ".", ",", ";", ":", "!", "?", "(", ")", "\n", "\r", "\"", "*", "+",
            "\u{2013}", "\u{2014}", "\u{2022}", "\u{2026}", "\u{3001}", "\u{3002}":
            true
        case "-":
            place > 0 && bytes[place - 1] == UInt8(ascii: " ")
        default: false
        }
    }

    /// The scalar whose first byte is at `place`; a `String` holds only whole, valid ones.
    private func scalar(at place: Int) -> (Unicode.Scalar, Int) {
        let first = bytes[place]
        guard first >= 0x80 else { return (Unicode.Scalar(first), 1) }
        let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = UInt32(first) & (0xFF >> UInt32(width + 1))
        for follower in bytes[(place + 1)..<(place + width)] {
            value = value << 6 | UInt32(follower & 0x3F)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
    }
}
