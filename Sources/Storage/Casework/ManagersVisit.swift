package import Recovery
package import Wire

extension GuestDealings {
    /// The visits of management to the guest, oldest first.
    package var managersVisits: [ContactAttempt] { attempts.filter(\.isManagersVisit) }
}

extension ContactAttempt {
    /// How the reason begins of a contact by management.
    fileprivate static let managersVisit = "executive: "

    /// Whether somebody of management met the guest, listened and resolved it.
    package var isManagersVisit: Bool {
        result == .reached && reason?.hasPrefix(Self.managersVisit) == true
    }
}

extension RecordTransaction {
    /// Writes down that somebody of management met the guest.
    ///
    /// - Throws: ``CaseworkError/noReason`` when nothing says who and what came of it;
    ///   ``CaseworkError/noSuchCase(_:)``.
    package func recordManagersVisit(
        to id: ChangeID,
        by channel: FeedbackChannel,
        _ words: String
    ) throws {
        guard words.contains(where: { !$0.isWhitespace }) else { throw CaseworkError.noReason }
        let reason = ContactAttempt.managersVisit + words
        try logContact(with: id, ContactTry(channel, .reached, reason: reason))
    }
}

extension RecoveryCase {
    /// Whether somebody of management meets the guest.
    package func callsManagement(_ stay: Stay?) -> Bool {
        severity == .safety || stay?.isVeryImportant == true
    }
}

extension StoreReader {
    /// Cases that are not over and whose guest somebody of management meets, because there is
    /// danger or because the guest is very important; with what was tried, the oldest first.
    package func casesForManagement() throws -> [(
        recoveryCase: RecoveryCase, dealings: GuestDealings
    )] {
        let open = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
            .joined(separator: ", ")
        return try rows(
            Catalogue.recoveryCase,
            """
            WHERE state IN (\(open)) AND isDrill IS NOT 1
                AND (severity = ? OR stay IN (SELECT _id FROM stay WHERE tier LIKE '%vip%'))
            ORDER BY openedAt, _id
            """,
            [.choice(Severity.safety)]
        ).map(RecoveryCase.init).filter { $0.callsManagement(try stay(of: $0)) }
            .map { ($0, try dealings(of: $0.id)) }
    }
}
