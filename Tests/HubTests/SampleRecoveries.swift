import Insight
import Recovery
import Storage
import Wire

/// Cases of every kind and end, with remedies, calls and stays, by a seed.
struct SampleRecoveries {
    private var random: SeededGenerator
    private let now = WallClock.now()

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// Writes so many cases of the last three months, and reopens some of the first forty.
    mutating func fill(_ node: NodeStore, count: Int) throws {
        try node.change(author: "desk", now: now) { transaction in
            for index in 0..<count { try add(index, transaction) }
        }
        let first = try node.read { try $0.cases(references: (0..<40).map { "LIS-\($0)" }) }
        for (index, found) in first.enumerated() where found.state == .inProgress {
            let between: CaseState = index.isMultiple(of: 2) ? .remedied : .waitingGuest
            for state in [between, .inProgress] {
                try node.change(author: "desk", now: now) { transaction in
                    if let row = try transaction.row(Catalogue.recoveryCase, found.id) {
                        try transaction.edit(row, [CaseField.state: .choice(state)])
                    }
                }
            }
        }
    }

    private mutating func chance(_ share: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < share
    }

    private mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        .random(in: range, using: &random)
    }

    private mutating func add(_ index: Int, _ transaction: any RecordTransaction) throws {
        let opened = now.milliseconds - number(8...90) * 86_400_000 - number(0...86_399_999)
        let stay = chance(0.7) ? try self.stay(around: opened, transaction) : nil
        let isClosed = chance(0.7)
        let score: Int? = isClosed && chance(0.6) ? Int(number(1...7)) : nil
        let id = try transaction.create(
            Catalogue.recoveryCase,
            [
                CaseField.reference: .text("LIS-\(index)"), .scenario: .text("EN-02"),
                .severity: .integer(number(1...4)),
                .state: .choice(isClosed ? CaseState.closed : .inProgress),
                .outcome: isClosed ? .choice(try outcome(score)) : .null,
                .openedAt: .integer(opened), .receivedAt: .integer(opened),
                .closedAt: isClosed ? .integer(opened + number(1...240) * 3_600_000) : .null,
                .recoveryScore: .number(score), .channel: .integer(number(1...3)),
                .isDrill: .flag(chance(0.05)), .stay: .reference(stay),
            ]
        )
        for _ in 0..<number(0...2) {
            _ = try transaction.create(
                Catalogue.alarm,
                [
                    AlarmField.recoveryCase: .reference(id), .raisedAt: .integer(opened),
                    .acknowledgedAt: chance(0.8)
                        ? .integer(opened + number(1...600) * 60_000) : .null,
                ]
            )
        }
        if isClosed, chance(0.5) { try give(id, transaction) }
    }

    private mutating func outcome(_ score: Int?) throws -> CaseOutcome {
        if let score { return CaseOutcome(score: try RecoveryScore(score)) }
        let outcomes: [CaseOutcome] = [
            .closedUnscored, .unreachable, .notUpheld, .notAFailure, .notRecovered,
        ]
        return outcomes[Int(number(0...4))]
    }

    private mutating func stay(
        around opened: Int64,
        _ transaction: any RecordTransaction
    ) throws -> ChangeID {
        try transaction.create(
            Catalogue.stay,
            [
                StayField.contact: .text("Guest\(number(1...60))@example.org"),
                .arrivesAt: .integer(opened - 86_400_000),
                .departsAt: .integer(opened + 86_400_000),
                .tier: chance(0.3) ? .text("Gold") : .null, .isCancelled: .flag(chance(0.05)),
            ]
        )
    }

    private mutating func give(_ id: ChangeID, _ transaction: any RecordTransaction) throws {
        let offer = try transaction.create(
            Catalogue.remedyEvent,
            [
                RemedyEventField.recoveryCase: .reference(id),
                .state: .choice(RemedyState.proposed),
                .kind: .choice(chance(0.3) ? RemedyKind.refund : .complimentaryItem),
                .costMinor: .integer(number(0...9000)), .currency: .text("EUR"),
            ]
        )
        for state in [RemedyState.delivered] + (chance(0.1) ? [.reversed] : []) {
            _ = try transaction.create(
                Catalogue.remedyEvent,
                [
                    RemedyEventField.recoveryCase: .reference(id), .offer: .reference(offer),
                    .state: .choice(state),
                ]
            )
        }
    }
}
