import Recovery

/// A text message as the host's gateway puts it into a file.
///
/// The form is that of SMS Server Tools: lines such as `From: 351912345678`, an empty line, the
/// words. Other programs need write no more than `From`.
struct IncomingText: Equatable {
    /// Whose telephone it came from.
    let number: PhoneNumber
    /// The words.
    let text: String
    /// When it was sent, as the gateway wrote it.
    let sent: String?

    /// The most that is kept of one text's words, in characters.
    private static let lengthMax = 5_000

    /// What keeps a text from being taken in.
    enum Trouble: Error, Equatable, CustomStringConvertible {
        case noSender
        case noWords
        case report

        var description: String {
            switch self {
            case .noSender: "it comes from no telephone that could be answered"
            case .noWords: "it has no words"
            case .report: "it reports on the delivery of another"
            }
        }
    }

    /// Reads a file.
    ///
    /// - Throws: ``Trouble`` for what a program sent, and for what nobody can answer.
    init(_ bytes: [UInt8]) throws(Trouble) {
        let (headers, body) = Self.split(bytes)
        if headers["report"]?.lowercased() == "yes" { throw .report }
        // A sender's name, and a short number for sending to many, answer nobody.
        guard let from = headers["from"],
            from.allSatisfy({ $0.isNumber || "+ -()/.".contains($0) }),
            let number = PhoneNumber(from), number.text.count(where: \.isNumber) >= 7
        else { throw .noSender }
        let words = Self.words(Array(body), headers["alphabet"]?.lowercased() ?? "").trimmed
        guard !words.isEmpty else { throw .noWords }
        self.number = number
        text = String(words.prefix(Self.lengthMax))
        sent = headers["sent"]
    }

    /// Divides a file at the first empty line.
    private static func split(
        _ bytes: [UInt8]
    ) -> (headers: [String: String], body: ArraySlice<UInt8>) {
        var headers: [String: String] = [:]
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self).trimmed
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased().trimmed] = String(parts[1]).trimmed
        }
        return (headers, rest)
    }

    private static func words(_ bytes: [UInt8], _ alphabet: String) -> String {
        if alphabet.hasPrefix("ucs") {
            let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // What is no UTF-8 is ISO 8859-1, the gateway's own default.
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

/// What a guest's text asks of the house's texts.
enum TextWish: Equatable {
    /// No more texts.
    case stop
    /// Texts again.
    case start

    private static let stops: Set<String> = [
        "stop", "stopp", "stopall", "end", "quit", "cancel", "unsubscribe", "abmelden",
        "abbestellen",
        "baja", "parar", "alto", "arret", "stopper", "desabonner",
    ]
    private static let starts: Set<String> = ["start", "unstop"]

    /// The wish that is all a text says; nil for any other text.
    init?(_ text: String) {
        let word = text.foldedForSearch.filter { $0.isLetter || $0.isWhitespace }.trimmed
        if Self.stops.contains(word) {
            self = .stop
        } else if Self.starts.contains(word) {
            self = .start
        } else {
            return nil
        }
    }
}
