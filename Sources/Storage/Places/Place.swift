package import Recovery
package import Wire

/// What guests scan at a place: 40 random bits, eight letters in its address.
///
/// Whoever tries a thousand a second finds one of a house's 500 after some 25 days, and then may
/// write one message from there.
package struct PlaceToken: Hashable, Sendable, CustomStringConvertible {
    /// The number that is stored, 0 ..< 2^40.
    package let rawValue: Int64
    private static let letterCount = 8

    /// Draws a new token.
    package init(using random: inout some RandomNumberGenerator) {
        rawValue = Int64(random.next() as UInt64 >> 24)
    }

    /// Reads a token out of an address, capital or small; nil when it cannot be one.
    package init?(_ text: String) {
        guard text.utf8.count == Self.letterCount, let number = CodeAlphabet.number(text) else {
            return nil
        }
        rawValue = Int64(number)
    }

    init(stored rawValue: Int64) { self.rawValue = rawValue }

    /// The token as it stands in an address.
    package var description: String {
        CodeAlphabet.text(UInt64(rawValue), count: Self.letterCount)
    }
}

/// A room or area of the house at which guests can leave word.
package struct Place: Sendable {
    /// The record.
    package let row: StoredRow

    /// The place in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// Its name; a room's is its number.
    package var name: String { row.text(PlaceField.name) ?? "" }
    /// What it is.
    package var kind: PlaceKind { row.choice(PlaceField.kind) ?? .area }
    /// What guests scan there.
    package var token: PlaceToken { PlaceToken(stored: row.number(PlaceField.token) ?? 0) }
    /// Whether its code opens nothing any more.
    package var isClosed: Bool { row.isSet(PlaceField.isClosed) }
}

/// The names in what somebody typed or pasted, a line each.
///
/// A room is known by its number, as cases name it: `Room 101` and `101` are one. `101-120` is
/// twenty rooms.
package struct PlaceNames: Sendable {
    /// The names, each once, in their order.
    package let names: [String]
    /// The most names that are taken at once.
    package static let countMax = 2_000
    /// The longest name, in characters.
    package static let lengthMax = 60

    /// Reads lines.
    ///
    /// - Throws: ``PlaceError``.
    package init(_ text: String, kind: PlaceKind) throws(PlaceError) {
        var names: [String] = []
        var known: Set<String> = []
        for line in text.split(whereSeparator: \.isNewline) {
            for name in Self.names(in: line, kind) where known.insert(name).inserted {
                guard name.count <= Self.lengthMax else { throw .nameTooLong(name) }
                names.append(name)
            }
            guard names.count <= Self.countMax else { throw .tooMany }
        }
        guard !names.isEmpty else { throw .noName }
        self.names = names
    }

    private static func names(in line: Substring, _ kind: PlaceKind) -> [String] {
        var words = line.split(whereSeparator: \.isWhitespace)
        if kind == .room, words.count > 1, words[0].lowercased() == "room" { words.removeFirst() }
        let name = words.joined(separator: " ").filter { !$0.isControl }
        let ends = name.split(separator: "-", omittingEmptySubsequences: false)
        guard kind == .room, ends.count == 2, let first = number(ends[0]),
            let last = number(ends[1]), first <= last, last - first < countMax
        else { return name.isEmpty ? [] : [name] }
        return (first...last).map { "\($0)" }
    }

    private static func number(_ text: Substring) -> Int? {
        (1...6).contains(text.utf8.count) && text.first != "0" && text.allSatisfy(\.isNumber)
            ? Int(text) : nil
    }
}

extension Character {
    fileprivate var isControl: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .surrogate, .unassigned: true
            default: false
            }
        }
    }
}

/// What cannot be done with places, and what to do instead.
package enum PlaceError: Error, Equatable, Spoken {
    /// Nothing was typed.
    case noName
    /// Longer than fits on a code.
    case nameTooLong(String)
    /// More than is taken at once.
    case tooMany
    /// There is no such place.
    case noSuchPlace

    /// What to do next.
    package var sentence: Sentence {
        switch self {
        case .noName: "Write the name of at least one place, a line each."
        case .nameTooLong(let name):
            "'\(name.prefix(20))…' is too long for a sign. Use \(PlaceNames.lengthMax) letters."
        case .tooMany: "Add \(PlaceNames.countMax) places at most at a time."
        case .noSuchPlace: "There is no such place here. Open the list of places again."
        }
    }
}

extension RecordTransaction {
    /// Adds places that are not there yet, each with a code of its own, and says how many.
    package func addPlaces(
        _ names: PlaceNames,
        kind: PlaceKind,
        using random: inout some RandomNumberGenerator
    ) throws -> Int {
        var count = 0
        for name in names.names {
            let known = try rows(Catalogue.place, where: PlaceField.name, is: .text(name))
            guard known.map(Place.init).allSatisfy(\.isClosed) else { continue }
            _ = try create(
                Catalogue.place,
                [
                    PlaceField.name: .text(name), .kind: .choice(kind),
                    .token: .integer(PlaceToken(using: &random).rawValue),
                ]
            )
            count += 1
        }
        return count
    }

    /// Closes a place: its code opens nothing any more.
    ///
    /// A place of the same name that is added later has another code.
    ///
    /// - Throws: ``PlaceError/noSuchPlace``.
    package func closePlace(_ id: ChangeID) throws {
        guard let row = try row(Catalogue.place, id) else { throw PlaceError.noSuchPlace }
        try edit(row, [PlaceField.isClosed: .flag(true)])
    }
}

extension StoreReader {
    /// The open places, rooms first, each kind by number and name.
    package func places() throws -> [Place] {
        let places = try rows(Catalogue.place, "ORDER BY _id", []).map(Place.init)
        return places.filter { !$0.isClosed }.sorted { first, second in
            let a = (first.kind.rawValue, Int64(first.name) ?? .max, first.name)
            return a < (second.kind.rawValue, Int64(second.name) ?? .max, second.name)
        }
    }

    /// The place of a code; nil when there is none, or when it is closed and closed ones are not
    /// asked for.
    package func place(_ token: PlaceToken, evenClosed: Bool = false) throws -> Place? {
        try rows(Catalogue.place, where: PlaceField.token, is: .integer(token.rawValue))
            .map(Place.init).first { evenClosed || !$0.isClosed }
    }
}
