import GRDB
package import Recovery
import Sync
package import Wire

extension NodeStore {
    /// What became of a reply.
    package enum ReplyOutcome: Hashable, Sendable {
        /// It answered an earlier attempt and had no effect.
        case stale
        /// The exchange did what it is for.
        case exchanged(Progress)
        /// The hub is another than before: the next exchange offers it what it may lack.
        case newEpoch
        /// This node was a copy, or had been restored: it goes on under a new number.
        case renumbered(WriterNumber, changeCount: Int)
        /// It showed that the hub went back in time; the next exchange tells it so.
        case hubWentBack

        package struct Progress: Hashable, Sendable {
            /// Changes that the hub has now and had not acknowledged before.
            package var acknowledged: Int64 = 0
            package var rows = 0
            /// The cursor has moved on.
            package var hasMoved = false
            /// The view is at the hub's head.
            package var isComplete = false
            /// nil while the view is not at the head; else whether both sides agree.
            package var isVerified: Bool?
            package var needsSnapshot = false
        }
    }

    /// Takes the hub's reply in one transaction.
    ///
    /// - Throws: ``NodeSyncError`` when the reply names what it may not; nothing has changed then
    ///   except that a snapshot is asked for next.
    package func apply(_ reply: ExchangeReply, now: Timestamp) throws -> ReplyOutcome {
        do {
            return try database.write { database in
                let latest = try Settings.integer(.attempt, in: database) ?? 0
                if rules.contains(.latestAttempt), reply.attempt != UInt64(latest) {
                    return .stale
                }
                // An attempt has one reply: with it the number is used up.
                try Settings.set(.attempt, latest + 1, in: database)
                try Settings.remove(.historyToken, in: database)
                switch reply.verdict {
                case .accepted(let receipt):
                    return try accept(receipt, reply, now, database)
                case .newEpoch(let positions, let token, let hubLives):
                    try beginEpoch(reply.epoch, positions, token, hubLives, database)
                    try Journal.add(
                        "The hub began a new epoch: all is offered again.",
                        now,
                        database
                    )
                    return .newEpoch
                case .renumber(let renumbering):
                    return try renumber(renumbering, now, database)
                }
            }
        } catch let error as NodeSyncError {
            try database.write { try askForSnapshot($0) }
            throw error
        }
    }

    private func accept(
        _ receipt: ExchangeReply.Receipt,
        _ reply: ExchangeReply,
        _ now: Timestamp,
        _ database: Database
    ) throws -> ReplyOutcome {
        try Tokens.confirmLatest(in: database)
        try Settings.remove(.hasSalvage, in: database)
        try Settings.set(.lastExchangeAt, now.milliseconds, in: database)
        var progress = ReplyOutcome.Progress()
        for acknowledgement in receipt.acknowledged {
            guard
                var life = try Life.all(database).first(where: {
                    $0.writer == acknowledgement.writer
                })
            else { continue }
            let count = min(acknowledgement.count, life.count)
            guard count > life.acknowledged else { continue }
            progress.acknowledged += count - life.acknowledged
            life.acknowledged = count
            try life.save(database)
        }
        try ParkedNotices.add(receipt.parked, now, database)
        guard let pull = receipt.pull else {
            try askForSnapshot(database)
            progress.needsSnapshot = true
            return .exchanged(progress)
        }
        try take(pull, reply, &progress, database)
        // What is kept aside no longer is in view from a whole pull on, not before.
        if progress.isComplete { try ParkedNotices.keep(receipt.parked, database) }
        return .exchanged(progress)
    }

    private func take(
        _ pull: ExchangeReply.Pull,
        _ reply: ExchangeReply,
        _ progress: inout ReplyOutcome.Progress,
        _ database: Database
    ) throws {
        let staged = try ViewCursor.staged(database)
        let wanted = try staged ?? ViewCursor.toPullFrom(database)
        guard pull.replaces ? wanted == nil : pull.from == wanted else { return }
        let isWhole = pull.digests != nil
        progress.rows = pull.rows.count
        progress.hasMoved = pull.to != pull.from
        if !isWhole && rules.contains(.staging) {
            try stage(reply, database)
            try ViewCursor.setStaged(pull.to, database)
            return
        }
        var view = try NodeView(database, rules: rules)
        var replaces = false
        try forEachStagedPart(database, then: pull) { part in
            if part.replaces {
                replaces = true
                try view.beginSnapshot()
            }
            try view.take(part)
        }
        if replaces { try view.endSnapshot() }
        try ViewCursor.setView(pull.to, database)
        try ViewCursor.setStaged(nil, database)
        try Settings.remove(.needsSnapshot, in: database)
        try view.settle()
        progress.isComplete = isWhole
        if let digests = pull.digests {
            let agrees = digests.everyone == view.everyone && digests.site == view.own
            progress.isVerified = agrees
            try Settings.set(.verified, agrees ? 1 : 0, in: database)
            if !agrees { try Settings.set(.needsSnapshot, 1, in: database) }
        }
        try view.finish()
    }

