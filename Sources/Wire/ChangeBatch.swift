/// Many changes in a few flat arrays, in their order: the form in which changes are coded,
/// hashed and applied without an allocation for each.
///
/// Equal changes in equal order make equal batches, however they came in.
package struct ChangeBatch: Hashable, Sendable {
    package internal(set) var heads: [Head] = []
    package internal(set) var entries: [Entry] = []
    package internal(set) var bases: [ChangeID] = []
    /// UTF-8 of all text cells, end to end.
    package internal(set) var text: [UInt8] = []
    /// By first appearance.
    package internal(set) var authors: [String] = []
    package internal(set) var formerNames: [Change.FormerName] = []
    private var authorIndices: [String: UInt32] = [:]

    /// Makes a batch of no changes.
    package init() {}

    package var count: Int { heads.count }
    package var isEmpty: Bool { heads.isEmpty }

    /// What a change says apart from its fields.
    package struct Head: Hashable, Sendable {
        package var id: ChangeID
        package var record: ChangeID
        package var stamp: Stamp
        /// The chain's hash after this change; zero until it was computed.
        package var hash = ChainHash(high: 0, low: 0)
        /// Who holds a new record; `everyone`, and without meaning, in an edit.
        package var scope: Scope
        /// An index into `authors`.
        package var author: UInt32
        /// The change's entries are those from here to the next head's.
        package var firstEntry: UInt32
        /// An index into `formerNames`, or -1.
        package var formerName: Int32
        package var table: UInt8
        package var creates: Bool
        package var endsTransaction: Bool
    }

    /// One field's value: a number, or where its text lies.
    package struct Entry: Hashable, Sendable {
        package enum Kind: UInt8, Sendable { case null, integer, text }

        /// The number, or the text's offset in `text`.
        package var value: Int64
        package var textByteCount: UInt32
        package var firstBase: UInt32
        package var baseCount: UInt16
        package var field: UInt8
        package var kind: Kind

        /// Where a text entry's UTF-8 lies in `text`.
        package var textRange: Range<Int> { Int(value)..<Int(value) + Int(textByteCount) }
    }

    /// The author's index, given one if the batch has not seen this author.
    ///
    /// `neighbour` is a change whose author is tried first.
    mutating func intern(_ author: String, after neighbour: Int) -> UInt32 {
        if neighbour >= 0 {
            let last = heads[neighbour].author
            if authors[Int(last)] == author { return last }
        }
        if let known = authorIndices[author] { return known }
        let index = UInt32(authors.count)
        authors.append(author)
        authorIndices[author] = index
        return index
    }
}
