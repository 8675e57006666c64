/// A strict reader of one JSON object (RFC 8259).
struct JSONRowParser {
    private let bytes: [UInt8]
    private let encoding: TextEncoding
    private var index = 0
    private(set) var repairs: SourceRow.Repairs = []
    private var found: JSONLinesReader.Values = []

    init(_ bytes: [UInt8], encoding: TextEncoding) {
        self.bytes = bytes
        self.encoding = encoding
    }

    /// The values of the object.
    ///
    /// - Throws: the first rule the line breaks.
    mutating func values() throws(SourceRow.Fault) -> JSONLinesReader.Values {
        skipBlanks()
        try object(prefix: "", depth: 1)
        skipBlanks()
        guard index == bytes.count else { throw missing("the end of the line") }
        return found
    }

    private mutating func object(prefix: String, depth: Int) throws(SourceRow.Fault) {
        try expect("{", "`{`")
        skipBlanks()
        if accept("}") { return }
        repeat {
            skipBlanks()
            let name = try prefix + string()
            skipBlanks()
            try expect(":", "`:`")
            skipBlanks()
            try value(name: name, depth: depth)
            skipBlanks()
        } while accept(",")
        try expect("}", "`,` or `}`")
    }

    private mutating func value(name: String, depth: Int) throws(SourceRow.Fault) {
        let start = index
        switch peek {
        case UInt8(ascii: "\""):
            let text = try string()
            if text.utf8.count > IntakeLimits.fieldByteCountMax {
                throw .cellTooLong(column: found.count + 1)
            }
            try add(name, text)
        case UInt8(ascii: "{"):
            guard depth < IntakeLimits.jsonDepthMax else { throw tooDeep }
            try object(prefix: name + ".", depth: depth + 1)
        case UInt8(ascii: "["):
            try array(depth: depth + 1)
            try add(name, CellText.text(bytes[start..<index], encoding, &repairs))
        default:
            try scalar()
            if bytes[start] != UInt8(ascii: "n") {
                try add(name, String(decoding: bytes[start..<index], as: UTF8.self))
            }
        }
    }

    private mutating func add(_ name: String, _ value: String) throws(SourceRow.Fault) {
        found.append(FeedbackDraft.Column(name: name, value: value))
        guard found.count <= IntakeLimits.columnCountMax else {
            throw .tooManyColumns(found.count)
        }
    }

    /// Checks an array without keeping its parts; its text is kept whole.
    private mutating func array(depth: Int) throws(SourceRow.Fault) {
        guard depth <= IntakeLimits.jsonDepthMax else { throw tooDeep }
        try expect("[", "`[`")
        skipBlanks()
        if accept("]") { return }
        repeat {
            skipBlanks()
            switch peek {
            case UInt8(ascii: "["): try array(depth: depth + 1)
            case UInt8(ascii: "{"): try skipObject(depth: depth + 1)
            case UInt8(ascii: "\""): _ = try string()
            default: try scalar()
            }
            skipBlanks()
        } while accept(",")
        try expect("]", "`,` or `]`")
    }

    private mutating func skipObject(depth: Int) throws(SourceRow.Fault) {
        guard depth <= IntakeLimits.jsonDepthMax else { throw tooDeep }
        let kept = found
        found = []
        try object(prefix: "", depth: depth)
        found = kept
    }

    /// A number, `true`, `false` or `null`.
    private mutating func scalar() throws(SourceRow.Fault) {
        for word in ["true", "false", "null"] where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return
        }
        _ = accept("-")
        let wholeStart = index
        skipDigits()
        guard index > wholeStart, bytes[wholeStart] != UInt8(ascii: "0") || index == wholeStart + 1
        else { throw missing("a value") }
        if accept(".") { try digits() }
        if accept("e") || accept("E") {
            if !accept("+") { _ = accept("-") }
            try digits()
        }
    }

    private mutating func digits() throws(SourceRow.Fault) {
        let start = index
        skipDigits()
        if index == start { throw missing("a digit") }
    }

    private mutating func skipDigits() {
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    }

    private mutating func string() throws(SourceRow.Fault) -> String {
        try expect("\"", "a quoted name or text")
        let start = index
        var hasEscapes = false
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw missing("an escape for a control character") }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        let end = index
        try expect("\"", "a closing quote")
        guard hasEscapes else { return CellText.text(bytes[start..<end], encoding, &repairs) }
        return try CellText.text(unescaped(start..<end)[...], encoding, &repairs)
    }

    private mutating func unescaped(_ range: Range<Int>) throws(SourceRow.Fault) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            let escape = bytes[position]
            position += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "u"):
                let scalar = try unicodeEscape(&position, before: range.upperBound)
                text += Array(String(Character(scalar)).utf8)
            default:
                index = position - 1
                throw missing("a known escape")
            }
        }
        return text
    }

    /// The letter of `\uXXXX` or of two of them that form a pair; half a pair becomes U+FFFD.
    private mutating func unicodeEscape(
        _ position: inout Int,
        before end: Int
    ) throws(SourceRow.Fault) -> Unicode.Scalar {
        let first = try hexadecimal(&position, before: end)
        if let scalar = Unicode.Scalar(first) { return scalar }
        var ahead = position
        if first < 0xDC00, bytes[position..<end].starts(with: [0x5C, 0x75]) {
            ahead += 2
            let second = try hexadecimal(&ahead, before: end)
            if (0xDC00...0xDFFF).contains(second) {
                position = ahead
                return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
                    ?? "\u{FFFD}"
            }
        }
        repairs.insert(.letters)
        return "\u{FFFD}"
    }

    private mutating func hexadecimal(
        _ position: inout Int,
        before end: Int
    ) throws(SourceRow.Fault) -> UInt32 {
        let digits = String(decoding: bytes[position..<min(position + 4, end)], as: UTF8.self)
        guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16),
            digits.first?.isHexDigit == true
        else {
            index = position
            throw missing("four hexadecimal digits")
        }
        position += 4
        return code
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private var tooDeep: SourceRow.Fault {
        missing("an end to more than \(IntakeLimits.jsonDepthMax) nested levels")
    }

    private func missing(_ expected: String) -> SourceRow.Fault {
        .json(at: min(index, bytes.count) + 1, expected: expected)
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func expect(
        _ character: Unicode.Scalar,
        _ words: String
    ) throws(SourceRow.Fault) {
        guard accept(character) else { throw missing(words) }
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 32 || byte == 9 || byte == 10 || byte == 13 { index += 1 }
    }
}