    private func stage(_ reply: ExchangeReply, _ database: Database) throws {
        let statement = try RawStatement(database, "INSERT INTO staged(part) VALUES(?)")
        statement.bind(1, blob: reply.encoded())
        try statement.run()
    }

    /// Calls `body` with each staged part in order, and at last with the one that came now.
    private func forEachStagedPart(
        _ database: Database,
        then last: ExchangeReply.Pull,
        _ body: (ExchangeReply.Pull) throws -> Void
    ) throws {
        let statement = try RawStatement(database, "SELECT part FROM staged ORDER BY id")
        defer { statement.reset() }
        while try statement.step() {
            let reply = try ExchangeReply(decoding: statement.blob(0))
            if case .accepted(let receipt) = reply.verdict, let pull = receipt.pull {
                try body(pull)
            }
        }
        try body(last)
    }

    func askForSnapshot(_ database: Database) throws {
        try Settings.set(.needsSnapshot, 1, in: database)
        try ViewCursor.setStaged(nil, database)
    }
}

extension NodeView {
    mutating func take(_ part: ExchangeReply.Pull) throws {
        for run in part.installed { try install(run) }
        for row in part.rows { try receive(row) }
        for departure in part.departures { try depart(departure) }
    }
}

extension NodeView {
    /// Takes from the overlay what the hub's rows hold now, after a whole pull: the hub read it
    /// after it had applied all that it ever acknowledged.
    func settle() throws {
        for var life in try Life.all(door.database) where life.acknowledged > life.settled {
            try letGo(life)
            life.settled = life.acknowledged
            try life.save(door.database)
        }
    }

    private func letGo(_ life: Life) throws {
        let range = [
            ChangeID(life.writer, life.settled + 1).rawValue,
            ChangeID(life.writer, life.acknowledged).rawValue,
        ]
        let select = try RawStatement(
            door.database,
            "SELECT DISTINCT record FROM overlay WHERE change BETWEEN ? AND ?"
        )
        select.bind(1, range[0])
        select.bind(2, range[1])
        var records: [ChangeID] = []
        while try select.step() { records.append(ChangeID(rawValue: select.integer(0))) }
        select.reset()
        try door.run("DELETE FROM overlay WHERE change BETWEEN ? AND ?", range)
        for record in records { try rebuild(record) }
        // An own creation that the hub does not show was parked there, or bears another name.
        for type in Catalogue.types {
            var gone: [StoredRow] = []
            try door.table(type).forEach("WHERE _id BETWEEN ? AND ? AND _revision = 0", range) {
                gone.append($0)
            }
            for row in gone { try door.remove(row) }
        }
    }
}

/// What the hub keeps aside of this node's changes.
enum ParkedNotices {
    static func add(
        _ notices: [ExchangeReply.ParkedNotice],
        _ now: Timestamp,
        _ database: Database
    ) throws {
        for notice in notices {
            let statement = try RawStatement(
                database,
                """
                INSERT INTO parked_notice(change, reason, since) VALUES(?, ?, ?)
                ON CONFLICT(change) DO UPDATE SET reason = excluded.reason
                """
            )
            statement.bind(1, notice.change.rawValue)
            statement.bind(2, Int64(notice.reason))
            statement.bind(3, now.milliseconds)
            try statement.run()
        }
    }

    /// Forgets all others.
    static func keep(_ notices: [ExchangeReply.ParkedNotice], _ database: Database) throws {
        let kept = notices.map { "\($0.change.rawValue)" }.joined(separator: ",")
        try database.execute(sql: "DELETE FROM parked_notice WHERE change NOT IN (\(kept))")
    }
}

/// What happened that an operator may want to know, one line each.
enum Journal {
    static func add(_ line: String, _ now: Timestamp, _ database: Database) throws {
        let statement = try RawStatement(database, "INSERT INTO journal(at, line) VALUES(?, ?)")
        statement.bind(1, now.milliseconds)
        statement.bind(2, line)
        try statement.run()
    }
}
