import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// What is said to a guest, promised to them, and tried in vain.
    var talk: [Endpoint<APICaller>] { promises + contacts + messages }

    private var promises: [Endpoint<APICaller>] {
        [
            ofCase("promises", "What was promised, in that order.", .list(Schemas.promise)) {
                reader,
                found in .array(try reader.commitments(of: found.id).map(\.json))
            },
            makes(
                "promises",
                "Note what was promised, and by when.",
                .object([.needs("text", .text(1...500)), .needs("dueAt", .moment)]),
                Schemas.promise
            ) { call, found in
                let due = try call.moment("dueAt") ?? WallClock.now()
                let text = call.body["text"]?.text ?? ""
                let id = try pages.store.change(
                    author: call.staff().name,
                    now: WallClock.now()
                ) { try $0.promise(to: found.id, text.trimmed, by: due) }
                return try promise(id, of: found)
            },
            Endpoint(
                .post,
                Self.root + "/cases/{reference}/promises/{promise}",
                "Say that a promise was kept, or why it will not be.",
                parameters: [
                    Self.reference,
                    Endpoint.Parameter("promise", in: .path, .text(1...40), "The promise's id."),
                ],
                body: .object([
                    .needs("to", .choice(["kept", "withdrawn"])),
                    .may("reason", .text(1...500), "Why it will not be done."),
                ]),
                .ok(Schemas.promise)
            ) { call in
                let (found, id) = (try self.found(call), try call.record("promise"))
                _ = try promise(id, of: found)
                try pages.store.change(author: call.staff().name, now: WallClock.now()) {
                    if call.body["to"]?.text == "kept" {
                        try $0.keepPromise(id)
                    } else {
                        try $0.withdrawPromise(id, because: call.body["reason"]?.text ?? "")
                    }
                }
                return try promise(id, of: found)
            },
        ]
    }

    private func promise(_ id: ChangeID, of found: RecoveryCase) throws -> JSON {
        let all = try pages.store.read { try $0.commitments(of: found.id) }
        guard let promise = all.first(where: { $0.id == id }) else {
            throw Problem(
                .notFound,
                "not-found",
                "The case has no promise \(id). Its promises are listed."
            )
        }
        return promise.json
    }

    private var contacts: [Endpoint<APICaller>] {
        [
            ofCase("contacts", "How the guest was tried.", .list(Schemas.contact)) {
                reader,
                found in .array(try reader.dealings(of: found.id).attempts.map(\.json))
            },
            makes(
                "contacts",
                "Log a try to reach the guest.",
                .object([
                    .needs("channel", .choice(FeedbackChannel.names)),
                    .needs("result", .choice(ContactResult.names)),
                    .may("reason", .text(1...500), "Why not by the channel the guest asked for."),
                ]),
                Schemas.contact
            ) { call, found in
                let attempt = ContactTry(
                    call.choice("channel", FeedbackChannel.self),
                    call.choice("result", ContactResult.self) ?? .noAnswer,
                    reason: call.body["reason"]?.text
                )
                try pages.store.change(author: call.staff().name, now: WallClock.now()) {
                    try $0.logContact(with: found.id, attempt)
                }
                let logged = try pages.store.read { try $0.dealings(of: found.id).attempts.last }
                return logged?.json ?? .null
            },
        ]
    }

    /// An endpoint that lists what belongs to a case.
    func ofCase(
        _ name: String,
        _ summary: String,
        _ answer: JSONSchema,
        _ list: @escaping @Sendable (StoreReader, RecoveryCase) throws -> JSON
    ) -> Endpoint<APICaller> {
        Endpoint(
            .get,
            Self.root + "/cases/{reference}/" + name,
            summary,
            parameters: [Self.reference],
            .ok(answer)
        ) { call in
            let found = try self.found(call)
            return try pages.store.read { try list($0, found) }
        }
    }

    /// An endpoint that adds something to a case.
    func makes(
        _ name: String,
        _ summary: String,
        _ body: JSONSchema,
        _ answer: JSONSchema,
        _ make: @escaping @Sendable (Call<APICaller>, RecoveryCase) throws -> JSON
    ) -> Endpoint<APICaller> {
        Endpoint(
            .post,
            Self.root + "/cases/{reference}/" + name,
            summary,
            parameters: [Self.reference],
            body: body,
            .created(answer)
        ) { call in try make(call, try self.found(call)) }
    }
}
