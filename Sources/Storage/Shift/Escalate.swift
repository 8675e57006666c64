import GRDB
package import Recovery
import Wire

/// A call that the clocks raised about a case.
package struct RaisedCall: Hashable, Sendable {
    /// The case.
    package let reference: String
    /// The clock.
    package let term: ClockTerm
    /// The level of the ladder.
    package let level: Int
    /// Whom it calls.
    package let responder: String
}

extension NodeStore {
    /// How many cases one transaction calls about.
    private static let caseCountMax = 200
    /// Under which name the clocks act.
    package static let clockAuthor = "the clock"

    /// Calls the next in line about every open case whose clocks ask for it, each level once.
    ///
    /// What was called is read in the same transaction in which a call is written, so neither
    /// another process nor a restart calls twice; calls that headquarters made count as made, and
    /// of two that both sides made while they could not hear each other one stays.
    ///
    /// - Returns: what was called, and when a clock may ask again if nothing changes till then.
    package func escalate(
        _ house: ClockHouse,
        _ ladder: EscalationLadder,
        now: Timestamp
    ) throws -> (raised: [RaisedCall], next: Timestamp?) {
        var raised: [RaisedCall] = []
        var next: Timestamp?
        let open = try database.read { try StoreReader($0, role: .node).openCaseIDs() }
        for first in stride(from: 0, to: open.count, by: Self.caseCountMax) {
            let ids = Array(open[first..<min(open.count, first + Self.caseCountMax)])
            let due = try database.read { database in
                let steps = try EscalationSteps(ids, house, ladder, now, database)
                if let moment = steps.next { next = min(next ?? moment, moment) }
                let doubled = try StoreReader(database, role: .node).needlessCalls(of: ids)
                return Array(Set(steps.due + doubled.map(\.recoveryCase))).sorted()
            }
            guard !due.isEmpty else { continue }
            raised += try write(author: Self.clockAuthor, now: now) { transaction in
                let database = transaction.door.database
                for call in try transaction.reader.needlessCalls(of: due) {
                    try transaction.settle(call)
                }
                let steps = try EscalationSteps(due, house, ladder, now, database)
                return try steps.calls.flatMap { found, calls in
                    try calls.map { try transaction.escalate(found, $0.key, $0.value) }
                }
            }
        }
        return (raised, next)
    }
}

/// What the clocks of some cases ask for at a moment.
private struct EscalationSteps {
    /// The calls that are due, by case and clock.
    private(set) var calls: [(RecoveryCase, [ClockTerm: Call])] = []
    /// When to ask again.
    private(set) var next: Timestamp?

    struct Call {
        let level: Int
        let responder: String
    }

    var due: [ChangeID] { calls.map(\.0.id) }

    init(
        _ ids: [ChangeID],
        _ house: ClockHouse,
        _ ladder: EscalationLadder,
        _ now: Timestamp,
        _ database: Database
    ) throws {
        let reader = StoreReader(database, role: .node)
        let cases = try ids.compactMap { try reader.row(Catalogue.recoveryCase, $0) }
            .map(RecoveryCase.init).filter(\.state.isOpen)
        let clocks = try reader.clocks(of: cases, house)
        let before = try reader.callsBefore(of: cases)
        let duty = try reader.onDuty(at: now)
        let supervisors = Set(
            try PersonTable.all(database)
                .filter { $0.isActive && $0.role == .supervisor }.map(\.name)
        )
        for found in cases {
            guard let clocks = clocks[found.id] else { continue }
            let made = before[found.id] ?? []
            let missed = Self.missed(found, clocks, ladder)
            let steps = ladder.steps(
                for: clocks,
                severity: found.severity,
                chain: CallChain(
                    house.responder(of: found),
                    owner: found.owner,
                    duty: duty,
                    supervisors: supervisors
                ),
                before: { item in
                    var calls = CallsBefore(level: missed[item.term] ?? 0)
                    let start = ladder.firstCall(about: item)
                    for call in made where call.term == item.term {
                        if let start, call.at < start { continue }
                        calls.level = max(calls.level, call.level)
                        if let lead = call.lead { calls.leads.insert(lead) }
                    }
                    return calls
                },
                at: now
            )
            if let moment = steps.next { next = min(next ?? moment, moment) }
            guard !steps.calls.isEmpty else { continue }
            let calls = steps.calls.mapValues {
                Call(level: $0.level.number, responder: $0.lead.words)
            }
            self.calls.append((found, calls))
        }
    }
}

