import Recovery

/// Which columns of an arrivals list say what, known by their names.
struct StayColumns: Hashable {
    private var places: [Role: Int] = [:]

    /// What a column can say of a stay.
    enum Role: String, CaseIterable {
        case booking, room, guest, lastName, firstName, contact, email, phone, language
        case arrival, departure, nights, rate, currency, tier, status
    }

    /// Finds the columns.
    ///
    /// - Throws: ``StaySheetError`` when one is missing without which no stay is known.
    init(_ names: [String]) throws(StaySheetError) {
        let keys = names.map(Self.key)
        var taken: Set<Int> = []
        for role in Role.allCases {
            let place = role.names.lazy.compactMap { name in
                keys.indices.first { keys[$0] == name && !taken.contains($0) }
            }.first
            guard let place else { continue }
            places[role] = place
            taken.insert(place)
        }
        func require(_ roles: Role..., words: String) throws(StaySheetError) {
            guard !roles.contains(where: { places[$0] != nil }) else { return }
            let example = roles[0].names.prefix(3).joined(separator: ", ")
            throw .columnMissing(words, example: example, available: names)
        }
        try require(.booking, words: "the number of the booking")
        try require(.arrival, words: "the day of arrival")
        try require(.departure, .nights, words: "the day of departure")
        try require(.room, .guest, .lastName, words: "the room or the guest")
    }

    /// The cell of a role on one line; nil when it says nothing.
    func value(_ role: Role, in cells: [String]) -> String? {
        guard let place = places[role], place < cells.count else { return nil }
        let text = CellWords.oneLine(cells[place])
        return CellWords.isNothing(text) ? nil : text
    }

    /// The name in small letters and digits only.
    private static func key(_ name: String) -> String {
        name.foldedForSearch.filter { $0.isLetter || $0.isNumber }
    }
}

extension StayColumns.Role {
    /// The names that booking systems give to the column, best first.
    var names: [String] {
        switch self {
        case .booking:
            [
                "booking", "bookingnumber", "bookingno", "bookingid", "bookingref",
                "bookingreference", "confirmation", "confirmationnumber", "confirmationno",
                "confno", "reservation", "reservationnumber", "reservationno", "reservationid",
                "resno", "resid", "buchung", "buchungsnummer", "buchungsnr", "reservierung",
                "reservierungsnummer", "reserva", "numeroreserva", "localizador", "numeroresa",
                "numerodereservation", "id",
            ]
        case .room:
            [
                "room", "roomnumber", "roomno", "roomnr", "rm", "unit", "zimmer", "zimmernummer",
                "zimmernr", "chambre", "numerodechambre", "habitacion", "kamer", "quarto",
                "camera", "place",
            ]
        case .guest:
            [
                "guest", "guestname", "fullname", "name", "customer", "customername", "gast",
                "gastname", "client", "nomduclient", "huesped", "cliente", "hospede",
            ]
        case .lastName:
            ["lastname", "surname", "familyname", "nachname", "nom", "apellido", "apellidos"]
        case .firstName: ["firstname", "givenname", "vorname", "prenom", "nombre"]
        case .contact: ["contact", "kontakt", "contacto"]
        case .email: ["email", "emailaddress", "mail", "guestemail", "correo", "courriel"]
        case .phone:
            [
                "phone", "phonenumber", "telephone", "mobile", "cell", "telefon", "handy",
                "telefono", "movil", "portable", "guestphone",
            ]
        case .language: ["language", "lang", "sprache", "langue", "idioma", "taal"]
        case .arrival:
            [
                "arrival", "arrivaldate", "arrivalat", "arrivesat", "arrives", "checkin",
                "checkindate", "from", "anreise", "anreisedatum", "ankunft", "arrivee",
                "datedarrivee", "llegada", "entrada", "checkintime", "startdate",
            ]
        case .departure:
            [
                "departure", "departuredate", "departureat", "departsat", "departs", "checkout",
                "checkoutdate", "to", "until", "abreise", "abreisedatum", "depart",
                "datededepart", "salida", "saida", "checkouttime", "enddate",
            ]
        case .nights:
            ["nights", "night", "los", "lengthofstay", "naechte", "nachte", "nuits", "noches"]
        case .rate:
            [
                "rate", "nightlyrate", "roomrate", "rateamount", "adr", "dailyrate", "price",
                "pricepernight", "preis", "rateprnight", "zimmerpreis", "prix", "tarif", "tarifa",
                "precio",
            ]
        case .currency: ["currency", "currencycode", "waehrung", "wahrung", "devise", "moneda"]
        case .tier:
            [
                "tier", "vip", "vipcode", "viplevel", "loyalty", "loyaltytier", "loyaltylevel",
                "membership", "membershiplevel", "level", "stammgast",
            ]
        case .status:
            ["status", "bookingstatus", "reservationstatus", "resstatus", "state", "estado"]
        }
    }
}

/// Why a file is no arrivals list, and what to do about it.
package enum StaySheetError: Error, Hashable, CustomStringConvertible {
    /// No column names what must be known of every stay.
    case columnMissing(String, example: String, available: [String])

    /// What to do next.
    package var description: String {
        switch self {
        case .columnMissing(let words, let example, let available):
            "No column gives \(words). Name one of them such as \(example); the file has: "
                + available.prefix(30).joined(separator: ", ") + "."
        }
    }
}
