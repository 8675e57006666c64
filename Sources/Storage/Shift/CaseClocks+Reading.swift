package import Recovery
package import Wire

/// By what a house's clocks go: its scenarios' targets and its hours.
package struct ClockHouse: Sendable {
    /// The scenarios in use, by code.
    package let scenarios: [String: PublishedScenario]
    /// The hours of its office teams.
    package let hours: ServiceHours

    /// A house's scenarios and hours.
    package init(scenarios: [String: PublishedScenario], hours: ServiceHours) {
        (self.scenarios, self.hours) = (scenarios, hours)
    }

    /// What is promised for a case; T2 while nobody has named the failure.
    package func target(of found: RecoveryCase) -> TargetClass {
        let isAfterStay = found.touchpoint == .postStay
        return scenario(of: found)?.target(afterStay: isAfterStay) ?? (isAfterStay ? .tp : .t2)
    }

    /// What the case is about, once it is named.
    package func scenario(of found: RecoveryCase) -> FailureScenario? {
        scenarios.scenario(of: found)
    }

    /// Who answers for a case: its team where that was changed, else the scenario's responder.
    package func responder(of found: RecoveryCase) -> Responder {
        // What triage has not confirmed calls nobody yet.
        let named = found.state == .triage ? nil : scenario(of: found)?.responder
        guard let team = found.team.flatMap(ResponseTeam.worded) else {
            return named ?? Responder(lead: .team(.dutyManager), support: [])
        }
        if case .team(team) = named?.lead, let named { return named }
        return Responder(lead: .team(team), support: named?.support ?? [])
    }
}

