import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// Who is in the house, and to which stay a case belongs.
    var stays: [Endpoint<APICaller>] {
        [
            .list(
                Self.root + "/stays",
                "The stays that touch a stretch of time, by departure: the next day, unless named.",
                parameters: [
                    Self.query("from", .moment, "The first moment."),
                    Self.query("to", .moment, "The first moment after it."),
                ],
                of: Schemas.stay
            ) { call in
                let from = try call.asked("from") ?? WallClock.now()
                let day = Timestamp(milliseconds: from.milliseconds + 86_400_000)
                let to = try call.asked("to") ?? day
                let after = try Self.before(call)
                return try read(call, \Stay.id) { reader, _ in
                    let found = try reader.stays(
                        from: from,
                        to: to,
                        after: after,
                        countMax: call.count
                    )
                    return (found, found.map(\.json))
                }
            },
            Endpoint(
                .post,
                Self.root + "/stays",
                "Keep a stay; one of the same booking is brought up to date.",
                body: Schemas.stayDraft,
                .created(Schemas.stay)
            ) { call in
                let (author, draft) = (try call.staff().name, try Self.draft(call))
                let receipt = try pages.store.change(author: author, now: WallClock.now()) {
                    let receipt = try $0.keepStay(draft)
                    try $0.bindOlderCases(to: [draft])
                    return receipt
                }
                return try stay(receipt.id)
            },
            Endpoint(
                .get,
                Self.root + "/stays/{stay}",
                "A stay.",
                parameters: [Self.stayID],
                .ok(Schemas.stay)
            ) { call in try stay(try call.record("stay")) },
            Endpoint(
                .put,
                Self.root + "/stays/{stay}",
                """
                Set all of a stay, what is left out included. 409 when it is no longer as the \
                version says that the program read it: read it again, then send what is right.
                """,
                parameters: [Self.stayID],
                body: Schemas.stayRewriting,
                .ok(Schemas.stay)
            ) { call in
                let (id, draft) = (try call.record("stay"), try Self.draft(call))
                let seen = call.body["version"]?.text
                try pages.store.change(author: call.staff().name, now: WallClock.now()) {
                    try $0.rewriteStay(id, draft, seen: seen)
                }
                return try stay(id)
            },
            caseAct(
                "stay",
                "Say to which stay the case belongs; without one it is taken off.",
                .object([.may("stay", .text(1...40))])
            ) { acts, body in
                try acts.stay(CaseActs.Staying(stay: body["stay"]?.text, find: nil))
            },
        ]
    }

    private static let stayID = Endpoint<APICaller>.Parameter(
        "stay",
        in: .path,
        .text(1...40),
        "The stay's id."
    )

    private func stay(_ id: ChangeID) throws -> JSON {
        guard let stay = try pages.store.read({ try $0.stay(id) }) else {
            throw StayError.noSuchStay
        }
        return stay.json
    }

    private static func draft(_ call: Call<APICaller>) throws -> StayDraft {
        let now = WallClock.now()
        var draft = try StayDraft(
            arrivesAt: call.moment("arrivesAt") ?? now,
            departsAt: call.moment("departsAt") ?? now
        )
        draft.booking = call.body["booking"]?.text
        draft.room = call.body["room"]?.text.flatMap { RoomName($0) }
        draft.guest = call.body["guest"]?.text
        draft.contact = call.body["contact"]?.text
        draft.language = call.body["language"]?.text
        draft.tier = call.body["tier"]?.text
        draft.rate = try call.body["rate"].map(money)
        draft.isCancelled = call.body["isCancelled"]?.flag ?? false
        return draft
    }
}

extension Stay {
    /// A stay as programs read it.
    fileprivate var json: JSON {
        [
            "id": .text(id.description), "booking": .text(orNull: booking),
            "room": .text(orNull: place), "guest": .text(orNull: guest),
            "contact": .text(orNull: contact), "language": .text(orNull: language),
            "arrivesAt": .text(orNull: arrivesAt?.description),
            "departsAt": .text(orNull: departsAt?.description),
            "rate": .text(orNull: rate?.description), "tier": .text(orNull: tier),
            "isCancelled": .bool(isCancelled), "version": .text(edition),
        ]
    }
}

extension Schemas {
    fileprivate static let stay = JSONSchema.named(
        "Stay",
        .object(
            [.needs("id", .text())]
                + ["booking", "room", "guest", "contact", "language"].map {
                    .needs($0, .optional(.text()))
                } + [
                    .needs("arrivesAt", .optional(.moment)),
                    .needs("departsAt", .optional(.moment)),
                    .needs("rate", .optional(.text()), "Of a night, such as 120.00 EUR."),
                    .needs("tier", .optional(.text())), .needs("isCancelled", .boolean),
                    .needs("version", .text(), "Names what stands; send it back with a change."),
                ]
        )
    )

    fileprivate static let stayDraft = JSONSchema.object(stayFields)

    fileprivate static let stayRewriting = JSONSchema.object(
        stayFields + [
            .needs("version", .text(1...2_000), "The version of the stay as it was read.")
        ]
    )

    private static let stayFields: [JSONSchema.Property] =
        ["booking", "room", "guest", "contact", "language", "tier"].map {
            .may($0, .text(1...StayDraft.textLengthMax))
        } + [
            .needs("arrivesAt", .moment), .needs("departsAt", .moment),
            .may("rate", money, "Of a night."), .may("isCancelled", .boolean),
        ]
}
