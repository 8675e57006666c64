import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What the forms of a case's page do.
///
/// Each act is one transaction and leads back to the page.
struct CaseActs {
    let pages: HousePages
    let staff: Staff
    let reference: String

    /// One act on the case.
    ///
    /// Where `isAuthorLetIn`, whoever wrote a sealed case down may do it too.
    func act(
        isAuthorLetIn: Bool = false,
        _ body: (any RecordTransaction, RecoveryCase) throws -> Void
    ) throws -> Response {
        let found = try permitted(isAuthorLetIn: isAuthorLetIn)
        let since = pages.visits.since(found.id, by: staff.session.person.id)
        try pages.store.change(author: staff.name, now: WallClock.now()) { transaction in
            try body(transaction, try transaction.recoveryCase(found.id))
        }
        return .seeOther(try path(of: found, since))
    }

    /// The case, for somebody who may work on it.
    func permitted(isAuthorLetIn: Bool) throws -> RecoveryCase {
        let scenarios = try pages.desk.scenarios()
        let found = try pages.store.read { try $0.recoveryCase(named: reference) }
        let isAuthor = isAuthorLetIn && found.row.author == staff.name
        guard isAuthor || found.isOpen(to: staff.session.person, scenarios.scenario(of: found))
        else {
            throw Problem(
                .forbidden,
                "sealed",
                say("\(found.reference) is sealed. Ask \(found.readers) to do this.")
            )
        }
        return found
    }

    /// The case's page; when others were at it while this person was, it is to tell what they did.
    private func path(of found: RecoveryCase, _ since: Timestamp?) throws -> String {
        let path = "/cases/\(found.reference)"
        guard let since else { return path }
        let detail = try pages.store.read { try $0.detail(of: found) }
        let events = CaseTimeline(
            time: pages.time,
            now: WallClock.now(),
            words: FieldWords([:])
        ).events(detail)
        let isShared = !CaseCompany.events(events, by: staff.name, since).isEmpty
        return isShared ? "\(path)?since=\(since.milliseconds)" : path
    }

    func acknowledge() throws -> Response {
        try act { try $0.acknowledgeAlarm(of: $1.id) }
    }

    /// The signed-in person takes the case, from headquarters too.
    func takeOver() throws -> Response {
        try act {
            try $0.assignCase($1.id, team: nil, owner: staff.name)
            try $0.endTakeover(of: $1.id, because: "The house took this back from headquarters.")
        }
    }

    struct Move: Decodable, Sendable { var to: String }

    func move(_ form: Move) throws -> Response {
        guard let state = CaseState.named(form.to) else { throw Self.unknown(form.to) }
        return try act { try $0.moveCase($1.id, to: state) }
    }

    struct Note: Decodable, Sendable {
        var text: String?
        var step: String?
        var contact: String?
    }

    /// The longest note, in characters.
    static let noteLengthMax = 20_000

    func note(_ form: Note) throws -> Response {
        try act {
            try $0.addNote(
                to: $1.id,
                String((form.text ?? "").prefix(Self.noteLengthMax)),
                step: form.step.flatMap(RecoveryStep.named),
                contact: form.contact.flatMap(ContactMark.init(rawValue:))
            )
        }
    }

    struct Words: Decodable, Sendable {
        var words: String?
        var guest: String?
        var wish: String?
    }

    func words(_ form: Words) throws -> Response {
        let text = String((form.words ?? "").prefix(Self.noteLengthMax))
        let guest = (form.guest ?? "").trimmed
        return try act(isAuthorLetIn: true) {
            try $0.addWords(
                to: $1.id,
                GuestWords(
                    text: text,
                    summary: FeedbackDraft.summary(of: text),
                    guest: guest.isEmpty ? nil : String(guest.prefix(120)),
                    wish: form.wish
                )
            )
        }
    }

