import GRDB
import Recovery
import Sync
import Wire

extension NodeStore {
    /// Meets a hub whose life is another than the one this node last spoke to.
    func beginEpoch(
        _ epoch: Epoch,
        _ positions: [ExchangeReply.Position],
        _ token: ExchangeReply.TokenHash?,
        _ hubLives: [WriterNumber],
        _ database: Database
    ) throws {
        try HubLives.remember(hubLives, in: database)
        let door = try Door(database, role: .node)
        for var life in try Life.all(database) {
            let position = positions.first { $0.writer == life.writer }
            let former = life.acknowledged
            if let position, position.count <= life.count,
                try ChangeLog.hash(life.writer, position.count, database) == position.hash
            {
                life.acknowledged = position.count
            } else {
                // The chains are compared when the next section arrives there.
                life.acknowledged = min(life.acknowledged, position?.count ?? 0)
            }
            if life.acknowledged < former {
                try offerAgain(life, through: former, door)
            }
            life.settled = min(life.settled, life.acknowledged)
            try life.save(database)
        }
        if let token, let former = try Tokens.former(token, in: database) {
            try Settings.set(.historyToken, Int64(bitPattern: former.rawValue), in: database)
        }
        try Settings.set(.epoch, Int64(bitPattern: epoch.rawValue), in: database)
        try Settings.set(.verified, 0, in: database)
        try Settings.set(.hasSalvage, 1, in: database)
        try askForSnapshot(database)
    }

    /// Lays edits that the hub no longer has over its state again.
    private func offerAgain(_ life: Life, through last: Int64, _ door: Door) throws {
        var batch = ChangeBatch()
        try ChangeLog.read(
            life.writer,
            from: life.acknowledged + 1,
            through: last,
            into: &batch,
            door.database
        )
        for index in batch.heads.indices where !batch.heads[index].creates {
            let head = batch.heads[index]
            guard let type = Catalogue.type(head.table),
                let row = try door.table(type).row(head.record)
            else {
                try door.run(
                    "INSERT OR IGNORE INTO overlay(change, record, type) VALUES(?, ?, ?)",
                    [head.id.rawValue, head.record.rawValue, Int64(head.table)]
                )
                continue
            }
            try Overlay.add(head.id, to: row, door)
        }
    }

    /// Goes on under a new number, because another copy of this node has spoken.
    func renumber(
        _ renumbering: ExchangeReply.Renumbering,
        _ now: Timestamp,
        _ database: Database
    ) throws -> ReplyOutcome {
        if let hash = renumbering.token, let former = try Tokens.former(hash, in: database) {
            try Settings.set(.historyToken, Int64(bitPattern: former.rawValue), in: database)
            return .hubWentBack
        }
        let moved = try split(renumbering, database)
        let lives = try Life.all(database)
        var life = Life(
            beginning: renumbering.number,
            ordinal: (lives.last?.ordinal ?? 0) + 1
        )
        try life.save(database)
        try Tokens.begin(with: renumbering.number, in: database)
        let door = try Door(database, role: .node)
        try rekey(moved, to: &life, door)
        try Settings.set(.renumberedAt, now.milliseconds, in: database)
        try Journal.add(
            """
            Another copy of this node has spoken to the hub. This one goes on as writer \
            \(renumbering.number.rawValue); \(moved.count) changes were given new names. \
            Switch one of the two machines off.
            """,
            now,
            database
        )
        return .renumbered(renumbering.number, changeCount: moved.count)
    }

    /// Cuts every life where its chain and the hub's part, and returns what lies after.
    private func split(
        _ renumbering: ExchangeReply.Renumbering,
        _ database: Database
    ) throws -> [(change: Change, hash: ChainHash)] {
        var moved: [(Change, ChainHash)] = []
        var isForked = false
        for var life in try Life.all(database) {
            guard let chain = renumbering.chains.first(where: { $0.writer == life.writer })
            else { continue }
            let common = try chain.commonCount(ownCount: life.count) {
                try ChangeLog.hash(life.writer, $0, database)
            }
            if rules.contains(.rekeying),
                isForked || (common < life.count && chain.count > common)
            {
                isForked = true
                var batch = ChangeBatch()
                try ChangeLog.read(
                    life.writer,
                    from: common + 1,
                    through: life.count,
                    into: &batch,
                    database
                )
                for index in batch.heads.indices {
                    moved.append((batch.change(at: index), batch.heads[index].hash))
                }
                try cut(&life, at: common, database)
            }
            life.acknowledged = min(common, life.count)
            life.settled = min(life.settled, life.acknowledged)
            try life.save(database)
        }
        return moved
    }

