import Recovery

/// Words that other programs use for a choice of ours.
protocol ForeignNamed: CatalogueChoice {
    /// Folded foreign words and what they mean here.
    static var foreignNames: [String: Self] { get }
}

extension ForeignNamed {
    /// The choice that `text` names in our words or in another program's; nil for any other word.
    static func meant(by text: String) -> Self? {
        let word = CellWords.folded(text)
        return foreignNames[word] ?? allCases.first { $0.name.lowercased() == word }
    }
}

extension FeedbackChannel: ForeignNamed {
    static let foreignNames: [String: FeedbackChannel] = [
        "web": .webForm, "website": .webForm, "web form": .webForm, "form": .webForm,
        "qr": .webForm, "online": .webForm, "tablet": .kiosk, "tag": .nfc,
        "text": .sms, "text message": .sms, "e-mail": .email, "mail": .email,
        "telephone": .phone, "call": .phone, "voice": .phone, "voice in": .phone,
        "in person": .inPerson, "verbal": .inPerson, "staff": .inPerson, "front desk": .inPerson,
        "whatsapp": .chat, "messenger": .chat, "live chat": .chat,
        "twitter": .social, "x": .social, "facebook": .social, "instagram": .social,
        "social media": .social, "booking.com": .ratingSite, "tripadvisor": .ratingSite,
        "google": .ratingSite, "expedia": .ratingSite, "rating site": .ratingSite,
        "review": .ratingSite, "postal mail": .letter, "card": .letter, "fax": .letter,
        "referral": .other, "anonymous": .survey, "link": .survey, "questionnaire": .survey,
        "integrated agency": .other, "other department": .other, "open311": .webForm,
        "mobile/open311": .webForm, "web self service": .webForm,
    ]
}

extension Touchpoint: ForeignNamed {
    static let foreignNames: [String: Touchpoint] = [
        "reservation": .booking, "reservations": .booking, "website": .booking,
        "front desk": .reception, "check-in": .reception, "check in": .reception,
        "front office": .reception, "bedroom": .room, "housekeeping": .room, "lobby": .building,
        "lift": .building, "sleep": .night, "noise": .night, "breakfast": .restaurant,
        "bar": .restaurant, "food": .restaurant, "f&b": .restaurant,
        "food and beverage": .restaurant,
        "room service": .roomService, "meetings": .meeting, "events": .meeting, "spa": .facility,
        "pool": .facility, "gym": .facility, "maintenance": .engineering, "check-out": .departure,
        "check out": .departure, "invoice": .billing, "parking": .arrival,
    ]
}
