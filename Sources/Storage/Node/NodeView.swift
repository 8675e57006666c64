import GRDB
import Recovery
import Sync
package import Wire

/// What the node shows: the hub's state as far as it was pulled, with own edits laid over it,
/// and what the hub's state adds up to.
///
/// Lives as long as one transaction; `finish` saves the sums.
struct NodeView {
    let door: Door
    private let database: Database
    private let rules: SyncRules
    private let site: Scope
    private var digest = RecordDigest()
    private(set) var everyone: Digest
    private(set) var own: Digest

    init(_ database: Database, rules: SyncRules) throws {
        self.database = database
        self.rules = rules
        door = try Door(database, role: .node)
        site = Scope(rawValue: UInt32(try Settings.integer(.site, in: database) ?? 0))
        everyone = try Digest(.digestEveryoneFirst, .digestEveryoneSecond, database)
        own = try Digest(.digestSiteFirst, .digestSiteSecond, database)
    }

    func finish() throws {
        try everyone.save(.digestEveryoneFirst, .digestEveryoneSecond, database)
        try own.save(.digestSiteFirst, .digestSiteSecond, database)
        try door.finish()
    }

    /// Takes a record's state from the hub.
    mutating func receive(_ pulled: Row) throws {
        let row = try filled(pulled)
        let stored = try row.typeIsKnown ? door.table(row.type).row(row.record) : nil
        let beneath = try Overlay.beneath(row.record, database)
        let old = beneath ?? (stored.map { $0.revision > 0 ? $0.wireRow : nil } ?? nil)
        if let old {
            if rules.contains(.revisions), row.revision < old.revision { return }
            add(old, -1)
        }
        add(row, 1)
        let edits = try Overlay.edits(of: row.record, database)
        if edits.isEmpty, beneath != nil, row.isKnownInFull {
            try door.run("DELETE FROM beneath WHERE record = ?", [row.record.rawValue])
        } else if !edits.isEmpty || !row.isKnownInFull {
            try Overlay.saveBeneath(row, database)
        }
        try show(row, over: stored, edits)
    }

    /// Takes the news that a record left the site's scope.
    mutating func depart(_ departure: Departure) throws {
        let beneath = try Overlay.beneath(departure.record, database)
        let stored = try door.row(departure.record)
        guard let old = beneath ?? (stored.map { $0.revision > 0 ? $0.wireRow : nil } ?? nil)
        else { return }
        if rules.contains(.revisions) {
            let isHeldStill =
                departure.destination == .everyone || departure.destination == site
            if departure.revision < old.revision || isHeldStill { return }
        }
        add(old, -1)
        try door.run("DELETE FROM beneath WHERE record = ?", [departure.record.rawValue])
        if let stored { try door.remove(stored) }
    }

    /// Takes own creations that the hub now shows just as they were sent.
    mutating func install(_ run: ExchangeReply.Run) throws {
        var batch = ChangeBatch()
        let last = run.first.counter + run.count - 1
        try ChangeLog.read(
            run.first.writer,
            from: run.first.counter,
            through: last,
            into: &batch,
            database
        )
        let noEdits = try Overlay.isEmpty(database)
        for index in batch.heads.indices {
            let head = batch.heads[index]
            let sum = digest.of(creation: index, in: batch, scope: head.scope)
            if head.scope == .everyone { everyone = everyone + sum } else { own = own + sum }
            guard !noEdits, try !Overlay.edits(of: head.id, database).isEmpty,
                var row = StoredRow(creation: index, in: batch, site: site.rawValue)
            else { continue }
            row.revision = 1
            try Overlay.saveBeneath(row.wireRow, database)
        }
        let range = [run.first.rawValue, ChangeID(run.first.writer, last).rawValue]
        for type in Catalogue.types {
            // What a snapshot is to replace may bear edits that the hub no longer has.
            var forgotten: [StoredRow] = []
            try door.table(type).forEach("WHERE _id BETWEEN ? AND ? AND _revision = -1", range) {
                forgotten.append($0)
            }
            for row in forgotten { try showOwn(row) }
            try door.run(
                """
                UPDATE "\(type.name)" SET _revision = 1
                WHERE _id BETWEEN ? AND ? AND _revision = 0
                """,
                range
            )
        }
    }

    /// Forgets the hub's state of everything, before a snapshot takes its place.
    mutating func beginSnapshot() throws {
        for type in Catalogue.types {
            try door.run("UPDATE \"\(type.name)\" SET _revision = -1 WHERE _revision > 0")
        }
        try door.run("DELETE FROM beneath")
        everyone = .empty
        own = .empty
    }

