import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// What a case is bound to, what is known of it beside its state, and what undoes a mistake.
    var together: [Endpoint<APICaller>] {
        [
            caseAct("undo", "Take back a complaint that was logged by mistake minutes ago.") {
                acts,
                _ in try acts.undo()
            },
            caseAct(
                "words",
                "Add the guest's words to a case that was logged without them.",
                .object([
                    .may("text", .text(1...TextMax.words)), .may("guest", .text(1...TextMax.name)),
                    .may("wish", .text(1...TextMax.name), "What would make it good."),
                ])
            ) { acts, body in
                try acts.words(
                    CaseActs.Words(
                        words: body["text"]?.text,
                        guest: body["guest"]?.text,
                        wish: body["wish"]?.text
                    )
                )
            },
            caseAct("cause", "Add to what is known of the cause.", Schemas.cause) { acts, body in
                try acts.find(Self.finding(body))
            },
            caseAct(
                "leave",
                "Note that the case is handled otherwise than its playbook says.",
                .object([
                    .needs("how", .choice(PlaybookDeviation.allCases.map(\.rawValue))),
                    .needs("reason", .text(1...TextMax.reason)),
                ])
            ) { acts, body in
                let (how, reason) = (body["how"]?.text ?? "", body["reason"]?.text ?? "")
                return try acts.leave(CaseActs.Leaving(how: how, reason: reason))
            },
            caseAct(
                "tell",
                "Write one note about every guest of the failure, and tick what it tells of.",
                .object([
                    .needs("text", .text(1...TextMax.words)),
                    .may(
                        "done",
                        .choice(RecoveryStep.names + ContactMark.allCases.map(\.rawValue))
                    ),
                ])
            ) { acts, body in
                try acts.tell(
                    CaseActs.Telling(text: body["text"]?.text, done: body["done"]?.text)
                )
            },
            caseAct("unmerge", "Take the case out of the one it was joined to.") { acts, _ in
                try acts.unmerge()
            },
        ] + links
    }

    private static func finding(_ body: JSON) -> CaseActs.Finding {
        func answer(_ question: CauseQuestion) -> String? { body[question.name]?.text }
        return CaseActs.Finding(
            cause: body["cause"]?.text,
            guestLocus: body["guestLocus"]?.text,
            whatHappened: answer(.whatHappened),
            canRecur: answer(.canRecur),
            missingStep: answer(.missingStep),
            betterProcess: answer(.betterProcess),
            guestInformation: answer(.guestInformation)
        )
    }

    private var links: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/cases/{reference}/links",
                "The cases that it is bound to.",
                parameters: [Self.reference],
                .ok(.list(Schemas.link))
            ) { call in
                let found = try self.found(call)
                return try pages.store.read { reader in
                    .array(
                        try reader.links(of: found.id).compactMap { try $0.json(of: found, reader) }
                    )
                }
            },
            caseAct(
                "links",
                "Bind the case to another.",
                .object([
                    .needs("other", .text(1...40)), .needs("kind", .choice(CaseLinkKind.names)),
                ])
            ) { acts, body in
                let (other, kind) = (body["other"]?.text ?? "", body["kind"]?.text ?? "")
                return try acts.bind(CaseActs.Binding(other: other, kind: kind))
            },
            Endpoint(
                .delete,
                Self.root + "/cases/{reference}/links/{other}",
                "Take the bonds to another case back.",
                parameters: [
                    Self.reference,
                    Endpoint.Parameter("other", in: .path, .text(1...40), "The other case."),
                ],
                .ok(Schemas.caseLine)
            ) { call in
                let name = call[parameter: "reference"]?.text ?? ""
                let other = call[parameter: "other"]?.text ?? ""
                let acts = CaseActs(pages: pages, staff: try call.staff(), reference: name)
                _ = try acts.unbind(CaseActs.Other(other: other))
                return try line(named: name)
            },
            Endpoint(
                .post,
                Self.root + "/cases/{reference}/guests",
                "Open a case for another guest whom the same failure let down.",
                parameters: [Self.reference],
                body: .object([
                    .may("guest", .text(1...TextMax.name)), .may("place", .text(1...TextMax.place)),
                ]),
                .created(Schemas.caseLine)
            ) { call in
                let found = try self.found(call)
                let guest = (call.body["guest"]?.text ?? "").trimmed
                let place = (call.body["place"]?.text ?? "").trimmed
                guard !guest.isEmpty || !place.isEmpty else {
                    throw Problem(.badRequest, "guest", "Name the 'guest', the 'place', or both.")
                }
                let author = try call.staff().name
                let opened = try pages.store.change(author: author, now: WallClock.now()) {
                    try $0.openSameFailure(as: found.id, guest: guest, place: place)
                }
                return try line(opened.id)
            },
        ]
    }
}
