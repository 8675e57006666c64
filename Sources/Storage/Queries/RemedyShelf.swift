package import Recovery
package import Wire

/// A remedy as the house last offered it.
package struct ShelfItem: Hashable, Sendable {
    /// What it consists of.
    package let kind: RemedyKind
    /// Its rung of the ladder.
    package let level: RemedyLevel
    /// What the guest gets, in words.
    package let description: String
    /// What it costs the house; nil for nothing.
    package let cost: Money?
    /// What it is worth to a guest; nil when nobody said.
    package let guestValue: Money?

    /// What the guest has of each unit that the house pays.
    package var worthOverCost: Double? {
        guard let guestValue, let cost else { return guestValue == nil ? nil : .infinity }
        return cost.minorUnits > 0
            ? Double(guestValue.minorUnits) / Double(cost.minorUnits) : .infinity
    }
}

/// What guests with the same failure got.
package struct RemedyEquity: Hashable, Sendable {
    /// The number of cases.
    package let count: Int
    /// The least, the middle and the most that one case cost.
    package let least, median, most: Money
}

/// A remedy that waits for somebody who may agree to it.
package struct WaitingRemedy: Sendable {
    /// The case.
    package let recoveryCase: RecoveryCase
    /// The remedy.
    package let remedy: Remedy
}

extension StoreReader {
    /// How many of the latest steps of remedies are looked at for the shelf.
    private static let shelfStepCountMax = 4_000
    /// How many cases are compared.
    private static let equityCountMax = 500

    /// The currency of a node's own site; nil until the hub has told it.
    package func ownCurrency() throws -> Currency? {
        let statement = try RawStatement(
            database,
            """
            SELECT currency FROM site WHERE number =
                (SELECT value FROM setting WHERE name = ?) LIMIT 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, Settings.Name.site.rawValue)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return Currency(stored: statement.text(0))
    }

    /// What the house offered since a moment on these rungs, each once as it was last priced, the
    /// most worth for the cost first; what nobody has valued comes last.
    package func remedyShelf(
        since: Timestamp,
        levels: ClosedRange<RemedyLevel>
    ) throws -> [ShelfItem] {
        let proposals = try rows(
            Catalogue.remedyEvent,
            """
            WHERE _id IN (SELECT _id FROM remedy_event ORDER BY _id DESC
                    LIMIT \(Self.shelfStepCountMax))
                AND offer IS NULL AND happenedAt >= ? AND level BETWEEN ? AND ?
            ORDER BY happenedAt DESC, _id DESC
            """,
            [.time(since), .choice(levels.lowerBound), .choice(levels.upperBound)]
        ).map(RemedyEvent.init)
        var seen: Set<String> = []
        let items = Remedy.remedies(of: proposals).compactMap { remedy -> ShelfItem? in
            let name = remedy.description.foldedForSearch
            guard !name.isEmpty, seen.insert(name).inserted else { return nil }
            return ShelfItem(
                kind: remedy.kind,
                level: remedy.level,
                description: remedy.description,
                cost: remedy.cost,
                guestValue: remedy.guestValue
            )
        }
        return items.sorted {
            ($1.worthOverCost ?? -1, $0.cost?.minorUnits ?? 0, $0.description)
                < ($0.worthOverCost ?? -1, $1.cost?.minorUnits ?? 0, $1.description)
        }
    }

    /// What remedies cost in cases of the same kind that were put right; nil without such cases.
    ///
    /// A case without remedies counts with nothing.
    package func equity(
        of scenario: String,
        besides found: RecoveryCase,
        since: Timestamp,
        _ currency: Currency
    ) throws -> RemedyEquity? {
        let done = [CaseState.remedied, .closed].map { "\($0.rawValue)" }.joined(separator: ", ")
        let taken = [RemedyState.accepted, .delivered].map { "\($0.rawValue)" }
            .joined(separator: ", ")
        let statement = try RawStatement(
            database,
            """
            SELECT COALESCE((SELECT SUM(p.costMinor) FROM remedy_event p
                WHERE p.recoveryCase = c._id AND p.offer IS NULL AND p.currency = ?
                    AND (SELECT e.state FROM remedy_event e
                        WHERE e.recoveryCase = c._id AND COALESCE(e.offer, e._id) = p._id
                        ORDER BY e.happenedAt DESC, e._id DESC LIMIT 1) IN (\(taken))), 0)
            FROM recovery_case c
            WHERE c.state IN (\(done)) AND c.openedAt >= ? AND c.scenario = ? AND c._id <> ?
            ORDER BY c.openedAt DESC LIMIT \(Self.equityCountMax)
            """
        )
        defer { statement.reset() }
        statement.bind(1, currency.code)
        statement.bind(2, since.milliseconds)
        statement.bind(3, scenario)
        statement.bind(4, found.id.rawValue)
        var costs: [Int64] = []
        while try statement.step() { costs.append(statement.integer(0)) }
        costs.sort()
        guard let least = costs.first, let most = costs.last else { return nil }
        let (low, high) = (costs[(costs.count - 1) / 2], costs[costs.count / 2])
        return RemedyEquity(
            count: costs.count,
            least: Money(minorUnits: least, currency: currency),
            median: Money(minorUnits: low + (high - low) / 2, currency: currency),
            most: Money(minorUnits: most, currency: currency)
        )
    }

    private static let asking: String = {
        let open = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
            .joined(separator: ", ")
        return """
            WHERE state IN (\(open)) AND EXISTS(
                SELECT 1 FROM remedy_event p WHERE p.recoveryCase = recovery_case._id
                    AND p.offer IS NULL AND NOT EXISTS(
                        SELECT 1 FROM remedy_event e
                        WHERE e.recoveryCase = p.recoveryCase AND e.offer = p._id))
            """
    }()

    /// Open cases with a remedy to which somebody with more authority must agree.
    package func casesAwaitingApproval() throws -> Set<ChangeID> {
        try Set(
            RecordTable.ids("SELECT _id FROM recovery_case \(Self.asking)", [], database)
        )
    }

    /// Remedies in open cases to which somebody with more authority must agree, oldest first.
    package func waitingRemedies() throws -> [WaitingRemedy] {
        let cases = try rows(Catalogue.recoveryCase, "\(Self.asking) ORDER BY openedAt, _id", [])
            .map(RecoveryCase.init)
        return try cases.flatMap { found in
            try remedies(of: found.id).filter { $0.state == .proposed }
                .map { WaitingRemedy(recoveryCase: found, remedy: $0) }
        }
    }
}
