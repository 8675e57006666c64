import Wire

extension HubLedger {
    // MARK: Salvage

    /// Takes back a version written by a dead life of the hub, unless it is known.
    func salvage(_ batch: ChangeBatch, _ index: Int) throws {
        let head = batch.heads[index]
        guard head.id.writer != hubWriter, try mayAdopt(head.id.writer) else { return }
        let life = try adopt(head.id.writer, site: 0)
        guard life.site == 0, head.id.counter > life.count else { return }
        door.addHubLife(head.id.writer)
        let entries = batch.entries[batch.fieldRange(at: index)]
        guard try !isParked(head.id) else { return }
        if head.creates {
            // A creation is known by a field 0, which no change names.
            guard try !isSalvaged(head.id, head.record, 0) else { return }
            try rememberSalvaged(head.id, head.record, 0)
            for entry in entries { try rememberSalvaged(head.id, head.record, entry.field) }
            return try takeSalvaged(batch, index)
        }
        // Another site may have brought some of its fields: a version has effect once.
        var change = batch.change(at: index)
        change.fields = try change.fields.filter {
            try !isSalvaged(head.id, head.record, $0.number)
        }
        guard !change.fields.isEmpty else { return }
        for field in change.fields { try rememberSalvaged(head.id, head.record, field.number) }
        try takeSalvaged(ChangeBatch([change]), 0)
    }

    private func takeSalvaged(_ batch: ChangeBatch, _ index: Int) throws {
        guard let type = type(of: batch, index) else {
            _ = try aside(batch, index, 0, .unknownType)
            return
        }
        _ =
            try batch.heads[index].creates
            ? create(type, batch, index, 0) : edit(type, batch, index, 0)
    }

    private func isSalvaged(_ id: ChangeID, _ record: ChangeID, _ field: UInt8) throws -> Bool {
        let statement = try RawStatement(
            database,
            "SELECT 1 FROM salvaged WHERE change = ? AND record = ? AND field = ?"
        )
        defer { statement.reset() }
        statement.bind(1, id.rawValue)
        statement.bind(2, record.rawValue)
        statement.bind(3, Int64(field))
        return try statement.step()
    }

    private func rememberSalvaged(_ id: ChangeID, _ record: ChangeID, _ field: UInt8) throws {
        try door.run(
            "INSERT OR IGNORE INTO salvaged(change, record, field) VALUES(?, ?, ?)",
            [id.rawValue, record.rawValue, Int64(field)]
        )
    }

    // MARK: Parked changes

    /// Tries what was kept aside again, until no more of it takes effect.
    func retryParked() throws {
        var goesOn = hasParked
        while goesOn {
            goesOn = false
            for (batch, site) in try parked() {
                if try retry(batch, site: site) { goesOn = true }
            }
        }
    }

    /// Tries one change that is kept aside; whether it took effect.
    func retry(_ batch: ChangeBatch, site: UInt32) throws -> Bool {
        if case .parked = try apply(batch, 0, site: site) { return false }
        try forgetParked(batch.heads[0].id)
        return true
    }

    func forgetParked(_ id: ChangeID) throws {
        try door.run("DELETE FROM parked WHERE change = ?", [id.rawValue])
    }

    private func parked() throws -> [(ChangeBatch, UInt32)] {
        let statement = try RawStatement(
            database,
            "SELECT change, site, bytes, hash FROM parked WHERE reason IN (1, 2) ORDER BY change"
        )
        defer { statement.reset() }
        var result: [(ChangeBatch, UInt32)] = []
        while try statement.step() {
            var batch = ChangeBatch()
            try batch.appendCanonical(
                statement.blob(2)[...],
                id: ChangeID(rawValue: statement.integer(0)),
                hash: ChainHash(statement.blob(3))
            )
            result.append((batch, UInt32(statement.integer(1))))
        }
        return result
    }
}
