/// One person's span of duty in a team.
package struct DutySpan: Hashable, Sendable {
    /// The person, by sign-in name.
    package let person: String
    /// The team, as people write it; empty for none.
    package let team: String
    /// The first moment on duty.
    package let from: Timestamp
    /// The first moment after duty.
    package let to: Timestamp
    /// Whether the person answers for the team when the others of it do not.
    package let isDeputy: Bool

    /// A span; one that ends before it begins holds no moment.
    package init(
        person: String,
        team: String,
        from: Timestamp,
        to: Timestamp,
        isDeputy: Bool = false
    ) {
        (self.person, self.team, self.from, self.to) = (person, team, from, to)
        self.isDeputy = isDeputy
    }
}

/// Who is on duty at a moment, and who answers for a team or person that is not.
package struct OnDuty: Hashable, Sendable {
    /// The spans that hold the moment.
    package let present: [DutySpan]

    /// Those of some spans who are on duty at a moment.
    package init(_ spans: [DutySpan], at moment: Timestamp) {
        present = spans.filter { $0.from <= moment && moment < $0.to }
    }

    /// Who answers a call.
    package struct Answer: Hashable, Sendable {
        /// Who is called: a team or a person; never nobody.
        package let lead: Responder.Lead
        /// The people on duty who answer, each once; empty where the roster names none.
        package let people: [String]
    }

    /// Who answers for a responder: the first of its chain who is on duty, then the duty manager.
    ///
    /// A roster on which nobody is on duty says nothing: then the responder itself is called.
    package func answer(for responder: Responder) -> Answer {
        guard !present.isEmpty else { return Answer(lead: responder.lead, people: []) }
        for lead in responder.chain {
            let people = people(of: lead)
            if !people.isEmpty { return Answer(lead: lead, people: people) }
        }
        return Answer(lead: .team(.dutyManager), people: [])
    }

    /// Whether somebody is on duty.
    package func isPresent(_ person: String) -> Bool {
        !people(of: .person(person)).isEmpty
    }

    /// Those on duty in a team, or the person when on duty, each once in the order of the roster.
    package func people(of lead: Responder.Lead) -> [String] { people(of: lead) { _ in true } }

    /// Those on duty in a team who answer when the others of it do not.
    package func deputies(of lead: Responder.Lead) -> [String] {
        people(of: lead, where: \.isDeputy)
    }

    private func people(
        of lead: Responder.Lead,
        where isMeant: (DutySpan) -> Bool
    ) -> [String] {
        var people: [String] = []
        for span in present where isMeant(span) && !people.contains(span.person) {
            let isTheirs =
                switch lead {
                case .person(let person):
                    span.person.foldedForSearch == person.foldedForSearch
                case .team(let team): span.team.foldedForSearch == team.words.foldedForSearch
                }
            if isTheirs { people.append(span.person) }
        }
        return people
    }
}
