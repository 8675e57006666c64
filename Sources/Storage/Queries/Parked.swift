import GRDB
package import Recovery
package import Wire

/// A change that the hub keeps aside until what it builds on has arrived, or somebody decides.
package struct ParkedChange: Sendable {
    /// The change.
    package let id: ChangeID
    /// The site that sent it, by code.
    package let site: String
    /// Why it waits.
    package let reason: String
    /// Since when.
    package let since: Timestamp
    /// The type of its record; nil when this version does not know it.
    package let type: String?
    /// The record.
    package let record: ChangeID?
    /// What it sets, field by field.
    package let values: [(field: String, value: String)]
}

/// What cannot be done with a parked change.
package enum ParkedError: Error, Equatable, CustomStringConvertible {
    /// None of this name waits.
    case notParked(ChangeID)

    /// What to do next.
    package var description: String {
        switch self {
        case .notParked(let change):
            """
            No change \(change) is parked here. 'amends parked list' shows those that are; it may \
            have taken effect meanwhile.
            """
        }
    }
}

extension StoreReader {
    /// Parked changes, the oldest first: all at the hub; at a node its own, as the hub last said.
    package func parked() throws -> [ParkedChange] {
        let sites = try sites()
        let statement = try RawStatement(
            database,
            role == .hub
                ? """
                SELECT change, reason, since, site, bytes, hash
                FROM parked ORDER BY since, change
                """
                : "SELECT change, reason, since FROM parked_notice ORDER BY since, change"
        )
        defer { statement.reset() }
        var changes: [ParkedChange] = []
        while try statement.step() {
            let id = ChangeID(rawValue: statement.integer(0))
            var change: Change?
            var site = sites.code(of: id.writer)
            if role == .hub {
                var batch = ChangeBatch()
                try batch.appendCanonical(
                    statement.blob(4)[...],
                    id: id,
                    hash: ChainHash(statement.blob(5))
                )
                change = batch.change(at: 0)
                site = sites[UInt32(truncatingIfNeeded: statement.integer(3))].code
            } else {
                change = try ChangeLog.change(id, database)
            }
            changes.append(
                ParkedChange(
                    id,
                    change,
                    site: site ?? "?",
                    reason: statement.integer(1),
                    since: Timestamp(milliseconds: statement.integer(2))
                )
            )
        }
        return changes
    }

    /// The parked change of this name.
    ///
    /// - Throws: ``ParkedError/notParked(_:)``.
    package func parkedChange(_ id: ChangeID) throws -> ParkedChange {
        guard let found = try parked().first(where: { $0.id == id }) else {
            throw ParkedError.notParked(id)
        }
        return found
    }
}

extension ParkedChange {
    fileprivate init(
        _ id: ChangeID,
        _ change: Change?,
        site: String,
        reason: Int64,
        since: Timestamp
    ) {
        self.id = id
        self.site = site
        self.since = since
        self.reason =
            UInt8(exactly: reason).flatMap(ParkReason.init(rawValue:))?.sentence
            ?? "the hub gave a reason that this version does not know (\(reason))"
        let type = change.flatMap { Catalogue.type($0.table) }
        self.type = type?.name
        record = change?.record
        values = (change?.fields ?? []).map { field in
            let index = Int(field.number) - 1
            guard let definition = type?.fields, definition.indices.contains(index) else {
                return ("field \(field.number)", "\(field.cell)")
            }
            return (definition[index].name, definition[index].words(field.cell))
        }
    }
}

extension HubTransaction {
    /// Lets a parked change take effect if nothing stands in its way any more.
    ///
    /// - Returns: whether it did; if not, it waits on.
    /// - Throws: ``ParkedError/notParked(_:)``.
    package func retryParked(_ id: ChangeID) throws -> Bool {
        let (batch, site) = try parkedBatch(id)
        guard try ledger.retry(batch, site: site) else { return false }
        try ledger.retryParked()
        return true
    }

    /// Drops a parked change for good.
    ///
    /// It had no effect, and has none from now on; its site keeps it in its log.
    ///
    /// - Throws: ``ParkedError/notParked(_:)``.
    package func discardParked(_ id: ChangeID) throws {
        _ = try parkedBatch(id)
        try ledger.forgetParked(id)
        try Journal.add("\(author) discarded the parked change \(id).", now, ledger.database)
        // Edits that waited for this one need not wait any longer.
        try ledger.retryParked()
    }

    private func parkedBatch(_ id: ChangeID) throws -> (ChangeBatch, UInt32) {
        let statement = try RawStatement(
            ledger.database,
            "SELECT site, bytes, hash FROM parked WHERE change = ?"
        )
        defer { statement.reset() }
        statement.bind(1, id.rawValue)
        guard try statement.step() else { throw ParkedError.notParked(id) }
        var batch = ChangeBatch()
        try batch.appendCanonical(
            statement.blob(1)[...],
            id: id,
            hash: ChainHash(statement.blob(2))
        )
        return (batch, UInt32(truncatingIfNeeded: statement.integer(0)))
    }
}
