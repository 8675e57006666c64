import GRDB
package import Recovery
package import Wire

/// Something that nobody looks after.
package struct Orphan: Hashable, Sendable {
    /// Why nobody looks after it.
    package let kind: Kind
    /// The case that it belongs to; nil when that is not here.
    package let recoveryCase: ChangeID?
    /// What people call the case.
    package let reference: String?
    /// Who or what it is about: a responder, a promise, a former owner.
    package let words: String

    /// Why nobody looks after something.
    package enum Kind: CaseIterable, Sendable {
        /// An alarm calls about a case that is closed or not here.
        case alarmWithoutCase
        /// An open case that nobody has, about which nobody is called and nothing is promised.
        case caseWithoutOwner
        /// An open case of somebody who no longer works here.
        case ownerLeft
        /// A promise that nobody owes.
        case promiseWithoutOwner
    }
}

extension StoreReader {
    private static let openCases = CaseState.allCases.filter(\.isOpen)
        .map { "\($0.rawValue)" }.joined(separator: ",")
    private static let openAlarms = AlarmState.allCases.filter(\.isOpen)
        .map { "\($0.rawValue)" }.joined(separator: ",")
    private static let open = CommitmentState.open.rawValue

    /// What nobody looks after at a node: alarms without a case, cases without anybody, promises
    /// without anybody.
    package func orphans() throws -> [Orphan] {
        try orphans(
            .alarmWithoutCase,
            """
            SELECT c.reference, c._id, a.responder FROM alarm a
            LEFT JOIN recovery_case c ON c._id = a.recoveryCase
            WHERE a.state IN (\(Self.openAlarms))
                AND (c._id IS NULL OR c.state NOT IN (\(Self.openCases)))
            """
        )
            + orphans(
                .caseWithoutOwner,
                """
                SELECT c.reference, c._id, c.summary FROM recovery_case c
                WHERE c.state IN (\(Self.openCases)) AND c.owner IS NULL
                    AND NOT EXISTS(SELECT 1 FROM alarm a WHERE a.recoveryCase = c._id
                        AND a.state IN (\(Self.openAlarms)))
                    AND NOT EXISTS(SELECT 1 FROM commitment p WHERE p.recoveryCase = c._id
                        AND p.state = \(Self.open))
                """
            )
            + orphans(
                .ownerLeft,
                """
                SELECT c.reference, c._id, c.owner FROM recovery_case c
                JOIN person ON person.name = c.owner AND person.secret IS NULL
                WHERE c.state IN (\(Self.openCases))
                """
            )
            + orphans(
                .promiseWithoutOwner,
                """
                SELECT c.reference, c._id, p.text FROM commitment p
                LEFT JOIN recovery_case c ON c._id = p.recoveryCase
                WHERE p.state = \(Self.open) AND p.promisedBy IS NULL AND c.owner IS NULL
                """
            )
    }

    private func orphans(_ kind: Orphan.Kind, _ sql: String) throws -> [Orphan] {
        let statement = try RawStatement(database, sql + " ORDER BY 1")
        defer { statement.reset() }
        var orphans: [Orphan] = []
        while try statement.step() {
            orphans.append(
                Orphan(
                    kind: kind,
                    recoveryCase: statement.isNull(1)
                        ? nil : ChangeID(rawValue: statement.integer(1)),
                    reference: statement.isNull(0) ? nil : statement.text(0),
                    words: statement.isNull(2) ? "" : statement.text(2)
                )
            )
        }
        return orphans
    }
}

extension NodeStore {
    private static let checkLine = "Nightly check"

    /// Looks for what nobody looks after and says so in the journal, unless that was done since a
    /// moment.
    ///
    /// - Returns: what was found; nil when it was looked for before.
    package func checkForOrphans(since start: Timestamp, now: Timestamp) throws -> [Orphan]? {
        try database.write { database in
            let done = try RawStatement(
                database,
                "SELECT 1 FROM journal WHERE at >= ? AND line LIKE '\(Self.checkLine)%' LIMIT 1"
            )
            done.bind(1, start.milliseconds)
            defer { done.reset() }
            if try done.step() { return nil }
            let orphans = try StoreReader(database, role: .node).orphans()
            let counts = Orphan.Kind.allCases.compactMap { kind in
                let count = orphans.count { $0.kind == kind }
                return count == 0 ? nil : "\(count) \(kind.words)"
            }
            let found = counts.isEmpty ? "everything has somebody" : counts.joined(separator: ", ")
            try Journal.add("\(Self.checkLine): \(found)", now, database)
            return orphans
        }
    }
}

extension Orphan.Kind {
    /// What is counted.
    package var words: Sentence {
        switch self {
        case .alarmWithoutCase: "alarms without an open case"
        case .caseWithoutOwner: "open cases with nobody and no next step"
        case .ownerLeft: "open cases of people who left"
        case .promiseWithoutOwner: "promises that nobody owes"
        }
    }
}
