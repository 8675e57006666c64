import Recovery
import Storage
import Web
import Wire

/// What a case's page shows of the talk with the guest: what was said, what is promised, and the
/// forms to say and promise more.
struct CaseTalk: Sendable {
    let to: String
    /// How the guest wants to be answered, and how they can be.
    let about: String
    let letter: LetterPart
    let promises: [PromiseLine]
    let hasPromises: Bool
    let promiseDue: String
    let sent: [SentLine]
    let hasSent: Bool
    let tries: [Choice]
    let results: [Choice]
    let marks: [Choice]
    let triedWords: String

    struct Choice: Sendable {
        var value: String
        var words: String
        var isChosen = false
    }

    /// A promise that is owed.
    struct PromiseLine: Sendable {
        var id: String
        var words: String
        var due: String
        var who: String
        var isLate: Bool
    }

    /// A message and what became of it.
    struct SentLine: Sendable {
        var id: String
        var words: String
        var way: String
        var who: String
        var state: MarkPart
        var detail: String?
        var isWaiting: Bool
        var isDoubtful: Bool
    }

    init(
        _ pages: HousePages,
        _ staff: Staff,
        _ detail: CaseDetail,
        _ scenario: FailureScenario?,
        _ now: Timestamp,
        _ reader: StoreReader
    ) throws {
        let found = detail.recoveryCase
        let time = pages.time
        to = found.guest ?? say("the guest")
        let preferred = detail.feedback?.preferredChannel
        let contact = try detail.feedback?.contact ?? reader.stay(of: found)?.contact
        about = Self.about(preferred, contact)
        let messages = try reader.messages(of: found.id)
        letter = LetterPart(
            pages,
            staff,
            detail,
            scenario,
            after: messages,
            draft: try reader.draft(of: staff.session.person.id, about: found.id),
            contact: contact,
            now
        )
        promises = detail.dealings.openCommitments.sorted { $0.dueAt < $1.dueAt }.map {
            PromiseLine(
                id: $0.id.description,
                words: $0.text,
                due: time.near($0.dueAt, now),
                who: $0.promisedBy,
                isLate: $0.dueAt < now
            )
        }
        hasPromises = !promises.isEmpty
        promiseDue = time.typed(time.quarter(60, after: now))
        sent = try messages.reversed().map { try SentLine($0, pages, now, reader) }
        hasSent = !sent.isEmpty
        tries = FeedbackChannel.allCases.filter(\.reachesGuests).map {
            Choice(value: $0.name, words: $0.way.capitalizedFirst, isChosen: $0 == preferred)
        }
        results = ContactResult.allCases.map { Choice(value: $0.name, words: $0.sentence) }
        marks = [ContactMark.answered, .silent].filter { !found.marks.contacts.contains($0) }.map {
            Choice(
                value: $0.rawValue,
                words: $0 == .answered
                    ? say("The guest says it is settled") : say("Silent past the agreed time")
            )
        }
        triedWords = Self.tried(detail.dealings, found.marks)
    }

    private static func about(_ preferred: FeedbackChannel?, _ contact: String?) -> String {
        let address = contact.map { ", \($0)" } ?? ""
        return preferred.map { say("asked for \($0.way)\(address)") }
            ?? say("named no way to be answered\(address)")
    }

    private static func tried(_ dealings: GuestDealings, _ marks: CaseMarks) -> String {
        let ways = dealings.triedChannels.map(\.way).sorted().joined(separator: " and ")
        return switch dealings.contact(marks) {
        case .answered: say("The guest has answered.")
        case .silent: say("The guest was reached, and has been silent since.")
        case .reached: say("The guest was reached.")
        case .notReached(0): say("Nobody has tried yet.")
        case .notReached(let count):
            "Tried \(count == 1 ? "once" : "\(count) times") in vain"
                + (ways.isEmpty ? "." : ", by \(ways).")
        }
    }
}

extension CaseTalk.SentLine {
    fileprivate init(
        _ message: GuestMessage,
        _ pages: HousePages,
        _ now: Timestamp,
        _ reader: StoreReader
    ) throws {
        let entry = try reader.outboxEntry(message.id)
        let delivery = try reader.deliveries(of: message.id).last
        id = message.id.description
        words = message.text
        let address = message.address.map {
            " " + say(message.direction == .outgoing ? "to \($0)" : "from \($0)")
        }
        way = message.channel.way.capitalizedFirst + (address ?? "")
        let author = message.direction == .incoming ? say("the guest") : message.row.author
        who = "\(author), \(pages.time.near(message.writtenAt, now))"
        isWaiting = entry?.state == .waiting
        isDoubtful = entry?.state == .doubtful
        detail = entry?.detail ?? (delivery?.state == .failed ? delivery?.detail : nil)
        state =
            switch (entry?.state, delivery?.state) {
            case (.waiting, _) where entry?.tries == 0:
                MarkPart(.plain, icon: "clock", say("Leaves in a moment"))
            case (.waiting, _): MarkPart(.paused, icon: "pause", say("Waits, and is tried again"))
            case (.carrying, _): MarkPart(.plain, icon: "up", say("Leaves now"))
            case (.doubtful, _): MarkPart(.act, icon: "act", say("Perhaps sent, look"))
            case (nil, .sent): MarkPart(.done, icon: "check", say("Sent"))
            case (nil, .failed): MarkPart(.late, icon: "late", say("Did not leave"))
            case (nil, .withdrawn): MarkPart(.plain, icon: "undo", say("Taken back"))
            case (nil, nil):
                message.direction == .incoming
                    ? MarkPart(.plain, icon: "mail", say("From the guest"))
                    : MarkPart(.plain, icon: "up", say("At another place"))
            }
    }
}

extension FeedbackChannel {
    /// Whether staff can reach a guest by it.
    var reachesGuests: Bool { isWritten || self == .phone || self == .inPerson }

    /// Whether what is said by it is written.
    var isWritten: Bool {
        switch self {
        case .email, .sms, .chat, .letter, .social, .ratingSite: true
        case .survey, .webForm, .kiosk, .nfc, .phone, .inPerson, .other: false
        }
    }

    /// As staff say it.
    var way: String {
        switch self {
        case .email: say("e-mail")
        case .sms: say("SMS")
        case .chat: say("chat")
        case .phone: say("phone")
        case .inPerson: say("word of mouth")
        case .ratingSite: say("answer on the review")
        case .social: say("social network")
        default: say(self)
        }
    }
}

extension ContactResult {
    fileprivate var sentence: String {
        switch self {
        case .reached: say("Spoke to the guest")
        case .noAnswer: say("Nobody answered")
        case .leftMessage: say("Left a message")
        case .wrongContact: say("Not the guest's number or address")
        }
    }
}
