import Hummingbird
import Recovery
import Storage
import Web

/// Guests' forms that a person looks at before they are taken in.
struct KeptFormsPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var heading: String
        var lede: String
        var forms: [Line]
    }

    private struct Line: Sendable {
        var id: Int64
        var when: String
        var place: String
        var reason: String
        var text: String
        var more: String
    }

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let content = try pages.store.read { reader in
            let forms = try reader.keptForms()
            return Content(
                frame: try pages.frame(say("Kept messages"), .places, staff, reader),
                formToken: staff.session.formToken,
                heading: say(Self.heading(forms.count)),
                lede: say(
                    forms.isEmpty
                        ? "When many messages come at once, they wait here for somebody to look."
                        : """
                        They came in a burst, so nothing was opened for them. Take in what a \
                        guest wrote; throw away what no guest wrote.
                        """
                ),
                forms: try forms.map { kept in
                    let form = try Self.decoded(kept)
                    let place = try reader.place(kept.place, evenClosed: true)
                    return Line(
                        id: kept.id,
                        when: pages.time.near(kept.at, now),
                        place: place?.name.asPlace ?? say("a place that is no more"),
                        reason: say(kept.reason.words),
                        text: String(form.text.prefix(GuestForm.textLengthMax)),
                        more: Self.more(form)
                    )
                }
            )
        }
        return try pages.page("places-kept", content)
    }

    private static func heading(_ count: Int) -> Sentence {
        switch count {
        case 0: "Nothing to look at"
        case 1: "One message to look at"
        default: "\(count) messages to look at"
        }
    }

    /// The form as it was sent; it was read once before it was kept.
    private static func decoded(_ kept: KeptForm) throws -> GuestForm {
        try URLEncodedFormDecoder().decode(GuestForm.self, from: kept.body)
    }

    private static func more(_ form: GuestForm) -> String {
        let topics = form.topics.map { $0.words(in: .spoken) }
        let parts = [
            form.score.map { say("\($0) of 5") },
            form.wantsContact ? say("wants to be contacted") : nil,
            topics.isEmpty ? nil : topics.joined(separator: ", "),
        ]
        return parts.compactMap(\.self).joined(separator: " · ")
    }

    /// Takes a form in as if it came then, or throws it away.
    func settle(_ id: Int64, isTaken: Bool, _ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let found = try pages.store.read { reader in
            try reader.keptForms().first { $0.id == id }.map { form in
                (form, try reader.place(form.place, evenClosed: true))
            }
        }
        guard let (kept, place) = found else { return .seeOther("/places/kept") }
        if isTaken, let place {
            // A second tap while the first is at work takes nothing in twice.
            _ = try pages.guests.sent.reference(for: "kept \(id)") {
                var draft = try Self.decoded(kept).draft(
                    at: place,
                    by: kept.channel,
                    in: Language.named(kept.language) ?? .english
                )
                draft.receivedAt = kept.at.milliseconds
                return try pages.desk.take(draft, author: staff.name, now: now).why
            }
        }
        try pages.store.forgetKeptForm(
            id,
            because: isTaken ? "was taken in" : "was thrown away",
            author: staff.name,
            now: now
        )
        return .seeOther("/places/kept")
    }
}

extension KeptForm.Reason {
    fileprivate var words: Sentence {
        switch self {
        case .device: "many from one telephone"
        case .place: "many from one place"
        case .program: "looks as if a program filled it in"
        }
    }
}
