import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What headquarters does with a case of a house that cannot be reached.
struct TakeoverActs {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/silent") { request, context in
            let reader = try context.signedIn()
            let view = try request.uri.decodeQuery(as: SilentSitesPage.View.self, context: context)
            return try await blocking { try SilentSitesPage(pages: pages).response(reader, view) }
        }
        router.get("/silent/:reference") { _, context in
            let reader = try context.signedIn()
            let reference = try context.parameters.require("reference")
            return try await blocking {
                try TakeoverPage(pages: pages).response(reader, reference)
            }
        }
        act("take", Taking.self, router) { transaction, id, form in
            try transaction.takeOver(id, for: form.owner)
        }
        act("note", Note.self, router) { transaction, id, form in
            try transaction.work(on: id) {
                try transaction.addNote(
                    to: $0.id,
                    String((form.text ?? "").prefix(Self.noteLengthMax)),
                    step: form.step.flatMap(RecoveryStep.named)
                )
            }
        }
        act("contact", Contact.self, router) { transaction, id, form in
            try transaction.work(on: id) {
                try transaction.logContact(
                    with: $0.id,
                    ContactTry(
                        try Self.choice(form.channel),
                        try Self.choice(form.result),
                        reason: form.reason
                    )
                )
            }
        }
        act("move", Move.self, router) { transaction, id, form in
            try transaction.work(on: id) {
                try transaction.moveCase($0.id, to: Self.choice(form.to))
            }
        }
        act("close", Closing.self, router) { transaction, id, form in
            try transaction.work(on: id) {
                // The clocks of a house are known to the house alone.
                try transaction.closeCase($0.id, form.closure, by: nil)
            }
        }
        act("back", Back.self, router) { transaction, id, form in
            try transaction.work(on: id) { _ in }
            let words = form.text.isEmpty ? "" : " \(form.text)"
            try transaction.endTakeover(
                of: id,
                because: "Headquarters gave this back to the house.\(words)"
            )
        }
    }

    /// The longest note, in characters.
    private static let noteLengthMax = 20_000

    private func act<Form: Decodable & Sendable>(
        _ verb: String,
        _ type: Form.Type,
        _ router: RouterGroup<HubContext>,
        _ body: @escaping @Sendable (HubTransaction, ChangeID, Form) throws -> Void
    ) {
        router.post(RouterPath("/silent/:reference/\(verb)")) { request, context in
            let (reader, form) = try await context.form(type, request)
            let reference = try context.parameters.require("reference")
            return try await blocking {
                let now = WallClock.now()
                let id = try permitted(reference, verb, reader, now)
                do {
                    try pages.store.write(author: reader.name, now: now) { try body($0, id, form) }
                    return Response.seeOther("/silent/\(reference)")
                } catch  where Self.isTold(error) {
                    return try TakeoverPage(pages: pages).response(
                        reader,
                        reference,
                        trouble: "\(error)"
                    )
                }
            }
        }
    }

    /// The case, when it may be worked on from here.
    private func permitted(
        _ reference: String,
        _ verb: String,
        _ reader: HubReader,
        _ now: Timestamp
    ) throws -> ChangeID {
        let found = try pages.store.read { store in
            let found = try store.recoveryCase(named: reference)
            try Self.mustBeOpen(found, to: reader, TakeoverWords(store, now), store)
            return found
        }
        guard verb == "take" else { return found.id }
        let standing = try pages.store.standings(now: now)
            .first { $0.account.site == found.row.site }
        guard let standing, standing.isSilent(for: SiteStanding.lateAfter) else {
            throw Problem(
                .conflict,
                "reachable",
                "The house can be reached: its staff have the case. Call them if it cannot wait."
            )
        }
        return found.id
    }

    /// Whether the page tells an error beside what was typed.
    private static func isTold(_ error: any Error) -> Bool {
        error is TakeoverRefusal || error is CaseworkError || error is ContactRefusal
            || error is MoveError<CaseState> || error is CaseMoveError
    }

    /// - Throws: a problem when the case is sealed, or of a site that somebody else looks after.
    static func mustBeOpen(
        _ found: RecoveryCase,
        to reader: HubReader,
        _ desk: TakeoverWords,
        _ store: StoreReader
    ) throws {
        guard reader.looksAfter(try store.sites()[found.row.site].code) else {
            throw Problem(
                .forbidden,
                "region",
                "\(found.reference) is of a site that you do not look after."
            )
        }
        guard !desk.isSealed(found) else {
            throw Problem(
                .forbidden,
                "sealed",
                "\(found.reference) is sealed. Call the duty manager of its house."
            )
        }
    }

    fileprivate static func choice<Kind: CatalogueChoice>(_ name: String) throws -> Kind {
        guard let choice = Kind.named(name) else {
            throw Problem(.badRequest, "choice", "Choose one from the list.")
        }
        return choice
    }

    // MARK: Forms

    private struct Taking: Decodable, Sendable { var owner: String }

    private struct Note: Decodable, Sendable {
        var text: String?
        var step: String?
    }

    private struct Contact: Decodable, Sendable {
        var channel: String
        var result: String
        var reason: String?
    }

    private struct Move: Decodable, Sendable { var to: String }

    private struct Back: Decodable, Sendable { var text: String }

    /// How the case ended, and what was found out by then.
    private struct Closing: Decodable, Sendable {
        var outcome: String
        var cause: String?
        var whatHappened: String?
        var canRecur: String?
        var missingStep: String?
        var betterProcess: String?
        var guestInformation: String?

        var closure: CaseClosure {
            get throws {
                var closure = CaseClosure()
                closure.outcome = try TakeoverActs.choice(outcome)
                closure.findings.code = cause.flatMap(CauseCode.named)
                closure.findings.analysis.answers = [
                    CauseQuestion.whatHappened: whatHappened, .canRecur: canRecur,
                    .missingStep: missingStep, .betterProcess: betterProcess,
                    .guestInformation: guestInformation,
                ].compactMapValues(\.self)
                return closure
            }
        }
    }
}
