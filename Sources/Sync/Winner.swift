package import Recovery
package import Wire

extension FieldDefinition.MergePolicy {
    /// The value that stands while several versions live.
    ///
    /// It is the same at every site and the hub, whatever the order in which they arrived. Ties
    /// go to the later stamp, then the higher id. `isHub` tells whether a writer was the hub in
    /// one of its lives.
    package func winner(among versions: [Version], isHub: (WriterNumber) -> Bool) -> Cell {
        guard versions.count > 1 else { return versions.first?.cell ?? .null }
        switch self {
        case .newest:
            return latest(versions)
        case .hubFirst:
            let hubs = versions.filter { isHub($0.id.writer) }
            return latest(hubs.isEmpty ? versions : hubs)
        case .highest, .furthest:
            let highest = versions.map { rank($0.cell) }.max() ?? .min
            return latest(versions.filter { rank($0.cell) == highest })
        case .union:
            return union(versions)
        }
    }

    private func latest(_ versions: [Version]) -> Cell {
        let last = versions.max { ($0.stamp, $0.id) < ($1.stamp, $1.id) }
        return last?.cell ?? .null
    }

    /// A choice's raw values are in the order of their states, so the number is the rank.
    private func rank(_ cell: Cell?) -> Int64 {
        if case .integer(let number) = cell { number } else { .min }
    }

    private func union(_ versions: [Version]) -> Cell {
        var words: Set<Substring> = []
        for version in versions {
            if case .text(let text) = version.cell { words.formUnion(text.split(separator: " ")) }
        }
        return words.isEmpty ? .null : .text(words.sorted().joined(separator: " "))
    }
}
