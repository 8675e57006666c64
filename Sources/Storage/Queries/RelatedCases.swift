import Recovery
package import Wire

/// Why a case may have to do with another.
package enum CaseLikeness: Hashable, Sendable {
    /// The same guest, or the same failure at the same place, within a day.
    case sameMatter
    /// The same failure somewhere else, within a day.
    case sameFailure
    /// The same guest, within two weeks: probably one stay.
    case sameGuest
}

/// The guests whom one failure let down.
package struct CaseFamily: Sendable {
    /// The case for all of them.
    package let parent: RecoveryCase
    /// Everybody, the parent's own guest first.
    package let members: [Member]

    /// One guest of a family.
    package struct Member: Sendable {
        /// The guest's case.
        package let recoveryCase: RecoveryCase
        /// Whether somebody has spoken to the guest.
        package let isTold: Bool
    }

    /// How many have been spoken to.
    package var toldCount: Int { members.count(where: \.isTold) }
}

extension StoreReader {
    private static let dayMilliseconds: Int64 = 24 * 3_600_000
    /// How long a stay is taken to be at most where nobody knows it.
    private static let stayMilliseconds: Int64 = 14 * dayMilliseconds
    /// How many rows are looked at.
    private static let countMax = 50
    private static let unmerged = CaseState.allCases.filter { $0 != .merged }
        .map { "\($0.rawValue)" }.joined(separator: ", ")

    /// Cases that a case may have to do with, the likeliest first.
    package func relatedCases(
        to found: RecoveryCase
    ) throws -> [(recoveryCase: RecoveryCase, likeness: CaseLikeness)] {
        let opened = found.openedAt.milliseconds
        let near = try rows(
            Catalogue.recoveryCase,
            """
            WHERE state IN (\(Self.unmerged)) AND openedAt BETWEEN ? AND ? AND _id <> ?
                AND (scenario = ? OR place = ? OR guest = ? COLLATE NOCASE)
            ORDER BY openedAt DESC LIMIT \(Self.countMax)
            """,
            [
                .integer(opened - Self.stayMilliseconds), .integer(opened + Self.dayMilliseconds),
                .reference(found.id), .words(found.scenario), .words(found.place),
                .words(found.guest),
            ]
        ).map(RecoveryCase.init)
        let bound = try Set(
            links(of: found.id).flatMap { [$0.recoveryCase, $0.other].compactMap(\.self) }
        )
        let related = near.compactMap { other in
            bound.contains(other.id) ? nil : likeness(found, other).map { (other, $0) }
        }
        let order: [CaseLikeness] = [.sameMatter, .sameFailure, .sameGuest]
        return order.flatMap { likeness in related.filter { $0.1 == likeness } }
    }

    private func likeness(_ found: RecoveryCase, _ other: RecoveryCase) -> CaseLikeness? {
        let apart = abs(found.openedAt.milliseconds - other.openedAt.milliseconds)
        let isNear = apart <= Self.dayMilliseconds
        let isSameGuest =
            found.guest != nil && found.guest?.lowercased() == other.guest?.lowercased()
        let isSameKind = found.scenario != nil && found.scenario == other.scenario
        let isSamePlace = found.place != nil && found.place == other.place
        let isAlike = isSameKind || found.scenario == nil || other.scenario == nil
        if isNear, isAlike, isSamePlace || isSameGuest { return .sameMatter }
        if isSameGuest { return .sameGuest }
        return isNear && isSameKind ? .sameFailure : nil
    }

    /// The links of a case in both directions that stand.
    package func links(of id: ChangeID) throws -> [CaseLink] {
        try rows(
            Catalogue.caseLink,
            "WHERE (recoveryCase = ? OR other = ?) AND isUndone IS NOT 1 ORDER BY _id",
            [.reference(id), .reference(id)]
        ).map(CaseLink.init)
    }

    /// The family that a case belongs to; nil for a case that stands alone.
    package func family(of found: RecoveryCase) throws -> CaseFamily? {
        let bonds = try links(of: found.id).filter { $0.kind == .sameFailure }
        guard let bond = bonds.first, let parentID = bond.other,
            let parent = try row(Catalogue.recoveryCase, parentID).map(RecoveryCase.init)
        else { return nil }
        let children = try links(of: parent.id)
            .filter { $0.kind == .sameFailure && $0.other == parent.id }
            .compactMap { try $0.recoveryCase.flatMap { try row(Catalogue.recoveryCase, $0) } }
            .map(RecoveryCase.init).filter { $0.state != .merged }
        return CaseFamily(
            parent: parent,
            members: try ([parent] + children).map { member in
                CaseFamily.Member(recoveryCase: member, isTold: try isTold(member))
            }
        )
    }

    private func isTold(_ found: RecoveryCase) throws -> Bool {
        if !found.marks.contacts.isEmpty || found.state == .closed { return true }
        return try rows(
            Catalogue.contactAttempt,
            where: ContactAttemptField.recoveryCase,
            is: .reference(found.id)
        ).contains { $0.choice(ContactAttemptField.result) == ContactResult.reached }
    }

    /// How many guests each failure that let several down has, and how many of them were told,
    /// by the case that stands for all of them.
    package func familyCounts() throws -> [ChangeID: (told: Int, all: Int)] {
        let statement = try RawStatement(
            database,
            """
            WITH member(parent, id) AS (
                SELECT other, recoveryCase FROM case_link
                WHERE kind = \(CaseLinkKind.sameFailure.rawValue) AND isUndone IS NOT 1
                UNION
                SELECT other, other FROM case_link
                WHERE kind = \(CaseLinkKind.sameFailure.rawValue) AND isUndone IS NOT 1)
            SELECT parent, COUNT(*), SUM(
                    state = \(CaseState.closed.rawValue) OR instr(tags, 'contact:') > 0 OR EXISTS(
                        SELECT 1 FROM contact_attempt
                        WHERE contact_attempt.recoveryCase = member.id
                            AND result = \(ContactResult.reached.rawValue)))
            FROM member JOIN recovery_case ON _id = id
            WHERE state IN (\(Self.unmerged)) GROUP BY parent
            """
        )
        defer { statement.reset() }
        var counts: [ChangeID: (told: Int, all: Int)] = [:]
        while try statement.step() {
            counts[ChangeID(rawValue: statement.integer(0))] =
                (Int(statement.integer(2)), Int(statement.integer(1)))
        }
        return counts
    }
}
