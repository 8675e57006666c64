import GRDB
package import Recovery

extension RecoveryCase {
    /// Whether the case concerns safety, health, dignity or law, so that not everybody reads it.
    ///
    /// Lowering the severity of such a failure does not open it to others.
    package func isSealed(_ scenario: FailureScenario?) -> Bool {
        severity == .safety || scenario?.severity.starting() == .safety
    }

    /// Whether somebody may read the case: of a sealed one, the owner, its team, and those who
    /// decide at least what the duty manager decides.
    package func isOpen(to person: Person, _ scenario: FailureScenario?) -> Bool {
        if !isSealed(scenario) || person.role.covers(.dutyManager) { return true }
        if owner == person.name { return true }
        let team = person.profile.team.lowercased()
        return !team.isEmpty && team == self.team?.lowercased()
    }

    /// Who may read the case when it is sealed, in the middle of a sentence.
    package var readers: Sentence {
        if let owner { return "\(owner) and the duty manager" }
        return team.map { "the \($0) team and the duty manager" } ?? "the duty manager"
    }
}

extension NodeStore {
    /// Writes down that somebody opened a sealed case.
    package func recordOpening(of reference: String, by person: String, now: Timestamp) throws {
        try database.write {
            try Journal.add("\(person) opened the sealed case \(reference)", now, $0)
        }
    }
}
