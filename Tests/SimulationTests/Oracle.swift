import Wire

/// What truly happened, kept beside the protocol and never shown to it.
///
/// Each write bears a name of its own, which travels as the change's author and survives every
/// renaming, so that a write can be found again wherever it went.
struct Oracle {
    struct Write {
        /// All writes of the same field that this one's author had seen, near and far.
        var past: Set<String>
        /// The write that created the record.
        var record: String
        var field: UInt8?
    }

    private(set) var writes: [String: Write] = [:]
    private var count = 0

    mutating func newName() -> String {
        count += 1
        return "u\(count)"
    }

    mutating func created(_ name: String) {
        writes[name] = Write(past: [], record: name, field: nil)
    }

    /// Notes an edit by an author who saw the versions that `seen` wrote.
    mutating func edited(_ name: String, record: String, field: UInt8, seen: [String]) {
        var past = Set(seen)
        for writer in seen { past.formUnion(writes[key(writer, field)]?.past ?? []) }
        writes[key(name, field)] = Write(past: past, record: record, field: field)
    }

    /// Of the writes that arrived at one field, those that no other of them had seen.
    func maximal(_ arrived: Set<String>, field: UInt8) -> Set<String> {
        var result = arrived
        for name in arrived { result.subtract(writes[key(name, field)]?.past ?? []) }
        return result
    }

    /// Whether a write stands in a field's live versions, or one that knew of it does.
    func covers(_ name: String, field: UInt8, live: [String]) -> Bool {
        live.contains { $0 == name || writes[key($0, field)]?.past.contains(name) ?? false }
    }

    private func key(_ name: String, _ field: UInt8) -> String { "\(name)/\(field)" }
}
