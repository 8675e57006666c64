import Foundation
import Wire

/// The rows that other programs were measured with: one feedback item with its case, ten columns,
/// then an edit of three of them.
struct PeerWork {
    private struct Line: Decodable {
        var occurred_at: String
        var channel: String
        var score: Int64
        var text: String
        var scenario: String
        var status: String
        var owner: String
        var updated_at: Int64
    }

    private static let channels = [
        "survey_email", "kiosk", "web_review", "phone", "sms", "social", "front_desk",
    ]
    private static let states = ["new", "open", "waiting_customer", "resolved", "closed"]

    let rows: [Change]
    let edits: [Change]

    /// Runs the script that makes the rows; nil when it is not at hand.
    ///
    /// With `isFull` the case also has what this program's door adds to one: a reference,
    /// severity, and when it was opened and received.
    init?(rows count: Int, isFull: Bool) throws {
        let script = Shared.folder.appendingPathComponent("peers/workload.py").path
        guard FileManager.default.fileExists(atPath: script),
            let data = try Zlib.output(of: ["python3", script, "3", "\(count)"])
        else { return nil }
        let dates = ISO8601DateFormatter()
        let writer = WriterNumber(rawValue: 9)
        var rows: [Change] = []
        for json in data.split(separator: UInt8(ascii: "\n")) {
            let line = try JSONDecoder().decode(Line.self, from: json)
            guard let occurred = dates.date(from: line.occurred_at) else { continue }
            let at = Int64(occurred.timeIntervalSince1970) * 1_000
            let feedback = ChangeID(writer, Int64(rows.count) + 1)
            let ownCase = ChangeID(writer, Int64(rows.count) + 2)
            let number = Int64(rows.count / 2)
            func make(_ table: UInt8, _ id: ChangeID, _ cells: [(UInt8, Cell)]) -> Change {
                Change(
                    id: id,
                    table: table,
                    record: id,
                    scope: Scope(rawValue: 3),
                    fields: cells.map { Change.Field($0.0, $0.1) },
                    stamp: Stamp(milliseconds: line.updated_at),
                    author: "import",
                    endsTransaction: table == 5
                )
            }
            rows.append(
                make(
                    4,
                    feedback,
                    [
                        (1, .integer(Int64(Self.channels.firstIndex(of: line.channel) ?? 0))),
                        (4, .text(line.text)), (5, .integer(line.score)), (13, .integer(at)),
                    ]
                )
            )
            let base: [(UInt8, Cell)] = [
                (1, .integer(feedback.rawValue)), (3, .text(line.scenario)),
                (7, .integer(Int64(Self.states.firstIndex(of: line.status) ?? 0))),
                (13, .text(line.owner)),
            ]
            let added: [(UInt8, Cell)] = [
                (2, .text("S03-\(2_041 + number)")), (6, .integer(line.score < 3 ? 3 : 2)),
                (9, .integer(line.updated_at)), (10, .integer(at)),
                (11, .integer(line.updated_at)),
            ]
            let cells = isFull ? base + added : base
            rows.append(make(5, ownCase, cells.sorted { $0.0 < $1.0 }))
        }
        self.rows = rows
        edits = Self.edits(of: rows, from: Int64(rows.count) + 1)
    }

    private static func edits(of rows: [Change], from first: Int64) -> [Change] {
        var random = SplitMix(seed: 5)
        return rows.filter { $0.table == 5 }.prefix(500).enumerated().map { index, row in
            let id = ChangeID(row.id.writer, first + Int64(index))
            let milliseconds = (1_760_000_000 + 9_000_000 + Int64(index)) * 1_000
            let owner = random.below(40) + 1
            return Change(
                id: id,
                table: 5,
                record: row.record,
                scope: nil,
                fields: [
                    Change.Field(7, .integer(Int64([1, 3, 4][random.below(3)])), bases: [row.id]),
                    Change.Field(
                        13,
                        .text("agent\(owner < 10 ? "0" : "")\(owner)@example.org"),
                        bases: [row.id]
                    ),
                ],
                stamp: Stamp(milliseconds: milliseconds),
                author: "desk",
                endsTransaction: true
            )
        }
    }
}
