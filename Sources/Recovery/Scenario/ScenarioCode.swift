/// The short code of a scenario, such as `HK-01`: two to four capitals, a hyphen, two digits.
package struct ScenarioCode: Hashable, Sendable, CustomStringConvertible {
    /// The code as written.
    package let description: String

    /// The code, or nil when the text is not one.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2, (2...4).contains(parts[0].count), parts[1].count == 2,
            parts[0].allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains),
            parts[1].allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        else { return nil }
        description = text
    }
}

extension ScenarioCode: Comparable {
    /// The order of the alphabet.
    package static func < (lower: Self, upper: Self) -> Bool {
        lower.description < upper.description
    }
}
