import Wire

/// One hotel's changes in the mix that the bars are set for: 30 % new feedback, 40 % updates of
/// case fields, 30 % messages, offers and notes, on cases of which most are older than the batch.
struct HotelMix {
    private static let staff = [
        "ana.silva", "b.jensen", "chen.wei", "d.okafor", "e.rossi", "f.novak", "g.haddad",
        "h.larsen", "i.kowalska", "night.desk", "k.tanaka", "l.moreau",
    ]
    private static let guests = [
        "Mr Ortega", "Ms Lindqvist", "Dr Patel", "Mrs O'Neill", "Mr Yamada", "Ms Dubois",
        "Mr Schneider", "Ms Petrova", "Mrs Abebe", "Mr Costa", "Ms Nguyen", "Mr Brown",
    ]
    private static let teams = ["Front office", "Housekeeping", "Engineering", "F&B"]

    private var texts: [String]
    private var random: SplitMix
    private let writer = WriterNumber(rawValue: 4_711)
    private var counter: Int64 = 0
    private var nextText = 0
    private var milliseconds: Int64 = 1_772_000_000_000
    private var cases: [[UInt8: ChangeID]] = []
    private var caseIDs: [ChangeID] = []

    init(texts: [String], seed: UInt64) {
        random = SplitMix(seed: seed)
        self.texts = texts.shuffled(using: &random)
        for _ in 0..<300 { _ = newCase() }
        for _ in 0..<600 { _ = update() }
    }

    mutating func changes(_ count: Int) -> [Change] {
        var changes: [Change] = []
        while changes.count < count {
            switch random.below(85) {
            case 0..<30: changes.append(feedback())
            case 30..<55: changes.append(update())
            case 55..<70: changes.append(event(on: random.below(caseIDs.count)))
            default:
                // Half of the events come with an update of their case, in one transaction.
                let index = random.below(caseIDs.count)
                var update = update(of: index)
                update.endsTransaction = changes.count == count - 1
                changes.append(update)
                if changes.count < count { changes.append(event(on: index, with: update)) }
            }
        }
        return changes
    }

    private mutating func tick() -> ChangeID {
        counter += 1
        milliseconds += Int64(random.below(600_000))
        return ChangeID(writer, counter)
    }

    /// A message, an offer or a note on a case; `update` is the change before it, if it is of
    /// the same transaction.
    private mutating func event(on index: Int, with update: Change? = nil) -> Change {
        let before = milliseconds
        let reference = Cell.integer(caseIDs[index].rawValue)
        var event =
            switch random.below(3) {
            case 0: message(reference)
            case 1: offer(reference)
            default: note(reference)
            }
        if let update {
            milliseconds = before
            event.stamp = Stamp(milliseconds: before, count: 1)
            event.author = update.author
            for position in event.fields.indices
            where event.fields[position].number == event.fields.last?.number {
                event.fields[position].cell = .integer(before)
            }
        }
        return event
    }

    private mutating func creation(
        _ table: UInt8,
        _ id: ChangeID,
        by author: String,
        _ cells: [(UInt8, Cell?)]
    ) -> Change {
        Change(
            id: id,
            table: table,
            record: id,
            scope: Scope(rawValue: 17),
            fields: cells.compactMap { number, cell in cell.map { Change.Field(number, $0) } },
            stamp: Stamp(milliseconds: milliseconds),
            author: author,
            endsTransaction: true
        )
    }

    private mutating func feedback() -> Change {
        let id = tick()
        let isImported = random.below(10) < 4
        let room = "Room \(100 * (1 + random.below(6)) + random.below(40))"
        let guest = random.pick(Self.guests)
        let minutes = Int64(random.below(3_000))
        return creation(
            4,
            id,
            by: isImported ? "import" : random.pick(Self.staff),
            [
                (1, .integer(Int64(random.below(8)))), (2, .integer(isImported ? 2 : 1)),
                (3, .text("en")), (4, .text(text())),
                (5, .integer(Int64(1 + random.below(5)))), (6, .integer(5)),
                (7, .integer(Int64(random.below(14)))),
                (8, random.below(10) < 6 ? .text(room) : nil),
                (9, random.below(2) == 0 ? .text(guest) : nil),
                (10, random.below(5) == 0 ? .text("guest\(random.below(9_999))@example.org") : nil),
                (11, .integer(Int64(random.below(2)))),
                (12, .integer(milliseconds - Int64(random.below(2_000)))),
                (13, .integer((milliseconds / 60_000 - minutes) * 60_000)),
                (14, isImported ? .integer(Int64(bitPattern: random.next())) : nil),
            ]
        )
    }

    private mutating func newCase() -> Change {
        let id = tick()
        caseIDs.append(id)
        cases.append([:])
        return creation(5, id, by: random.pick(Self.staff), [(7, .integer(1))])
    }

    private mutating func update() -> Change { update(of: random.below(caseIDs.count)) }

    private mutating func update(of index: Int) -> Change {
        let id = tick()
        let state = Change.Field(7, .integer(Int64(1 + random.below(7))))
        let owner = Change.Field(13, .text(random.pick(Self.staff)))
        var fields: [Change.Field]
        switch random.below(10) {
        case 0..<3: fields = [state]
        case 3..<5: fields = [state, owner]
        case 5: fields = [Change.Field(6, .integer(Int64(1 + random.below(4))))]
        case 6: fields = [owner, Change.Field(14, .text(random.pick(Self.teams)))]
        case 7:
            fields = [
                state, Change.Field(8, .integer(Int64(random.below(6)))),
                Change.Field(12, .integer(milliseconds)),
            ]
        default: fields = [Change.Field(17, .text(sentence()))]
        }
        for position in fields.indices {
            let number = fields[position].number
            fields[position].bases = [cases[index][number] ?? caseIDs[index]]
            cases[index][number] = id
        }
        return Change(
            id: id,
            table: 5,
            record: caseIDs[index],
            scope: nil,
            fields: fields,
            stamp: Stamp(milliseconds: milliseconds),
            author: random.pick(Self.staff),
            endsTransaction: true
        )
    }

    private mutating func message(_ reference: Cell) -> Change {
        let id = tick()
        let text =
            "Dear \(random.pick(Self.guests)), we are sorry to hear about this. \(sentence()) "
            + "We would like to make it right and will call you at \(8 + random.below(12)):30."
        return creation(
            6,
            id,
            by: random.pick(Self.staff),
            [
                (1, reference), (2, .integer(Int64(1 + random.below(2)))),
                (3, .integer(Int64(random.below(6)))), (4, .text(text)),
                (5, .integer(milliseconds)),
            ]
        )
    }

    private mutating func offer(_ reference: Cell) -> Change {
        let id = tick()
        return creation(
            7,
            id,
            by: random.pick(Self.staff),
            [
                (1, reference), (2, .integer(Int64(1 + random.below(5)))),
                (3, .integer(Int64(500 * (1 + random.below(30))))), (4, .text("EUR")),
                (5, .integer(1)), (6, .integer(milliseconds)),
            ]
        )
    }

    private mutating func note(_ reference: Cell) -> Change {
        let id = tick()
        return creation(
            8,
            id,
            by: random.pick(Self.staff),
            [(1, reference), (2, .text(sentence())), (3, .integer(milliseconds))]
        )
    }

    private mutating func sentence() -> String {
        String(text().prefix { $0 != "." }.prefix(100))
    }

    /// No text comes twice before all were used.
    private mutating func text() -> String {
        nextText = (nextText + 1) % texts.count
        return texts[nextText]
    }
}
