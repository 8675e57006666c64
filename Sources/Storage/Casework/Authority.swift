import Recovery
import Wire

extension RecordTransaction {
    /// Whether somebody of `role` may give a remedy of this cost in this case now.
    ///
    /// What was given before counts once it was approved and until it is declined or taken back.
    /// A day is one of UTC, and what counts in it is what the author approved.
    func authority(
        cost: Money?,
        level: RemedyLevel,
        in found: RecoveryCase,
        by role: StaffRole
    ) throws -> AuthorityDecision {
        guard let cost else {
            return role.covers(level.lowestRole) ? .within : .needsApproval(by: level.lowestRole)
        }
        let nothing = Money(minorUnits: 0, currency: cost.currency)
        let inCase = try remedies(of: found.id)
            .filter { $0.state.isGiven && $0.cost?.currency == cost.currency }
            .reduce(nothing) { try $0.adding($1.cost ?? nothing) }
        return try ladder(in: cost.currency).decision(
            cost,
            at: level,
            by: role,
            givenInCase: inCase,
            givenToday: try approvedToday(in: cost.currency)
        )
    }

    private func approvedToday(in currency: Currency) throws -> Money {
        let approvals = try rows(
            Catalogue.remedyEvent,
            where: RemedyEventField.approvedBy,
            is: .words(author)
        ).map(RemedyEvent.init).filter { $0.happenedAt.day() == now.day() }
        var sum = Money(minorUnits: 0, currency: currency)
        for approval in approvals {
            guard let caseID = approval.recoveryCase,
                let remedy = try remedies(of: caseID).first(where: { $0.id == approval.offer }),
                remedy.state.isGiven, let cost = remedy.cost, cost.currency == currency
            else { continue }
            sum = try sum.adding(cost)
        }
        return sum
    }

    /// The limits in a currency: those that headquarters published, else the program's own.
    ///
    /// Of two limits for a role the one for this site counts, then the later one.
    private func ladder(in currency: Currency) throws -> AuthorityLadder {
        let rows = try rows(
            Catalogue.authorityLimit,
            where: AuthorityLimitField.currency,
            is: .text(currency.code)
        )
        var limits: [StaffRole: AuthorityLimit] = [:]
        for row in rows.sorted(by: { ($0.scope.rawValue, $0.id) < ($1.scope.rawValue, $1.id) }) {
            guard let role: StaffRole = row.choice(AuthorityLimitField.role),
                let perCase = row.number(AuthorityLimitField.perCaseMinor),
                let perDay = row.number(AuthorityLimitField.perDayMinor)
            else { continue }
            limits[role] = try AuthorityLimit(
                role: role,
                perCase: Money(minorUnits: perCase, currency: currency),
                perDay: Money(minorUnits: perDay, currency: currency)
            )
        }
        return try limits.isEmpty ? .standard(in: currency) : AuthorityLadder(Array(limits.values))
    }
}

extension AuthorityLadder {
    /// The limits where headquarters has set none, in minor units of the currency: 25.00 a case
    /// for staff where a unit has a hundred, up to 1,000.00 for the general manager; a day's
    /// limit is four times a case's.
    static func standard(in currency: Currency) throws -> AuthorityLadder {
        let perCase: [(StaffRole, Int64)] = [
            (.staff, 2_500), (.supervisor, 7_500), (.dutyManager, 20_000), (.manager, 100_000),
        ]
        return try AuthorityLadder(
            perCase.map { role, amount in
                try AuthorityLimit(
                    role: role,
                    perCase: Money(minorUnits: amount, currency: currency),
                    perDay: Money(minorUnits: amount * 4, currency: currency)
                )
            }
        )
    }
}

extension RemedyState {
    /// Whether the house has bound itself to the cost.
    var isGiven: Bool {
        switch self {
        case .approved, .offered, .accepted, .delivered: true
        case .proposed, .declined, .reversed: false
        }
    }
}

extension Currency {
    /// The currency that a record names; nil for a code that this version does not know.
    init?(stored code: String) {
        do throws(MoneyError) { try self.init(code) } catch { return nil }
    }
}
