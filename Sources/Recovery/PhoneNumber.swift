/// A telephone number as one compares it, however it was written down.
package struct PhoneNumber: Hashable, Sendable {
    /// The number as `GuestAddress` writes it: a plus sign, if there was one, and digits.
    package let text: String
    private let digits: Substring

    /// The fewest digits by which two ways to write a number are taken for one.
    private static let sharedCountMin = 8

    /// The number in what somebody wrote; nil when there is none.
    package init?(_ text: String) {
        // An address for e-mail beside it does not hide a number.
        let parts = text.split { ",;|".contains($0) }.map(String.init)
        let found = ([text] + parts).lazy.compactMap { part -> String? in
            if case .phone(let number) = GuestAddress(part) { number } else { nil }
        }.first
        guard let found else { return nil }
        self.text = found
        // The sign or zeros before a country's or a town's code differ from place to place.
        digits = found.drop { $0 == "+" || $0 == "0" }
    }

    /// Whether both reach the same telephone: alike, or one lacks the country's code.
    package func isSame(as other: PhoneNumber) -> Bool {
        let (short, long) =
            digits.count < other.digits.count ? (digits, other.digits) : (other.digits, digits)
        return short == long || (short.count >= Self.sharedCountMin && long.hasSuffix(short))
    }
}
