import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// What is offered to a guest.
    var remedies: [Endpoint<APICaller>] {
        [
            Endpoint(
                .post,
                Self.root + "/cases/{reference}/remedies",
                "Plan a remedy; one within the caller's authority is approved at once.",
                parameters: [Self.reference],
                body: .object([
                    .needs("kind", .choice(RemedyKind.names)),
                    .needs("level", .choice(RemedyLevel.names)),
                    .needs("description", .text(1...TextMax.description)),
                    .may("cost", Schemas.money), .may("guestValue", Schemas.money),
                ]),
                .created(Schemas.remedy)
            ) { call in
                let staff = try call.staff()
                let found = try self.found(call)
                let proposal = try Self.proposal(call.body)
                let id = try pages.store.change(author: staff.name, now: WallClock.now()) {
                    try $0.proposeRemedy(for: found.id, proposal, by: staff.role).id
                }
                return try remedy(id, of: found)
            },
            Endpoint(
                .post,
                Self.root + "/cases/{reference}/remedies/{remedy}",
                "Take a remedy a step on.",
                parameters: [
                    Self.reference,
                    Endpoint.Parameter("remedy", in: .path, .text(1...40), "The remedy's id."),
                ],
                body: .object([.needs("to", .choice(RemedyState.names))]),
                .ok(Schemas.remedy)
            ) { call in
                let staff = try call.staff()
                let found = try self.found(call)
                let name = call[parameter: "remedy"]?.text ?? ""
                guard let id = RecordID(name).map({ ChangeID(rawValue: $0.rawValue) }),
                    let state = call.choice("to", RemedyState.self)
                else { throw Self.noRemedy(name) }
                _ = try remedy(id, of: found)
                try pages.store.change(author: staff.name, now: WallClock.now()) {
                    try $0.moveRemedy(id, to: state, by: staff.role)
                }
                return try remedy(id, of: found)
            },
        ]
    }

    private static func proposal(_ body: JSON) throws -> RemedyProposal {
        var proposal = RemedyProposal(
            kind: body["kind"]?.text.flatMap(RemedyKind.named) ?? .attention,
            level: body["level"]?.text.flatMap(RemedyLevel.named) ?? .c0,
            description: body["description"]?.text ?? ""
        )
        proposal.cost = try body["cost"].map(money)
        proposal.guestValue = try body["guestValue"].map(money)
        return proposal
    }

    private static func money(_ json: JSON) throws -> Money {
        Money(
            minorUnits: json["minorUnits"]?.integer ?? 0,
            currency: try Currency(json["currency"]?.text ?? "")
        )
    }

    private func remedy(_ id: ChangeID, of found: RecoveryCase) throws -> JSON {
        let detail = try pages.store.read { try $0.detail(of: found) }
        guard let remedy = detail.remedies.first(where: { $0.id == id }) else {
            throw Self.noRemedy(id.description)
        }
        return remedy.json
    }

    private static func noRemedy(_ name: String) -> Problem {
        Problem(.notFound, "remedy", "The case has no remedy \(name). Its sheet lists them.")
    }

    /// Feedback, scenarios, search, conflicts, and how the house stands with the hub.
    var others: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/feedback",
                "What guests said, the newest first.",
                parameters: [Self.count],
                .ok(.list(Schemas.feedback))
            ) { call in
                let count = Int(call[parameter: "count"]?.integer ?? 50)
                return try read(call) { reader, isOpen in
                    try reader.feedback(countMax: count)
                        .filter { isOpen(try reader.caseOpened(from: $0.id)) }.map(\.json)
                }
            },
            Endpoint(
                .post,
                Self.root + "/feedback",
                "Take a guest's words in: they are read, and open a case when one is due.",
                body: Schemas.draft,
                .created(Schemas.receipt)
            ) { call in try take(call) },
            Endpoint(
                .get,
                Self.root + "/scenarios",
                "The kinds of failure that the house knows.",
                .ok(.list(Schemas.scenario))
            ) { _ in
                let known = try pages.desk.scenarios().sorted { $0.key < $1.key }
                return .array(known.map(\.value.json))
            },
            Endpoint(
                .get,
                Self.root + "/search",
                "Find cases, feedback, notes and remedies by parts of words.",
                parameters: [Self.query("q", .text(1...200), "The words."), Self.count],
                .ok(.list(Schemas.hit))
            ) { call in
                let words = call[parameter: "q"]?.text ?? ""
                let count = Int(call[parameter: "count"]?.integer ?? 50)
                guard !words.isEmpty else { return .array([]) }
                return try read(call) { reader, isOpen in
                    do {
                        return try reader.search(words, countMax: count).filter { hit in
                            isOpen(try hit.reference.map { try reader.recoveryCase(named: $0) })
                        }.map(\.json)
                    } catch SearchError.nothingToFind { return [] }
                }
            },
            Endpoint(
                .get,
                Self.root + "/conflicts",
                "Where two sides differ and a person is asked, the oldest first.",
                .ok(.list(Schemas.conflict))
            ) { call in
                try read(call) { reader, isOpen in
                    try reader.conflicts().filter { isOpen(try reader.caseBehind($0)) }
                        .map(\.json)
                }
            },
            Endpoint(
                .get,
                Self.root + "/sync",
                "How far the house is in step with the hub.",
                .ok(Schemas.sync)
            ) { _ in try pages.store.syncStatus(now: WallClock.now()).json },
        ]
    }

    /// A list of what the caller may read: `isOpen` says so of the case behind an entry.
    private func read(
        _ call: Call<APICaller>,
        _ list: (StoreReader, (RecoveryCase?) -> Bool) throws -> [JSON]
    ) throws -> JSON {
        let person = try call.staff().session.person
        let scenarios = try pages.desk.scenarios()
        return try pages.store.read { reader in
            .array(
                try list(reader) { found in
                    guard let found else { return true }
                    let scenario = found.scenario.flatMap { scenarios[$0]?.scenario }
                    return found.isOpen(to: person, scenario)
                }
            )
        }
    }

    private func take(_ call: Call<APICaller>) throws -> JSON {
        let body = call.body
        var draft = FeedbackDraft(channel: call.choice("channel", FeedbackChannel.self) ?? .other)
        let words = body["text"]?.text ?? ""
        guard words.contains(where: { !$0.isWhitespace }) else {
            throw Problem(.conflict, "feedback", "Say what the guest said: 'text' is blank.")
        }
        draft.passages = [FeedbackDraft.Passage(kind: .text, text: words)]
        draft.touchpoint = call.choice("touchpoint", Touchpoint.self)
        draft.place = body["place"]?.text
        draft.guestName = body["guest"]?.text
        draft.email = body["email"]?.text
        draft.phone = body["phone"]?.text
        draft.isContactRequested = body["contactRequested"]?.flag ?? false
        let receipt = try pages.desk.take(
            draft,
            author: try call.staff().name,
            now: WallClock.now()
        )
        return [
            "id": .text(receipt.feedback.description),
            "case": .text(orNull: receipt.openedCase?.reference),
            "scenario": .text(orNull: receipt.scenario),
            "severity": .integer(orNull: receipt.severity?.rawValue),
            "why": .text(receipt.why),
        ]
    }
}
