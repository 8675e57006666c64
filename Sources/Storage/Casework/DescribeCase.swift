package import Recovery
package import Wire

/// What is known of a failure beside its kind and how bad it is; nil is not known.
package struct FailureFacts: Hashable, Sendable {
    /// How the house failed.
    package var mode: FailureMode?
    /// What it did to the guest.
    package var impact: String?
    /// Why the guest is here, where that makes it worse.
    package var occasion: String?
    /// How the guest felt when they told of it.
    package var moodBefore: Mood?

    /// Facts about a failure.
    package init(
        mode: FailureMode? = nil,
        impact: String? = nil,
        occasion: String? = nil,
        moodBefore: Mood? = nil
    ) {
        (self.mode, self.impact, self.occasion) = (mode, impact, occasion)
        self.moodBefore = moodBefore
    }
}

extension RecoveryCase {
    /// What is known of the failure.
    package var failure: FailureFacts {
        FailureFacts(
            mode: row.choice(CaseField.failureMode),
            impact: row.text(CaseField.impact),
            occasion: row.text(CaseField.occasion),
            moodBefore: mood(.moodBefore)
        )
    }

    /// How the guest felt when staff had done what they could; nil while nobody has said.
    package var moodAfter: Mood? { mood(.moodAfter) }

    /// Names what stands of the failure, so that a form can say what it was made from.
    package var failureEdition: String {
        row.edition(of: [CaseField.failureMode, .impact, .occasion, .moodBefore])
    }

    private func mood(_ field: CaseField) -> Mood? {
        row.number(field).flatMap { Mood(Int(clamping: $0)) }
    }
}

extension RecordTransaction {
    /// Sets what is known of a failure, all of it.
    ///
    /// - Parameters:
    ///   - id: the case.
    ///   - facts: what is to stand.
    ///   - seen: the edition that the author looked at; nil where none was.
    /// - Throws: ``CaseworkError/noSuchCase(_:)``, ``CaseworkError/changedSince(_:)``, or
    ///   `CaseMoveError` when the case is merged.
    package func describeFailure(
        of id: ChangeID,
        _ facts: FailureFacts,
        seen: String? = nil
    ) throws {
        let found = try recoveryCase(id)
        if found.state == .merged { throw CaseMoveError.isMerged }
        guard seen == nil || seen == found.failureEdition else {
            throw CaseworkError.changedSince(found.reference)
        }
        try edit(
            found.row,
            [
                CaseField.failureMode: .choice(facts.mode), .impact: .words(facts.impact),
                .occasion: .words(facts.occasion), .moodBefore: .number(facts.moodBefore?.value),
            ]
        )
    }

    /// Sets how the guest feels after what was done.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``, or `CaseMoveError` when the case is merged.
    package func recordMood(of id: ChangeID, after mood: Mood) throws {
        let found = try recoveryCase(id)
        if found.state == .merged { throw CaseMoveError.isMerged }
        try edit(found.row, [CaseField.moodAfter: .number(mood.value)])
    }
}
