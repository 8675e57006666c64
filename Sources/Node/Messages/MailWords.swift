/// How words are written down in mails, read back.
enum MailWords {
    /// A parameter of a header, such as the boundary of `multipart/mixed; boundary="a b"`.
    static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, sides[0].trimmed.lowercased() == name else { continue }
            let value = sides[1].trimmed
            return value.hasPrefix("\"") ? String(value.dropFirst().prefix { $0 != "\"" }) : value
        }
        return nil
    }

    /// Bytes out of their transfer encoding.
    static func bytes(_ body: ArraySlice<UInt8>, encoding: String) -> [UInt8] {
        switch encoding {
        case "quoted-printable": unquotedPrintable(body, isHeader: false)
        case "base64": unBase64(body)
        default: Array(body)
        }
    }

    /// Text from its bytes: UTF-8, or Latin 1 where the mail says so or UTF-8 it cannot be.
    static func text(_ bytes: [UInt8], charset: String?) -> String {
        let latin = ["iso-8859-1", "iso-8859-15", "windows-1252", "latin1"]
        let isLatin = charset.map { latin.contains($0.lowercased()) } ?? false
        if !isLatin, let text = String(validating: bytes, as: UTF8.self) { return lines(text) }
        return lines(String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) })))
    }

    private static func lines(_ text: String) -> String { text.replacing("\r\n", with: "\n") }

    /// A header with its encoded words read (RFC 2047).
    static func decoded(_ header: String) -> String {
        var text = ""
        var rest = header[...]
        var wasWord = false
        while let mark = rest.firstRange(of: "=?") {
            let parts = rest[mark.upperBound...].split(
                separator: "?",
                maxSplits: 3,
                omittingEmptySubsequences: false
            )
            guard parts.count == 4, parts[3].hasPrefix("=") else { break }
            let before = rest[..<mark.lowerBound]
            // White space between two encoded words is theirs, not the text's.
            if !(wasWord && before.allSatisfy(\.isWhitespace)) { text += before }
            let body = Array(parts[2].utf8)[...]
            let bytes =
                parts[1].lowercased() == "b"
                ? unBase64(body) : unquotedPrintable(body, isHeader: true)
            text += Self.text(bytes, charset: String(parts[0]))
            rest = parts[3].dropFirst()
            wasWord = true
        }
        return text + rest
    }

    /// The words without those that were quoted from the mail which they answer.
    static func unquoted(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let own = lines.filter { !$0.hasPrefix(">") }
        // A mail of nothing but quotations says what it quotes.
        return (own.allSatisfy { $0.allSatisfy(\.isWhitespace) } ? lines : own)
            .joined(separator: "\n")
    }

    private static func unquotedPrintable(_ body: ArraySlice<UInt8>, isHeader: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = body
        while let byte = rest.popFirst() {
            if isHeader, byte == UInt8(ascii: "_") {
                bytes.append(UInt8(ascii: " "))
            } else if byte != UInt8(ascii: "=") {
                bytes.append(byte)
            } else if rest.starts(with: Array("\r\n".utf8)) {
                rest = rest.dropFirst(2)
            } else if rest.first == UInt8(ascii: "\n") {
                rest = rest.dropFirst()
            } else if let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func unBase64(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var (bits, bitCount) = (UInt32(0), 0)
        for byte in body {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        }
        return bytes
    }
}
