import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What the forms of the talk with a guest do.
///
/// Each leads back to the case.
struct MessageActs {
    let pages: HousePages
    let staff: Staff
    let reference: String

    /// The case, for somebody who may see it.
    private func found() throws -> RecoveryCase {
        let scenarios = try pages.desk.scenarios()
        let found = try pages.store.read { try $0.recoveryCase(named: reference) }
        let scenario = scenarios.scenario(of: found)
        guard found.isOpen(to: staff.session.person, scenario) else {
            throw Problem(
                .forbidden,
                "sealed",
                say("\(found.reference) is sealed. Ask \(found.readers) to do this.")
            )
        }
        return found
    }

    private func act(
        _ found: RecoveryCase,
        _ body: (NodeTransaction) throws -> Void
    ) throws -> Response {
        do {
            try pages.store.write(author: staff.name, now: WallClock.now(), body)
        } catch { throw problem(error) ?? error }
        return .seeOther("/cases/\(found.reference)#talk")
    }

    // MARK: Promises and tries

    struct Promise: Decodable, Sendable {
        var text: String
        var due: String
    }

    func promise(_ form: Promise) throws -> Response {
        let found = try found()
        let due = try moment(form.due)
        return try act(found) {
            try $0.promise(to: found.id, String(form.text.trimmed.prefix(500)), by: due)
        }
    }

    struct PromiseEnd: Decodable, Sendable {
        var promise: String
        var act: String
        var reason: String?
    }

    func endPromise(_ form: PromiseEnd) throws -> Response {
        let (found, id) = (try found(), try record(form.promise))
        return try act(found) {
            guard try $0.commitments(of: found.id).contains(where: { $0.id == id }) else {
                throw CommitmentRefusal.noSuchPromise(form.promise)
            }
            if form.act == "kept" {
                try $0.keepPromise(id)
            } else {
                try $0.withdrawPromise(id, because: String((form.reason ?? "").prefix(500)))
            }
        }
    }

    struct Contact: Decodable, Sendable {
        var channel: String
        var result: String
        var reason: String?
    }

    func contact(_ form: Contact) throws -> Response {
        guard let channel = FeedbackChannel.named(form.channel),
            let result = ContactResult.named(form.result)
        else { throw Self.unknown }
        let found = try found()
        return try act(found) {
            let reason = (form.reason ?? "").trimmed
            try $0.logContact(
                with: found.id,
                ContactTry(channel, result, reason: reason.isEmpty ? nil : reason)
            )
        }
    }

    // MARK: Messages

    struct Writing: Decodable, Sendable {
        var once: String
        var act: String?
        var letter: String?
        var channel: String
        var address: String?
        var subject: String?
        var text: String
        var due: String?
        var reason: String?
        var asIs: String?
    }

    /// The longest message, in characters.
    static let textLengthMax = 10_000

    /// Keeps, sends or completes what somebody wrote to the guest.
    ///
    /// It is kept before anything else, so that no refusal loses a word.
    func write(_ form: Writing) throws -> Response {
        let found = try found()
        var draft = draft(form)
        if let letter = form.letter.flatMap(Letter.init(rawValue:)) {
            let text = try fresh(letter, found)
            draft.text = draft.text.trimmed.isEmpty ? text : "\(text)\n\n\(draft.text)"
            draft.template = letter.rawValue
        }
        let isSent = form.letter == nil && (form.act == "send" || form.act == "hand")
        try pages.store.keepDraft(draft, of: staff.session.person.id, about: found.id)
        let composer = "/cases/\(found.reference)#reply"
        guard isSent else { return .seeOther(composer) }
        if form.asIs != "yes", !MessageCheck.advice(on: draft.text).isEmpty {
            return .seeOther(composer)
        }
        // A time that cannot be read must not go as none.
        if let due = form.due, !due.isEmpty { _ = try moment(due) }
        var isNew = false
        let path = try pages.once.reference(for: form.once) {
            isNew = true
            try send(draft, on: found, byHand: form.act == "hand")
            return "/cases/\(found.reference)#talk"
        }
        if !isNew {
            try pages.store.write(author: staff.name, now: WallClock.now()) {
                try $0.dropDraft(of: staff.session.person.id, about: found.id)
            }
        }
        return .seeOther(path)
    }

