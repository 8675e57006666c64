import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// The places at which guests leave word, and what they left there that somebody must look at.
    var house: [Endpoint<APICaller>] { places + keptForms }

    private var places: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/places",
                "The places at which guests can leave word, with the addresses of their codes.",
                .ok(.list(Schemas.place))
            ) { call in
                try call.staff().mustLookAfterPlaces()
                return try listed { _ in true }
            },
            Endpoint(
                .post,
                Self.root + "/places",
                "Add places that are not there yet, each with a code of its own.",
                body: .object([
                    .needs("kind", .choice(PlaceKind.names)),
                    .needs("names", .list(.text(1...PlaceNames.lengthMax)), "Rooms also 101-120."),
                ]),
                .created(.list(Schemas.place))
            ) { call in
                let staff = try call.staff()
                try staff.mustLookAfterPlaces()
                let kind = call.choice("kind", PlaceKind.self) ?? .area
                let typed = (call.body["names"]?.elements ?? []).compactMap(\.text)
                let names = try PlaceNames(typed.joined(separator: "\n"), kind: kind)
                var random = SystemRandomNumberGenerator()
                _ = try pages.store.change(author: staff.name, now: WallClock.now()) {
                    try $0.addPlaces(names, kind: kind, using: &random)
                }
                return try listed { names.names.contains($0.name) }
            },
            Endpoint(
                .delete,
                Self.root + "/places/{place}",
                "Close a place: its code opens nothing any more.",
                parameters: [
                    Endpoint.Parameter("place", in: .path, .text(1...40), "The place's id.")
                ],
                .ok(.object([]))
            ) { call in
                let (staff, id) = (try call.staff(), try call.record("place"))
                try staff.mustLookAfterPlaces()
                try pages.store.change(author: staff.name, now: WallClock.now()) {
                    try $0.closePlace(id)
                }
                return .object([])
            },
            Endpoint(
                .get,
                Self.root + "/places/settings",
                "Where guests' telephones reach the house, and in which language by default.",
                .ok(Schemas.guestSettings)
            ) { call in
                try call.staff().mustLookAfterPlaces()
                return try pages.store.guestSettings().json
            },
            Endpoint(
                .put,
                Self.root + "/places/settings",
                "Say where guests' telephones reach the house, and in which language by default.",
                body: .object([
                    .needs("address", .text(1...200)),
                    .needs("language", .choice(Language.all.map(\.code))),
                ]),
                .ok(Schemas.guestSettings)
            ) { call in
                try call.staff().mustLookAfterPlaces()
                let address = call.body["address"]?.text ?? ""
                let language = call.body["language"]?.text ?? ""
                _ = try PlacesPages(pages: pages).set(
                    PlacesPages.SettingsForm(address: address, language: language)
                )
                return try pages.store.guestSettings().json
            },
        ]
    }

    private func listed(_ isShown: (Place) -> Bool) throws -> JSON {
        try pages.store.read { reader in
            let address = try reader.guestSettings().address
            return .array(try reader.places().filter(isShown).map { $0.json(address) })
        }
    }

    private var keptForms: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/kept-forms",
                "Guests' forms that came in a burst and wait for somebody to look, oldest first.",
                .ok(.list(Schemas.keptForm))
            ) { call in
                try call.staff().mustLookAfterPlaces()
                return try pages.store.read { reader in
                    .array(
                        try reader.keptForms().map { kept in
                            let place = try reader.place(kept.place, evenClosed: true)
                            return try kept.json(place: place?.name)
                        }
                    )
                }
            },
            keptForm("take", "Take a kept form in, as if it had come then.", isTaken: true),
            keptForm("drop", "Throw a kept form away.", isTaken: false),
        ]
    }

    private func keptForm(
        _ name: String,
        _ summary: String,
        isTaken: Bool
    ) -> Endpoint<APICaller> {
        Endpoint(
            .post,
            Self.root + "/kept-forms/{form}/" + name,
            summary,
            parameters: [
                Endpoint.Parameter("form", in: .path, .integer(1...Int64.max), "Its number.")
            ],
            .ok(.object([]))
        ) { call in
            let staff = try call.staff()
            try staff.mustLookAfterPlaces()
            let number = call[parameter: "form"]?.integer ?? 0
            guard try pages.store.read({ try $0.keptForms() }).contains(where: { $0.id == number })
            else {
                throw Problem(.notFound, "not-found", "No form \(number) is kept. They are listed.")
            }
            _ = try KeptFormsPage(pages: pages).settle(number, isTaken: isTaken, staff)
            return .object([])
        }
    }
}

extension Staff {
    /// - Throws: a problem for those who do not look after places.
    fileprivate func mustLookAfterPlaces() throws {
        guard role.looksAfterPlaces else {
            throw Problem(
                .forbidden,
                "role",
                "Supervisors and above look after places and their codes. Ask one of them."
            )
        }
    }
}