    private func cut(_ life: inout Life, at count: Int64, _ database: Database) throws {
        let delete = try RawStatement(database, "DELETE FROM log WHERE id BETWEEN ? AND ?")
        delete.bind(1, ChangeID(life.writer, count + 1).rawValue)
        delete.bind(2, ChangeID(life.writer, life.count).rawValue)
        life.hash =
            try ChangeLog.hash(life.writer, count, database) ?? ChainHash(rootOf: life.writer)
        try delete.run()
        life.count = count
    }

    private func rekey(
        _ moved: [(change: Change, hash: ChainHash)],
        to life: inout Life,
        _ door: Door
    ) throws {
        guard !moved.isEmpty else { return }
        var rekeying = Rekeying(to: life.writer)
        let renamed = moved.map { change, hash in
            rekeying.rename(change, hash: hash) { field in
                Catalogue.type(change.table)?.isReference(field) ?? false
            }
        }
        try ChangeLog.append(renamed, to: &life, door.database)
        for (old, new) in zip(moved, renamed) {
            try door.run(
                "INSERT OR REPLACE INTO alias(former, present) VALUES(?, ?)",
                [old.change.id.rawValue, new.id.rawValue]
            )
        }
        try showRenamed(zip(moved.map(\.change), renamed), door)
    }

    /// Brings the rows and the overlay under the new names.
    private func showRenamed(
        _ pairs: Zip2Sequence<[Change], [Change]>,
        _ door: Door
    ) throws {
        let view = try NodeView(door.database, rules: rules)
        var touched: [ChangeID: RecordType] = [:]
        var present: [ChangeID: ChangeID] = [:]
        for (old, new) in pairs {
            guard let type = Catalogue.type(old.table) else { continue }
            if old.scope != nil {
                // A record that the hub shows keeps the name it has there.
                guard let row = try door.table(type).row(old.id), row.revision == 0 else {
                    continue
                }
                try door.remove(row)
                try door.create(row.renamed(new.id))
                for table in ["overlay", "history"] {
                    try door.run(
                        "UPDATE OR REPLACE \(table) SET record = ? WHERE record = ?",
                        [new.id.rawValue, old.id.rawValue]
                    )
                }
                present[old.id] = new.id
                touched[new.id] = type
            } else {
                let laid = try Int64.fetchOne(
                    door.database,
                    sql: "SELECT record FROM overlay WHERE change = ?",
                    arguments: [old.id.rawValue]
                )
                let record = laid ?? (present[old.record] ?? old.record).rawValue
                try door.run("DELETE FROM overlay WHERE change = ?", [old.id.rawValue])
                try door.run(
                    "INSERT OR REPLACE INTO overlay(change, record, type) VALUES(?, ?, ?)",
                    [new.id.rawValue, record, Int64(type.number)]
                )
                try door.run(
                    "UPDATE OR REPLACE history SET change = ? WHERE record = ? AND change = ?",
                    [new.id.rawValue, record, old.id.rawValue]
                )
                touched[ChangeID(rawValue: record)] = type
            }
        }
        for (record, type) in touched.sorted(by: { $0.key < $1.key }) {
            if let row = try door.table(type).row(record), row.revision == 0 {
                try view.showOwn(row)
            } else {
                try view.rebuild(record)
            }
        }
    }
}

extension RecordType {
    /// Whether a field holds another record's id.
    func isReference(_ field: UInt8) -> Bool {
        guard fields.indices.contains(Int(field) - 1) else { return false }
        if case .reference = fields[Int(field) - 1].kind { return true }
        return false
    }
}

extension StoredRow {
    /// The same record under another id, as its creation left it.
    func renamed(_ id: ChangeID) -> StoredRow {
        StoredRow(
            type: type,
            id: id,
            site: site,
            scope: scope,
            stamp: stamp,
            author: author,
            cells: cells
        )
    }
}
