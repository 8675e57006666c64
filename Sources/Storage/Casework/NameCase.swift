package import Recovery
package import Wire

/// Whom a case is given to.
package enum CaseAssignee: Hashable, Sendable {
    /// Whoever of the team is on shift.
    case team(String)
    /// One person, by the name under which their acts are recorded.
    case person(String)

    /// The name alone.
    package var name: String {
        switch self {
        case .team(let name), .person(let name): name
        }
    }

    /// As an alarm names the one it calls.
    var responder: String {
        switch self {
        case .team(let name): name
        case .person(let name): "person:\(name)"
        }
    }
}

extension RecordTransaction {
    /// Names the failure of a case, or corrects a wrong name.
    ///
    /// The severity rises to that of the scenario and never falls. While the case is open it goes
    /// to the scenario's responder, who is called as if the case had been opened so; who was
    /// called under the former name is called no more. Somebody who has begun work keeps the case.
    /// The former name stays in the history.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``, or `CaseMoveError` when the case is merged.
    package func classifyCase(_ id: ChangeID, as published: PublishedScenario) throws {
        let found = try recoveryCase(id)
        if found.state == .merged { throw CaseMoveError.isMerged }
        let scenario = published.scenario
        let severity = max(found.severity, scenario.severity.starting())
        var fields: [(CaseField, Cell)] = [
            (.scenario, .text(scenario.code.description)),
            (.scenarioVersion, .number(published.edition.number)),
            (.severity, .choice(severity)),
        ]
        let lead = CaseAssignee(scenario.responder.lead)
        let isRouted = found.state.isOpen && found.state != .remedied && !found.isWith(lead)
        if isRouted {
            if found.state == .triage { fields.append((.state, .choice(CaseState.assigned))) }
            switch lead {
            case .team(let team):
                fields.append((.team, .words(team)))
                if !found.state.hasBegun { fields.append((.owner, .null)) }
            case .person(let person): fields.append((.owner, .words(person)))
            }
        }
        try edit(found.row, fields: fields.map { ($0.0.rawValue, $0.1) })
        if isRouted {
            try dismissAlarms(of: found.id, because: "named \(scenario.code)")
            try call(lead.responder, about: found.id, severity, scope: found.row.scope)
        } else if found.state.isOpen, severity == .safety {
            try callDutyManager(about: found)
        }
    }

    /// Sets how bad a case is, and says why.
    ///
    /// Danger calls the duty manager.
    ///
    /// - Throws: ``CaseworkError/noReason``, or `CaseMoveError` when the case is over.
    package func changeSeverity(
        of id: ChangeID,
        to severity: Severity,
        because reason: String
    ) throws {
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        guard !reason.allSatisfy(\.isWhitespace) else { throw CaseworkError.noReason }
        guard severity != found.severity else { return }
        try edit(found.row, [CaseField.severity: .choice(severity)])
        try note(
            "Severity from \(found.severity.rawValue) to \(severity.rawValue): \(reason)",
            about: found
        )
        if severity == .safety { try callDutyManager(about: found) }
    }

    /// Gives a case to a team or a person, who is called; nobody else is called any more.
    ///
    /// A team gets it without an owner, so that whoever answers the call becomes the owner.
    ///
    /// - Throws: ``CaseworkError``, or `CaseMoveError` when the case is over.
    package func passCase(
        _ id: ChangeID,
        to assignee: CaseAssignee,
        because reason: String
    ) throws {
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        guard !assignee.name.isEmpty else { throw CaseworkError.noAssignee }
        let isWaiting = found.state == .new || found.state == .triage
        var fields: [(CaseField, Cell)] = isWaiting ? [(.state, .choice(CaseState.assigned))] : []
        switch assignee {
        case .team(let team): fields += [(.team, .words(team)), (.owner, .null)]
        case .person(let person): fields.append((.owner, .words(person)))
        }
        try edit(found.row, fields: fields.map { ($0.0.rawValue, $0.1) })
        try dismissAlarms(of: found.id, because: "given to \(assignee.name)")
        if assignee != .person(author) {
            try call(assignee.responder, about: found.id, found.severity, scope: found.row.scope)
        }
        let words = reason.allSatisfy(\.isWhitespace) ? "." : ": \(reason)"
        try note("Given to \(assignee.name)\(words)", about: found)
    }

    private func callDutyManager(about found: RecoveryCase) throws {
        let dutyManager = ResponseTeam.dutyManager.words
        let isCalled = try alarms(of: found.id).contains { $0.responder == dutyManager }
        guard !isCalled else { return }
        try call(dutyManager, about: found.id, .safety, scope: found.row.scope)
    }
}

extension CaseAssignee {
    fileprivate init(_ lead: Responder.Lead) {
        switch lead {
        case .team(let team): self = .team(team.words)
        case .person(let person): self = .person(person)
        }
    }
}

extension RecoveryCase {
    fileprivate func isWith(_ lead: CaseAssignee) -> Bool {
        switch lead {
        case .team(let team): self.team == team && state != .triage
        case .person(let person): owner == person && state != .triage
        }
    }
}

extension CaseState {
    /// Whether somebody has done something for the guest.
    fileprivate var hasBegun: Bool {
        switch self {
        case .new, .triage, .assigned: false
        case .inProgress, .waitingGuest, .waitingInternal, .remedied, .closed, .merged: true
        }
    }
}
