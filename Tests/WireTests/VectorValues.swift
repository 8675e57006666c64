@testable import Wire

/// The values that the vectors are the bytes of.
enum VectorValues {
    private static let writer = WriterNumber(rawValue: 5)
    private static let stamp = Stamp(milliseconds: 1_760_000_000_000)
    private static let hash = ChainHash(high: 0x0011_2233_4455_6677, low: 0x8899_AABB_CCDD_EEFF)

    static let creation = Change(
        id: ChangeID(writer, 1),
        table: 4,
        record: ChangeID(writer, 1),
        scope: Scope(rawValue: 17),
        fields: [
            Change.Field(1, .integer(2)), Change.Field(4, .text("The room was cold.")),
            Change.Field(8, .null), Change.Field(13, .integer(1_759_999_980_000)),
        ],
        stamp: stamp,
        author: "ana",
        endsTransaction: false
    )

    static let caseOfIt = Change(
        id: ChangeID(writer, 2),
        table: 5,
        record: ChangeID(writer, 2),
        scope: Scope(rawValue: 17),
        fields: [
            Change.Field(1, .integer(ChangeID(writer, 1).rawValue)), Change.Field(7, .integer(1)),
            Change.Field(10, .integer(1_759_999_980_000)),
        ],
        stamp: Stamp(milliseconds: 1_760_000_000_000, count: 1),
        author: "ana",
        endsTransaction: true
    )

    static let edit = Change(
        id: ChangeID(writer, 3),
        table: 5,
        record: ChangeID(writer, 2),
        scope: nil,
        fields: [
            Change.Field(7, .integer(3), bases: [ChangeID(writer, 2)]),
            Change.Field(13, .text("b.jensen"), bases: [ChangeID(WriterNumber(rawValue: 1), 90)]),
        ],
        stamp: Stamp(milliseconds: 1_760_000_060_000),
        author: "b.jensen",
        endsTransaction: true
    )

    static let renamed = Change(
        id: ChangeID(writer, 4),
        table: 5,
        record: ChangeID(writer, 2),
        scope: nil,
        fields: [Change.Field(7, .integer(4), bases: [])],
        stamp: Stamp(milliseconds: 1_760_000_070_000, count: 65_535),
        author: "",
        endsTransaction: true,
        was: Change.FormerName(id: ChangeID(WriterNumber(rawValue: 3), 700), hash: hash)
    )

    static let edges = Change(
        id: ChangeID(writer, 5),
        table: 255,
        record: ChangeID(WriterNumber.max, ChangeID.counterMax),
        scope: nil,
        fields: [
            Change.Field(1, .integer(.min), bases: [ChangeID(writer, 1), ChangeID(writer, 2)]),
            Change.Field(2, .integer(.max)), Change.Field(3, .text("")),
            Change.Field(4, .text("\0")), Change.Field(5, .text("e\u{301}\u{E9}")),
            Change.Field(63, .null),
        ],
        stamp: Stamp(rawValue: -1),
        author: "Björn",
        endsTransaction: true
    )

    static let changes = [creation, caseOfIt, edit, renamed, edges]

    static let idleRequest = ExchangeRequest(
        site: 17,
        writer: writer,
        attempt: 12,
        epoch: Epoch(rawValue: 0xE0E0_0000_0000_0001),
        tried: [Token(rawValue: 0x7000_0000_0000_0001)],
        next: Token(rawValue: 0x7000_0000_0000_0002),
        history: [],
        cursor: Cursor(everyone: 300, site: 40),
        waitSeconds: 25,
        salvage: ChangeBatch(),
        sections: [
            ExchangeRequest.Section(
                writer: writer,
                total: 5,
                first: 6,
                previous: hash,
                changes: ChangeBatch()
            )
        ]
    )

    static var pushRequest: ExchangeRequest {
        var request = idleRequest
        request.waitSeconds = 0
        request.sections[0].first = 1
        request.sections[0].previous = ChainHash(rootOf: writer)
        request.sections[0].changes = ChangeBatch(changes)
        return request
    }

    /// Feedback and its case, eight times: columns that copy, constants, a dictionary.
    static var pairsRequest: ExchangeRequest {
        var request = pushRequest
        var pairs: [Change] = []
        for index in 0..<Int64(8) {
            let place = Cell.text(index % 4 == 3 ? "Lobby" : "Room \(200 + index / 2)")
            let at = Cell.integer(1_759_900_000_000 + index * index * 7_777_000)
            pairs.append(creation)
            pairs[pairs.count - 1].fields = [
                Change.Field(4, .text("Complaint \(index)")), Change.Field(8, place),
                Change.Field(13, at),
            ]
            pairs.append(caseOfIt)
            pairs[pairs.count - 1].fields = [
                Change.Field(1, .integer(ChangeID(writer, 2 * index + 1).rawValue)),
                Change.Field(7, .integer(1)), Change.Field(10, index == 5 ? .null : at),
                Change.Field(15, place),
            ]
        }
        for index in pairs.indices {
            pairs[index].id = ChangeID(writer, Int64(index) + 1)
            pairs[index].record = pairs[index].id
        }
        request.sections[0].total = 16
        request.sections[0].changes = ChangeBatch(pairs)
        return request
    }

