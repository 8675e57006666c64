/// Names by first appearance.
struct AuthorTable {
    private(set) var names: [String] = []
    private var indices: [String: Int64] = [:]

    mutating func index(of name: String) -> Int64 {
        if let index = indices[name] { return index }
        let index = Int64(names.count)
        names.append(name)
        indices[name] = index
        return index
    }
}