extension EscalationSteps {
    /// By how much a case may be written down later than it was heard of, before it counts as one
    /// that came in late.
    private static let lateMilliseconds: Int64 = 60_000

    /// The levels that had passed before the case was written here: an import of last month's
    /// surveys calls each responder once, and not the whole ladder.
    private static func missed(
        _ found: RecoveryCase,
        _ clocks: CaseClocks,
        _ ladder: EscalationLadder
    ) -> [ClockTerm: Int] {
        let late = found.writtenAt.milliseconds - found.openedAt.milliseconds
        guard late > lateMilliseconds else { return [:] }
        return ladder.reached(by: clocks, at: found.writtenAt)
    }
}

extension NodeTransaction {
    /// Calls the next in line, and marks the calls before it as passed on.
    fileprivate func escalate(
        _ found: RecoveryCase,
        _ term: ClockTerm,
        _ call: EscalationSteps.Call
    ) throws -> RaisedCall {
        for alarm in try alarms(of: found.id)
        where alarm.state == .raised && alarm.term == term {
            try edit(alarm.row, [AlarmField.state: .choice(AlarmState.escalated)])
        }
        _ = try create(
            Catalogue.alarm,
            scope: found.row.scope,
            [
                AlarmField.recoveryCase: .reference(found.id),
                .responder: .text(call.responder),
                .state: .choice(AlarmState.raised),
                .raisedAt: .time(now),
                .term: .choice(term),
                .level: .number(call.level),
            ]
        )
        return RaisedCall(
            reference: found.reference,
            term: term,
            level: call.level,
            responder: call.responder
        )
    }
}

extension StoreReader {
    fileprivate func openCaseIDs() throws -> [ChangeID] {
        let states = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        return try RecordTable.ids(
            """
            SELECT _id FROM recovery_case WHERE state IN (\(states.joined(separator: ",")))
            ORDER BY openedAt
            """,
            [],
            database
        )
    }

    /// What was called before, by case.
    fileprivate func callsBefore(of cases: [RecoveryCase]) throws -> [ChangeID: [MadeCall]] {
        let ids = cases.map { "\($0.id.rawValue)" }.joined(separator: ",")
        let statement = try RawStatement(
            database,
            """
            SELECT recoveryCase, COALESCE(term, \(ClockTerm.acknowledge.rawValue)),
                COALESCE(level, 0), responder, COALESCE(raisedAt, 0)
            FROM alarm WHERE recoveryCase IN (\(ids))
            """
        )
        defer { statement.reset() }
        var calls: [ChangeID: [MadeCall]] = [:]
        while try statement.step() {
            guard let term = ClockTerm(rawValue: statement.integer(1)) else { continue }
            calls[ChangeID(rawValue: statement.integer(0)), default: []].append(
                MadeCall(
                    term: term,
                    level: Int(statement.integer(2)),
                    lead: statement.isNull(3)
                        ? nil : Responder.Lead(words: statement.text(3)),
                    at: Timestamp(milliseconds: statement.integer(4))
                )
            )
        }
        return calls
    }
}

/// A call that was made about a case.
private struct MadeCall {
    let term: ClockTerm
    let level: Int
    let lead: Responder.Lead?
    let at: Timestamp
}

extension Alarm {
    /// The clock that called; the first call is that for an answer.
    package var term: ClockTerm { row.choice(AlarmField.term) ?? .acknowledge }
    /// The level of the ladder; 0 for the first call.
    package var level: Int { row.number(AlarmField.level).map(Int.init) ?? 0 }
    /// The team or person called; nil for the triage desk.
    package var lead: Responder.Lead? { Responder.Lead(words: responder) }
}

extension Responder.Lead {
    /// A team or a person as alarms and scenarios name them; nil for other words.
    package init?(words: String) {
        let mark = "person:"
        if words.hasPrefix(mark) {
            self = .person(String(words.dropFirst(mark.count)))
        } else if let team = ResponseTeam.worded(words) {
            self = .team(team)
        } else {
            return nil
        }
    }
}
