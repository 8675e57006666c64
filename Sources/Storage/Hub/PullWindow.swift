import GRDB
import Recovery
import Sync
import Wire

/// The part of the two downward sequences that one reply carries.
package struct PullWindow {
    /// How many places of the sequences one reply covers at most, apart from those that need no
    /// row because the node has just sent it.
    package static let placeCountMax: Int64 = 2_000

    private let ledger: HubLedger
    private let site: UInt32
    private let from: Cursor
    private let heads: Cursor
    private let acknowledged: [WriterNumber: Int64]
    private let placeCountMax: Int64
    private var runs: [(first: ChangeID, places: ClosedRange<Int64>)] = []

    init(
        _ ledger: HubLedger,
        site: UInt32,
        from: Cursor,
        heads: Cursor,
        acknowledged: [WriterNumber: Int64],
        placeCountMax: Int64
    ) {
        self.placeCountMax = placeCountMax
        self.ledger = ledger
        self.site = site
        self.from = from
        self.heads = heads
        self.acknowledged = acknowledged
    }

    /// Leaves out the rows of a run of creations that the node can take from its own log.
    mutating func skip(_ first: ChangeID, position: Int64, count: Int64) {
        guard from.site < position else { return }
        runs.append((first, position...position + count - 1))
    }

    func pull(replaces: Bool) throws -> ExchangeReply.Pull {
        var rows: [(position: Int64, row: Row)] = []
        var departures: [Departure] = []
        let everyone = min(heads.everyone, from.everyone + placeCountMax)
        try read(.everyone, after: from.everyone, through: everyone, &rows, &departures)
        var left = placeCountMax - (everyone - from.everyone)
        var place = from.site
        var installed: [ExchangeReply.Run] = []
        // Behind everyone's head the site's part waits its turn, so that order within it holds.
        let stop = everyone == heads.everyone ? heads.site : from.site
        var next = runs[...]
        while place < stop {
            if let run = next.first, run.places.lowerBound == place + 1 {
                installed.append(
                    ExchangeReply.Run(first: run.first, count: Int64(run.places.count))
                )
                place = run.places.upperBound
                next = next.dropFirst()
                continue
            }
            guard left > 0 else { break }
            let end = min(stop, place + left, (next.first?.places.lowerBound ?? .max) - 1)
            try read(Scope(rawValue: site), after: place, through: end, &rows, &departures)
            left -= end - place
            place = end
        }
        let to = Cursor(everyone: everyone, site: place)
        return ExchangeReply.Pull(
            from: from,
            to: to,
            replaces: replaces,
            installed: installed,
            rows: rows.map(\.row),
            departures: departures,
            digests: to == heads ? try digests() : nil
        )
    }

    private func digests() throws -> ExchangeReply.Digests {
        ExchangeReply.Digests(
            everyone: try ledger.sequence(.everyone).digest,
            site: try ledger.sequence(Scope(rawValue: site)).digest
        )
    }

    private func read(
        _ scope: Scope,
        after: Int64,
        through: Int64,
        _ rows: inout [(position: Int64, row: Row)],
        _ departures: inout [Departure]
    ) throws {
        guard after < through else { return }
        let bounds = [Int64(scope.rawValue), after, through]
        var found: [(position: Int64, row: Row)] = []
        for type in Catalogue.types {
            try ledger.door.table(type).forEach(
                "WHERE _scope = ? AND _position > ? AND _position <= ?",
                bounds
            ) { found.append(($0.position, echoing($0.wireRow))) }
        }
        rows += found.sorted { $0.position < $1.position }
        let statement = try RawStatement(
            ledger.database,
            """
            SELECT record, revision, destination FROM departure
            WHERE scope = ? AND position > ? AND position <= ? ORDER BY position
            """
        )
        defer { statement.reset() }
        for (index, bound) in bounds.enumerated() { statement.bind(index + 1, bound) }
        while try statement.step() {
            departures.append(
                Departure(
                    record: ChangeID(rawValue: statement.integer(0)),
                    revision: statement.integer(1),
                    destination: Scope(rawValue: UInt32(statement.integer(2)))
                )
            )
        }
    }

    /// Leaves out texts that the node wrote itself and is known to hold still.
    private func echoing(_ row: Row) -> Row {
        var row = row
        for (index, field) in row.fields.enumerated() {
            for (place, version) in field.versions.enumerated() {
                guard let count = acknowledged[version.id.writer], version.id.counter <= count,
                    case .text = version.cell
                else { continue }
                row.fields[index].versions[place].cell = nil
            }
        }
        return row
    }
}
