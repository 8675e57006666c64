/// A point of the guest's journey at which a promise is kept or broken, in journey order.
package enum Touchpoint: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Search, website, booking site or reservation call.
    case booking = 1
    /// A group, event or corporate sale.
    case sales
    /// Messages and requests before the journey.
    case preArrival
    /// Luggage, parcels and goods sent to or from the house.
    case delivery
    /// Transfer, parking, door and first room entry.
    case arrival
    /// The desk: check-in, check-out, questions.
    case reception
    /// The bedroom and what is in it.
    case room
    /// The bathroom.
    case bathroom
    /// Lifts, corridors, lobby and grounds.
    case building
    /// The hours of sleep.
    case night
    /// Restaurant, breakfast and bar.
    case restaurant
    /// Food and drink brought to the room.
    case roomService
    /// Conference rooms and events.
    case meeting
    /// Pool, gym, spa and other facilities.
    case facility
    /// Laundry and dry cleaning.
    case laundry
    /// A technician's visit.
    case engineering
    /// Check-out, luggage store and leaving.
    case departure
    /// Charges, deposits and invoices.
    case billing
    /// Everything after the guest has left.
    case postStay
    /// The handling of an earlier failure.
    case recovery
}
