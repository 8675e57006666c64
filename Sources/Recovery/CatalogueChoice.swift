/// A closed list of words that records store by number and people read by name.
///
/// Raw values are 1...n without gaps, are never renumbered, and grow only at the end: a node that
/// has not been upgraded yet must still understand every number it knows.
package protocol CatalogueChoice: RawRepresentable, CaseIterable, Sendable
where RawValue == Int64 {
    /// The name as people write it, such as `waiting guest`.
    var words: String { get }
}

extension CatalogueChoice {
    /// The word for this choice in text, JSON and command lines, such as `waitingGuest`.
    package var name: String { String(describing: self) }

    /// The name as people write it, such as `waiting guest`.
    package var words: String {
        var words = ""
        for letter in name {
            if letter.isUppercase { words.append(" ") }
            words.append(contentsOf: letter.lowercased())
        }
        return words
    }

    /// The choice with these exact words, or nil when the list has no such words.
    package static func worded(_ words: String) -> Self? {
        allCases.first { $0.words == words }
    }

    /// The choice with this exact name, or nil when the list has no such word.
    package static func named(_ name: String) -> Self? {
        allCases.first { $0.name == name }
    }

    /// Every name, in the order of the raw values.
    package static var names: [String] {
        allCases.sorted { $0.rawValue < $1.rawValue }.map(\.name)
    }
}
