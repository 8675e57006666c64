package import Wire

/// Gives changes that were made after a fork new names under a new writer.
///
/// Record ids change with them, as do later references to both; each change says what it was
/// called, so that a hub which meets it twice lets it take effect once.
package struct Rekeying: Sendable {
    /// Old names and what became of them.
    package private(set) var renamed: [ChangeID: ChangeID] = [:]
    private let writer: WriterNumber
    private var counter: Int64 = 0

    package init(to writer: WriterNumber) { self.writer = writer }

    /// The name that a change or record has now.
    package func name(of id: ChangeID) -> ChangeID { renamed[id] ?? id }

    /// Renames one change; changes come in the order in which they were made.
    ///
    /// The change comes with its references under their old names, and `hash` is the chain's at
    /// the change under its old name. `isReference` tells whether a field of the change's table
    /// holds a record's id.
    package mutating func rename(
        _ change: Change,
        hash: ChainHash,
        isReference: (UInt8) -> Bool
    ) -> Change {
        counter += 1
        let id = ChangeID(writer, counter)
        renamed[change.id] = id
        var result = change
        result.id = id
        result.record = name(of: change.record)
        result.was = change.was ?? Change.FormerName(id: change.id, hash: hash)
        for index in result.fields.indices {
            result.fields[index].bases = result.fields[index].bases.map(name(of:))
            if isReference(result.fields[index].number),
                case .integer(let raw) = result.fields[index].cell
            {
                result.fields[index].cell = .integer(name(of: ChangeID(rawValue: raw)).rawValue)
            }
        }
        return result
    }
}

extension ExchangeReply.Chain {
    /// The last counter up to which a node's own chain is known to agree with the hub's.
    ///
    /// Where the hub told only some hashes the answer may be too low: more is renamed than need
    /// be, which costs bytes and nothing else.
    package func commonCount(ownCount: Int64, hash: (Int64) throws -> ChainHash?) rethrows -> Int64
    {
        for link in links.reversed() where link.counter <= ownCount {
            if try hash(link.counter) == link.hash { return link.counter }
        }
        return 0
    }
}