    private func send(_ draft: MessageDraft, on found: RecoveryCase, byHand: Bool) throws {
        guard let channel = draft.channel else { throw Self.unknown }
        guard byHand || pages.ways.channels.contains(channel) else {
            throw Problem(
                .conflict,
                "no-way-out",
                say(
                    """
                    No \(channel.way) leaves this house by itself. Your words are kept: send \
                    them yourself, then press “\(say("I sent it myself"))”.
                    """
                )
            )
        }
        var values = LetterPart.values(found, staff, pages.house)
        // Letters are English, whatever the page speaks.
        values[.time] = Language.$spoken.withValue(.english) {
            draft.nextContact.map { pages.time.near($0, WallClock.now()) }
        }
        do {
            var message = OutgoingMessage(
                channel,
                to: draft.address.trimmed,
                try MessageTemplate(draft.text).filled(values)
            )
            message.subject = draft.subject.trimmed
            message.template = draft.template
            message.reason = draft.reason.trimmed.isEmpty ? nil : draft.reason.trimmed
            message.nextContact = draft.nextContact
            try pages.store.write(author: staff.name, now: WallClock.now()) {
                if byHand {
                    try $0.keepSentByHand(message, on: found.id)
                } else {
                    try $0.send(message, on: found.id, after: pages.ways.hold)
                }
                try $0.dropDraft(of: staff.session.person.id, about: found.id)
            }
        } catch { throw problem(error, before: say("Your words are kept. ")) ?? error }
    }

    private func draft(_ form: Writing) -> MessageDraft {
        var draft = MessageDraft()
        draft.channel = FeedbackChannel.named(form.channel)
        draft.address = String((form.address ?? "").trimmed.prefix(254))
        draft.subject = String((form.subject ?? "").trimmed.prefix(200))
        draft.text = String(form.text.prefix(Self.textLengthMax))
        draft.nextContact = form.due.flatMap(pages.time.moment(typed:))
        draft.reason = String((form.reason ?? "").prefix(500))
        draft.keptAt = WallClock.now()
        return draft
    }

    private func fresh(_ letter: Letter, _ found: RecoveryCase) throws -> String {
        let scenarios = try pages.desk.scenarios()
        guard let scenario = scenarios.scenario(of: found) else { throw Self.unknown }
        return MessageCheck.prefilled(
            letter.template(of: scenario).text,
            LetterPart.values(found, staff, pages.house)
        )
    }

    struct SentMessage: Decodable, Sendable {
        var message: String
        var act: String
    }

    /// Takes a message back, or says what became of one about which nobody knows.
    func sentMessage(_ form: SentMessage) throws -> Response {
        let (found, id) = (try found(), try record(form.message))
        return try act(found) {
            guard try $0.messages(of: found.id).contains(where: { $0.id == id }) else {
                throw MessageRefusal.movedOn
            }
            switch form.act {
            case "withdraw": try $0.withdrawMessage(id)
            case "left": try $0.settleDoubt(about: id, hasLeft: true)
            case "again": try $0.settleDoubt(about: id, hasLeft: false)
            default: throw Self.unknown
            }
        }
    }

    // MARK: What was typed

    private func moment(_ text: String) throws -> Timestamp {
        guard let moment = pages.time.moment(typed: text) else {
            throw Problem(.badRequest, "time", say("Choose a day and a time, such as today 14:30."))
        }
        return moment
    }

    private func record(_ text: String) throws -> ChangeID {
        guard let id = RecordID(text) else { throw Self.unknown }
        return ChangeID(rawValue: id.rawValue)
    }

    private static var unknown: Problem {
        Problem(
            .badRequest,
            "choice",
            say("That is not on the list. Go back and choose again.")
        )
    }

    /// A refusal in the words and the time of the house; nil for what is none.
    private func problem(_ error: any Error, before: String = "") -> Problem? {
        let words: String
        switch error {
        case CommitmentRefusal.timePassed(let due, let now):
            let (due, next) = (pages.time.near(due, now), pages.time.near(now, now))
            words = say("\(due) has passed. Choose a time after \(next).")
        case let error as CommitmentRefusal: words = say(error)
        case let error as MessageRefusal: words = say(error)
        case let error as ContactRefusal: words = say(error)
        case let error as TemplateError: words = say(error)
        case let error as MoveError<CommitmentState>: words = say(error)
        default: return nil
        }
        return Problem(.conflict, "not-yet", before + words)
    }
}
