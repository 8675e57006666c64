package import Recovery
package import Wire

/// What was promised to a guest, and by when.
package struct Commitment: Sendable {
    /// The record.
    package let row: StoredRow

    /// The promise in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// The case.
    package var recoveryCase: ChangeID? { row.reference(CommitmentField.recoveryCase) }
    /// What was promised.
    package var text: String { row.text(CommitmentField.text) ?? "" }
    /// When it was promised.
    package var madeAt: Timestamp { Timestamp(milliseconds: row.stamp.milliseconds) }
    /// By when.
    package var dueAt: Timestamp { row.time(CommitmentField.dueAt) ?? madeAt }
    /// What became of it.
    package var state: CommitmentState { row.choice(CommitmentField.state) ?? .open }
    /// Who gave their word.
    package var promisedBy: String { row.text(CommitmentField.promisedBy) ?? row.author }
    /// Who kept or withdrew it; who made it while nobody has.
    package var settledBy: String {
        row.live(CommitmentField.state.rawValue).last?.author ?? row.author
    }
    /// When it was kept or withdrawn.
    package var settledAt: Timestamp? { row.time(CommitmentField.settledAt) }
    /// Why it was withdrawn.
    package var reason: String? { row.text(CommitmentField.reason) }
}

/// Why nothing was promised, kept or withdrawn, and what to do.
package enum CommitmentRefusal: Error, Hashable, Spoken {
    /// Nothing says what is promised.
    case noWords
    /// The moment lies behind us.
    case timePassed(due: Timestamp, now: Timestamp)
    /// A promise is not withdrawn without a reason.
    case noReason
    /// There is no such promise.
    case noSuchPromise(String)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .noWords: "Write what you promise."
        case .timePassed(let due, let now): "\(due) has passed. Choose a time after \(now)."
        case .noReason: "Say why it will not be done; the guest was told so."
        case .noSuchPromise(let name): "There is no promise \(name) here. Open the case anew."
        }
    }
}

extension RecordTransaction {
    /// Writes down what was promised to the guest of a case.
    ///
    /// - Throws: ``CommitmentRefusal``, ``CaseworkError/noSuchCase(_:)``, or `CaseMoveError` when
    ///   the case is over.
    @discardableResult
    package func promise(to id: ChangeID, _ text: String, by due: Timestamp) throws -> ChangeID {
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        guard !text.allSatisfy(\.isWhitespace) else { throw CommitmentRefusal.noWords }
        guard due > now else { throw CommitmentRefusal.timePassed(due: due, now: now) }
        return try create(
            Catalogue.commitment,
            scope: found.row.scope,
            [
                CommitmentField.recoveryCase: .reference(found.id), .text: .words(text),
                .dueAt: .time(due), .state: .choice(CommitmentState.open),
                .promisedBy: .words(author),
            ]
        )
    }

    /// What was promised has been done; whether in time, its clock says.
    ///
    /// - Throws: ``CommitmentRefusal/noSuchPromise(_:)``, or `MoveError` when it was settled
    ///   before.
    package func keepPromise(_ id: ChangeID) throws {
        try settle(id, as: .kept, because: nil)
    }

    /// What was promised will not be done, and the guest knows.
    ///
    /// - Throws: ``CommitmentRefusal``, or `MoveError` when it was settled before.
    package func withdrawPromise(_ id: ChangeID, because reason: String) throws {
        guard !reason.allSatisfy(\.isWhitespace) else { throw CommitmentRefusal.noReason }
        try settle(id, as: .withdrawn, because: reason)
    }

    private func settle(_ id: ChangeID, as state: CommitmentState, because reason: String?) throws {
        guard let row = try row(Catalogue.commitment, id) else {
            throw CommitmentRefusal.noSuchPromise(id.description)
        }
        try edit(
            row,
            [
                CommitmentField.state: .choice(try Commitment(row).state.move(to: state)),
                .settledAt: .time(now), .reason: .words(reason),
            ]
        )
    }

    /// Carries a case's open promises over to the case that goes on for it.
    package func movePromises(from id: ChangeID, to other: ChangeID) throws {
        for promise in try commitments(of: id) where promise.state == .open {
            try edit(promise.row, [CommitmentField.recoveryCase: .reference(other)])
        }
    }

    /// A case's promises, in the order in which they were made.
    package func commitments(of id: ChangeID) throws -> [Commitment] {
        try rows(Catalogue.commitment, where: CommitmentField.recoveryCase, is: .reference(id))
            .map(Commitment.init)
    }
}

extension StoreReader {
    /// A case's promises, in the order in which they were made.
    package func commitments(of id: ChangeID) throws -> [Commitment] {
        try rows(Catalogue.commitment, where: CommitmentField.recoveryCase, is: .reference(id))
            .map(Commitment.init)
    }

    /// The promises that are owed, the one that runs out first leading, so many at most.
    ///
    /// Those of a case that was closed elsewhere at the same time are among them: the guest
    /// still waits.
    package func openCommitments(countMax: Int) throws -> [Commitment] {
        try rows(
            Catalogue.commitment,
            "WHERE state = \(CommitmentState.open.rawValue) ORDER BY dueAt LIMIT ?",
            [.integer(Int64(max(0, countMax)))]
        ).map(Commitment.init)
    }
}
