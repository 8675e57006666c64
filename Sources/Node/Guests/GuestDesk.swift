import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web

/// What guests' pages are made from: one set of templates a language, the key of their addresses,
/// and what was sent lately.
struct GuestDesk: Sendable {
    let key: GuestKey
    let limits = GuestLimits()
    let sent = SentForms()
    private let templates: [String: PageTemplates]

    init(_ store: NodeStore) throws {
        key = try store.guestKey()
        let files = [
            "guest-frame": PackageResources.guest_frame_mustache,
            "guest-form": PackageResources.guest_form_mustache,
            "guest-answer": PackageResources.guest_answer_mustache,
            "guest-survey": PackageResources.guest_survey_mustache,
            "guest-said": PackageResources.guest_said_mustache,
        ]
        templates = try Dictionary(
            uniqueKeysWithValues: Language.all.map { ($0.code, try PageTemplates(files, in: $0)) }
        )
    }

    func page(
        _ template: String,
        _ content: some Sendable,
        in language: Language,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        guard let templates = templates[language.code] else {
            preconditionFailure("there are templates for every language")
        }
        return Page(try templates.html(template, content), status: status).response
    }
}

/// What stands around a guest's page.
struct GuestFrame: Sendable {
    let code: String
    let direction: String
    let title: String
    let lede: String?
    /// The place, where the title does not name it.
    let place: String?
    let house: String
    let links: [Link]
    let kiosk: Kiosk?
    let stylesheet = Assets.stylesheet

    struct Link: Sendable {
        let code: String
        let name: String
        let path: String
        let isCurrent: Bool
    }

    /// What a shared screen does by itself.
    struct Kiosk: Sendable {
        let script = Assets.kioskScript
        let home: String
        let seconds: Int
        /// Without the script nobody knows whether a guest is writing, so it waits longer.
        let secondsWithoutScript: Int

        /// An empty form, which goes back to the house's language.
        static func form(_ token: PlaceToken) -> Kiosk {
            Kiosk(home: "/kiosk/\(token)", seconds: 45, secondsWithoutScript: 240)
        }

        /// A page that was only to be read.
        static func reading(_ token: PlaceToken) -> Kiosk {
            Kiosk(home: "/kiosk/\(token)", seconds: 30, secondsWithoutScript: 30)
        }
    }
}

/// One request for a guest's page: in which language, from which device, to which address.
struct GuestVisit: Sendable {
    let language: Language
    let device: String
    /// How the form was opened.
    let channel: FeedbackChannel
    /// The page's path, without its query.
    let path: String
    /// Where guests' telephones reach this node.
    let address: String
    /// Whether the guest comes from sending the form.
    let isSent: Bool
    /// The shared screen on which a page is shown that is not its own.
    let kiosk: PlaceToken?
    let pages: HousePages

    /// What an address may say besides its path.
    struct Query: Decodable, Sendable {
        var lang: String?
        var by: String?
        /// Whether the guest comes from sending the form.
        var sent: String?
        /// The shared screen on which the page is shown.
        var kiosk: String?
    }

    /// The query of an address that keeps the language, and how the form was opened.
    func query(_ language: Language) -> String {
        "?lang=\(language.code)" + (channel == .nfc ? "&by=nfc" : "")
            + (isSent ? "&sent=1" : "") + (kiosk.map { "&kiosk=\($0)" } ?? "")
    }

    var query: String { query(language) }

    func frame(
        _ title: String,
        lede: String? = nil,
        place: String? = nil,
        kiosk: GuestFrame.Kiosk? = nil
    ) -> GuestFrame {
        GuestFrame(
            code: language.code,
            direction: language.direction,
            title: title,
            lede: lede,
            place: place,
            house: pages.house,
            links: Language.all.map {
                GuestFrame.Link(
                    code: $0.code,
                    name: $0.name,
                    path: path + query($0),
                    isCurrent: $0 == language
                )
            },
            kiosk: kiosk
        )
    }

    /// A page that says one thing.
    func saying(
        _ title: String,
        _ detail: String,
        again: String? = nil,
        kiosk: GuestFrame.Kiosk? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        struct Content: Sendable {
            var guest: GuestFrame
            var detail: String
            var again: String?
        }
        let content = Content(
            guest: frame(title, kiosk: kiosk),
            detail: detail,
            again: again
        )
        return try pages.guests.page("guest-said", content, in: language, status: status)
    }

    /// The page for a code that opens nothing.
    func unknown() throws -> Response {
        try saying(
            language.say("This code opens nothing any more"),
            language.say("Perhaps a letter is wrong, or the place has a new code."),
            status: .notFound
        )
    }
}

extension HousePages {
    /// Answers a guest, on a thread that may wait.
    ///
    /// What goes wrong is told in the guest's language; the words stay in the browser.
    func answering(
        _ request: Request,
        _ context: HouseContext,
        by channel: FeedbackChannel = .webForm,
        _ body: @escaping @Sendable (GuestVisit) throws -> Response
    ) async throws -> Response {
        let query = try request.uri.decodeQuery(as: GuestVisit.Query.self, context: context)
        let (accepted, host) = (request.headers[.acceptLanguage], request.head.authority)
        let device = Self.device(request, context)
        let path = request.uri.path
        return try await blocking {
            try store.read { try zone.refresh($0) }
            let settings = try store.guestSettings()
            let visit = GuestVisit(
                language: Language.chosen(
                    query.lang,
                    accepting: accepted,
                    house: settings.language.flatMap { Language.named($0) } ?? .english
                ),
                device: device,
                channel: channel == .webForm && query.by == "nfc" ? .nfc : channel,
                path: path,
                address: settings.address ?? "http://\(host ?? "localhost")",
                isSent: query.sent != nil,
                kiosk: query.kiosk.flatMap { PlaceToken($0) },
                pages: self
            )
            return try body(visit)
        }
    }

    /// Who asks; behind a proxy on this machine, whom it names last.
    private static func device(_ request: Request, _ context: HouseContext) -> String {
        let isProxied = context.device == "127.0.0.1" || context.device == "::1"
        guard isProxied, let named = request.headers[.forwardedFor]?.split(separator: ",").last
        else { return context.device }
        return String(named.trimmed.prefix(64))
    }
}

extension HTTPField.Name {
    fileprivate static var forwardedFor: HTTPField.Name {
        guard let name = HTTPField.Name("X-Forwarded-For") else { preconditionFailure("a name") }
        return name
    }
}
