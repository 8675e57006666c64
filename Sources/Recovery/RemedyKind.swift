/// What a remedy consists of.
package enum RemedyKind: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The service is performed again, properly.
    case redo = 1
    /// The faulty thing is exchanged.
    case swap
    /// Another room or another house.
    case move
    /// Time and respect from a named person.
    case attention
    /// Something from the house: a drink, a dessert, an amenity.
    case complimentaryItem
    /// Use without charge: parking, spa, late check-out.
    case freeUsage
    /// A better room, table or class than booked.
    case upgrade
    /// A fee that is not charged.
    case feeWaiver
    /// Loyalty points.
    case points
    /// Money back.
    case refund
    /// Credit for a later stay.
    case futureCredit

    /// The loss that this kind repairs in kind.
    package var repairs: GuestLoss {
        switch self {
        case .feeWaiver, .refund, .futureCredit, .points: .money
        case .redo, .freeUsage: .service
        case .swap, .move, .upgrade, .complimentaryItem: .product
        case .attention: .attention
        }
    }

    /// Whether the remedy has a price, so that apology and solution must come first.
    package var hasValue: Bool {
        switch self {
        case .redo, .swap, .move, .attention: false
        default: true
        }
    }
}

/// What the failure took from the guest.
///
/// Matching rule (Roschk and Gelbrich 2014): money for lost money, redo for a flawed service,
/// swap for a flawed product, attention for a lack of attention.
package enum GuestLoss: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The guest paid too much or for nothing.
    case money = 1
    /// Something was not done, or done badly.
    case service
    /// A thing was faulty or not as promised.
    case product
    /// The guest was not heard or not respected.
    case attention

    /// The kinds of remedy that repair this loss in kind.
    package var matchingKinds: [RemedyKind] { RemedyKind.allCases.filter { $0.repairs == self } }
}
