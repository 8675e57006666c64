/// A rung of the compensation ladder, C0 (apology and fix) to C5 (no offer by template).
package enum RemedyLevel: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Apology and fix, nothing else.
    case c0 = 1
    /// A small gesture by the front line.
    case c1
    /// A meal, parking, an upgrade or points, by a supervisor.
    case c2
    /// A good part of one night, by the duty manager.
    case c3
    /// Nights refunded and credit for a later stay, by the general manager.
    case c4
    /// Manager with headquarters, legal or insurer; no offer by template.
    case c5

    /// The rung as people write it, such as `C2`.
    package var words: String { name.uppercased() }

    /// The lowest role that may give a remedy of this level without asking.
    package var lowestRole: StaffRole {
        switch self {
        case .c0, .c1: .staff
        case .c2: .supervisor
        case .c3: .dutyManager
        case .c4: .manager
        case .c5: .headquarters
        }
    }

    /// The most that the level gives, in percent of a night's rate; nil where no template may say.
    ///
    /// C4 stops at 150 % of the affected price, beyond which satisfaction no longer grows.
    package var nightRatePercentMax: Int? {
        switch self {
        case .c0: 0
        case .c1: 10
        case .c2: 30
        case .c3: 100
        case .c4: 150
        case .c5: nil
        }
    }
}

extension RemedyLevel: Comparable {
    /// Lower rungs come first.
    package static func < (lower: Self, upper: Self) -> Bool { lower.rawValue < upper.rawValue }
}
