package import Recovery
package import Wire

/// What somebody may still give away in a case.
package struct AuthorityLeft: Hashable, Sendable {
    /// What the person may give in this case altogether, by the tighter of the two limits.
    package let limit: Money
    /// What is left of it now, never less than nothing.
    package let left: Money
}

extension RecordTransaction {
    /// Whether the author, in `role`, may give a remedy of this cost in this case now.
    func authority(
        cost: Money?,
        level: RemedyLevel,
        in found: RecoveryCase,
        by role: StaffRole
    ) throws -> AuthorityDecision {
        try reader.authority(cost: cost, level: level, in: found, by: role, author, now)
    }
}

extension StoreReader {
    /// Whether somebody of `role` may give a remedy of this cost in this case now.
    ///
    /// What was given before counts once it was approved and until it is declined or taken back.
    /// A day is one of UTC, and what counts in it is what the person approved.
    package func authority(
        cost: Money?,
        level: RemedyLevel,
        in found: RecoveryCase,
        by role: StaffRole,
        _ person: String,
        _ now: Timestamp
    ) throws -> AuthorityDecision {
        guard let cost else {
            return role.covers(level.lowestRole) ? .within : .needsApproval(by: level.lowestRole)
        }
        return try AuthorityLadder(limits(in: cost.currency)).decision(
            cost,
            at: level,
            by: role,
            givenInCase: try given(in: found.id, cost.currency),
            givenToday: try approvedToday(by: person, in: cost.currency, now)
        )
    }

    /// What somebody of `role` may still give in a case today; nil for a role without limits, or
    /// one that gives nothing.
    package func authorityLeft(
        in found: RecoveryCase,
        _ currency: Currency,
        by role: StaffRole,
        _ person: String,
        _ now: Timestamp
    ) throws -> AuthorityLeft? {
        guard let limit = try limits(in: currency).first(where: { $0.role == role }) else {
            return nil
        }
        let inCase = try limit.perCase.subtracting(try given(in: found.id, currency))
        let today = try limit.perDay.subtracting(try approvedToday(by: person, in: currency, now))
        let left = max(0, min(inCase.minorUnits, today.minorUnits))
        return AuthorityLeft(
            limit: limit.perCase,
            left: Money(minorUnits: left, currency: currency)
        )
    }

    /// What the house has bound itself to in a case, in one currency.
    package func given(in id: ChangeID, _ currency: Currency) throws -> Money {
        let nothing = Money(minorUnits: 0, currency: currency)
        return try remedies(of: id)
            .filter { $0.state.isGiven && $0.cost?.currency == currency }
            .reduce(nothing) { try $0.adding($1.cost ?? nothing) }
    }

    /// A case's remedies, in the order of the proposals.
    func remedies(of id: ChangeID) throws -> [Remedy] {
        Remedy.remedies(
            of: try rows(
                Catalogue.remedyEvent,
                where: RemedyEventField.recoveryCase,
                is: .reference(id)
            ).map(RemedyEvent.init)
        )
    }

    private func approvedToday(
        by person: String,
        in currency: Currency,
        _ now: Timestamp
    ) throws -> Money {
        let approvals = try rows(
            Catalogue.remedyEvent,
            where: RemedyEventField.approvedBy,
            is: .words(person)
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
    package func limits(in currency: Currency) throws -> [AuthorityLimit] {
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
        return try limits.isEmpty ? AuthorityLimit.standard(in: currency) : Array(limits.values)
    }
}

extension AuthorityLimit {
    /// The limits where headquarters has set none, in minor units of the currency: 25.00 a case
    /// for staff where a unit has a hundred, up to 1,000.00 for the general manager; a day's
    /// limit is four times a case's.
    static func standard(in currency: Currency) throws -> [AuthorityLimit] {
        let perCase: [(StaffRole, Int64)] = [
            (.staff, 2_500), (.supervisor, 7_500), (.dutyManager, 20_000), (.manager, 100_000),
        ]
        return try perCase.map { role, amount in
            try AuthorityLimit(
                role: role,
                perCase: Money(minorUnits: amount, currency: currency),
                perDay: Money(minorUnits: amount * 4, currency: currency)
            )
        }
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
