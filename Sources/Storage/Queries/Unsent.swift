import GRDB
package import Recovery
import Wire

/// What waits to be sent, by the kind of record.
package struct UnsentChanges: Hashable, Sendable {
    /// Changes of one kind of record.
    package struct Kind: Hashable, Sendable {
        package var type: String
        package var count: Int
    }

    package var kinds: [Kind] = []
    package var count = 0
    /// Before they are packed; about a quarter of it travels.
    package var byteCount = 0
    /// When the oldest was made.
    package var oldestAt: Timestamp?
}

extension NodeStore {
    /// Looks through what waits to be sent.
    package func unsentChanges() throws -> UnsentChanges {
        try database.read { database in
            var unsent = UnsentChanges()
            var counts: [String: Int] = [:]
            for life in try Life.all(database) {
                var batch = ChangeBatch()
                try ChangeLog.read(
                    life.writer,
                    from: life.acknowledged + 1,
                    through: life.count,
                    into: &batch,
                    database
                ) { _, byteCount in
                    unsent.byteCount += byteCount
                    return true
                }
                for head in batch.heads {
                    unsent.count += 1
                    counts[Catalogue.type(head.table)?.name ?? "table \(head.table)", default: 0] +=
                        1
                    let at = Timestamp(milliseconds: head.stamp.milliseconds)
                    unsent.oldestAt = min(unsent.oldestAt ?? at, at)
                }
            }
            unsent.kinds = counts.map { UnsentChanges.Kind(type: $0.key, count: $0.value) }
                .sorted { ($1.count, $0.type) < ($0.count, $1.type) }
            return unsent
        }
    }
}
