import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The places at which guests leave word, and their codes.
struct PlacesPages {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var trouble: String?
        var heading: String
        var places: [Line]
        var kinds: [Choice]
        var address: String
        var languages: [Choice]
        var keptCount: Int
        var isKeeping: Bool
    }

    private struct Line: Sendable {
        var id: String
        var name: String
        var kind: String
        var path: String
    }

    private struct Choice: Sendable {
        var value: String
        var words: String
        var isChosen = false
    }

    func response(
        _ staff: Staff,
        host: String?,
        trouble: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let settings = try pages.store.guestSettings()
        let content = try pages.store.read { reader in
            let places = try reader.places()
            let kept = try reader.keptForms().count
            return Content(
                frame: try pages.frame(say("Places"), .places, staff, reader),
                formToken: staff.session.formToken,
                trouble: trouble,
                heading: say(Self.heading(places.count)),
                places: places.map { place in
                    Line(
                        id: "\(place.id)",
                        name: place.name.asPlace,
                        kind: say(place.kind.words),
                        path: place.path
                    )
                },
                kinds: PlaceKind.allCases.map { Choice(value: $0.name, words: say($0.plural)) },
                address: settings.address ?? Self.address(host),
                languages: Language.all.map {
                    Choice(
                        value: $0.code,
                        words: $0.name,
                        isChosen: $0.code == settings.language ?? "en"
                    )
                },
                keptCount: kept,
                isKeeping: kept > 0
            )
        }
        return try pages.page("places", content, status: status)
    }

    private static func heading(_ count: Int) -> Sentence {
        switch count {
        case 0: "No place yet where guests can leave word"
        case 1: "One place where guests can leave word"
        default: "\(count) places where guests can leave word"
        }
    }

    /// Where this node is reached, as far as a request tells.
    static func address(_ host: String?) -> String { "http://\(host ?? "localhost")" }

    // MARK: Acts

    struct Addition: Decodable, Sendable {
        var kind: String
        var names: String
    }

    func add(_ form: Addition, _ staff: Staff, host: String?) throws -> Response {
        guard let kind = PlaceKind.named(form.kind) else {
            throw Problem(.badRequest, "kind", say("Choose what the places are from the list."))
        }
        do {
            let names = try PlaceNames(form.names, kind: kind)
            var random = SystemRandomNumberGenerator()
            _ = try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.addPlaces(names, kind: kind, using: &random)
            }
            return .seeOther("/places")
        } catch let error as PlaceError {
            return try response(
                staff,
                host: host,
                trouble: say(error),
                status: .badRequest
            )
        }
    }

    func close(_ id: String, _ staff: Staff) throws -> Response {
        guard let id = RecordID(id) else {
            throw Problem(.notFound, "place", say(PlaceError.noSuchPlace))
        }
        do {
            try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.closePlace(ChangeID(rawValue: id.rawValue))
            }
        } catch let error as PlaceError {
            throw Problem(.notFound, "place", say(error))
        }
        return .seeOther("/places")
    }

    struct SettingsForm: Decodable, Sendable {
        var address: String
        var language: String
    }

    func set(_ form: SettingsForm) throws -> Response {
        var address = form.address.trimmed
        while address.hasSuffix("/") { address.removeLast() }
        let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard address.hasPrefix("http://") || address.hasPrefix("https://"), isPlain,
            address.utf8.count <= 200
        else {
            throw Problem(
                .badRequest,
                "address",
                say("Write the address as telephones open it, such as http://192.168.1.5:8080.")
            )
        }
        guard let language = Language.named(form.language) else {
            throw Problem(.badRequest, "language", say("Choose a language from the list."))
        }
        try pages.store.setGuestSettings(
            GuestSettings(address: address, language: language.code)
        )
        return .seeOther("/places")
    }
}

extension Place {
    /// Where its form is; a shared screen's resets by itself.
    var path: String { kind == .kiosk ? "/kiosk/\(token)" : "/g/\(token)" }
}

extension StaffRole {
    /// Whether the role adds and closes places, prints their codes, and looks at kept forms.
    var looksAfterPlaces: Bool { covers(.supervisor) || self == .operator }
}

extension PlaceKind {
    fileprivate var words: Sentence {
        switch self {
        case .room: "room"
        case .area: "area"
        case .outlet: "restaurant, bar or shop"
        case .kiosk: "shared screen"
        }
    }

    var plural: Sentence {
        switch self {
        case .room: "Rooms"
        case .area: "Areas"
        case .outlet: "Restaurants, bars and shops"
        case .kiosk: "Shared screens"
        }
    }
}

extension HousePages {
    /// Adds what staff use to look after places and their codes.
    func addPlaces(to router: RouterGroup<HouseContext>) {
        router.get("/places") { request, context in
            let (staff, host) = (try context.inChargeOfPlaces(), request.head.authority)
            return try await blocking {
                try PlacesPages(pages: self).response(staff, host: host)
            }
        }
        router.post("/places") { request, context in
            let (staff, form) = try await context.form(PlacesPages.Addition.self, request)
            _ = try context.inChargeOfPlaces()
            let host = request.head.authority
            return try await blocking {
                try PlacesPages(pages: self).add(form, staff, host: host)
            }
        }
        router.post("/places/:place/close") { request, context in
            let (staff, _) = try await context.form(NoField.self, request)
            _ = try context.inChargeOfPlaces()
            let id = try context.parameters.require("place")
            return try await blocking { try PlacesPages(pages: self).close(id, staff) }
        }
        router.post("/places/settings") { request, context in
            let (_, form) = try await context.form(PlacesPages.SettingsForm.self, request)
            _ = try context.inChargeOfPlaces()
            return try await blocking { try PlacesPages(pages: self).set(form) }
        }
        router.get("/places/print") { request, context in
            let (staff, host) = (try context.inChargeOfPlaces(), request.head.authority)
            let chosen = request.uri.queryParameters
            let sheet = PrintSheet(
                pages: self,
                kind: chosen["kind"].flatMap { PlaceKind.named(String($0)) },
                countPerSheet: chosen["per"].flatMap { Int($0) } ?? PrintSheet.counts[0],
                languages: Language.all.filter { chosen[$0.code[...]] != nil },
                address: PlacesPages.address(host)
            )
            return try await blocking { try sheet.response(staff) }
        }
        addKeptForms(to: router)
    }

    private func addKeptForms(to router: RouterGroup<HouseContext>) {
        router.get("/places/kept") { _, context in
            let staff = try context.inChargeOfPlaces()
            return try await blocking { try KeptFormsPage(pages: self).response(staff) }
        }
        for (path, isTaken) in [("take", true), ("drop", false)] {
            router.post(RouterPath("/places/kept/:form/\(path)")) { request, context in
                let (staff, _) = try await context.form(NoField.self, request)
                _ = try context.inChargeOfPlaces()
                let id = try context.parameters.require("form", as: Int64.self)
                return try await blocking {
                    try KeptFormsPage(pages: self).settle(id, isTaken: isTaken, staff)
                }
            }
        }
    }

    private struct NoField: Decodable, Sendable {}
}

extension HouseContext {
    /// Whoever looks after places.
    ///
    /// - Throws: ``NotSignedIn``; a problem for everyone else.
    fileprivate func inChargeOfPlaces() throws -> Staff {
        let staff = try signedIn()
        guard staff.role.looksAfterPlaces else {
            throw Problem(
                .forbidden,
                "role",
                say("Supervisors and above look after places and their codes. Ask one of them.")
            )
        }
        return staff
    }
}
