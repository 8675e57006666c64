import GRDB
import Recovery
import Sync
import Wire

extension HubLedger {
    /// What applying a change came to.
    enum Effect {
        /// A record now stands just as the change created it, at this place of its sequence.
        case created(Scope, position: Int64)
        /// Something else happened: an edit, or another name.
        case other
        /// Nothing: the change is kept aside.
        case parked
    }

    /// How far into the future a stamp may be, in milliseconds, before the hub's own clock
    /// stands in for it.
    static let stampLeadMax: Int64 = 5 * 60 * 1000

    /// Lets a change from a site take effect, once, or keeps it aside.
    func apply(_ batch: ChangeBatch, _ index: Int, site: UInt32) throws -> Effect {
        let head = batch.heads[index]
        if rules.contains(.rekeying), try isKnownByAnotherName(batch, index) { return .other }
        guard let type = type(of: batch, index) else {
            return try aside(batch, index, site, .unknownType)
        }
        guard type.family != .published || site == 0 else {
            return try aside(batch, index, site, .notForThisWriter)
        }
        return head.creates
            ? try create(type, batch, index, site)
            : try edit(type, batch, index, site)
    }

    /// The type of a change's record; nil when this version does not know it, or a field of it,
    /// or a field cannot hold the kind of value that the change sets.
    func type(of batch: ChangeBatch, _ index: Int) -> RecordType? {
        guard let type = Catalogue.type(batch.heads[index].table) else { return nil }
        let entries = batch.entries[batch.fieldRange(at: index)]
        return door.table(type).canHold(entries) ? type : nil
    }

    func aside(
        _ batch: ChangeBatch,
        _ index: Int,
        _ site: UInt32,
        _ reason: ParkReason
    ) throws -> Effect {
        try park(index, of: batch, site: site, reason: reason)
        return .parked
    }

    /// Whether the change has had its effect under another name; if so the names are joined.
    private func isKnownByAnotherName(_ batch: ChangeBatch, _ index: Int) throws -> Bool {
        let head = batch.heads[index]
        let name = Change.FormerName(id: head.id, hash: head.hash)
        if let present = try rekeyed(name), present != head.id {
            try alias(head.id, to: present)
            return true
        }
        guard let was = batch.formerName(at: index) else { return false }
        if let present = try rekeyed(was) {
            guard present != head.id else { return false }
            try alias(head.id, to: present)
            return true
        }
        if let writer = try writer(was.id.writer), writer.count >= was.id.counter,
            try hash(was.id.writer, was.id.counter) == was.hash
        {
            try alias(head.id, to: was.id)
            return true
        }
        try rememberRekeyed(was, as: head.id)
        return false
    }

    // MARK: Creations

    func create(
        _ type: RecordType,
        _ batch: ChangeBatch,
        _ index: Int,
        _ site: UInt32
    ) throws -> Effect {
        let scope = batch.heads[index].scope
        guard site == 0 || scope == .everyone || scope.rawValue == site else {
            return try aside(batch, index, site, .outsideScope)
        }
        noteNews()
        // What headquarters opens for a site is about that site.
        let isOfOneSite = scope != .everyone && scope != .nobody
        let site = site == 0 && isOfOneSite ? scope.rawValue : site
        if hasAliases, var row = StoredRow(creation: index, in: batch, site: site),
            try renameReferences(&row)
        {
            row.revision = 1
            row.position = try sequence(scope).next()
            try door.create(row)
            try add(row, 1)
            return .other
        }
        let position = try sequence(scope).next()
        try door.create(type, index: index, in: batch, site: site, position: position)
        try add(creation: index, in: batch, scope: scope)
        return .created(scope, position: position)
    }

    /// Puts present names in the place of former ones; false when there were none.
    private func renameReferences(_ row: inout StoredRow) throws -> Bool {
        var isRenamed = false
        for field in row.type.fields where row.type.isReference(field.number) {
            let cell = row.cells[Int(field.number) - 1]
            let present = try self.present(cell, isReference: true)
            guard present != cell else { continue }
            row.create(field.number, present)
            isRenamed = true
        }
        return isRenamed
    }

    private func present(_ cell: Cell, isReference: Bool) throws -> Cell {
        guard hasAliases, isReference, case .integer(let raw) = cell else { return cell }
        return .integer(try present(ChangeID(rawValue: raw)).rawValue)
    }

    // MARK: Edits

    func edit(
        _ type: RecordType,
        _ batch: ChangeBatch,
        _ index: Int,
        _ site: UInt32
    ) throws -> Effect {
        let head = batch.heads[index]
        guard type.family == .workedOn || site == 0 else {
            return try aside(batch, index, site, .notForThisWriter)
        }
        guard let row = try door.table(type).row(try present(head.record)) else {
            return try aside(batch, index, site, .unknownRecord)
        }
        guard try site == 0 || mayEdit(row, site) else {
            return try aside(batch, index, site, .outsideScope)
        }
        var bases: [[ChangeID]] = []
        for entry in batch.entries[batch.fieldRange(at: index)] {
            let named = try batch.bases(of: entry).map { try present($0) }
            if rules.contains(.bases),
                // Whoever edits a field saw something in it.
                try site != 0 && named.isEmpty
                    || named.contains(where: { try !isApplied($0) && !isLost($0) })
            {
                return try aside(batch, index, site, .unknownBase)
            }
            bases.append(named)
        }
        let merges = try merges(of: batch, index, into: row, bases: bases)
        guard merges.allSatisfy({ $0.result.live.count <= Self.liveCountMax }) else {
            return try aside(batch, index, site, .tooManyVersions)
        }
        try replace(row, merges)
        return .other
    }

