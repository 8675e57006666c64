/// What one role may give away without asking.
package struct AuthorityLimit: Hashable, Sendable {
    /// The role that the limit is for.
    package let role: StaffRole
    /// The most within one case.
    package let perCase: Money
    /// The most on one calendar day of the site, over all cases.
    package let perDay: Money

    /// A limit for `role`.
    ///
    /// - Throws: ``AuthorityError`` when the amounts contradict each other or the role decides
    ///   nothing about guests.
    package init(role: StaffRole, perCase: Money, perDay: Money) throws(AuthorityError) {
        guard role != .operator else { throw .operatorsGiveNothing }
        guard perCase.currency == perDay.currency else { throw .oneCurrency }
        guard perCase.minorUnits >= 0, perCase.minorUnits <= perDay.minorUnits else {
            throw .caseAboveDay
        }
        self.role = role
        self.perCase = perCase
        self.perDay = perDay
    }

    fileprivate func allows(inCase: Money, today: Money) throws(MoneyError) -> Bool {
        if try inCase.exceeds(perCase) { return false }
        return try !today.exceeds(perDay)
    }
}

/// Whether a remedy may be given at once.
package enum AuthorityDecision: Hashable, Sendable {
    /// The person may give it.
    case within
    /// A person of this role, or a higher one, must agree first.
    case needsApproval(by: StaffRole)
}

/// The limits of all roles of a site.
///
/// A role without a limit may only give what costs nothing, except headquarters, which has none.
package struct AuthorityLadder: Hashable, Sendable {
    private let limits: [AuthorityLimit]

    /// The limits of a site, at most one a role, in any order.
    ///
    /// - Throws: ``AuthorityError/twoLimits(_:)``.
    package init(_ limits: [AuthorityLimit]) throws(AuthorityError) {
        self.limits = limits.sorted { $0.role.rawValue < $1.role.rawValue }
        for (limit, next) in zip(self.limits, self.limits.dropFirst())
        where limit.role == next.role {
            throw .twoLimits(limit.role)
        }
    }

    /// Whether a person of `role` may give `amount` at ladder level `level` now.
    ///
    /// `givenInCase` and `givenToday` are what was given before, without `amount`.
    ///
    /// - Throws: ``MoneyError`` when amounts and limits are not in one currency.
    package func decision(
        _ amount: Money,
        at level: RemedyLevel,
        by role: StaffRole,
        givenInCase: Money,
        givenToday: Money
    ) throws(MoneyError) -> AuthorityDecision {
        let inCase = try givenInCase.adding(amount)
        let today = try givenToday.adding(amount)
        var needed = StaffRole.headquarters
        for candidate in StaffRole.deciding where candidate.covers(level.lowestRole) {
            guard try allows(candidate, amount, inCase: inCase, today: today) else { continue }
            needed = candidate
            break
        }
        return role.covers(needed) ? .within : .needsApproval(by: needed)
    }

    private func allows(
        _ role: StaffRole,
        _ amount: Money,
        inCase: Money,
        today: Money
    ) throws(MoneyError) -> Bool {
        if role == .headquarters || amount.minorUnits <= 0 { return true }
        guard let limit = limits.first(where: { $0.role == role }) else { return false }
        return try limit.allows(inCase: inCase, today: today)
    }
}

/// Why limits cannot be used as written.
package enum AuthorityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The role decides nothing about guests.
    case operatorsGiveNothing
    /// The limit of a case and of a day are in two currencies.
    case oneCurrency
    /// A case may cost more than the whole day, or less than nothing.
    case caseAboveDay
    /// The role has two limits.
    case twoLimits(StaffRole)

    /// What to do next, in one sentence.
    package var description: String {
        switch self {
        case .operatorsGiveNothing:
            "Give the limit to a role that deals with guests: operators give no remedies."
        case .oneCurrency: "Write both limits in the currency of the site."
        case .caseAboveDay:
            "Set the limit of a day at least as high as the limit of a case, and both to 0 or more."
        case .twoLimits(let role): "Keep one limit for \(role.words) and delete the other."
        }
    }
}
