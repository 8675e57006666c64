package import Recovery
package import Wire

/// One step in the life of a remedy.
package struct RemedyEvent: Sendable {
    /// The record.
    package let row: StoredRow

    /// The step in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The proposal that began the remedy.
    package var offer: ChangeID { row.reference(RemedyEventField.offer) ?? row.id }
    /// The case.
    package var recoveryCase: ChangeID? { row.reference(RemedyEventField.recoveryCase) }
    /// What the step led to.
    package var state: RemedyState { row.choice(RemedyEventField.state) ?? .proposed }
    /// When.
    package var happenedAt: Timestamp {
        row.time(RemedyEventField.happenedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// What it costs the house; nil for nothing.
    package var cost: Money? { money(.costMinor) }

    fileprivate func money(_ field: RemedyEventField) -> Money? {
        guard let minorUnits = row.number(field), let code = row.text(RemedyEventField.currency),
            let currency = Currency(stored: code)
        else { return nil }
        return Money(minorUnits: minorUnits, currency: currency)
    }
}

/// A remedy: the proposal and what became of it.
package struct Remedy: Sendable {
    /// The proposal's name, which is the remedy's.
    package let id: ChangeID
    /// What it consists of.
    package let kind: RemedyKind
    /// Its rung of the ladder.
    package let level: RemedyLevel
    /// What the guest gets, in words.
    package let description: String
    /// What it costs the house; nil for nothing.
    package let cost: Money?
    /// What it is worth to the guest; nil when nobody said.
    package let guestValue: Money?
    /// How far it has come.
    package let state: RemedyState
    /// Its steps, oldest first.
    package let events: [RemedyEvent]

    /// The remedies of a case's steps, in the order of the proposals.
    static func remedies(of events: [RemedyEvent]) -> [Remedy] {
        let steps = Dictionary(grouping: events, by: \.offer)
        return events.filter { $0.offer == $0.row.id }.map { proposal in
            let ordered = (steps[proposal.row.id] ?? [proposal]).sorted {
                ($0.happenedAt, $0.row.id) < ($1.happenedAt, $1.row.id)
            }
            return Remedy(
                id: proposal.row.id,
                kind: proposal.row.choice(RemedyEventField.kind) ?? .attention,
                level: proposal.row.choice(RemedyEventField.level) ?? .c0,
                description: proposal.row.text(RemedyEventField.description) ?? "",
                cost: proposal.cost,
                guestValue: proposal.money(.guestValueMinor),
                state: ordered.last?.state ?? proposal.state,
                events: ordered
            )
        }
    }
}

/// A remedy that somebody has in mind.
package struct RemedyProposal: Sendable {
    /// What it consists of.
    package var kind: RemedyKind
    /// Its rung of the ladder.
    package var level: RemedyLevel
    /// What the guest gets, in words.
    package var description: String
    /// What it costs the house; nil for nothing.
    package var cost: Money?
    /// What it is worth to the guest, in the currency of the cost.
    package var guestValue: Money?
    /// The price of what went wrong; nil when nobody knows it.
    package var affectedPrice: Money?
    /// Why more is given than helps.
    package var reason = ""

    /// A remedy without cost.
    package init(kind: RemedyKind, level: RemedyLevel, description: String) {
        self.kind = kind
        self.level = level
        self.description = description
    }
}

extension RecordTransaction {
    /// Proposes a remedy; one within the author's authority is approved at once.
    ///
    /// - Returns: the remedy and whether somebody else must agree first.
    /// - Throws: ``CaseworkError``, ``RemedyCapError``, `CaseMoveError` for a case that is over, or
    ///   `MoneyError`.
    package func proposeRemedy(
        for id: ChangeID,
        _ proposal: RemedyProposal,
        by role: StaffRole
    ) throws -> (id: ChangeID, decision: AuthorityDecision) {
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        if let cost = proposal.cost, let value = proposal.guestValue,
            cost.currency != value.currency
        {
            throw MoneyError.mixedCurrencies(cost.currency, value.currency)
        }
        try checkCap(proposal, in: found)
        let decision = try authority(
            cost: proposal.cost,
            level: proposal.level,
            in: found,
            by: role
        )
        let currency = (proposal.cost ?? proposal.guestValue)?.currency.code
        let remedy = try create(
            Catalogue.remedyEvent,
            scope: found.row.scope,
            [
                RemedyEventField.recoveryCase: .reference(found.id),
                .state: .choice(RemedyState.proposed),
                .kind: .choice(proposal.kind),
                .level: .choice(proposal.level),
                .description: .words(proposal.description),
                .costMinor: proposal.cost.map { .integer($0.minorUnits) } ?? .null,
                .guestValueMinor: proposal.guestValue.map { .integer($0.minorUnits) } ?? .null,
                .currency: .words(currency),
                .happenedAt: .time(now),
            ]
        )
        if decision == .within { try step(remedy, to: .approved, cost: proposal.cost, of: found) }
        return (remedy, decision)
    }

    /// Moves a remedy on: approved, offered, accepted, declined, delivered or taken back.
    ///
    /// - Throws: ``CaseworkError``, `RemedyRefusal` saying what to do first, or `MoneyError`.
    package func moveRemedy(_ id: ChangeID, to state: RemedyState, by role: StaffRole) throws {
        guard let row = try row(Catalogue.remedyEvent, id),
            let caseID = RemedyEvent(row).recoveryCase
        else { throw CaseworkError.noSuchRemedy(id.description) }
        let found = try recoveryCase(caseID)
        guard let remedy = try remedies(of: found.id).first(where: { $0.id == id }) else {
            throw CaseworkError.noSuchRemedy(id.description)
        }
        let facts = RemedyFacts(
            kind: remedy.kind,
            stepsDone: found.marks.steps,
            authority: try authority(
                cost: remedy.cost,
                level: remedy.level,
                in: found,
                by: role
            )
        )
        try step(
            remedy.id,
            to: try remedy.state.move(to: state, given: facts),
            cost: remedy.cost,
            of: found
        )
    }

    /// A case's remedies, in the order of the proposals.
    package func remedies(of id: ChangeID) throws -> [Remedy] { try reader.remedies(of: id) }

    private func step(
        _ remedy: ChangeID,
        to state: RemedyState,
        cost: Money?,
        of found: RecoveryCase
    ) throws {
        _ = try create(
            Catalogue.remedyEvent,
            scope: found.row.scope,
            [
                RemedyEventField.recoveryCase: .reference(found.id),
                .offer: .reference(remedy),
                .state: .choice(state),
                .approvedBy: state == .approved ? .words(author) : .null,
                .happenedAt: .time(now),
            ]
        )
    }
}