    /// How many versions a field may have, so that every reader takes the row.
    private static let liveCountMax = WireLimits.standard.basesPerCellMax

    /// A site edits what it holds or held when it wrote: the edit is merged even if the record
    /// has moved on since.
    private func mayEdit(_ row: StoredRow, _ site: UInt32) throws -> Bool {
        if row.scope == .everyone || row.scope.rawValue == site || row.site == site { return true }
        let statement = try RawStatement(
            database,
            "SELECT 1 FROM departure WHERE record = ? AND scope = ? LIMIT 1"
        )
        defer { statement.reset() }
        statement.bind(1, row.id.rawValue)
        statement.bind(2, Int64(site))
        return try statement.step()
    }

    /// One field of an edit, and what becomes of it.
    private struct Merge {
        let field: UInt8
        let version: Version
        let lost: [ChangeID]
        let result: FieldMerge
    }

    private func merges(
        of batch: ChangeBatch,
        _ index: Int,
        into row: StoredRow,
        bases: [[ChangeID]]
    ) throws -> [Merge] {
        let head = batch.heads[index]
        let isHubs = door.isHub(head.id.writer)
        let arrivesLate = isHubs ? try exists(outlivedSQL, head.id) : false
        let entries = batch.entries[batch.fieldRange(at: index)]
        return try zip(entries, bases).map { entry, bases in
            let lost = try bases.filter { try isLost($0) }
            let version = Version(
                id: head.id,
                stamp: clamped(head.stamp),
                author: batch.author(at: index),
                cell: try present(
                    batch.cell(of: entry),
                    isReference: row.type.isReference(entry.field)
                ),
                bases: isHubs ? Array(bases.suffix(baseCountMax)) : []
            )
            let result = try FieldMerge(
                live: row.live(entry.field),
                arrival: version,
                arrivesLate: arrivesLate
            ) { version in
                guard rules.contains(.bases) else { return true }
                if bases.contains(version.id) { return true }
                return try lost.contains { try hadSeen(version.id, lifeOf: $0) }
            }
            return Merge(field: entry.field, version: version, lost: lost, result: result)
        }
    }

    private func replace(_ row: StoredRow, _ merges: [Merge]) throws {
        var merged = row
        for merge in merges {
            merged.setLive(merge.field, merge.result.live, isHub: door.isHub)
            try door.remember(
                merge.version,
                of: row.id,
                field: merge.field,
                replaced: merge.result.replaced
            )
            for base in merge.lost {
                try door.run(
                    "INSERT OR IGNORE INTO outlived(change) VALUES(?)",
                    [base.rawValue]
                )
            }
        }
        merged.revision += 1
        merged.position = try sequence(row.scope).next()
        try add(row, -1)
        try add(merged, 1)
        try door.replace(row, with: merged)
        noteNews()
    }

    private var outlivedSQL: String { "SELECT 1 FROM outlived WHERE change = ?" }

    private func clamped(_ stamp: Stamp) -> Stamp {
        stamp.milliseconds > now.milliseconds + Self.stampLeadMax
            ? Stamp(milliseconds: now.milliseconds) : stamp
    }

    // MARK: What is known of a base

    /// Whether a change has arrived and had its effect.
    func isApplied(_ id: ChangeID) throws -> Bool {
        if id.writer == hubWriter { return id.counter <= hubCount }
        guard let writer = try writer(id.writer) else { return false }
        if id.counter <= writer.count { return try !isParked(id) }
        return try writer.site == 0 && !isParked(id)
            && exists("SELECT 1 FROM salvaged WHERE change = ?", id)
    }

    /// Whether a change was made by a life of the hub that is dead, and nobody brought it back.
    private func isLost(_ id: ChangeID) throws -> Bool {
        guard id.writer != hubWriter, try writer(id.writer)?.site == 0 else { return false }
        return try !isApplied(id) && !isParked(id)
    }

    /// Whether the dead life of the hub that made `lost` had begun with `version` in place.
    private func hadSeen(_ version: ChangeID, lifeOf lost: ChangeID) throws -> Bool {
        let statement = try RawStatement(
            database,
            """
            SELECT count FROM restore_point WHERE writer = ?2 AND life IN (
                SELECT life FROM restore_point ORDER BY life = ?1 DESC, life DESC LIMIT 1)
            """
        )
        defer { statement.reset() }
        statement.bind(1, Int64(lost.writer.rawValue))
        statement.bind(2, Int64(version.writer.rawValue))
        guard try statement.step(), version.counter <= statement.integer(0) else { return false }
        return try !exists("SELECT 1 FROM restore_parked WHERE change = ?", version)
    }

    // MARK: The hub's own

    /// Lets a change made here take effect.
    ///
    /// The hub may write and edit anything.
    func applyOwn(_ change: Change) throws {
        let batch = ChangeBatch([change])
        guard let type = Catalogue.type(change.table) else { return }
        hubCount = change.id.counter
        _ =
            change.scope != nil
            ? try create(type, batch, 0, 0) : try edit(type, batch, 0, 0)
    }
}
