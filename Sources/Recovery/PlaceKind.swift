/// What a place of the house is.
package enum PlaceKind: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// A guest's room.
    case room = 1
    /// A part of the house that all guests use.
    case area
    /// A restaurant, bar or shop.
    case outlet
    /// A shared screen on which guests leave word.
    case kiosk
}
