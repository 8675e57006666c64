import GRDB
import Recovery
import Sync
import Wire

/// The part of the two downward sequences that one reply carries.
package struct PullWindow {
    /// How many places of the sequences one reply covers at most, apart from those that need no
    /// row because the node has just sent it.
    package static let placeCountMax: Int64 = 2_000
    /// About how many bytes of rows one reply carries before it is cut, not yet deflated.
    static let byteCountMax = 4 << 20
    /// How many places are read at a time.
    private static let stepPlaceCount: Int64 = 100

    private let ledger: HubLedger
    private let site: UInt32
    private let from: Cursor
    private let heads: Cursor
    private let acknowledged: [WriterNumber: Int64]
    private var placesLeft: Int64
    private var bytesLeft = Self.byteCountMax
    private var runs: [(first: ChangeID, places: ClosedRange<Int64>)] = []
    private var installed: [ExchangeReply.Run] = []
    private var rows: [Row] = []
    private var departures: [Departure] = []

    init(
        _ ledger: HubLedger,
        site: UInt32,
        from: Cursor,
        heads: Cursor,
        acknowledged: [WriterNumber: Int64],
        placeCountMax: Int64
    ) {
        placesLeft = placeCountMax
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

    mutating func pull(replaces: Bool) throws -> ExchangeReply.Pull {
        let everyone = try readOn(.everyone, from: from.everyone, through: heads.everyone)
        // Behind everyone's head the site's part waits its turn, so that order within it holds.
        let site =
            everyone == heads.everyone ? try readSite(through: heads.site) : from.site
        let to = Cursor(everyone: everyone, site: site)
        return ExchangeReply.Pull(
            from: from,
            to: to,
            replaces: replaces,
            installed: installed,
            rows: rows,
            departures: departures,
            digests: to == heads ? try digests() : nil
        )
    }

    /// Reads the site's sequence, passing over what the node can install itself.
    private mutating func readSite(through head: Int64) throws -> Int64 {
        var place = from.site
        var next = runs[...]
        while place < head {
            if let run = next.first, run.places.lowerBound == place + 1 {
                let count = Int64(run.places.count)
                installed.append(ExchangeReply.Run(first: run.first, count: count))
                place = run.places.upperBound
                next = next.dropFirst()
                continue
            }
            let end = min(head, (next.first?.places.lowerBound ?? .max) - 1)
            let reached = try readOn(Scope(rawValue: site), from: place, through: end)
            place = reached
            if reached < end { break }
        }
        return place
    }

    /// Reads a sequence from a place on, as far as the budgets allow.
    private mutating func readOn(
        _ scope: Scope,
        from start: Int64,
        through end: Int64
    ) throws -> Int64 {
        var place = start
        while place < end, placesLeft > 0, bytesLeft > 0 {
            let step = min(end - place, placesLeft, Self.stepPlaceCount)
            let reached = try read(scope, after: place, through: place + step)
            placesLeft -= reached - place
            place = reached
        }
        return place
    }

    private func digests() throws -> ExchangeReply.Digests {
        ExchangeReply.Digests(
            everyone: try ledger.sequence(.everyone).digest,
            site: try ledger.sequence(Scope(rawValue: site)).digest
        )
    }

    /// Reads some places, up to the row with which the bytes are used up.
    ///
    /// - Returns: the last place that was read.
    private mutating func read(
        _ scope: Scope,
        after: Int64,
        through: Int64
    ) throws -> Int64 {
        let reached = try readRows(scope, after: after, through: through)
        try readDepartures(scope, after: after, through: reached)
        return reached
    }

    private mutating func readRows(
        _ scope: Scope,
        after: Int64,
        through: Int64
    ) throws -> Int64 {
        var found: [(position: Int64, row: Row)] = []
        for type in Catalogue.types {
            try ledger.door.table(type).forEach(
                "WHERE _scope = ? AND _position > ? AND _position <= ?",
                [Int64(scope.rawValue), after, through]
            ) { found.append(($0.position, echoing($0.wireRow))) }
        }
        found.sort { $0.position < $1.position }
        for (position, row) in found {
            bytesLeft -= row.approximateByteCount
            rows.append(row)
            if bytesLeft <= 0 { return position }
        }
        return through
    }

    private mutating func readDepartures(
        _ scope: Scope,
        after: Int64,
        through: Int64
    ) throws {
        let statement = try RawStatement(
            ledger.database,
            """
            SELECT record, revision, destination FROM departure
            WHERE scope = ? AND position > ? AND position <= ? ORDER BY position
            """
        )
        defer { statement.reset() }
        statement.bind(1, Int64(scope.rawValue))
        statement.bind(2, after)
        statement.bind(3, through)
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

extension Row {
    /// What the row's texts and numbers come to, within a factor of two.
    fileprivate var approximateByteCount: Int {
        fields.reduce(32) { sum, field in
            field.versions.reduce(sum) { sum, version in
                guard case .text(let text) = version.cell else { return sum + 8 }
                return sum + 8 + text.utf8.count
            }
        }
    }
}