    struct Proposal: Decodable, Sendable {
        var kind: String
        var level: String
        var description: String
        var cost: String?
        var worth: String?
        var price: String?
        var reason: String?
    }

    func propose(_ form: Proposal) throws -> Response {
        guard let kind = RemedyKind.named(form.kind) else { throw Self.unknown(form.kind) }
        guard let level = RemedyLevel.named(form.level) else { throw Self.unknown(form.level) }
        var proposal = RemedyProposal(
            kind: kind,
            level: level,
            description: String(form.description.trimmed.prefix(300))
        )
        proposal.cost = try Self.money(form.cost)
        proposal.guestValue = try Self.money(form.worth)
        proposal.affectedPrice = try Self.money(form.price)
        proposal.reason = String((form.reason ?? "").trimmed.prefix(2_000))
        return try act { _ = try $0.proposeRemedy(for: $1.id, proposal, by: staff.role) }
    }

    private static func money(_ text: String?) throws -> Money? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        return try Money(text)
    }

    struct RemedyMove: Decodable, Sendable {
        var remedy: String
        var to: String
    }

    func moveRemedy(_ form: RemedyMove) throws -> Response {
        guard let state = RemedyState.named(form.to), let id = RecordID(form.remedy) else {
            throw Self.unknown(form.to)
        }
        return try act { transaction, found in
            // Whoever may open this case need not be let into that of another remedy.
            let remedy = try transaction.remedies(of: found.id)
                .first { $0.id.rawValue == id.rawValue }
            guard let remedy else { throw CaseworkError.noSuchRemedy(form.remedy) }
            try transaction.moveRemedy(remedy.id, to: state, by: staff.role)
        }
    }

    /// How the case ended, and what was found out by then.
    struct Closing: Decodable, Sendable {
        let outcome: String
        let late: String?
        let finding: Finding

        private enum CodingKeys: CodingKey { case outcome, late }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            outcome = try fields.decode(String.self, forKey: .outcome)
            late = try fields.decodeIfPresent(String.self, forKey: .late)
            finding = try Finding(from: decoder)
        }
    }

    func close(_ form: Closing) throws -> Response {
        guard let outcome = CaseOutcome.named(form.outcome) else {
            throw Self.unknown(form.outcome)
        }
        var closure = CaseClosure()
        closure.outcome = outcome
        closure.findings = form.finding.findings
        closure.lateReason = form.late.flatMap(LateReason.named)
        return try close(closure)
    }

    func close(_ closure: CaseClosure) throws -> Response {
        let scenarios = try pages.desk.scenarios()
        let house = try pages.store.read { try pages.clockHouse(scenarios, $0) }
        return try act { try $0.closeCase($1.id, closure, by: house) }
    }

    struct Reason: Decodable, Sendable { var reason: String }

    func reopen(_ form: Reason) throws -> Response {
        try act { try $0.reopenCase($1.id, because: form.reason) }
    }

    /// How long after logging it a case can be taken back by one tap, in milliseconds.
    static let undoMilliseconds: Int64 = 10 * 60_000

    /// Takes back a complaint that was logged by mistake: it stays in the record, as no failure.
    func undo() throws -> Response {
        let now = WallClock.now()
        _ = try act(isAuthorLetIn: true) { transaction, found in
            guard now.milliseconds - found.openedAt.milliseconds < Self.undoMilliseconds else {
                throw Problem(
                    .conflict,
                    "too-late",
                    say(
                        """
                        This was logged over ten minutes ago. Close the case as no failure \
                        instead.
                        """
                    )
                )
            }
            var closure = CaseClosure()
            closure.outcome = .notAFailure
            closure.note = "Logged by mistake and taken back."
            try transaction.closeCase(found.id, closure, by: nil)
        }
        return .seeOther("/")
    }

    static func unknown(_ word: String) -> Problem {
        Problem(
            .badRequest,
            "choice",
            say("'\(word)' is not on the list. Go back and choose again.")
        )
    }
}
