import Recovery
import Storage
import Web

/// The composer of a message to the guest.
struct LetterPart: Sendable {
    let once: String
    let ways: [CaseTalk.Choice]
    let letters: [CaseTalk.Choice]
    let hasLetters: Bool
    let address: String
    let subject: String
    let text: String
    let due: String
    let reason: String
    let isFirst: Bool
    /// Words that argue or defend, each with the better way.
    let advice: [String]
    let hasAdvice: Bool
    /// What must be filled in before it can be sent, in one sentence.
    let unfilled: String?
    let drafted: String?
    /// Whether any message leaves by itself.
    let canSend: Bool

    init(
        _ pages: HousePages,
        _ staff: Staff,
        _ detail: CaseDetail,
        _ scenario: FailureScenario?,
        after messages: [GuestMessage],
        draft: MessageDraft?,
        contact: String?,
        _ now: Timestamp
    ) {
        let found = detail.recoveryCase
        let isFirst = !messages.contains { $0.direction == .outgoing }
        // A talk goes on by the way it came.
        let last = messages.last
        let time = pages.time
        let contact = contact.flatMap(GuestAddress.init)
        let chosen =
            draft?.channel ?? last?.channel ?? Self.channel(detail, scenario, pages.ways.channels)
        once = String(UInt64.random(in: 0 ... .max), radix: 36)
        ways = FeedbackChannel.allCases.filter(\.isWritten).map {
            CaseTalk.Choice(
                value: $0.name,
                words: $0.way.capitalizedFirst
                    + (pages.ways.channels.contains($0) ? "" : say(", by your own hand")),
                isChosen: $0 == chosen
            )
        }
        letters =
            scenario == nil
            ? []
            : Letter.allCases.map {
                CaseTalk.Choice(value: $0.rawValue, words: $0.words)
            }
        hasLetters = !letters.isEmpty
        address = draft?.address ?? last?.address ?? contact?.text ?? ""
        subject = draft?.subject ?? "Your stay at \(pages.house)"
        var text = draft?.text ?? ""
        if draft == nil, isFirst, let scenario {
            let letter: Letter = found.touchpoint == .postStay ? .postStay : .inStay
            text = MessageCheck.prefilled(
                letter.template(of: scenario).text,
                Self.values(found, staff, pages.house)
            )
        }
        self.text = text
        let next =
            draft?.nextContact ?? (isFirst && draft == nil ? time.quarter(60, after: now) : nil)
        due = next.map(time.typed) ?? ""
        reason = draft?.reason ?? ""
        self.isFirst = isFirst
        advice = MessageCheck.advice(on: text).map { say($0) }
        hasAdvice = !advice.isEmpty
        var values = Self.values(found, staff, pages.house)
        values[.time] = due
        unfilled = Self.unfilled(text, values)
        drafted = draft.map { say("draft kept \(time.near($0.keptAt, now))") }
        canSend = !pages.ways.channels.isEmpty
    }

    /// By what the guest is answered unless somebody chooses: what they asked for, else the first
    /// of the scenario's ways that leaves by itself, else any that does.
    private static func channel(
        _ detail: CaseDetail,
        _ scenario: FailureScenario?,
        _ leaving: Set<FeedbackChannel>
    ) -> FeedbackChannel {
        if let named = detail.feedback?.preferredChannel, named.isWritten { return named }
        let ways = scenario?.channels.filter(\.isWritten) ?? []
        return ways.first(where: leaving.contains) ?? ways.first ?? .email
    }

    /// What is known of a case's slots; the time follows from what is promised.
    static func values(_ found: RecoveryCase, _ staff: Staff, _ house: String)
        -> [TemplateSlot: String]
    {
        [
            .guest: found.guest ?? "", .name: staff.name, .house: house, .room: found.place ?? "",
            .reference: found.reference,
        ]
    }

    private static func unfilled(_ text: String, _ values: [TemplateSlot: String]) -> String? {
        do {
            _ = try MessageTemplate(text).filled(values)
            return nil
        } catch { return say(error) }
    }
}

/// A letter that a scenario holds ready.
enum Letter: String, CaseIterable {
    case inStay, postStay

    var words: String {
        switch self {
        case .inStay: say("To a guest in the house")
        case .postStay: say("To a guest who has left")
        }
    }

    func template(of scenario: FailureScenario) -> MessageTemplate {
        switch self {
        case .inStay: scenario.inStayMessage
        case .postStay: scenario.postStayMessage
        }
    }
}
