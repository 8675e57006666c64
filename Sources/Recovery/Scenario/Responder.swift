/// A unit of the house that answers for a kind of failure.
package enum ResponseTeam: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Rooms and linen.
    case housekeeping = 1
    /// Reception, concierge and telephone.
    case frontOffice
    /// Building, machines and climate.
    case engineering
    /// Network and guest technology.
    case informationTechnology
    /// Safety of people and property.
    case security
    /// Restaurant, bar, kitchen and room service.
    case foodAndBeverage
    /// Invoices and payments.
    case accounting
    /// Bookings before arrival.
    case reservations
    /// Prices, fees and their wording.
    case revenue
    /// What is promised in pictures and words.
    case marketing
    /// People and conduct.
    case humanResources
    /// The pest control company under contract.
    case pestContractor
    /// The person in charge of food safety.
    case foodSafety
    /// The head of the department concerned.
    case departmentHead
    /// The person in charge of the house for the shift.
    case dutyManager
    /// The branch's general manager.
    case generalManager
    /// Headquarters.
    case headquarters
}

/// Who is called when the failure happens.
package struct Responder: Hashable, Sendable {
    /// The first to be called.
    package var lead: Lead
    /// Who helps, and is called when the first does not answer.
    package var support: [ResponseTeam]

    /// A responder with support.
    package init(lead: Lead, support: [ResponseTeam]) {
        self.lead = lead
        self.support = support
    }

    /// Everyone to call, in order, each once; it always ends in a manager, so never in silence.
    package var chain: [Lead] {
        var chain: [Lead] = []
        for next in [lead] + (support + [.dutyManager]).map(Lead.team) where !chain.contains(next) {
            chain.append(next)
        }
        return chain
    }

    /// A team, or one person by sign-in name.
    package enum Lead: Hashable, Sendable {
        /// Whoever of the team is on shift.
        case team(ResponseTeam)
        /// One person.
        case person(String)
    }
}
