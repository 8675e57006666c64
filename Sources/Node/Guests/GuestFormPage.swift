import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The form at a place: what happened, how it is, and whether to be called.
struct GuestFormPage {
    let visit: GuestVisit

    private var pages: HousePages { visit.pages }
    private var language: Language { visit.language }
    private var isKiosk: Bool { visit.channel == .kiosk }

    private struct Content: Sendable {
        var guest: GuestFrame
        var path: String
        var once: String
        var trouble: String?
        var faces: [Choice]
        var topics: [Choice]
        var ways: [Choice]
        var say: String
        var lengthMax: Int
        var wantsContact: Bool
        var promise: String
        var reader: String
        var reach: String
        var name: String
        var complete: String
        var completeName: String
    }

    private struct Choice: Sendable {
        var value: String
        var words: String
        var drawing = ""
        var isChosen: Bool
    }

    func response(_ token: String) throws -> Response {
        guard let place = try place(token) else { return try visit.unknown() }
        return try form(at: place, filled: GuestForm())
    }

    private func place(_ token: String) throws -> Place? {
        guard let token = PlaceToken(token) else { return nil }
        return try pages.store.read { try $0.place(token) }
    }

    private func path(_ place: Place) -> String {
        isKiosk ? "/kiosk/\(place.token)" : "/g/\(place.token)"
    }

    private func form(
        at place: Place,
        filled form: GuestForm,
        trouble: GuestForm.Trouble? = nil
    ) throws -> Response {
        let isRoom = place.kind == .room
        let title =
            isRoom
            ? language.say("How is your stay in room %1?", place.name)
            : language.say("How is your stay?")
        let ways = ContactWay.ways(at: place)
        let content = Content(
            guest: visit.frame(
                title,
                lede: language.say("Two minutes, in your own words. A person reads it."),
                place: isRoom || place.kind == .kiosk ? nil : place.name,
                kiosk: isKiosk ? .form(place.token) : nil
            ),
            path: path(place) + visit.query,
            once: form.once ?? String(UInt64.random(in: 0 ... .max), radix: 36),
            trouble: trouble?.words(in: language),
            faces: faces(form.score),
            topics: GuestTopic.allCases.map {
                Choice(
                    value: $0.rawValue,
                    words: $0.words(in: language),
                    isChosen: form.topics.contains($0)
                )
            },
            ways: ways.map {
                Choice(
                    value: $0.rawValue,
                    words: $0.words(in: language),
                    isChosen: $0 == (form.way ?? ways[0])
                )
            },
            say: form.text,
            lengthMax: GuestForm.textLengthMax,
            wantsContact: form.wantsContact,
            promise: promise,
            reader: try reader(),
            reach: form.reach ?? "",
            name: form.name ?? "",
            // A shared screen offers nobody what another typed.
            complete: "off",
            completeName: isKiosk ? "off" : "name"
        )
        return try pages.guests.page(
            "guest-form",
            content,
            in: language,
            status: trouble == nil ? .ok : .unprocessableContent
        )
    }

    /// What is promised before anybody knows what it is about: the time of unnamed failures.
    private var promise: String {
        guard case .minutes(let minutes) = TargetClass.t2.onScene else {
            return language.say("You hear from us today.")
        }
        return language.say("You hear from us within %1 minutes.", "\(minutes)")
    }

    /// Who reads it: a name is kept to sooner than a desk.
    private func reader() throws -> String {
        let onDuty = try pages.store.read { try $0.onDuty(at: WallClock.now()) }
        guard let manager = onDuty.people(of: .team(.dutyManager)).first else {
            return language.say(
                "Whoever has the desk now reads your message and sees to it in person."
            )
        }
        return language.say(
            "%1, duty manager now, reads your message and sees to it in person.",
            manager
        )
    }

    private func faces(_ chosen: Int?) -> [Choice] {
        let faces = [
            (
                language.say("Let down"),
                "M15 31c2-4.5 4.5-6.5 9-6.5s7 2 9 6.5M14 16.5l5-2M34 16.5l-5-2"
            ),
            (language.say("Not quite right"), "M16 30c2-2.5 4.5-3.5 8-3.5s6 1 8 3.5"),
            (language.say("All right"), "M16 28.5h16"),
            (language.say("Good"), "M16 27c2 2.5 4.5 3.5 8 3.5s6-1 8-3.5"),
            (language.say("Delighted"), "M15 25.5c2 5 4.500 7 9 7s7-2 9-7z"),
        ]
        return faces.enumerated().map { index, face in
            Choice(
                value: "\(index + 1)",
                words: face.0,
                drawing: face.1,
                isChosen: chosen == index + 1
            )
        }
    }

    // MARK: Taking it in

    func take(_ token: String, _ body: String?) throws -> Response {
        guard let place = try place(token) else { return try visit.unknown() }
        guard let body else { return try form(at: place, filled: GuestForm(), trouble: .tooLong) }
        // What is no form of ours is answered by the page below, whatever is wrong with it.
        guard let form = try? URLEncodedFormDecoder().decode(GuestForm.self, from: body) else {
            // No form of this house looks so.
            return try self.form(at: place, filled: GuestForm(), trouble: .nothingSaid)
        }
        if let trouble = form.trouble {
            return try self.form(at: place, filled: form, trouble: trouble)
        }
        // The same words sent twice are one message; other words are another, even if somebody
        // went back to the form that was sent before.
        let once = "\(form.once ?? "") \(body.hashValue)"
        return .seeOther(
            try pages.guests.sent.reference(for: once) { try keep(form, body, at: place) }
        )
    }

    /// Takes a form in, or keeps it aside, and says where the guest goes on.
    private func keep(_ form: GuestForm, _ body: String, at place: Place) throws -> String {
        let now = WallClock.now()
        let limit = pages.guests.limits.note(
            device: visit.device,
            at: place.token,
            by: visit.channel,
            now: now
        )
        let isProgram = form.website?.isEmpty == false
        guard let reason = isProgram ? .program : limit else {
            let receipt = try pages.desk.take(
                form.draft(at: place, by: visit.channel, in: language),
                author: Self.author,
                now: now
            )
            let code = pages.guests.key.code(.answer, of: receipt.feedback)
            let kiosk = isKiosk ? "&kiosk=\(place.token)" : ""
            return "/a/\(code)\(visit.query)&sent=1\(kiosk)"
        }
        let isKept = try pages.store.keep(
            KeptForm(
                at: now,
                place: place.token,
                channel: visit.channel,
                reason: reason,
                language: language.code,
                body: body
            )
        )
        return "\(path(place))/\(isKept ? "kept" : "full")\(visit.query)"
    }

    /// Under whose name guests' words are recorded.
    static let author = "guest"

    /// The page for words that a person looks at before they are taken in.
    func keptResponse(_ token: String, isKept: Bool) throws -> Response {
        guard let place = try place(token) else { return try visit.unknown() }
        let kiosk: GuestFrame.Kiosk? = isKiosk ? .reading(place.token) : nil
        guard isKept else {
            return try visit.saying(
                language.say("We cannot take more messages just now"),
                language.say("Many came at once. Tell the desk, or try again in an hour."),
                kiosk: kiosk,
                status: .serviceUnavailable
            )
        }
        return try visit.saying(
            language.say("Thank you, this is kept"),
            language.say("Many messages came at once, so a person looks at yours first."),
            again: path(place) + visit.query,
            kiosk: kiosk
        )
    }
}
