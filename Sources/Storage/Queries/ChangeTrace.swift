import GRDB
package import Recovery
package import Wire

/// A change's way, as far as one store knows it.
package struct ChangeTrace: Hashable, Sendable {
    /// One step of the way.
    package struct Hop: Hashable, Sendable {
        /// When; nil where nobody wrote that down.
        package var at: Timestamp?
        /// What happened, without what anybody wrote.
        package var words: String
        /// Whether the change got no further for now.
        package var isWaiting = false
    }

    /// The change, by the name that it has now.
    package var change: ChangeID
    /// The name under which it was asked for, if that was another.
    package var former: ChangeID?
    /// The code of the site that made it.
    package var site: String?
    /// The record's type and name; nil when the change is not here.
    package var type: String?
    package var record: ChangeID?
    /// Which fields it set.
    package var fields: [String] = []
    package var hops: [Hop] = []
}

/// What cannot be traced.
package enum TraceError: Error, Hashable, CustomStringConvertible {
    case unknown(ChangeID)

    /// What to do next.
    package var description: String {
        switch self {
        case .unknown(let change):
            """
            Nothing is known of a change \(change) here. Ask where it was made: a change's first \
            number says by which node ('amends sync status --json' lists a node's).
            """
        }
    }
}

extension StoreReader {
    /// Follows a change as far as this store knows its way.
    ///
    /// - Throws: ``TraceError/unknown(_:)`` when it was never here.
    package func trace(_ asked: ChangeID) throws -> ChangeTrace {
        let change = try present(asked)
        var trace = ChangeTrace(change: change, site: try sites().code(of: change.writer))
        if change != asked {
            trace.former = asked
            trace.hops.append(
                ChangeTrace.Hop(
                    words: "was given the name \(change) in place of \(asked), when its node had "
                        + "turned out to be a copy"
                )
            )
        }
        switch role {
        case .node: try traceAtNode(&trace)
        case .hub: try traceAtHub(&trace)
        }
        guard !trace.hops.isEmpty else { throw TraceError.unknown(asked) }
        return trace
    }

    // MARK: At a node

    private func traceAtNode(_ trace: inout ChangeTrace) throws {
        guard let own = try ChangeLog.change(trace.change, database),
            let life = try Life.all(database).first(where: { $0.writer == trace.change.writer })
        else { return try traceEffect(&trace) }
        describe(own, in: &trace)
        trace.hops.append(
            ChangeTrace.Hop(
                at: Timestamp(milliseconds: own.stamp.milliseconds),
                words: "made here, and on disk"
            )
        )
        let counter = trace.change.counter
        guard counter <= life.acknowledged else {
            trace.hops.append(
                ChangeTrace.Hop(
                    words: "not sent yet; \(counter - life.acknowledged - 1) before it",
                    isWaiting: true
                )
            )
            return
        }
        trace.hops.append(ChangeTrace.Hop(words: "on the hub's disk, as the hub has said"))
        if let notice = try parkedNotice(trace.change) { return trace.hops.append(notice) }
        trace.hops.append(
            counter <= life.settled
                ? ChangeTrace.Hop(words: "in the hub's state, as it is shown here")
                : ChangeTrace.Hop(
                    words: "shown here over the hub's state, until the next whole pull",
                    isWaiting: true
                )
        )
        try traceEffect(&trace)
    }

    private func parkedNotice(_ change: ChangeID) throws -> ChangeTrace.Hop? {
        let statement = try RawStatement(
            database,
            "SELECT reason, since FROM parked_notice WHERE change = ?"
        )
        defer { statement.reset() }
        statement.bind(1, change.rawValue)
        guard try statement.step() else { return nil }
        return parkedHop(reason: statement.integer(0), since: statement.integer(1))
    }

    private func parkedHop(reason: Int64, since: Int64) -> ChangeTrace.Hop {
        let reason = ParkReason(rawValue: UInt8(truncatingIfNeeded: reason))
        return ChangeTrace.Hop(
            at: Timestamp(milliseconds: since),
            words: "kept aside by the hub: \(reason?.sentence ?? "for a newer reason")",
            isWaiting: true
        )
    }

