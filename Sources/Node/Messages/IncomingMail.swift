import Recovery

/// One e-mail as it arrived: who wrote it, what they say, and whether a person did.
///
/// It reads what RFC 5322, 2045 and 2047 allow and guests' programs send; what it cannot read of
/// a body stays away, and nothing that is sent can make it fail or run long.
struct IncomingMail {
    private let headers: [Header]
    /// The words of the body, those that were quoted from an earlier mail left out.
    let text: String

    private struct Header {
        let name: String
        let value: String
    }

    /// The deepest nesting of parts that is looked into.
    private static let depthMax = 5

    /// Reads a mail; nil when it has no sender's address or no words.
    init?(_ bytes: [UInt8]) {
        let (headers, body) = Self.split(bytes)
        self.headers = headers
        text = MailWords.unquoted(Self.words(headers, body, depth: 0) ?? "").trimmed
        guard sender != nil, !text.isEmpty else { return nil }
    }

    private func header(_ name: String) -> String? { Self.value(headers, name) }

    /// Who wrote it.
    var sender: MailAddress? {
        guard case .email(let address)? = header("from").flatMap(GuestAddress.init) else {
            return nil
        }
        return address
    }

    /// The writer's name, as they set it.
    var senderName: String? {
        let name = MailWords.decoded(
            header("from")?.split(separator: "<").first.map(String.init) ?? ""
        )
        let words = name.replacing("\"", with: "").trimmed
        return words.isEmpty || words.contains("@") ? nil : String(words.prefix(120))
    }

    /// What it is about.
    var subject: String { String(MailWords.decoded(header("subject") ?? "").trimmed.prefix(200)) }

    /// What names it among all mails; nil when its sender gave it no name.
    var messageID: String? { header("message-id")?.trimmed }

    /// The names of the mails that it answers, the nearest first.
    var answered: [String] {
        let names = "\(header("references") ?? "") \(header("in-reply-to") ?? "")"
        return names.split { $0.isWhitespace || $0 == "<" || $0 == ">" }.map(String.init).reversed()
    }

    /// Why a program and not a person seems to have sent it (RFC 3834, 3464); nil for a person.
    ///
    /// Answering such mails, or opening cases for them, is how loops begin.
    var automaticBecause: String? {
        if let kind = header("auto-submitted")?.lowercased().trimmed, !kind.hasPrefix("no") {
            return "it says that a program sent it"
        }
        if let kind = header("precedence")?.lowercased().trimmed,
            ["bulk", "list", "junk", "auto_reply"].contains(kind)
        {
            return "it was sent to many"
        }
        if header("list-id") != nil || header("list-unsubscribe") != nil {
            return "it comes from a list"
        }
        if let wish = header("x-auto-response-suppress")?.lowercased().trimmed, wish != "none" {
            return "it asks for no answer"
        }
        if header("return-path")?.trimmed == "<>" { return "nobody is to be told of its failure" }
        if let type = header("content-type")?.lowercased(),
            type.hasPrefix("multipart/report") || type.hasPrefix("message/delivery-status")
        {
            return "it reports on the delivery of another"
        }
        return nil
    }
}

// MARK: Parts

extension IncomingMail {
    private static func value(_ headers: [Header], _ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// Divides a mail or a part of one at the first empty line.
    private static func split(_ bytes: [UInt8]) -> (headers: [Header], body: ArraySlice<UInt8>) {
        var headers: [Header] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            var line = rest[rest.startIndex..<end]
            rest = rest[(end + 1)...]
            if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
            if line.isEmpty { return (headers, rest) }
            let text = String(decoding: line, as: UTF8.self)
            if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
                guard let last = headers.popLast() else { continue }
                headers.append(Header(name: last.name, value: last.value + " " + text.trimmed))
            } else if let colon = text.firstIndex(of: ":") {
                headers.append(
                    Header(
                        name: text[..<colon].lowercased(),
                        value: text[text.index(after: colon)...].trimmed
                    )
                )
            }
        }
        return (headers, rest)
    }

    /// The first plain words among the parts.
    private static func words(
        _ headers: [Header],
        _ body: ArraySlice<UInt8>,
        depth: Int
    ) -> String? {
        let type = value(headers, "content-type") ?? "text/plain"
        if type.lowercased().hasPrefix("multipart/") {
            guard depth < depthMax, let boundary = MailWords.parameter("boundary", of: type) else {
                return nil
            }
            return parts(body, boundary).lazy.compactMap { part in
                let (headers, body) = split(part)
                return Self.words(headers, body, depth: depth + 1)
            }.first
        }
        guard type.lowercased().hasPrefix("text/plain") else { return nil }
        let bytes = MailWords.bytes(
            body,
            encoding: value(headers, "content-transfer-encoding")?.lowercased().trimmed ?? ""
        )
        let words = MailWords.text(bytes, charset: MailWords.parameter("charset", of: type))
        return words.allSatisfy(\.isWhitespace) ? nil : words
    }

    private static func parts(_ body: ArraySlice<UInt8>, _ boundary: String) -> [[UInt8]] {
        let (begin, end) = (Array("--\(boundary)".utf8), Array("--\(boundary)--".utf8))
        var parts: [[UInt8]] = []
        var part: [UInt8]?
        for line in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let isMark = line.starts(with: begin)
            if isMark {
                if let part { parts.append(part) }
                if line.starts(with: end) { return parts }
                part = []
            } else {
                part?.append(contentsOf: line)
                part?.append(UInt8(ascii: "\n"))
            }
        }
        if let part { parts.append(part) }
        return parts
    }
}
