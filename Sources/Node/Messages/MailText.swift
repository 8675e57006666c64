import Recovery
import Storage

/// One e-mail as RFC 5322 and MIME write it, with the plain line ends that `sendmail` takes.
///
/// Nothing that a guest or staff wrote can begin a header: addresses are of a checked type, and
/// everything else is encoded.
struct MailText {
    let bytes: [UInt8]

    /// The message of a parcel to an address, from a house.
    init(_ parcel: Parcel, to address: MailAddress, from sender: MailAddress, house: String) {
        let subject = parcel.subject.isEmpty ? "Your message to \(house)" : parcel.subject
        let headers = [
            "From: \(Self.encodedName(house)) <\(sender)>",
            "To: <\(address)>",
            "Subject: \(Self.encoded(subject))",
            "Date: \(Self.date(parcel.writtenAt))",
            "Message-ID: <\(parcel.key)@\(sender.host)>",
            // A person wrote it: RFC 3834.
            "Auto-Submitted: no",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        bytes = Array((headers.joined(separator: "\n") + "\n\n").utf8) + Self.quoted(parcel.text)
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
}
