/// Who can be called about a case at a moment, from those who answer for it up to the manager.
///
/// The team answers first, then its deputy on duty or whoever leads there, then the duty manager,
/// then the manager of the house. Where nobody fills a step the next one up is called instead, so
/// no call ends with nobody.
package struct CallChain: Hashable, Sendable {
    private let team: Responder.Lead
    private let leading: [Responder.Lead]

    /// The chain of a case.
    ///
    /// - Parameters:
    ///   - responder: who answers for the failure.
    ///   - owner: who has the case.
    ///   - duty: who is here.
    ///   - supervisors: those who lead a shift or department, by sign-in name.
    package init(
        _ responder: Responder,
        owner: String?,
        duty: OnDuty,
        supervisors: Set<String>
    ) {
        if let owner, duty.present.isEmpty || duty.isPresent(owner) {
            team = .person(owner)
        } else {
            team = duty.answer(for: responder).lead
        }
        let deputies = duty.deputies(of: responder.lead)
        let heads = duty.people(of: responder.lead).filter(supervisors.contains)
        // A roster on which nobody is on duty says nothing: then those who help are called.
        let support = responder.support.map(Responder.Lead.team)
            .filter { duty.present.isEmpty || !duty.people(of: $0).isEmpty }
        let others = duty.present.map(\.person).filter(supervisors.contains)
        leading =
            (deputies + heads).map(Responder.Lead.person) + support
            + others.map(Responder.Lead.person)
    }

    /// Whom a role's step calls, those first who stand nearest to the case; never nobody.
    package func leads(of role: StaffRole) -> [Responder.Lead] {
        switch role {
        case .staff: [team]
        case .supervisor: leading + [.team(.dutyManager)]
        case .dutyManager: [.team(.dutyManager)]
        case .manager: [.team(.generalManager)]
        case .headquarters, .operator: [.team(.headquarters)]
        }
    }

    /// Whom a level calls that nobody called before it; nil when it would only say again what was
    /// said: that call still stands, and the next level up follows.
    package func called(
        by level: EscalationLevel,
        after before: Set<Responder.Lead>
    ) -> Responder.Lead? {
        leads(of: level.role).first { !before.contains($0) }
    }
}

/// What was called before about one clock of a case.
package struct CallsBefore: Hashable, Sendable {
    /// The highest level of the ladder that was called.
    package var level: Int
    /// Whom the first call and the ladder called.
    package var leads: Set<Responder.Lead>

    /// Calls up to a level.
    package init(level: Int = 0, leads: Set<Responder.Lead> = []) {
        (self.level, self.leads) = (level, leads)
    }
}

/// A level of the ladder that is due, and whom it calls.
package struct LadderCall: Hashable, Sendable {
    /// The level.
    package let level: EscalationLevel
    /// Whom it calls.
    package let lead: Responder.Lead
}