    // MARK: At the hub

    private func traceAtHub(_ trace: inout ChangeTrace) throws {
        guard let writer = try WriterRecord.read(trace.change.writer, database) else { return }
        guard trace.change.counter <= writer.count || writer.site == 0 else {
            trace.hops.append(
                ChangeTrace.Hop(
                    words: "has not arrived: of writer \(writer.number.rawValue) the hub has "
                        + "\(writer.count) changes",
                    isWaiting: true
                )
            )
            return
        }
        trace.hops.append(
            ChangeTrace.Hop(
                at: try arrival(trace.change),
                words: writer.site == 0
                    ? "made at headquarters" : "arrived, and was chained to those before it"
            )
        )
        let statement = try RawStatement(
            database,
            "SELECT reason, since, bytes, hash FROM parked WHERE change = ?"
        )
        defer { statement.reset() }
        statement.bind(1, trace.change.rawValue)
        if try statement.step() {
            var batch = ChangeBatch()
            try batch.appendCanonical(
                statement.blob(2)[...],
                id: trace.change,
                hash: ChainHash(statement.blob(3))
            )
            describe(batch.change(at: 0), in: &trace)
            let hop = parkedHop(reason: statement.integer(0), since: statement.integer(1))
            return trace.hops.append(hop)
        }
        try traceEffect(&trace)
    }

    private func arrival(_ change: ChangeID) throws -> Timestamp? {
        let statement = try RawStatement(
            database,
            """
            SELECT at FROM chain WHERE writer = ? AND first <= ? ORDER BY first DESC LIMIT 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, Int64(change.writer.rawValue))
        statement.bind(2, change.counter)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return Timestamp(milliseconds: statement.integer(0))
    }

    // MARK: At both

    /// What the change is in the record: its beginning, what stands, or what was replaced.
    private func traceEffect(_ trace: inout ChangeTrace) throws {
        let change = trace.change
        if let (type, row) = try created(by: change) {
            trace.type = type.name
            trace.record = change
            trace.hops.append(
                ChangeTrace.Hop(
                    at: Timestamp(milliseconds: row.stamp.milliseconds),
                    words: "began the \(type.name) \(change)" + place(row)
                )
            )
        }
        let statement = try RawStatement(
            database,
            "SELECT record, field, stamp FROM history WHERE change = ? ORDER BY record, field"
        )
        defer { statement.reset() }
        statement.bind(1, change.rawValue)
        while try statement.step() {
            let record = ChangeID(rawValue: statement.integer(0))
            guard let (type, row) = try created(by: record) else { continue }
            let number = UInt8(truncatingIfNeeded: statement.integer(1))
            let index = Int(number) - 1
            guard type.fields.indices.contains(index) else { continue }
            trace.type = type.name
            trace.record = record
            let name = type.fields[index].name
            if !trace.fields.contains(name) { trace.fields.append(name) }
            let stands = row.live(number).contains { $0.id == change }
            trace.hops.append(
                ChangeTrace.Hop(
                    at: Timestamp(
                        milliseconds: Stamp(rawValue: statement.integer(2)).milliseconds
                    ),
                    words: stands
                        ? "stands in \(name) of \(type.name) \(record)" + place(row)
                        : "was replaced since in \(name) of \(type.name) \(record)"
                )
            )
        }
    }

    private func place(_ row: StoredRow) -> String {
        guard role == .hub else { return "" }
        let scope = row.scope == .everyone ? "everyone's" : "site \(row.scope.rawValue)'s"
        return ", at place \(row.position) of \(scope) sequence"
    }

    private func created(by id: ChangeID) throws -> (RecordType, StoredRow)? {
        for type in Catalogue.types {
            if let row = try RecordTable(type, database).row(id) { return (type, row) }
        }
        return nil
    }

    private func describe(_ change: Change, in trace: inout ChangeTrace) {
        guard let type = Catalogue.type(change.table) else { return }
        trace.type = type.name
        trace.record = change.record
        trace.fields = change.fields.compactMap { field in
            let index = Int(field.number) - 1
            return type.fields.indices.contains(index) ? type.fields[index].name : nil
        }
    }
}