extension StoreReader {
    /// All clocks of some cases, by case: the one account that pages, alarms and reports use.
    package func clocks(
        of cases: [RecoveryCase],
        _ house: ClockHouse
    ) throws -> [ChangeID: CaseClocks] {
        let records = try ClockRecords(cases, self)
        return Dictionary(
            cases.map { found in
                let facts = records.facts(of: found, house.target(of: found))
                return (found.id, CaseClocks(facts, house.hours))
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension StoreReader {
    /// For each of some cases the clock that waits for the first word of a person of the house,
    /// spoken or written; being with the guest is one way to it.
    func firstContacts(
        of cases: [RecoveryCase],
        _ house: ClockHouse
    ) throws -> [ChangeID: CaseClock] {
        let records = try ClockRecords(cases, self, withLetters: true)
        return Dictionary(
            cases.compactMap { found in
                let facts = records.facts(of: found, house.target(of: found))
                return CaseClocks(facts, house.hours).all.first { $0.term == .onScene }
                    .map { (found.id, $0.clock) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

/// What the records of some cases tell of their clocks, read a kind of record at a time.
private struct ClockRecords {
    private var changes: [ChangeID: [CaseStateChange]] = [:]
    private var answers: [ChangeID: Timestamp] = [:]
    private var contacts: [ChangeID: [Timestamp]] = [:]
    private var settled: [ChangeID: Timestamp] = [:]
    private var promises: [ChangeID: [PromiseFacts]] = [:]

    init(
        _ cases: [RecoveryCase],
        _ reader: StoreReader,
        withLetters: Bool = false
    ) throws {
        guard !cases.isEmpty else { return }
        // Bound as a list, so that the statements are the same for any cases and stay few.
        let ids = "[\(cases.map { "\($0.id.rawValue)" }.joined(separator: ","))]"
        try readHistory(ids, reader)
        try readAnswers(ids, reader)
        try readContacts(ids, reader, withLetters ? [.reached, .leftMessage] : [.reached])
        for row in try reader.rows(
            Catalogue.commitment,
            "WHERE recoveryCase IN (SELECT value FROM json_each(?)) ORDER BY dueAt, _id",
            [.text(ids)]
        ) {
            let promise = PromiseRow(row)
            guard let id = promise.recoveryCase, let facts = promise.facts else { continue }
            promises[id, default: []].append(facts)
        }
    }

    func facts(of found: RecoveryCase, _ target: TargetClass) -> ClockFacts {
        var facts = ClockFacts(start: found.openedAt, target: target)
        facts.changes = changes[found.id] ?? []
        facts.answeredAt = answers[found.id]
        facts.contacts = contacts[found.id] ?? []
        facts.settledAt = settled[found.id]
        facts.promises = promises[found.id] ?? []
        // What was ticked when the case was written has no edit that tells when.
        let marks = found.marks
        let written = Timestamp(milliseconds: found.row.stamp.milliseconds)
        if facts.contacts.isEmpty, marks.tellOfContact { facts.contacts = [written] }
        if facts.settledAt == nil, marks.tellOfEnd { facts.settledAt = written }
        return facts
    }

    private mutating func readHistory(_ ids: String, _ reader: StoreReader) throws {
        let statement = try RawStatement(
            reader.database,
            """
            SELECT record, field, stamp, value FROM history
            WHERE record IN (SELECT value FROM json_each(?))
                AND field IN (\(CaseField.state.rawValue), \(CaseField.tags.rawValue))
            ORDER BY stamp
            """
        )
        defer { statement.reset() }
        statement.bind(1, ids)
        while try statement.step() {
            let id = ChangeID(rawValue: statement.integer(0))
            let at = Timestamp(
                milliseconds: Stamp(rawValue: statement.integer(2)).milliseconds
            )
            switch statement.cell(3) {
            case .integer(let number):
                guard let state = CaseState(rawValue: number) else { continue }
                changes[id, default: []].append(CaseStateChange(at: at, state: state))
            case .text(let tags):
                let marks = CaseMarks(tags: tags)
                if marks.tellOfContact, contacts[id] == nil { contacts[id] = [at] }
                if marks.tellOfEnd, settled[id] == nil { settled[id] = at }
            default: continue
            }
        }
    }

    private mutating func readAnswers(_ ids: String, _ reader: StoreReader) throws {
        let statement = try RawStatement(
            reader.database,
            """
            SELECT recoveryCase, MIN(acknowledgedAt) FROM alarm
            WHERE recoveryCase IN (SELECT value FROM json_each(?)) AND acknowledgedAt IS NOT NULL
                AND COALESCE(term, \(ClockTerm.acknowledge.rawValue))
                    = \(ClockTerm.acknowledge.rawValue)
            GROUP BY recoveryCase
            """
        )
        defer { statement.reset() }
        statement.bind(1, ids)
        while try statement.step() {
            answers[ChangeID(rawValue: statement.integer(0))] = Timestamp(
                milliseconds: statement.integer(1)
            )
        }
    }

    private mutating func readContacts(
        _ ids: String,
        _ reader: StoreReader,
        _ results: [ContactResult]
    ) throws {
        let results = results.map { "\($0.rawValue)" }.joined(separator: ",")
        let statement = try RawStatement(
            reader.database,
            """
            SELECT recoveryCase, happenedAt FROM contact_attempt
            WHERE recoveryCase IN (SELECT value FROM json_each(?)) AND happenedAt IS NOT NULL
                AND result IN (\(results))
            """
        )
        defer { statement.reset() }
        statement.bind(1, ids)
        while try statement.step() {
            contacts[ChangeID(rawValue: statement.integer(0)), default: []].append(
                Timestamp(milliseconds: statement.integer(1))
            )
        }
    }
}

extension CaseMarks {
    /// Whether somebody met or spoke to the guest.
    fileprivate var tellOfContact: Bool {
        steps.contains(.apologise) || !contacts.isDisjoint(with: [.reached, .answered])
    }

    /// Whether the guest has had the last word, or kept silent for long enough.
    fileprivate var tellOfEnd: Bool { !contacts.isDisjoint(with: [.answered, .silent]) }
}

/// What was promised to a guest.
private struct PromiseRow {
    let row: StoredRow

    init(_ row: StoredRow) { self.row = row }

    var recoveryCase: ChangeID? { row.reference(CommitmentField.recoveryCase) }

    /// The promise as its clock needs it; nil for one without a time.
    var facts: PromiseFacts? {
        guard let dueAt = row.time(CommitmentField.dueAt) else { return nil }
        let madeAt = Timestamp(milliseconds: row.stamp.milliseconds)
        let settledAt = row.time(CommitmentField.settledAt) ?? madeAt
        let end: ClockLog.Entry? =
            switch row.choice(CommitmentField.state, as: CommitmentState.self) ?? .open {
            case .open: nil
            case .kept: ClockLog.Entry(at: settledAt, phase: .stopped(.done))
            case .withdrawn: ClockLog.Entry(at: settledAt, phase: .stopped(.withdrawn))
            }
        return PromiseFacts(
            id: RecordID(rawValue: row.id.rawValue),
            text: row.text(CommitmentField.text) ?? "",
            owner: row.text(CommitmentField.promisedBy),
            madeAt: madeAt,
            dueAt: dueAt,
            end: end
        )
    }
}
