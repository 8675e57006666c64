import Foundation
import Wire

/// Prints what batches cost in bytes and time, beside what the same changes cost otherwise.
///
/// Arguments choose parts: `bytes`, `pull`, `peers`, `speed`; none means all.
@main
enum WireBenchmark {
    static func main() throws {
        let (texts, isReal) = Reviews.load()
        print("texts: \(texts.count) \(isReal ? "real reviews" : "made up")")
        let parts = CommandLine.arguments.dropFirst()
        if parts.isEmpty || parts.contains("bytes") { try printBytes(texts) }
        if parts.isEmpty || parts.contains("pull") { printPull(texts) }
        if parts.isEmpty || parts.contains("peers") { try printPeerWork() }
        if parts.isEmpty || parts.contains("speed") { try printSpeed(texts) }
    }

    static func request(_ changes: [Change]) -> ExchangeRequest {
        let first = changes.first?.id ?? ChangeID(WriterNumber(rawValue: 1), 1)
        return ExchangeRequest(
            site: 17,
            writer: first.writer,
            attempt: 99,
            epoch: Epoch(rawValue: 1 << 60),
            tried: [Token(rawValue: 0x1234_5678_9ABC_DEF0)],
            next: Token(rawValue: 0xFEDC_BA98_7654_3210),
            history: [],
            cursor: Cursor(everyone: 1_000, site: 90_000),
            waitSeconds: 0,
            salvage: ChangeBatch(),
            sections: [
                ExchangeRequest.Section(
                    writer: first.writer,
                    total: first.counter + Int64(changes.count),
                    first: first.counter,
                    previous: ChainHash(high: .max, low: 1 << 50),
                    changes: ChangeBatch(changes)
                )
            ]
        )
    }

    private static func printBytes(_ texts: [String]) throws {
        print("\nbytes per row change, framing included (bar in brackets)")
        let bars: [(Int, WireEffort, String)] = [
            (50, .quick, "0.50"), (500, .quick, "0.42"), (5_000, .quick, "0.32"),
            (5_000, .thorough, "0.32"),
        ]
        for (size, effort, bar) in bars {
            var mix = HotelMix(texts: texts, seed: 7)
            var total = Totals()
            for _ in 0..<max(2, 5_000 / size) { try total.add(mix.changes(size), effort) }
            total.print(name(size, effort), bar: bar)
        }
    }

    private static func printPull(_ texts: [String]) {
        var mix = HotelMix(texts: texts, seed: 9)
        let created = mix.changes(2_000).filter { $0.scope != nil }.prefix(500)
        let rows = created.map { change in
            Row(
                table: change.table,
                record: change.record,
                revision: 1,
                scope: change.scope ?? .everyone,
                site: 17,
                stamp: change.stamp,
                author: change.author,
                fields: change.fields.map { field in
                    let version = Version(
                        id: change.id,
                        stamp: change.stamp,
                        author: change.author,
                        cell: field.cell
                    )
                    return Row.Field(field.number, [version])
                }
            )
        }
        let cursor = Cursor(everyone: 9_000, site: 100_000)
        let reply = ExchangeReply(
            attempt: 1,
            epoch: Epoch(rawValue: 1 << 60),
            verdict: .accepted(
                ExchangeReply.Receipt(
                    acknowledged: [],
                    parked: [],
                    pull: ExchangeReply.Pull(
                        from: cursor,
                        to: cursor,
                        replaces: false,
                        installed: [],
                        rows: rows,
                        departures: [],
                        digests: nil
                    )
                )
            )
        )
        // The ids of a pull have gaps; those of this push must not.
        let first = created[created.startIndex].id
        let pushed = created.enumerated().map { index, change in
            var change = change
            change.id = ChangeID(first.writer, first.counter + Int64(index))
            change.record = change.id
            return change
        }
        print(
            "\n500 new records: pushed in \(request(pushed).encoded().count) bytes,",
            "pulled in \(reply.encoded().count)"
        )
    }

    private static func printPeerWork() throws {
        for isFull in [false, true] {
            guard let work = try PeerWork(rows: 5_000, isFull: isFull) else {
                print("\npeers' rows: not measured, the script or python3 is not at hand")
                return
            }
            var rows = 0
            for start in stride(from: 0, to: work.rows.count, by: 1_000) {
                rows += request(Array(work.rows[start..<start + 1_000])).encoded().count
            }
            let edits = request(work.edits).encoded().count
            print(
                isFull ? "  with what the door adds:" : "\npeers' rows, 500 a batch:",
                "\(per(rows, work.rows.count / 2)) bytes a row (<= 112),",
                "\(per(edits, work.edits.count)) an edit (<= 30)"
            )
        }
    }

    /// How a batch is called: by its changes, and whether it is packed for a slow line.
    static func name(_ size: Int, _ effort: WireEffort) -> String {
        effort == .quick ? "\(size)" : "\(size) on a slow line"
    }

    static func per(_ bytes: Int, _ count: Int) -> String {
        String(format: "%.1f", Double(bytes) / Double(count))
    }

    private struct Totals {
        var changeCount = 0
        var fieldCount = 0
        var ours = 0
        var columnBytes = 0
        var xz: Int? = 0
        var jsonRows = 0
        var jsonFields = 0
        var session = 0

        mutating func add(_ changes: [Change], _ effort: WireEffort) throws {
            let frame = request(changes).encoded(effort)
            let columns = Zlib.columns(ofFrame: frame)
            changeCount += changes.count
            fieldCount += changes.reduce(0) { $0 + $1.fields.count }
            ours += frame.count
            columnBytes += columns.count
            if let total = xz, let count = try Zlib.xzByteCount(columns) {
                xz = total + count
            } else {
                xz = nil
            }
            jsonRows += Zlib.compressedByteCount(JSONForm.rows(changes))
            jsonFields += Zlib.compressedByteCount(JSONForm.fields(changes))
            session += Zlib.compressedByteCount(SessionForm.changeset(changes))
        }

        func print(_ name: String, bar: String) {
            func share(_ other: Int) -> String {
                String(format: "%.3f", Double(ours) / Double(other))
            }
            Swift.print(
                "\(name): \(per(ours, changeCount)) a row change,",
                "\(per(ours, fieldCount)) a field,",
                "columns \(per(columnBytes, changeCount));",
                "JSON by field \(per(jsonFields, changeCount)) -> \(share(jsonFields)) [\(bar)],",
                "JSON by row \(per(jsonRows, changeCount)) -> \(share(jsonRows)),",
                "session \(per(session, changeCount)) -> \(share(session)) [0.70 at 500],",
                xz.map { "xz \(per($0, changeCount)) -> \(share($0)) [1.10 at 500+]" }
                    ?? "xz not measured"
            )
        }
    }
}
