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
                    .may("affectedPrice", Schemas.money, "The price of what went wrong."),
                    .may("reason", .text(1...TextMax.reason), "Why more is given than helps."),
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
        proposal.affectedPrice = try body["affectedPrice"].map(money)
        proposal.reason = body["reason"]?.text ?? ""
        return proposal
    }

    static func money(_ json: JSON) throws -> Money {
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

    /// Feedback, scenarios, search, and how the house stands with the hub.
    var others: [Endpoint<APICaller>] {
        [
            .list(
                Self.root + "/feedback",
                "What guests said, the newest first.",
                of: Schemas.feedback
            ) { call in
                let before = try Self.before(call)
                return try read(call, \FeedbackItem.id) { reader, isOpen in
                    let found = try reader.feedback(before: before, countMax: call.count)
                    let shown = try found.filter {
                        isOpen(try reader.caseOpened(from: $0.id))
                    }
                    return (found, shown.map(\.json))
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
            .list(
                Self.root + "/search",
                "Find cases, feedback, notes and remedies by parts of words, the newest first.",
                parameters: [Self.query("q", .text(1...200), "The words.")],
                of: Schemas.hit
            ) { call in
                let words = call[parameter: "q"]?.text ?? ""
                let before = try Self.before(call)
                return try read(call, \SearchHit.id) { reader, isOpen in
                    do {
                        let found = try reader.search(words, before: before, countMax: call.count)
                        return (found, found.filter { isOpen($0.recoveryCase) }.map(\.json))
                    } catch SearchError.nothingToFind { return ([], []) }
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

    /// Where a list of records goes on; nil from its first.
    static func before(_ call: Call<APICaller>) throws -> ChangeID? {
        guard let after = call.after else { return nil }
        guard let id = RecordID(after) else { throw noPlace }
        return ChangeID(rawValue: id.rawValue)
    }

    /// A part of a list of records: what was found, and what of it the caller may read, for which
    /// `isOpen` says so of the case behind an entry.
    func read<Entry>(
        _ call: Call<APICaller>,
        _ id: (Entry) -> ChangeID,
        _ part: (StoreReader, (RecoveryCase?) -> Bool) throws -> (found: [Entry], shown: [JSON])
    ) throws -> ListPart {
        try pages.store.read { [isOpen = try access(call)] reader in
            let (found, shown) = try part(reader, isOpen)
            let next = found.count == call.count ? found.last.map(id) : nil
            return ListPart(shown, next: next?.description)
        }
    }

    /// Says of the case behind something whether the caller may read it.
    func access(_ call: Call<APICaller>) throws -> (RecoveryCase?) -> Bool {
        let person = try call.staff().session.person
        let scenarios = try pages.desk.scenarios()
        return { found in
            guard let found else { return true }
            return found.isOpen(to: person, scenarios.scenario(of: found))
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
