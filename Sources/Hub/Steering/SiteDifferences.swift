import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What two places set differently, side by side, and what was decided about it.
struct SiteDifferences {
    private let store: StoreReader
    /// The sites that the reader looks after; nil for all.
    private let own: Set<UInt32>?
    private let seals: Seals

    init(_ store: StoreReader, own: Set<UInt32>?) throws {
        (self.store, self.own) = (store, own)
        seals = try Seals(store)
    }

    func open(for reader: HubReader) throws -> [SiteDifference] {
        try store.conflicts().filter(isOwn).map {
            let isSealed = try seals.hold($0)
            return SiteDifference($0, isSealed, mayDecide: reader.maySettle && !isSealed)
        }
    }

    func settled(for reader: HubReader, countMax: Int) throws -> [SettledDifference] {
        try store.settledConflicts(countMax: countMax).filter(isOwn).map {
            let isSealed = try seals.hold($0)
            return SettledDifference($0, isSealed, mayDecide: reader.maySettle && !isSealed)
        }
    }

    private func isOwn(_ item: ConflictItem) throws -> Bool {
        guard let own else { return true }
        return try store.caseBehind(item).map { own.contains($0.row.site) } ?? false
    }

    /// - Throws: a problem when the words of the case stay with those named for it.
    static func mustBeOpen(_ item: ConflictItem, _ store: StoreReader) throws {
        guard try !Seals(store).hold(item) else {
            throw Problem(
                .forbidden,
                "sealed",
                "\(item.record) is sealed. The duty manager of its house decides this."
            )
        }
    }

    /// Tells the differences of sealed cases, whose words stay with those named for it.
    private struct Seals {
        private let store: StoreReader
        private let scenarios: [String: FailureScenario]

        init(_ store: StoreReader) throws {
            self.store = store
            scenarios = Dictionary(
                try store.scenarios().map { ($0.scenario.code.description, $0.scenario) },
                uniquingKeysWith: { first, _ in first }
            )
        }

        func hold(_ item: ConflictItem) throws -> Bool {
            guard let found = try store.caseBehind(item) else { return false }
            return found.isSealed(found.scenario.flatMap { scenarios[$0] })
        }
    }
}

private let sealed = "Sealed"

/// A difference that waits for a person.
struct SiteDifference: Sendable {
    var id: String
    var seen: String
    var title: String
    var standing: String
    /// By what one of the values holds meanwhile.
    var rule: String
    var sides: [Side]
    var isSealed: Bool
    var mayDecide: Bool

    struct Side: Sendable {
        var place: String
        var value: String
        var told: String
        var holds: Bool
    }

    init(_ item: ConflictItem, _ isSealed: Bool, mayDecide: Bool) {
        (self.isSealed, self.mayDecide) = (isSealed, mayDecide)
        id = item.id.description
        seen = item.versions.map(\.description).joined(separator: ",")
        title = "\(item.record), \(item.id.field): \(Numbers.count(item.values.count, "value"))"
        standing = isSealed ? sealed : item.standing
        rule = item.rule
        sides = item.values.map { value in
            Side(
                place: value.site ?? "A site",
                value: isSealed ? sealed : value.value,
                told: "\(value.author), \(HubTime.shortDay(value.at.day())) "
                    + HubTime.clock(value.at),
                holds: value.value == item.standing
            )
        }
    }
}

/// A difference about which somebody decided.
struct SettledDifference: Sendable {
    var id: String
    var record: String
    var field: String
    var between: String
    var kept: String
    var isUndone: Bool
    var mayDecide: Bool

    init(_ item: ConflictItem, _ isSealed: Bool, mayDecide: Bool) {
        self.mayDecide = mayDecide
        id = item.id.description
        record = item.record
        field = item.id.field
        between = isSealed ? sealed : item.values.map(\.value).joined(separator: " and ")
        kept = isSealed ? sealed : item.standing
        isUndone = item.state == .undone
    }
}

extension ConflictItem {
    /// The standing rule of the field: what holds for as long as nobody decides.
    fileprivate var rule: String {
        let field = Catalogue.types.first { $0.name == type }?.fields.first { $0.name == id.field }
        return switch field?.merge {
        case .furthest: "the state further along holds"
        case .hubFirst: "what headquarters set holds"
        case .highest: "the higher one holds"
        case .union: "both hold together"
        case .newest, nil: "the later one holds"
        }
    }
}
