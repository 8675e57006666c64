package import Recovery
package import Wire

/// How one case stands to another.
package struct CaseLink: Sendable {
    /// The record.
    package let row: StoredRow

    /// The link in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The case that is bound.
    package var recoveryCase: ChangeID? { row.reference(CaseLinkField.recoveryCase) }
    /// The case to which it is bound: the parent, the earlier one, the source.
    package var other: ChangeID? { row.reference(CaseLinkField.other) }
    /// How; nil for a kind that this version does not know.
    package var kind: CaseLinkKind? { row.choice(CaseLinkField.kind) }
    /// Whether it was taken back.
    package var isUndone: Bool { row.isSet(CaseLinkField.isUndone) }
}

extension RecordTransaction {
    /// Opens a case of the same failure for another guest, in the family of `id`.
    ///
    /// Nobody is called once more: the one who has the failure has it for all guests.
    ///
    /// - Throws: ``CaseworkError``, or `CaseMoveError` when the case is merged.
    package func openSameFailure(
        as id: ChangeID,
        guest: String,
        place: String
    ) throws -> OpenedCase {
        let parent = try parent(of: try recoveryCase(id))
        if parent.state == .merged { throw CaseMoveError.isMerged }
        let reference = try nextCaseReference()
        let child = try create(
            Catalogue.recoveryCase,
            scope: parent.row.scope,
            [
                CaseField.reference: .text(reference),
                .scenario: parent.row[CaseField.scenario],
                .scenarioVersion: parent.row[CaseField.scenarioVersion],
                .touchpoint: parent.row[CaseField.touchpoint],
                .severity: .choice(parent.severity),
                .state: .choice(parent.scenario == nil ? CaseState.triage : .assigned),
                .openedAt: .time(now),
                .receivedAt: .time(now),
                .owner: parent.row[CaseField.owner],
                .team: parent.row[CaseField.team],
                .place: .words(place),
                .guest: .words(guest),
                .summary: .words(parent.summary),
                .why: .words("the same failure as \(parent.reference)"),
                .isDrill: parent.row[CaseField.isDrill],
            ]
        )
        try bind(child, to: parent.id, .sameFailure, scope: parent.row.scope)
        return OpenedCase(
            id: child,
            reference: reference,
            responder: parent.owner ?? parent.team ?? Alarm.triageInbox
        )
    }

    /// Binds a case to another.
    ///
    /// A guest who is let down again is one step worse off: a chained case's severity rises.
    ///
    /// - Throws: ``CaseworkError``, or `CaseMoveError` when one of them is merged.
    package func linkCase(
        _ id: ChangeID,
        to otherID: ChangeID,
        as kind: CaseLinkKind
    ) throws {
        let found = try recoveryCase(id)
        var other = try recoveryCase(otherID)
        if kind == .sameFailure { other = try parent(of: other) }
        guard found.id != other.id else { throw CaseworkError.mergeIntoItself(found.reference) }
        if found.state == .merged || other.state == .merged { throw CaseMoveError.isMerged }
        let known = try links(of: found.id)
        guard !known.contains(where: { $0.other == other.id && $0.kind == kind }) else {
            throw CaseworkError.linkedAlready(found.reference, other.reference)
        }
        if kind == .sameFailure {
            let isBound = known.contains { $0.kind == .sameFailure }
            let isParent = try !children(of: found.id).isEmpty
            if isBound || isParent { throw CaseworkError.hasParent(found.reference) }
        }
        try bind(found.id, to: other.id, kind, scope: found.row.scope)
        guard kind == .chained else { return }
        let severity = found.severity.raised(by: 1)
        let words = "The same guest was let down before in this stay, see \(other.reference)."
        guard severity != found.severity else { return try note(words, about: found) }
        try edit(found.row, [CaseField.severity: .choice(severity)])
        try note(
            "\(words) Severity from \(found.severity.rawValue) to \(severity.rawValue).",
            about: found
        )
    }

    /// Takes a link back; what was done while it stood stays.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)`` or ``CaseworkError/noSuchLink(_:)``.
    package func unlinkCase(_ id: ChangeID, from other: ChangeID) throws {
        let found = try recoveryCase(id)
        let bonds = try links(of: found.id).filter { $0.other == other }
        guard !bonds.isEmpty else { throw CaseworkError.noSuchLink(found.reference) }
        for bond in bonds { try edit(bond.row, [CaseLinkField.isUndone: .flag(true)]) }
    }

    /// Writes a note about every open case of a family, and ticks what it tells of.
    ///
    /// - Returns: how many cases it was written about.
    /// - Throws: ``CaseworkError``.
    package func tellFamily(
        of id: ChangeID,
        _ text: String,
        step: RecoveryStep? = nil,
        contact: ContactMark? = nil
    ) throws -> Int {
        let parent = try recoveryCase(id)
        let family = try [parent] + children(of: parent.id).map { try recoveryCase($0) }
        let open = family.filter(\.state.isOpen)
        for found in open { try addNote(to: found.id, text, step: step, contact: contact) }
        return open.count
    }

    func bind(
        _ id: ChangeID,
        to other: ChangeID,
        _ kind: CaseLinkKind,
        scope: Scope
    ) throws {
        _ = try create(
            Catalogue.caseLink,
            scope: scope,
            [
                CaseLinkField.recoveryCase: .reference(id), .other: .reference(other),
                .kind: .choice(kind),
            ]
        )
    }

    func links(of id: ChangeID) throws -> [CaseLink] {
        try rows(Catalogue.caseLink, where: CaseLinkField.recoveryCase, is: .reference(id))
            .map(CaseLink.init).filter { !$0.isUndone }
    }

    private func children(of id: ChangeID) throws -> [ChangeID] {
        try rows(Catalogue.caseLink, where: CaseLinkField.other, is: .reference(id))
            .map(CaseLink.init).filter { !$0.isUndone && $0.kind == .sameFailure }
            .compactMap(\.recoveryCase)
    }

    /// The case for all guests whom a failure let down: the case itself where it has no other.
    private func parent(of found: RecoveryCase) throws -> RecoveryCase {
        let bond = try links(of: found.id).first { $0.kind == .sameFailure }
        guard let id = bond?.other else { return found }
        return try recoveryCase(id)
    }
}
