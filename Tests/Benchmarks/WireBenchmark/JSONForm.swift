import Foundation
import Wire

/// The same changes as JSON of changed fields, one line a row change or one a field.
enum JSONForm {
    private static let names: [UInt8: [String]] = [
        4: [
            "", "channel", "origin", "language", "text", "score", "scale", "touchpoint", "place",
            "guest", "contact", "contactRequested", "receivedAt", "occurredAt", "fingerprint",
        ],
        5: [
            "", "feedback", "reference", "scenario", "scenarioVersion", "touchpoint", "severity",
            "state", "outcome", "openedAt", "occurredAt", "receivedAt", "closedAt", "owner",
            "team", "place", "guest", "summary",
        ],
        6: ["", "case", "direction", "channel", "text", "sentAt"],
        7: ["", "case", "level", "amount", "currency", "state", "offeredAt"],
        8: ["", "case", "text", "writtenAt"],
    ]
    private static let tables: [UInt8: String] = [
        4: "feedback", 5: "case", 6: "message", 7: "offer", 8: "note",
    ]

    static func rows(_ changes: [Change]) -> [UInt8] {
        joined(
            changes.map { change in
                let fields = change.fields.map { field in
                    "\(quoted(name(field, change))):\(value(field.cell))"
                }
                let bases = change.fields.flatMap(\.bases).map { "\($0.rawValue)" }
                let seen = bases.isEmpty ? "" : #","base":[\#(bases.joined(separator: ","))]"#
                return #"{\#(head(change))\#(seen),"set":{\#(fields.joined(separator: ","))}}"#
            }
        )
    }

    static func fields(_ changes: [Change]) -> [UInt8] {
        joined(
            changes.flatMap { change in
                change.fields.map { field in
                    let base = field.bases.first.map { #","base":\#($0.rawValue)"# } ?? ""
                    let set =
                        #""field":\#(quoted(name(field, change))),"value":\#(value(field.cell))"#
                    return "{\(head(change))\(base),\(set)}"
                }
            }
        )
    }

    private static func head(_ change: Change) -> String {
        let table = quoted(tables[change.table] ?? "?")
        return
            #""id":\#(change.id.rawValue),"table":\#(table),"record":\#(change.record.rawValue),"#
            + (change.scope.map { #""scope":\#($0.rawValue),"# } ?? "")
            + (change.endsTransaction ? #""ends":true,"# : "")
            + #""stamp":\#(change.stamp.milliseconds),"author":\#(quoted(change.author))"#
    }

    private static func name(_ field: Change.Field, _ change: Change) -> String {
        names[change.table]?[Int(field.number)] ?? "?"
    }

    private static func value(_ cell: Cell) -> String {
        switch cell {
        case .null: "null"
        case .integer(let number): "\(number)"
        case .text(let text): quoted(text)
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacingOccurrences(of: "\\", with: "\\\\")
            .replacingOccurrences(of: "\"", with: "\\\"")
            .replacingOccurrences(of: "\n", with: "\\n")
            .replacingOccurrences(of: "\r", with: "\\r")
        return "\"\(escaped)\""
    }

    private static func joined(_ lines: [String]) -> [UInt8] {
        Array(lines.joined(separator: "\n").utf8)
    }
}
