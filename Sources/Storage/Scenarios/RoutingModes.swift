import GRDB
package import Recovery

/// Where a house lets the program send what it recognises.
package struct RoutingModes: Hashable, Sendable {
    /// How failures go that have no mode of their own.
    package fileprivate(set) var house = RoutingSwitch()
    /// Failures with a mode of their own, by code.
    package fileprivate(set) var own: [String: RoutingSwitch] = [:]

    /// How a failure goes.
    package subscript(code: String) -> RoutingSwitch { own[code] ?? house }
}

/// A mode, and since when it holds.
package struct RoutingSwitch: Hashable, Sendable {
    /// The mode; triage until the figures of this house speak for another.
    package var mode = RoutingMode.triage
    /// Since when; the beginning of time for a house that has never chosen.
    package var since = Timestamp(milliseconds: 0)
    /// Who set it; empty when nobody has.
    package var author = ""
    /// Why.
    package var why = ""

    /// Whether the program set it, because too much went wrong.
    package var isFallBack: Bool { author == RoutingSwitch.program }

    /// The author of what the program does by itself.
    package static let program = "amends"
}

extension StoreReader {
    /// Where what is recognised goes here; a node's own matter, not synced.
    package func routingModes() throws -> RoutingModes {
        var modes = RoutingModes()
        guard role == .node else { return modes }
        let statement = try RawStatement(
            database,
            "SELECT scenario, mode, since, author, why FROM routing_mode ORDER BY scenario"
        )
        defer { statement.reset() }
        while try statement.step() {
            guard let mode = RoutingMode(rawValue: statement.integer(1)) else { continue }
            let standing = RoutingSwitch(
                mode: mode,
                since: Timestamp(milliseconds: statement.integer(2)),
                author: statement.text(3),
                why: statement.text(4)
            )
            let code = statement.text(0)
            if code.isEmpty { modes.house = standing } else { modes.own[code] = standing }
        }
        return modes
    }
}

extension NodeStore {
    /// Lets failures go another way from now on: one kind, or with nil all that have no mode of
    /// their own; no mode takes a kind's own away.
    package func setRouting(
        of code: String?,
        to mode: RoutingMode?,
        because why: String = "",
        author: String,
        now: Timestamp
    ) throws {
        try database.write { database in
            let name = code ?? ""
            if let mode {
                let statement = try RawStatement(
                    database,
                    """
                    INSERT OR REPLACE INTO routing_mode(scenario, mode, since, author, why)
                    VALUES(?, ?, ?, ?, ?)
                    """
                )
                statement.bind(1, name)
                statement.bind(2, mode.rawValue)
                statement.bind(3, now.milliseconds)
                statement.bind(4, author)
                statement.bind(5, why)
                try statement.run()
            } else {
                let statement = try RawStatement(
                    database,
                    "DELETE FROM routing_mode WHERE scenario = ?"
                )
                statement.bind(1, name)
                try statement.run()
            }
            let what = code ?? "Every other failure"
            let way = mode.map { "goes \($0 == .direct ? "direct" : "to triage")" }
            let line = "\(what) \(way ?? "goes as the house does") (\(author))"
            try Journal.add(why.isEmpty ? line : "\(line): \(why)", now, database)
        }
    }

    /// Sends kinds of failure back to triage whose first team was wrong too often, and says which.
    package func fallBackToTriage(
        _ scenarios: [PublishedScenario],
        now: Timestamp
    ) throws -> [String] {
        let back = try read { reader in
            let modes = try reader.routingModes()
            return try reader.routingRecords(scenarios).filter { record in
                let standing = modes[record.code]
                let count = record.count(since: standing.since)
                return RoutingRule.advice(standing.mode, count) == .fallBack
            }.map { ($0.code, $0.count(since: modes[$0.code].since)) }
        }
        for (code, count) in back {
            try setRouting(
                of: code,
                to: .triage,
                because: "of \(count.routed) sent direct, \(count.misrouted) had the wrong team",
                author: RoutingSwitch.program,
                now: now
            )
        }
        return back.map(\.0)
    }
}
