/// Where a guest can be reached, read from what somebody wrote down.
package enum GuestAddress: Hashable, Sendable {
    /// An address for e-mail.
    case email(MailAddress)
    /// A telephone number: a plus sign, if there was one, and digits.
    case phone(String)

    /// Finds an address or a number; nil when there is neither.
    ///
    /// A number has 6 to 15 digits, as E.164 allows, in groups with the usual signs between them.
    package init?(_ text: String) {
        let words = text.split { $0.isWhitespace || ",;<>".contains($0) }
        // A word that is no address is none: the next one may be.
        if let address = words.lazy.compactMap({ try? MailAddress(String($0)) }).first {
            // A word that is no address is looked at as a number next.
            self = .email(address)
            return
        }
        guard let number = Self.number(in: text) else { return nil }
        self = .phone(number)
    }

    private static func number(in text: String) -> String? {
        let signs: Set<Character> = ["+", " ", "-", "/", "(", ")", ".", "\u{a0}"]
        guard
            let run = text.split(whereSeparator: { !$0.isASCIIDigit && !signs.contains($0) })
                .max(by: { $0.count(where: \.isASCIIDigit) < $1.count(where: \.isASCIIDigit) })
        else { return nil }
        let digits = run.filter(\.isASCIIDigit)
        guard (6...15).contains(digits.count) else { return nil }
        let plus = run.first { !$0.isWhitespace && $0 != "(" } == "+" ? "+" : ""
        return plus + digits
    }

    /// The channel that a guest named by what they left: nil when they named none.
    ///
    /// An e-mail address asks for e-mail. A number asks for the channel they came by if that
    /// needs a number, else for a call.
    package static func preferredChannel(
        contact: String?,
        cameBy channel: FeedbackChannel?
    ) -> FeedbackChannel? {
        switch (contact.flatMap(GuestAddress.init), channel) {
        case (.email, _): .email
        case (.phone, .sms), (.phone, .chat): channel
        case (.phone, _): .phone
        case (nil, .sms), (nil, .chat), (nil, .email), (nil, .phone): channel
        case (nil, _): nil
        }
    }

    /// The address as one types it.
    package var text: String {
        switch self {
        case .email(let address): address.text
        case .phone(let number): number
        }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

/// An e-mail address that can stand in a header as it is: RFC 5322's dot-atom at a host's name.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address, at most 254 characters of ASCII.
    package let text: String

    /// The host after the at sign.
    package var host: String { String(text.split(separator: "@")[1]) }

    /// The address itself.
    package var description: String { text }

    /// Reads an address.
    ///
    /// - Throws: ``MailAddressError`` for anything that a mail server could take for more than
    ///   one address.
    package init(_ text: String) throws(MailAddressError) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
            Self.isDotted(parts[0], with: "!#$%&'*+-/=?^_`{|}~"),
            Self.isDotted(parts[1], with: "-"), parts[1].contains(".") || parts[1] == "localhost"
        else { throw MailAddressError(text: text) }
        self.text = text
    }

    private static func isDotted(_ part: Substring, with signs: String) -> Bool {
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.first != "-"
                && label.allSatisfy {
                    $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0))
                }
        }
    }
}

/// Something that is no e-mail address.
package struct MailAddressError: Error, Hashable, CustomStringConvertible {
    /// What was given.
    package let text: String

    /// What to do next, in one sentence.
    package var description: String {
        "'\(text)' is no e-mail address. Write one like name@example.com."
    }
}
