/// How bad a failure is for the guest, 1 (annoyance) to 5 (safety).
package enum Severity: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// 1: an annoyance.
    case annoyance = 1
    /// 2: an inconvenience.
    case inconvenience
    /// 3: a service denied.
    case serviceDenied
    /// 4: a stay spoiled.
    case staySpoiled
    /// 5: safety, health, dignity or law.
    case safety

    /// The weight in severity-weighted failure rates: 1, 2, 4, 8, 16.
    package var weight: Int { 1 << (Int(rawValue) - 1) }

    /// The severity `steps` higher, at most ``safety``.
    package func raised(by steps: Int) -> Severity {
        Severity(rawValue: min(5, rawValue + Int64(min(4, max(0, steps))))) ?? .safety
    }
}

extension Severity: Comparable {
    /// Milder failures come first.
    package static func < (lower: Self, upper: Self) -> Bool { lower.rawValue < upper.rawValue }
}

/// What makes a failure more urgent than its scenario says.
package enum UrgencyFactor: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// The same failure happened before in this stay.
    case repeatedInStay = 1
    /// A guest whom the house treats as very important.
    case veryImportantGuest
    /// A child, a frail or an ill person.
    case vulnerableGuest
    /// Less than three hours remain before check-out.
    case leavingSoon
}

extension Severity {
    /// The severity of a case: one step higher when any factor applies.
    package func adjusted(for factors: Set<UrgencyFactor>) -> Severity {
        factors.isEmpty ? self : raised(by: 1)
    }
}
