import Recovery
package import Wire

extension RecordTransaction {
    /// Joins a case to another, which goes on for both.
    ///
    /// - Throws: ``CaseworkError``, or `CaseMoveError` when it was merged before.
    package func mergeCase(_ id: ChangeID, into other: ChangeID) throws {
        let found = try recoveryCase(id)
        let target = try recoveryCase(other)
        guard found.id != target.id else {
            throw CaseworkError.mergeIntoItself(found.reference)
        }
        guard target.state != .merged else {
            throw CaseworkError.mergeIntoMerged(target.reference)
        }
        try edit(
            found.row,
            [
                CaseField.state: .choice(try found.state.mergedAway()),
                .mergedInto: .reference(target.id),
            ]
        )
        try movePromises(from: found.id, to: target.id)
        try dismissAlarms(of: found.id, because: "merged into \(target.reference)")
        try note("\(found.reference) was merged into this case.", about: target)
    }

    /// Takes a case out again of the one that it was merged into.
    ///
    /// It is as it was before: its words, notes and remedies never left it. When nobody has it,
    /// its team is called again.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)`` or ``CaseworkError/notMerged(_:)``.
    package func unmergeCase(_ id: ChangeID) throws {
        let found = try recoveryCase(id)
        guard found.state == .merged, let other = found.mergedInto else {
            throw CaseworkError.notMerged(found.reference)
        }
        let former = try reader.stateBeforeMerging(found)
        try edit(found.row, [CaseField.state: .choice(former), .mergedInto: .null])
        if former.isOpen, former != .remedied, found.owner == nil {
            let responder = found.team ?? Alarm.triageInbox
            try call(responder, about: found.id, found.severity, scope: found.row.scope)
        }
        if let target = try row(Catalogue.recoveryCase, other).map(RecoveryCase.init) {
            try note("\(found.reference) was taken out of this case again.", about: target)
            try note("Taken out of \(target.reference) again.", about: found)
        }
    }
}

extension StoreReader {
    fileprivate func stateBeforeMerging(_ found: RecoveryCase) throws -> CaseState {
        let before = try stateChanges(of: found).map(\.state).last { $0 != .merged }
        return before ?? (found.scenario == nil ? .triage : .new)
    }

    /// The case to which work on this one goes on: itself, or the last it was merged into.
    ///
    /// Two places can merge two cases into each other while they are apart; then none of them
    /// points further, and each shows itself.
    package func successor(of found: RecoveryCase) throws -> RecoveryCase {
        var present = found
        var seen: Set<ChangeID> = [found.id]
        while present.state == .merged, let next = present.mergedInto {
            guard seen.insert(next).inserted else { return found }
            guard let row = try row(Catalogue.recoveryCase, next) else { return present }
            present = RecoveryCase(row)
        }
        return present
    }

    /// The cases that were merged into this one, oldest first.
    package func mergedCases(into found: RecoveryCase) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            "WHERE state = \(CaseState.merged.rawValue) AND mergedInto = ? ORDER BY openedAt, _id",
            [.reference(found.id)]
        ).map(RecoveryCase.init)
    }
}