    /// Lets go of what the snapshot did not bring, except own creations still on their way.
    mutating func endSnapshot() throws {
        let settled = Dictionary(
            try Life.all(database).map { ($0.writer, $0.settled) },
            uniquingKeysWith: { $1 }
        )
        for type in Catalogue.types {
            var gone: [StoredRow] = []
            try door.table(type).forEach("WHERE _revision = -1", []) { gone.append($0) }
            for row in gone {
                let isOnItsWay = row.id.counter > settled[row.id.writer] ?? .max
                if try !isOnItsWay || !showOwn(row) { try door.remove(row) }
            }
        }
    }

    /// Shows an own creation as this node made it, edits included.
    ///
    /// - Returns: false when this node did not make it, as far as its log says.
    @discardableResult func showOwn(_ row: StoredRow) throws -> Bool {
        guard let creation = try ChangeLog.change(row.id, database),
            var own = StoredRow(
                creation: 0,
                in: ChangeBatch([creation]),
                site: site.rawValue
            )
        else { return false }
        for edit in try Overlay.edits(of: row.id, database) { own.lay(edit, isHub: door.isHub) }
        try door.replace(row, with: own)
        return true
    }

    /// Shows a record anew after some of the edits over it were taken away.
    func rebuild(_ record: ChangeID) throws {
        guard let beneath = try Overlay.beneath(record, database) else { return }
        let edits = try Overlay.edits(of: record, database)
        if edits.isEmpty, beneath.isKnownInFull {
            try door.run("DELETE FROM beneath WHERE record = ?", [record.rawValue])
        }
        guard beneath.typeIsKnown else { return }
        try show(beneath, over: try door.table(beneath.type).row(record), edits)
    }

    private func show(_ row: Row, over stored: StoredRow?, _ edits: [Change]) throws {
        guard var shown = StoredRow(row, isHub: door.isHub) else { return }
        for edit in edits { shown.lay(edit, isHub: door.isHub) }
        if let stored {
            try door.replace(stored, with: shown)
        } else {
            try door.create(shown)
        }
    }

    private mutating func add(_ row: Row, _ sign: Int) {
        let sum = digest.of(record: row.record, scope: row.scope, fields: row.fields)
        if row.scope == .everyone {
            everyone = sign > 0 ? everyone + sum : everyone - sum
        } else {
            own = sign > 0 ? own + sum : own - sum
        }
    }

    /// Puts in the values of own changes that the hub only named.
    private func filled(_ row: Row) throws -> Row {
        var row = row
        for (index, field) in row.fields.enumerated() {
            for (place, version) in field.versions.enumerated() where version.cell == nil {
                let change = try ChangeLog.change(version.id, database)
                guard let own = change?.fields.first(where: { $0.number == field.number }) else {
                    throw NodeSyncError.unknownEcho(version.id)
                }
                row.fields[index].versions[place].cell = own.cell
            }
        }
        return row
    }
}

/// What a reply may not say to this node.
package enum NodeSyncError: Error, Equatable, CustomStringConvertible {
    case unknownEcho(ChangeID)

    package var description: String {
        switch self {
        case .unknownEcho(let change):
            """
            The hub named change \(change) as this node's own, and it is not in the log here. \
            The node asks for a snapshot next; nothing is lost.
            """
        }
    }
}

extension Row {
    var typeIsKnown: Bool { Catalogue.type(table) != nil }

    /// Whether this version knows the type and every field: what it does not is kept beneath.
    var isKnownInFull: Bool {
        guard let type = Catalogue.type(table) else { return false }
        return fields.allSatisfy { Int($0.number) <= type.fields.count }
    }

    /// The record's type, which must be known.
    var type: RecordType { Catalogue.types[Int(table) - 1] }
}

extension Digest {
    init(_ first: Settings.Name, _ second: Settings.Name, _ database: Database) throws {
        self.init(
            first: UInt64(bitPattern: try Settings.integer(first, in: database) ?? 0),
            second: UInt64(bitPattern: try Settings.integer(second, in: database) ?? 0)
        )
    }

    func save(_ first: Settings.Name, _ second: Settings.Name, _ database: Database) throws {
        try Settings.set(first, Int64(bitPattern: self.first), in: database)
        try Settings.set(second, Int64(bitPattern: self.second), in: database)
    }
}