    /// Texts of words by number, with all that can stand before one.
    static var wordsRequest: ExchangeRequest {
        var request = pushRequest
        let texts = [
            "The room was cold and nobody at the front desk answered the phone. I asked TWICE.",
            "Breakfast (buffet) was great, but the shower-head leaked; housekeeping never came!",
            "it was too noisy all night.We didn't sleep\nuntil 3 am. rOOM 204.",
            "Das Zimmer war sauber, das Fr\u{FC}hst\u{FC}ck sehr gut. "
                + "\u{C9}tait tr\u{E8}s bien \u{1F642}",
        ]
        var changes: [Change] = []
        for (index, text) in texts.enumerated() {
            var change = creation
            change.id = ChangeID(writer, Int64(index) + 1)
            change.record = change.id
            change.fields = [Change.Field(4, .text(text))]
            changes.append(change)
        }
        request.sections[0].total = 4
        request.sections[0].changes = ChangeBatch(changes)
        return request
    }

    static var snapshotRequest: ExchangeRequest {
        var request = idleRequest
        request.cursor = nil
        request.history = [Token(rawValue: 0x7000_0000_0000_0000)]
        var salvaged = edit
        salvaged.id = ChangeID(WriterNumber(rawValue: 1), 90)
        request.salvage = ChangeBatch([salvaged])
        return request
    }

    private static func reply(_ verdict: ExchangeReply.Verdict) -> ExchangeReply {
        ExchangeReply(
            attempt: 12,
            epoch: Epoch(rawValue: 0xE0E0_0000_0000_0001),
            verdict: verdict
        )
    }

    static let newsReply = reply(
        .accepted(
            ExchangeReply.Receipt(
                acknowledged: [.init(writer: writer, count: 5)],
                parked: [.init(change: ChangeID(writer, 5), reason: 1)],
                pull: ExchangeReply.Pull(
                    from: Cursor(everyone: 300, site: 40),
                    to: Cursor(everyone: 302, site: 44),
                    replaces: false,
                    installed: [.init(first: ChangeID(writer, 1), count: 1)],
                    rows: [row],
                    departures: [
                        Departure(
                            record: ChangeID(writer, 77),
                            revision: 3,
                            destination: Scope(rawValue: 18)
                        )
                    ],
                    digests: .init(everyone: .empty, site: Digest(first: 1, second: .max))
                )
            )
        )
    )

    private static let row = Row(
        table: 5,
        record: ChangeID(writer, 2),
        revision: 3,
        scope: Scope(rawValue: 17),
        site: 17,
        stamp: caseOfIt.stamp,
        author: "ana",
        fields: [
            Row.Field(1, [version(.integer(ChangeID(writer, 1).rawValue))]),
            Row.Field(
                7,
                [
                    Version(
                        id: ChangeID(WriterNumber(rawValue: 1), 91),
                        stamp: stamp,
                        author: "hq",
                        cell: .integer(6),
                        bases: [ChangeID(writer, 2)]
                    ),
                    Version(id: edit.id, stamp: edit.stamp, author: edit.author, cell: nil),
                ]
            ),
            Row.Field(10, [version(.integer(1_759_999_980_000))]),
            Row.Field(
                13,
                [
                    Version(
                        id: edit.id,
                        stamp: edit.stamp,
                        author: edit.author,
                        cell: .text("b.jensen")
                    )
                ]
            ),
        ]
    )

    private static func version(_ cell: Cell) -> Version {
        Version(id: ChangeID(writer, 2), stamp: caseOfIt.stamp, author: "ana", cell: cell)
    }

    static let newEpochReply = reply(
        .newEpoch(
            positions: [.init(writer: writer, count: 5, hash: hash)],
            token: .init(of: Token(rawValue: 0x7000_0000_0000_0001)),
            hubLives: [WriterNumber(rawValue: 1), WriterNumber(rawValue: 9)]
        )
    )

    static let renumberReply = reply(
        .renumber(
            .init(
                number: WriterNumber(rawValue: 6),
                token: nil,
                chains: [
                    .init(writer: writer, count: 2, links: [.init(counter: 2, hash: hash)])
                ]
            )
        )
    )

    static let enrolRequest = EnrolRequest(code: "K7QF-22PD")

    static let enrolReply = EnrolReply(
        site: 17,
        siteCode: "LIS",
        siteName: "Lisboa",
        writer: writer,
        epoch: Epoch(rawValue: 0xE0E0_0000_0000_0001),
        token: Token(rawValue: 1),
        credential: "c2VjcmV0",
        hubLives: [WriterNumber(rawValue: 1), WriterNumber(rawValue: 66_000)]
    )
}
