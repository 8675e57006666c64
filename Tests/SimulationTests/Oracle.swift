/// What truly happened, kept beside the protocol and never shown to it.
///
/// Each write bears a name of its own, which travels as the change's author and survives every
/// renaming, so that a write can be found again wherever it went.
struct Oracle {
    /// For each edit of a field, all writes of it that its author had seen, near and far.
    private var pasts: [String: Set<String>] = [:]
    private var count = 0

    mutating func newName() -> String {
        count += 1
        return "u\(count)"
    }

    /// Notes an edit by an author who saw the versions that `seen` wrote.
    mutating func edited(_ name: String, record: String, field: UInt8, seen: [String]) {
        var past = Set(seen)
        for writer in seen { past.formUnion(self.past(writer, record, field)) }
        pasts[key(name, record, field)] = past
    }

    /// Of the writes that arrived at one field, those that no other of them had seen.
    func maximal(_ arrived: Set<String>, record: String, field: UInt8) -> Set<String> {
        arrived.subtracting(arrived.flatMap { past($0, record, field) })
    }

    /// Whether a write stands in a field's live versions, or one that knew of it does.
    func covers(_ name: String, record: String, field: UInt8, live: [String]) -> Bool {
        live.contains { $0 == name || past($0, record, field).contains(name) }
    }

    private func past(_ name: String, _ record: String, _ field: UInt8) -> Set<String> {
        pasts[key(name, record, field)] ?? []
    }

    /// One transaction may edit the same field of two records.
    private func key(_ name: String, _ record: String, _ field: UInt8) -> String {
        "\(name)/\(record)/\(field)"
    }
}
