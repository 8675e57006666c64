/// One e-mail as RFC 5322 and MIME write it, with the plain line ends that `sendmail` takes.
///
/// Nothing that a guest or staff wrote can begin a header: addresses are of a checked type, and
/// everything else is encoded.
package struct MailText {
    /// The whole message.
    package let bytes: [UInt8]

    /// Who sends it, by a name that people read.
    package struct Sender: Sendable {
        let name: String
        let address: MailAddress

        package init(_ name: String, _ address: MailAddress) {
            (self.name, self.address) = (name, address)
        }
    }

    /// What tells one message from another.
    package struct Head: Sendable {
        let subject: String
        let key: String
        let writtenAt: Timestamp
        let isByPerson: Bool

        /// `key` is the same at every try: letters, digits, dots and hyphens.
        package init(
            subject: String,
            key: String,
            writtenAt: Timestamp,
            isByPerson: Bool
        ) {
            (self.subject, self.key) = (subject, key)
            (self.writtenAt, self.isByPerson) = (writtenAt, isByPerson)
        }
    }

    /// A page that goes with the words, to be opened in a browser.
    package struct Page: Sendable {
        let name: String
        let html: [UInt8]

        /// `name` is that of the file: letters, digits, dots and hyphens.
        package init(name: String, html: [UInt8]) { (self.name, self.html) = (name, html) }
    }

    /// Words to an address, with a page or without.
    package init(
        _ head: Head,
        to address: MailAddress,
        from sender: Sender,
        text: String,
        page: Page? = nil
    ) {
        let headers = [
            "From: \(Self.encodedName(sender.name)) <\(sender.address)>",
            "To: <\(address)>",
            "Subject: \(Self.encoded(head.subject))",
            "Date: \(Self.date(head.writtenAt))",
            "Message-ID: <\(head.key)@\(sender.address.host)>",
            // RFC 3834.
            "Auto-Submitted: \(head.isByPerson ? "no" : "auto-generated")",
            "MIME-Version: 1.0",
        ]
        let words = Self.part("text/plain; charset=utf-8", "quoted-printable", Self.quoted(text))
        guard let page else {
            bytes = Array((headers.joined(separator: "\n") + "\n").utf8) + words
            return
        }
        // Neither quoted words nor base64 hold "=_" at the begin of a line.
        let mark = "=_amends"
        let type = "Content-Type: multipart/mixed; boundary=\"\(mark)\""
        let file = Self.part(
            "text/html; charset=utf-8; name=\"\(page.name)\"",
            "base64\nContent-Disposition: attachment; filename=\"\(page.name)\"",
            Self.base64(page.html)
        )
        bytes =
            Array((headers.joined(separator: "\n") + "\n\(type)\n\n--\(mark)\n").utf8) + words
            + Array("--\(mark)\n".utf8) + file + Array("--\(mark)--\n".utf8)
    }

    private static func part(_ type: String, _ encoding: String, _ body: [UInt8]) -> [UInt8] {
        Array("Content-Type: \(type)\nContent-Transfer-Encoding: \(encoding)\n\n".utf8) + body
    }

    // MARK: Headers

    /// A display name: as it is where that is safe, else in encoded words.
    private static func encodedName(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: " ")
        }
        return isPlain ? "\"\(name)\"" : words(name)
    }

    /// Unstructured text: as it is where it is short and plain ASCII, else in encoded words.
    private static func encoded(_ text: String) -> String {
        let isPlain =
            text.utf8.count <= 60 && !text.contains("=?")
            && text.utf8.allSatisfy { (32..<127).contains($0) }
        return isPlain ? text : words(text)
    }

    /// The longest content of an encoded word, by RFC 2047's 75 characters in all.
    private static let wordByteCountMax = 75 - "=?utf-8?Q??=".utf8.count

    private static func words(_ text: String) -> String {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            // A character's bytes stay in one word.
            let next = String(scalar).utf8.map(encodedByte).joined()
            if word.utf8.count + next.utf8.count > wordByteCountMax {
                words.append(word)
                word = ""
            }
            word += next
        }
        words.append(word)
        return words.map { "=?utf-8?Q?\($0)?=" }.joined(separator: "\n ")
    }

    private static func encodedByte(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            String(UnicodeScalar(byte))
        default: hex(byte)
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "=0\(digits)" : "=\(digits)"
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func date(_ moment: Timestamp) -> String {
        let number = moment.day()
        let day = CalendarDay(daysSince1970: number)
        let time = moment.description.split(separator: "T")[1].dropLast()
        let weekday = weekdays[Int((number % 7 + 7) % 7)]
        return "\(weekday), \(day.day) \(months[Int(day.month) - 1]) \(day.year) \(time) +0000"
    }

    // MARK: Body

    /// The longest line, by RFC 2045.
    private static let lineByteCountMax = 76

    /// Text as quoted-printable, with a line end at its end.
    private static func quoted(_ text: String) -> [UInt8] {
        let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var bytes: [UInt8] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            bytes += quoted(line: line)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    private static func quoted(line: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var count = 0
        let all = Array(line.utf8)
        for (index, byte) in all.enumerated() {
            // Three for a byte at most, and one place for the sign that the line goes on.
            if count + 3 > lineByteCountMax - 1 {
                bytes += Array("=\n".utf8)
                count = 0
            }
            let next = Array(body(byte, isFirst: count == 0, isLast: index == all.count - 1).utf8)
            bytes += next
            count += next.count
        }
        return bytes
    }

    private static func body(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
        switch byte {
        case UInt8(ascii: "="): hex(byte)
        // What stores and carries mail may read a meaning into these at a line's begin or end.
        case UInt8(ascii: "."), UInt8(ascii: "F"): isFirst ? hex(byte) : String(UnicodeScalar(byte))
        case UInt8(ascii: " "), UInt8(ascii: "\t"):
            isLast ? hex(byte) : String(UnicodeScalar(byte))
        case 33...126: String(UnicodeScalar(byte))
        default: hex(byte)
        }
    }

    private static let base64Alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// Bytes as RFC 2045's base64, in whole lines.
    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 3 / 2)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                let isFilled = place <= group.count
                text.append(
                    isFilled
                        ? base64Alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "=")
                )
            }
            // 19 groups are a line of 76.
            if (start / 3 + 1).isMultiple(of: 19) { text.append(UInt8(ascii: "\n")) }
        }
        if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
        return text
    }
}
