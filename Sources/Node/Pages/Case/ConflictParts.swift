import Recovery
import Storage
import Web
import Wire

/// A field that two places set differently, with both sides.
struct ConflictPart: Sendable {
    var id: String
    var seen: String
    var record: String
    var path: String
    var title: String
    var before: String?
    var sides: [Side]
    var standing: String

    struct Side: Sendable {
        var place: String
        var value: String
        var stored: String
        var told: String
        var holds: Bool
    }
}

/// A decision that can be taken back.
struct SettledPart: Sendable {
    var id: String
    var record: String
    var field: String
    var between: String
    var kept: String
    var isUndone: Bool

    init(_ item: ConflictItem, _ words: FieldWords) {
        id = item.id.description
        record = item.record
        field = FieldWords.name(item.id.field)
        between = item.values.map { words.value(item.id.field, $0.value) }.joined(separator: ", ")
        kept = words.value(item.id.field, item.standing)
        isUndone = item.state == .undone
    }
}

/// Makes parts of the fields on which two places disagree.
struct ConflictParts {
    let pages: HousePages
    let scenarios: [String: PublishedScenario]
    let now: Timestamp

    /// The parts; `history` holds the record's edits, which know what both sides saw.
    func parts(
        _ items: [ConflictItem],
        _ history: [HistoryLine],
        _ sites: SiteDirectory
    ) -> [ConflictPart] {
        let names = Dictionary(sites.all.values.map { ($0.code, $0.name) }) { first, _ in first }
        return items.map { part($0, history, names) }
    }

    private func part(
        _ item: ConflictItem,
        _ history: [HistoryLine],
        _ names: [String: String]
    ) -> ConflictPart {
        let words = FieldWords(scenarios)
        let field = item.id.field
        let sides = item.values.map { value in
            ConflictPart.Side(
                place: value.site.map { names[$0] ?? $0 } ?? say("Another place"),
                value: words.value(field, value.value).capitalizedFirst,
                stored: value.value,
                told: "\(value.author), \(pages.time.near(value.at, now))",
                holds: value.value == item.standing
            )
        }
        let live = Set(item.values.map(\.value))
        let before = history.last {
            $0.field == field && $0.replaced.count == 1 && live.contains($0.value)
                && !live.contains($0.replaced[0])
        }?.replaced[0]
        let places = sides.map(\.place)
        return ConflictPart(
            id: item.id.description,
            seen: item.seen,
            record: item.record,
            path: "/cases/\(item.record)",
            title: Set(places).count > 1
                ? say("\(places[0]) and \(places[1]) differ about \(FieldWords.name(field))")
                : say("Two sides differ about \(FieldWords.name(field))"),
            before: before.map { words.value(field, $0).capitalizedFirst },
            sides: sides,
            standing: words.value(field, item.standing).capitalizedFirst
        )
    }
}

extension ConflictItem {
    /// Names the values that somebody was shown.
    var seen: String { versions.map(\.description).joined(separator: ",") }
}
