/// The top level of the cause tree.
package enum CauseCode: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Our own way of working.
    case process = 1
    /// A supplier or another third party.
    case supplier
    /// The way the guest used something; points to missing guest information.
    case guestUse
    /// Marketing or sales promised what delivery cannot keep.
    case expectationGap
    /// A machine, an installation or the building.
    case equipment
    /// Too few people, or people not trained for it.
    case staffing
}

/// Who is to blame for the failure, as seen by the guest or by us.
package enum CauseLocus: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The house as a whole.
    case us = 1
    /// A particular member of staff.
    case staff
    /// A supplier.
    case supplier
    /// The guest.
    case guest
    /// Weather, neighbours, authorities.
    case environment
}

/// Whether the cause will still be there next time.
package enum CauseStability: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// It happened once and has gone.
    case passing = 1
    /// It will happen again unless something changes.
    case lasting
}

/// Whether the house could have prevented the failure.
package enum CauseControllability: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// It was in our hands.
    case controllable = 1
    /// It was not in our hands.
    case uncontrollable
}
