import GRDB
package import Recovery
import Wire

extension StoreReader {
    /// Open cases that wait for the triage desk, the oldest first.
    package func casesInTriage(countMax: Int) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            """
            WHERE state = \(CaseState.triage.rawValue) ORDER BY openedAt, _id
            LIMIT \(max(0, countMax))
            """,
            []
        ).map(RecoveryCase.init)
    }

    /// What triage has to chase: open cases that it forwarded, the oldest first.
    package func casesToChase(countMax: Int) throws -> [RecoveryCase] {
        let open = CaseState.allCases.filter { $0.isOpen && $0 != .triage }
            .map { "\($0.rawValue)" }.joined(separator: ", ")
        return try rows(
            Catalogue.recoveryCase,
            """
            WHERE state IN (\(open)) AND EXISTS (
                SELECT 1 FROM alarm WHERE recoveryCase = recovery_case._id
                    AND responder = '\(Alarm.triageInbox)')
            ORDER BY openedAt, _id LIMIT \(max(0, countMax))
            """,
            []
        ).map(RecoveryCase.init)
    }
}

/// How much of what goes wrong has a name.
package struct ScenarioCoverage: Hashable, Sendable {
    /// Cases opened in the time.
    package let cases: Int
    /// Of these, cases that nobody has named.
    package let unnamed: Int

    /// The share above which the library lacks something.
    package static let unnamedShareMax = 0.05

    /// The share of cases that nobody has named; nil of none.
    package var unnamedShare: Double? {
        cases == 0 ? nil : Double(unnamed) / Double(cases)
    }

    /// Whether the library names nearly everything.
    package var isGood: Bool { unnamedShare.map { $0 < Self.unnamedShareMax } ?? true }
}

extension StoreReader {
    /// How much of what went wrong from one moment to another has a name; drills and merged cases
    /// left out.
    package func coverage(from first: Timestamp, to last: Timestamp) throws -> ScenarioCoverage {
        let statement = try RawStatement(
            database,
            """
            SELECT COUNT(*), TOTAL(scenario IS NULL) FROM recovery_case
            WHERE openedAt >= ? AND openedAt < ? AND isDrill IS NOT 1
                AND state <> \(CaseState.merged.rawValue)
            """
        )
        defer { statement.reset() }
        statement.bind(1, first.milliseconds)
        statement.bind(2, last.milliseconds)
        guard try statement.step() else { return ScenarioCoverage(cases: 0, unnamed: 0) }
        return ScenarioCoverage(
            cases: Int(statement.integer(0)),
            unnamed: Int(statement.integer(1))
        )
    }

    /// Cases that nobody has named, the newest first.
    package func unnamedCases(since moment: Timestamp, countMax: Int) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            """
            WHERE scenario IS NULL AND openedAt >= ? AND isDrill IS NOT 1
                AND state <> \(CaseState.merged.rawValue)
            ORDER BY openedAt DESC, _id DESC LIMIT \(max(0, countMax))
            """,
            [.integer(moment.milliseconds)]
        ).map(RecoveryCase.init)
    }

    /// How often each kind of failure was met since a moment, by code.
    package func scenarioCounts(since moment: Timestamp) throws -> [String: Int] {
        let statement = try RawStatement(
            database,
            """
            SELECT scenario, COUNT(*) FROM recovery_case
            WHERE scenario IS NOT NULL AND openedAt >= ? AND isDrill IS NOT 1
                AND state <> \(CaseState.merged.rawValue)
            GROUP BY scenario
            """
        )
        defer { statement.reset() }
        statement.bind(1, moment.milliseconds)
        var counts: [String: Int] = [:]
        while try statement.step() { counts[statement.text(0)] = Int(statement.integer(1)) }
        return counts
    }

    /// What guests said since a moment, the newest first.
    package func feedback(since moment: Timestamp, countMax: Int) throws -> [FeedbackItem] {
        try rows(
            Catalogue.feedback,
            "WHERE receivedAt >= ? ORDER BY _id DESC LIMIT \(max(0, countMax))",
            [.integer(moment.milliseconds)]
        ).map(FeedbackItem.init)
    }
}

/// Words of a guest with the name that the program gave and the one that people gave: from these
/// the program learns.
package struct TaughtName: Hashable, Sendable {
    /// The guest's words.
    package let text: String
    /// Their language, where it is known.
    package let language: String?
    /// What the program took it for; nil when it could not say.
    package let suggested: String?
    /// What people called it.
    package let corrected: String
}

extension StoreReader {
    /// What people taught the program by confirming or correcting names, the newest first; words
    /// of sealed cases are left out.
    package func taughtNames() throws -> [TaughtName] {
        let present = try scenarios()
        let scenarios = Dictionary(
            uniqueKeysWithValues: present.map { ($0.scenario.code.description, $0) }
        )
        return try routedCases(present).filter(\.isTaught).compactMap { routed in
            guard let corrected = routed.present,
                let found = try row(Catalogue.recoveryCase, routed.id).map(RecoveryCase.init),
                !found.isSealed(scenarios.scenario(of: found)),
                let feedback = try found.feedback.flatMap({ try row(Catalogue.feedback, $0) })
                    .map(FeedbackItem.init), !feedback.text.isEmpty
            else { return nil }
            return TaughtName(
                text: feedback.text,
                language: feedback.row.text(FeedbackField.language),
                suggested: routed.suggested,
                corrected: corrected
            )
        }
    }
}
