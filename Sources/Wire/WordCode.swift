/// Text with its common words by number, in the places that UTF-8 leaves free (Sync.md 4.4).
///
/// Where a character may begin, UTF-8 uses neither the bytes 0x80 to 0xC1 nor those from 0xF5 on.
/// Words take them, so that every other character stays as it is. A code stands for a word in lower
/// case and the space before it, or for less or more: what is usual there is not said, only what
/// is not.
enum WordCode {
    /// Words of one byte.
    private static let shortCount = 56
    /// First bytes of words of two: 0xB8 to 0xC1 and 0xF5 to 0xFC.
    private static let leads: [UInt8] = Array(0xB8...0xC1) + Array(0xF5...0xFC)
    /// The word is not as usual: capital where small is, small where capital is.
    private static let otherCase: UInt8 = 0xFD
    /// There is no space before the word where one is usual, or one where none is.
    private static let otherSpace: UInt8 = 0xFE
    /// The word is in capitals.
    private static let capitals: UInt8 = 0xFF

    /// How many words can have a number.
    static let wordCountMax = shortCount + leads.count * 256

    /// The shortest word that may stand for the beginning of a longer one.
    private static let stemByteCountMin = 3

    private static let words = WordTable(CommonWords.text)

    /// What was read or written last, which says what is usual for a word that follows.
    private struct Context {
        private(set) var takesSpace = false
        private(set) var beginsSentence = true

        mutating func pass(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): beginsSentence = true
            case UInt8(ascii: " "), UInt8(ascii: "\n"): break
            default: beginsSentence = false
            }
            takesSpace = !Self.open.contains(byte)
        }

        mutating func passWord() {
            takesSpace = true
            beginsSentence = false
        }

        private static let open = ByteSet("\n\r\t -/('\"[#&*")
    }

    // MARK: Writing

    /// The text, which is UTF-8, with its words by number.
    static func coded(_ text: [UInt8]) -> [UInt8] {
        let words = words
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var context = Context()
        var position = 0
        while position < text.count {
            let hasSpace = text[position] == UInt8(ascii: " ")
            let start = hasSpace ? position + 1 : position
            guard start < text.count, isLetter(text[start]) else {
                context.pass(text[position])
                result.append(text[position])
                position += 1
                continue
            }
            let end = wordEnd(text, from: start)
            if let match = words.longest(text, start..<end, stemByteCountMin) {
                if hasSpace != context.takesSpace { result.append(otherSpace) }
                if hasSpace { context.pass(UInt8(ascii: " ")) }
                switch match.form {
                case .capitals: result.append(capitals)
                case .capital where !context.beginsSentence: result.append(otherCase)
                case .small where context.beginsSentence: result.append(otherCase)
                case .capital, .small: break
                }
                append(match.number, to: &result)
                position = start + match.byteCount
            }
            while position < end {
                result.append(text[position])
                position += 1
            }
            context.passWord()
        }
        return result
    }

    private static func append(_ number: Int, to result: inout [UInt8]) {
        guard number >= shortCount else {
            result.append(0x80 + UInt8(number))
            return
        }
        let (lead, rest) = (number - shortCount).quotientAndRemainder(dividingBy: 256)
        result.append(leads[lead])
        result.append(UInt8(rest))
    }

    /// ASCII letters, and all that is beyond ASCII.
    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    /// Where the letters end; an apostrophe between letters is one of them.
    private static func wordEnd(_ text: [UInt8], from start: Int) -> Int {
        var end = start + 1
        while end < text.count {
            let isInside =
                isLetter(text[end])
                || text[end] == UInt8(ascii: "'") && end + 1 < text.count && isLetter(text[end + 1])
            guard isInside else { break }
            end += 1
        }
        return end
    }

    // MARK: Reading

    /// Appends the text that `coded` stands for to `text`, which may not become longer than
    /// `byteCountMax`.
    ///
    /// What is no word is taken over as it is; whether all is UTF-8 is for the caller to check.
    ///
    /// - Throws: ``WireError`` if a word has no number, or a code is cut.
    static func expand(
        _ coded: ArraySlice<UInt8>,
        into text: inout [UInt8],
        byteCountMax: Int
    ) throws(WireError) {
        var reader = ByteReader(coded)
        var context = Context()
        while reader.remaining > 0 {
            let byte = try reader.byte()
            switch byte {
            case 0xC2...0xF4:
                let more = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
                text.append(byte)
                text.append(contentsOf: coded[try reader.skip(more)])
                context.passWord()
            case ..<0x80:
                text.append(byte)
                context.pass(byte)
            default:
                try expandWord(byte, &reader, into: &text, &context)
            }
            guard text.count <= byteCountMax else {
                throw .tooLarge(.plain, found: UInt64(text.count), max: UInt64(byteCountMax))
            }
        }
    }

    private static func expandWord(
        _ first: UInt8,
        _ reader: inout ByteReader,
        into text: inout [UInt8],
        _ context: inout Context
    ) throws(WireError) {
        var byte = first
        var hasSpace = context.takesSpace
        if byte == otherSpace {
            hasSpace.toggle()
            byte = try reader.byte()
        }
        if hasSpace {
            text.append(UInt8(ascii: " "))
            context.pass(UInt8(ascii: " "))
        }
        var form: WordTable.Form = context.beginsSentence ? .capital : .small
        if byte == otherCase {
            form = context.beginsSentence ? .small : .capital
            byte = try reader.byte()
        } else if byte == capitals {
            form = .capitals
            byte = try reader.byte()
        }
        words.append(try number(byte, &reader), form, to: &text)
        context.passWord()
    }

    private static func number(
        _ first: UInt8,
        _ reader: inout ByteReader
    ) throws(WireError) -> Int {
        let number: Int
        switch first {
        case 0x80..<0xB8: number = Int(first) - 0x80
        case 0xB8...0xC1, 0xF5...0xFC:
            let lead = Int(first) - (first <= 0xC1 ? 0xB8 : 0xF5 - 10)
            number = shortCount + lead * 256 + Int(try reader.byte())
        default: throw .unknownForm(.word, found: UInt64(first))
        }
        guard number < words.count else { throw .outOfRange(.word, found: Int64(number)) }
        return number
    }
}
