/// The way a guest's words reached the house.
package enum FeedbackChannel: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// An invited questionnaire.
    case survey = 1
    /// The house's own form, opened by QR code or link.
    case webForm
    /// A shared tablet or computer in the house.
    case kiosk
    /// A form opened by touching a tag.
    case nfc
    /// A text message.
    case sms
    /// An e-mail.
    case email
    /// A telephone call.
    case phone
    /// Words spoken to a member of staff.
    case inPerson
    /// A chat or messaging application.
    case chat
    /// A post on a social network.
    case social
    /// A review on a booking or rating site.
    case ratingSite
    /// A letter or a card left in the room.
    case letter
    /// Anything that fits none of the others.
    case other

    /// Whether a guest speaks to staff on it, who write the words down or do not.
    package var isToldToStaff: Bool { self == .inPerson || self == .phone || self == .chat }
}

/// Who noticed the failure first.
package enum FeedbackOrigin: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The guest told the house.
    case guestReported = 1
    /// Staff saw it before the guest spoke.
    case staffNoticed
    /// The program found it, in text or in figures.
    case systemDetected
}
