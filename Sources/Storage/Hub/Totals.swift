import GRDB
import Recovery
import Wire

/// What the running totals count a case by.
struct CaseFacts: Hashable {
    var site: UInt32
    var scenario = ""
    /// When it happened; where nobody said, when it was received; at the latest, when the case
    /// was opened: feedback that comes in late counts on its own day.
    var happenedAt: Int64 { occurredAt ?? receivedAt ?? openedAt }
    private var occurredAt: Int64?
    private var receivedAt: Int64?
    private var openedAt: Int64 = 0
    var severity: Int64 = 0
    var touchpoint: Int64 = 0
    var channel: Int64 = 0
    var state: Int64 = 0
    var isDrill = false
    /// How it ended; nil while it has not.
    var outcome: Int64?

    /// Whether work on it is still needed.
    var isOpen: Bool { counts && CaseState(rawValue: state)?.isOpen == true }

    /// Drills are kept out of all figures, and so are cases that were merged into another.
    var counts: Bool { !isDrill && state != CaseState.merged.rawValue }

    /// Whether something failed, as far as anybody knows.
    var isFailure: Bool { outcome != CaseOutcome.notAFailure.rawValue }

    init(_ row: StoredRow) {
        site = row.site
        for field in CaseField.allCases { take(field, row[field]) }
    }

    /// Reads them from the change that creates a case.
    init(creation index: Int, in batch: ChangeBatch, site: UInt32) {
        self.site = site
        for entry in batch.entries[batch.fieldRange(at: index)] {
            guard let field = CaseField(rawValue: entry.field) else { continue }
            switch field {
            case .scenario, .openedAt, .occurredAt, .receivedAt, .severity, .touchpoint,
                .channel, .state, .isDrill, .outcome:
                take(field, batch.cell(of: entry))
            default: continue
            }
        }
    }

    private mutating func take(_ field: CaseField, _ cell: Cell) {
        switch (field, cell) {
        case (.scenario, .text(let code)): scenario = code
        case (.openedAt, .integer(let number)): openedAt = number
        case (.occurredAt, .integer(let number)): occurredAt = number
        case (.receivedAt, .integer(let number)): receivedAt = number
        case (.severity, .integer(let number)): severity = number
        case (.touchpoint, .integer(let number)): touchpoint = number
        case (.channel, .integer(let number)): channel = number
        case (.state, .integer(let number)): state = number
        case (.isDrill, .integer(let number)): isDrill = number != 0
        case (.outcome, .integer(let number)): outcome = number
        default: break
        }
    }
}

/// The factors by which cases are counted, beside site, scenario and day.
package enum TotalFactor: Int64, CaseIterable, Sendable {
    /// All failures, under value 0.
    case all = 0
    case severity, touchpoint, channel
    /// Cases on which work is still needed, by site alone: under no scenario, day 0 and value 0.
    case open
    /// Cases that turned out to be no failure, under value 0; the others leave them out.
    case notAFailure
    /// Feedback with a score, by site alone: 1 for a score below the middle of its scale, else 0.
    case scored

    /// Those by which failures are counted.
    fileprivate static let ofFailures: [TotalFactor] = [.all, .severity, .touchpoint, .channel]
}

/// Changes of the running totals, gathered over a transaction and written at its end.
struct TotalsChange {
    struct Key: Hashable {
        var site: UInt32
        var scenario: String
        var day: Int64
        var factor: TotalFactor
        var value: Int64
    }

    private(set) var counts: [Key: Int64] = [:]

    mutating func add(_ facts: CaseFacts, _ weight: Int64) {
        guard facts.counts else { return }
        let day = Timestamp(milliseconds: facts.happenedAt).day()
        if facts.isOpen {
            let key = Key(site: facts.site, scenario: "", day: 0, factor: .open, value: 0)
            counts[key, default: 0] += weight
        }
        for factor in facts.isFailure ? TotalFactor.ofFailures : [.notAFailure] {
            let value =
                switch factor {
                case .all, .open, .notAFailure, .scored: Int64(0)
                case .severity: facts.severity
                case .touchpoint: facts.touchpoint
                case .channel: facts.channel
                }
            let key = Key(
                site: facts.site,
                scenario: facts.scenario,
                day: day,
                factor: factor,
                value: value
            )
            counts[key, default: 0] += weight
        }
    }

    mutating func add(_ facts: ScoreFacts, _ weight: Int64) {
        let key = Key(
            site: facts.site,
            scenario: "",
            day: facts.day,
            factor: .scored,
            value: facts.isLow ? 1 : 0
        )
        counts[key, default: 0] += weight
    }

    /// Counts a record in, or out with a weight of -1.
    mutating func add(_ row: StoredRow, _ weight: Int64) {
        switch row.type.number {
        case Catalogue.recoveryCase.number: add(CaseFacts(row), weight)
        case Catalogue.feedback.number:
            if let facts = ScoreFacts(row) { add(facts, weight) }
        default: break
        }
    }

    /// Counts in the record that a change creates.
    mutating func add(creation index: Int, in batch: ChangeBatch, _ type: RecordType, site: UInt32)
    {
        switch type.number {
        case Catalogue.recoveryCase.number:
            add(CaseFacts(creation: index, in: batch, site: site), 1)
        case Catalogue.feedback.number:
            if let facts = ScoreFacts(creation: index, in: batch, site: site) { add(facts, 1) }
        default: break
        }
    }

    func write(to database: Database) throws {
        let statement = try RawStatement(
            database,
            """
            INSERT INTO total(site, scenario, day, factor, value, cases)
            VALUES(?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET cases = cases + excluded.cases
            """
        )
        for (key, count) in counts where count != 0 {
            statement.bind(1, Int64(key.site))
            statement.bind(2, key.scenario)
            statement.bind(3, key.day)
            statement.bind(4, key.factor.rawValue)
            statement.bind(5, key.value)
            statement.bind(6, count)
            try statement.run()
        }
    }
}
