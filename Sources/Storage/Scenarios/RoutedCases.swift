import GRDB
package import Recovery
package import Wire

/// A case that the program named, and what people made of it.
package struct RoutedCase: Hashable, Sendable {
    /// The case.
    package let id: ChangeID
    /// When it was opened.
    package let openedAt: Timestamp
    /// The kind of failure that the program took it for; nil for one that it could not name.
    package let suggested: String?
    /// What it is called now.
    package let present: String?
    /// What the first team turned out to be.
    package let verdict: Verdict
    /// Whether somebody has confirmed or corrected the name.
    package let isTaught: Bool

    /// What people made of the first team.
    package enum Verdict: Hashable, Sendable {
        /// Nobody has judged it.
        case pending
        /// It was the right one.
        case right
        /// People gave the case to another.
        case wrong
    }
}

/// How the program's routing of one kind of failure went.
package struct RoutingRecord: Sendable {
    /// The scenario.
    package let code: String
    /// Its cases, the newest first.
    package let cases: [RoutedCase]

    /// The record of a scenario's cases.
    package init(code: String, cases: [RoutedCase]) { (self.code, self.cases) = (code, cases) }

    /// How often the first team was wrong, of the newest judged cases since a moment.
    package func count(since moment: Timestamp) -> MisrouteCount {
        let judged = cases.filter { $0.verdict != .pending && $0.openedAt >= moment }
            .prefix(RoutingRule.recentCountMax)
        return MisrouteCount(
            routed: judged.count,
            misrouted: judged.count { $0.verdict == .wrong }
        )
    }
}

extension StoreReader {
    /// How many cases are looked at, the newest.
    private static let routedCountMax = 5000

    /// How the routing of each kind of failure went, by code.
    package func routingRecords(
        _ scenarios: [PublishedScenario]
    ) throws -> [RoutingRecord] {
        let named = try routedCases(scenarios).filter { $0.suggested != nil }
        return Dictionary(grouping: named) { $0.suggested ?? "" }
            .map { RoutingRecord(code: $0.key, cases: $0.value) }
            .sorted { $0.code < $1.code }
    }

    /// The cases that the program opened from guests' words, the newest first; drills, merged
    /// cases and those that people took out of another left out.
    package func routedCases(_ scenarios: [PublishedScenario]) throws -> [RoutedCase] {
        var cases: [Int64: RoutedRow] = [:]
        var order: [Int64] = []
        let statement = try RawStatement(
            database,
            """
            SELECT _id, openedAt, scenario, team, owner, state FROM recovery_case
            WHERE feedback IS NOT NULL AND isDrill IS NOT 1
                AND state <> \(CaseState.merged.rawValue) AND NOT EXISTS(
                    SELECT 1 FROM case_link WHERE recoveryCase = recovery_case._id
                        AND kind = \(CaseLinkKind.splitFrom.rawValue)
                )
            ORDER BY _id DESC LIMIT \(Self.routedCountMax)
            """
        )
        defer { statement.reset() }
        while try statement.step() {
            order.append(statement.integer(0))
            cases[statement.integer(0)] = RoutedRow(statement)
        }
        guard let oldest = order.last else { return [] }
        try readEdits(since: oldest, into: &cases)
        let leads = Dictionary(
            uniqueKeysWithValues: scenarios.map {
                ($0.scenario.code.description, $0.scenario.responder.lead.words)
            }
        )
        return order.compactMap { cases[$0]?.judged(leads) }
    }

    private func readEdits(since oldest: Int64, into cases: inout [Int64: RoutedRow]) throws {
        let fields: [CaseField] = [.feedback, .scenario, .team, .owner, .state]
        let statement = try RawStatement(
            database,
            """
            SELECT record, field, value, replaced FROM history
            WHERE record >= ? AND field IN (\(fields.map { "\($0.rawValue)" }
                .joined(separator: ", ")))
            ORDER BY record, stamp, change
            """
        )
        defer { statement.reset() }
        statement.bind(1, oldest)
        while try statement.step() {
            let record = statement.integer(0)
            guard cases[record] != nil,
                let field = CaseField(rawValue: UInt8(statement.integer(1)))
            else { continue }
            let replaced = try LiveVersions.decodedList(statement.blob(3)).first?.cell ?? .null
            cases[record]?.take(field, from: replaced, to: statement.cell(2))
        }
    }
}

/// A case's row and its edits, as far as they tell how it was routed.
private struct RoutedRow {
    private let id: ChangeID
    private let openedAt: Timestamp
    private var present: [CaseField: Cell]
    /// What stood there when the case was opened, of fields that were edited.
    private var first: [CaseField: Cell] = [:]
    /// The teams and people to whom it went, in turn.
    private var teams: [String] = []
    private var owners: [String] = []
    private var wasNamed = false

    init(_ statement: RawStatement) {
        id = ChangeID(rawValue: statement.integer(0))
        openedAt = Timestamp(milliseconds: statement.integer(1))
        present = [
            .scenario: statement.cell(2), .team: statement.cell(3), .owner: statement.cell(4),
            .state: statement.cell(5),
        ]
    }

    mutating func take(_ field: CaseField, from former: Cell, to value: Cell) {
        if first[field] == nil { first[field] = former }
        guard case .text(let words) = value else { return }
        switch field {
        case .scenario: wasNamed = true
        case .team: teams.append(words)
        case .owner: owners.append(words)
        default: break
        }
    }

    private func words(_ field: CaseField, atFirst: Bool) -> String? {
        let cell = atFirst ? first[field] ?? present[field] : present[field]
        return if case .text(let words) = cell { words } else { nil }
    }

    private func state(atFirst: Bool) -> CaseState? {
        let cell = atFirst ? first[.state] ?? present[.state] : present[.state]
        return if case .integer(let number) = cell { CaseState(rawValue: number) } else { nil }
    }

    /// nil for a case to which words were added later: its name came from a person.
    func judged(_ leads: [String: String]) -> RoutedCase? {
        guard first[.feedback] == nil else { return nil }
        let suggested = words(.scenario, atFirst: true)
        let now = words(.scenario, atFirst: false)
        let wasTriaged = state(atFirst: true) == .triage
        return RoutedCase(
            id: id,
            openedAt: openedAt,
            suggested: suggested,
            present: now,
            verdict: wasTriaged ? afterTriage(suggested.flatMap { leads[$0] }) : afterDirect(),
            isTaught: now != nil && (wasNamed || (wasTriaged && state(atFirst: false) != .triage))
        )
    }

    /// Whether triage forwarded the case to the team that the program would have called.
    private func afterTriage(_ lead: String?) -> RoutedCase.Verdict {
        guard let lead else { return .pending }
        if let person = lead.split(separator: ":").dropFirst().first {
            guard let given = owners.first else { return .pending }
            return given == person ? .right : .wrong
        }
        guard let given = teams.first else { return .pending }
        return given == lead ? .right : .wrong
    }

    /// Whether the team that was called kept the case.
    private func afterDirect() -> RoutedCase.Verdict {
        if let team = words(.team, atFirst: true) {
            if teams.contains(where: { $0 != team }) { return .wrong }
        } else if let person = words(.owner, atFirst: true), let other = owners.first,
            other != person
        {
            return .wrong
        }
        let hasBegun = state(atFirst: false).map { $0.rawValue >= CaseState.inProgress.rawValue }
        return hasBegun ?? false ? .right : .pending
    }
}
