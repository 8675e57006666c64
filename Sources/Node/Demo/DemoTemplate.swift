/// A sentence with choices and slots, parsed once and written many times.
///
/// `[a|b|]` is one of the listed wordings (the last here is empty), `{name}` a slot: either a
/// fact of the story (`{room}`) or a sentence from the list of that name (`{staff}`). A capital
/// first letter in a slot's name asks for a capital in the text.
struct DemoTemplate: Sendable {
    private let pieces: [Piece]

    private enum Piece: Sendable {
        case text([UInt8])
        case choice([DemoTemplate])
        case fact(DemoFact, capital: Bool)
        case list(Int, capital: Bool)
    }

    /// Parses one line; `lists` gives each list of sentences its number.
    init(_ line: some StringProtocol, lists: [String: Int]) {
        var rest = Array(line.utf8)[...]
        self.init(&rest, lists: lists)
        precondition(rest.isEmpty, "A choice closes that was not opened: \(line)")
    }

    private init(_ rest: inout ArraySlice<UInt8>, lists: [String: Int]) {
        var pieces: [Piece] = []
        var text: [UInt8] = []
        scan: while let byte = rest.first, byte != UInt8(ascii: "|"), byte != UInt8(ascii: "]") {
            rest.removeFirst()
            guard byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") else {
                text.append(byte)
                continue scan
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = []
            pieces.append(
                byte == UInt8(ascii: "[")
                    ? Self.choice(&rest, lists: lists) : Self.slot(&rest, lists: lists)
            )
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        self.pieces = pieces
    }

    private static func choice(_ rest: inout ArraySlice<UInt8>, lists: [String: Int]) -> Piece {
        var choices = [DemoTemplate(&rest, lists: lists)]
        while rest.popFirst() == UInt8(ascii: "|") {
            choices.append(DemoTemplate(&rest, lists: lists))
        }
        return .choice(choices)
    }

    private static func slot(_ rest: inout ArraySlice<UInt8>, lists: [String: Int]) -> Piece {
        let name = String(decoding: rest.prefix { $0 != UInt8(ascii: "}") }, as: UTF8.self)
        rest.removeFirst(name.utf8.count + 1)
        let key = name.lowercased()
        if let fact = DemoFact(rawValue: key) { return .fact(fact, capital: key != name) }
        guard let list = lists[key] else { preconditionFailure("No list is called \(key).") }
        return .list(list, capital: key != name)
    }

    /// Appends one wording of the sentence to `text`.
    func write(
        _ story: DemoStory,
        lists: [[DemoTemplate]],
        random: inout DemoRandom,
        to text: inout [UInt8]
    ) {
        for piece in pieces {
            let start = text.count
            switch piece {
            case .text(let bytes):
                text.append(contentsOf: bytes)
            case .choice(let choices):
                choices[random.below(choices.count)]
                    .write(story, lists: lists, random: &random, to: &text)
            case .fact(let fact, let capital):
                story.write(fact, to: &text)
                if capital { text.capitalise(at: start) }
            case .list(let list, let capital):
                lists[list][random.below(lists[list].count)]
                    .write(story, lists: lists, random: &random, to: &text)
                if capital { text.capitalise(at: start) }
            }
        }
    }
}

/// What a sentence may ask about the stay it tells of.
enum DemoFact: String, Sendable {
    case we, us, our, were, ourselves, room, floor, city, currency, month, firstname, guest
}

/// The facts of one stay that its sentences must agree on.
struct DemoStory: Sendable {
    var isParty: Bool
    var room: Int
    var city: String
    /// The sign that prices carry.
    var currency: String
    var month: Int
    /// A member of staff.
    var firstName: String
    var guest: String

    fileprivate func write(_ fact: DemoFact, to text: inout [UInt8]) {
        switch fact {
        case .we: text.append(contentsOf: (isParty ? "we" : "I").utf8)
        case .us: text.append(contentsOf: (isParty ? "us" : "me").utf8)
        case .our: text.append(contentsOf: (isParty ? "our" : "my").utf8)
        case .were: text.append(contentsOf: (isParty ? "were" : "was").utf8)
        case .ourselves: text.append(contentsOf: (isParty ? "ourselves" : "myself").utf8)
        case .room: text.append(decimal: room)
        case .floor: text.append(decimal: room / 100)
        case .city: text.append(contentsOf: city.utf8)
        case .currency: text.append(contentsOf: currency.utf8)
        case .month: text.append(contentsOf: Self.months[month - 1].utf8)
        case .guest: text.append(contentsOf: guest.utf8)
        case .firstname: text.append(contentsOf: firstName.utf8)
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
