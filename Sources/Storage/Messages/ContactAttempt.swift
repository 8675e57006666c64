package import Recovery
package import Wire

/// One try to reach a guest.
package struct ContactAttempt: Sendable {
    /// The record.
    package let row: StoredRow

    /// The try in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// By what; nil when nobody said.
    package var channel: FeedbackChannel? { row.choice(ContactAttemptField.channel) }
    /// How it ended.
    package var result: ContactResult { row.choice(ContactAttemptField.result) ?? .noAnswer }
    /// Why by another channel than the guest named.
    package var reason: String? { row.text(ContactAttemptField.reason) }
    /// When.
    package var happenedAt: Timestamp {
        row.time(ContactAttemptField.happenedAt)
            ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
}

/// A try that somebody tells of.
package struct ContactTry: Hashable, Sendable {
    /// By what; nil when that is not known.
    package var channel: FeedbackChannel?
    /// How it ended.
    package var result: ContactResult
    /// Why by another channel than the guest named.
    package var reason: String?

    /// A try by a channel.
    package init(_ channel: FeedbackChannel?, _ result: ContactResult, reason: String? = nil) {
        (self.channel, self.result, self.reason) = (channel, result, reason)
    }
}

/// Why a try or a message was not taken down, and what to do.
package enum ContactRefusal: Error, Hashable, Spoken {
    /// The guest named another channel.
    case needsReason(preferred: FeedbackChannel)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .needsReason(let preferred):
            "The guest asked for \(preferred). Use it, or say why another way is better."
        }
    }
}

/// How a guest was tried and what was promised: what closing a case asks for besides its record.
package struct GuestDealings: Sendable {
    /// Tries to reach the guest, oldest first.
    package let attempts: [ContactAttempt]
    /// What was promised, in the order in which it was.
    package let commitments: [Commitment]

    /// The promises that are owed.
    package var openCommitments: [Commitment] { commitments.filter { $0.state == .open } }

    /// The different ways by which the guest was tried in vain.
    package var triedChannels: Set<FeedbackChannel> {
        Set(attempts.filter { $0.result != .reached }.compactMap(\.channel))
    }

    /// The contact with the guest: what was ticked, and what was tried.
    ///
    /// Tries are records. A tick of a try without its record is one from before there were such
    /// records, and counts too.
    package func contact(_ marks: CaseMarks) -> GuestContact {
        switch marks.contact {
        case .answered, .silent, .reached: return marks.contact
        case .notReached:
            if attempts.contains(where: { $0.result == .reached }) { return .reached }
            let moments = Set(attempts.map(\.happenedAt.milliseconds))
            return .notReached(attempts: attempts.count + marks.attempts.subtracting(moments).count)
        }
    }
}

extension RecordTransaction {
    /// Writes down that somebody tried to reach the guest, and ticks it on the case.
    ///
    /// - Throws: ``ContactRefusal``, or ``CaseworkError/noSuchCase(_:)``.
    package func logContact(with id: ChangeID, _ attempt: ContactTry) throws {
        let found = try recoveryCase(id)
        try checkChannel(of: found, attempt.channel, attempt.reason)
        _ = try create(
            Catalogue.contactAttempt,
            scope: found.row.scope,
            [
                ContactAttemptField.recoveryCase: .reference(found.id),
                .channel: .choice(attempt.channel), .result: .choice(attempt.result),
                .reason: .words(attempt.reason), .happenedAt: .time(now),
            ]
        )
        var marks = found.marks
        marks.log(attempt.result == .reached ? .reached : .tried, at: now)
        try edit(found.row, [CaseField.tags: .words(marks.tags)])
    }

    /// - Throws: ``ContactRefusal/needsReason(preferred:)`` when the guest named another channel
    ///   and nothing says why it is not used.
    func checkChannel(
        of found: RecoveryCase,
        _ channel: FeedbackChannel?,
        _ reason: String?
    ) throws {
        guard let channel, reason?.allSatisfy(\.isWhitespace) ?? true,
            let feedback = try found.feedback.flatMap({ try row(Catalogue.feedback, $0) })
                .map(FeedbackItem.init),
            let preferred = feedback.preferredChannel, preferred != channel
        else { return }
        throw ContactRefusal.needsReason(preferred: preferred)
    }

    /// What was promised to the guest of a case, and how they were tried.
    package func dealings(of id: ChangeID) throws -> GuestDealings {
        GuestDealings(
            attempts: try rows(
                Catalogue.contactAttempt,
                where: ContactAttemptField.recoveryCase,
                is: .reference(id)
            ).map(ContactAttempt.init),
            commitments: try commitments(of: id)
        )
    }
}

extension StoreReader {
    /// What was promised to the guest of a case, and how they were tried.
    package func dealings(of id: ChangeID) throws -> GuestDealings {
        GuestDealings(
            attempts: try rows(
                Catalogue.contactAttempt,
                where: ContactAttemptField.recoveryCase,
                is: .reference(id)
            ).map(ContactAttempt.init),
            commitments: try commitments(of: id)
        )
    }
}

extension FeedbackItem {
    /// The channel by which the guest asked to be answered; nil when they named none.
    package var preferredChannel: FeedbackChannel? {
        GuestAddress.preferredChannel(contact: contact, cameBy: channel)
    }
}

extension ContactMark {
    /// How a try ended that is ticked so; nil for what the guest did.
    var result: ContactResult? {
        switch self {
        case .tried: .noAnswer
        case .reached: .reached
        case .silent, .answered: nil
        }
    }
}
