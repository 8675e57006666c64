import Recovery
package import Wire

/// The second failure that a case turned out to hold.
package struct CaseSplit: Sendable {
    /// What else went wrong, on one line.
    package var summary: String
    /// Its kind; nil sends it to triage.
    package var scenario: PublishedScenario?
    /// Where; nil for where the first one was.
    package var place: String?

    /// A second failure.
    package init(summary: String, scenario: PublishedScenario? = nil, place: String? = nil) {
        (self.summary, self.scenario, self.place) = (summary, scenario, place)
    }
}

extension RecordTransaction {
    /// Takes the second of two failures out of a case into one of its own.
    ///
    /// The guest, their words and their stay are the same, and so is the moment at which the
    /// house learnt of it; who answers for the second failure is called.
    ///
    /// - Throws: ``CaseworkError/nothingToSplit(_:)`` when nothing says what else went wrong, or
    ///   `CaseMoveError` when the case is over.
    package func splitCase(_ id: ChangeID, _ split: CaseSplit) throws -> OpenedCase {
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        let kind = split.scenario?.scenario
        let isNamed = split.summary.contains { !$0.isWhitespace }
        guard isNamed || kind != nil else { throw CaseworkError.nothingToSplit(found.reference) }
        let summary = isNamed ? split.summary : kind?.name ?? ""
        let opened = try openCase(opening(summary, split, from: found))
        try bind(opened.id, to: found.id, .splitFrom, scope: found.row.scope)
        try note("\(opened.reference) was taken out of this case: \(summary)", about: found)
        return opened
    }

    private func opening(
        _ summary: String,
        _ split: CaseSplit,
        from found: RecoveryCase
    ) -> CaseOpening {
        var opening = CaseOpening(
            summary: summary,
            receivedAt: found.row.time(CaseField.receivedAt) ?? found.openedAt,
            scenario: split.scenario
        )
        opening.feedback = found.feedback
        opening.channel = found.row.choice(CaseField.channel)
        // Both failures were heard of at once: what came after the stay, came after it for both.
        opening.touchpoint =
            found.touchpoint == .postStay ? .postStay : opening.touchpoint ?? found.touchpoint
        opening.occurredAt = found.row.time(CaseField.occurredAt)
        opening.place = split.place ?? found.place
        opening.guest = found.guest
        opening.stay = found.stay
        opening.occasion = found.failure.occasion
        opening.why = "taken out of \(found.reference), which held two failures"
        opening.isDrill = found.isDrill
        opening.scope = found.row.scope
        return opening
    }

    /// Puts a case that was taken out of another back into it.
    ///
    /// What was done in it meanwhile stays with it, as with every case that was merged.
    ///
    /// - Throws: ``CaseworkError/noSuchLink(_:)`` when it was not taken out of another, or
    ///   `CaseMoveError` when it is closed or merged.
    package func undoSplit(of id: ChangeID) throws {
        let found = try recoveryCase(id)
        let bond = try links(of: found.id).first { $0.kind == .splitFrom }
        guard let bond, let other = bond.other else {
            throw CaseworkError.noSuchLink(found.reference)
        }
        let target = try reader.successor(of: try recoveryCase(other))
        try mergeCase(found.id, into: target.id)
        try edit(bond.row, [CaseLinkField.isUndone: .flag(true)])
    }
}
