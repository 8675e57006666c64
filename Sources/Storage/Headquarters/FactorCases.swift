import GRDB
package import Recovery
package import Wire

/// What a case may have in common with others of its kind.
package enum CaseFactor: String, CaseIterable, Sendable {
    case site, place, touchpoint, team, weekday, shift, channel, cause, blame, tier, occasion
    case language
}

/// One case by its factors.
package struct FactoredCase: Sendable {
    package let id: ChangeID
    package let site: UInt32
    /// Whether it is of the kind that is asked about.
    package let isKind: Bool
    /// When it happened.
    package let happenedAt: Timestamp
    /// The level of each factor that is known, as it is stored.
    package let levels: [CaseFactor: String]
}

/// Cases of one kind and, to hold them against, cases of all other kinds.
package struct FactoredCases: Sendable {
    package let cases: [FactoredCase]
    /// One in so many of the other cases was read: their odds do not depend on it.
    package let oneIn: Int
    /// How many of the kind there are.
    package var kindCount: Int { cases.count(where: \.isKind) }
}

extension StoreReader {
    /// The most cases of other kinds that are read.
    package static let otherCasesMax = 20_000

    /// Cases that happened in some days, those of a kind in full and of the others a sample.
    ///
    /// Drills, merged cases and what was no failure are left out. `others` is how many there are of
    /// other kinds, at `site` or at all, by the running totals; cases that nobody has named,
    /// whatever they are, are no measure. Holding cases against a sample of others is what
    /// case-control studies do: J. Cornfield (Journal of the National Cancer Institute 11, 1951).
    package func factoredCases(
        of scenario: String,
        _ days: ClosedRange<Int64>,
        site: UInt32?,
        others: Int
    ) throws -> FactoredCases {
        let oneIn = max(1, (others + Self.otherCasesMax - 1) / Self.otherCasesMax)
        let statement = try RawStatement(database, Self.factorQuery(oneIn))
        defer { statement.reset() }
        statement.bind(1, scenario)
        statement.bind(2, days.lowerBound * 86_400_000)
        statement.bind(3, (days.upperBound + 1) * 86_400_000 - 1)
        if let site { statement.bind(4, Int64(site)) } else { statement.bindNull(4) }
        let names = Set(try unsealedKinds())
        var cases: [FactoredCase] = []
        while try statement.step() {
            let kind = statement.text(3)
            cases.append(
                FactoredCase(
                    id: ChangeID(rawValue: statement.integer(0)),
                    site: UInt32(truncatingIfNeeded: statement.integer(1)),
                    isKind: kind == scenario,
                    happenedAt: Timestamp(milliseconds: statement.integer(2)),
                    // Where a sealed case happened, and to whom, stays sealed.
                    levels: Self.levels(
                        statement,
                        isOpen: names.contains(kind)
                            && statement.integer(13) < Severity.safety.rawValue
                    )
                )
            )
        }
        return FactoredCases(cases: cases, oneIn: oneIn)
    }

    private static func factorQuery(_ oneIn: Int) -> String {
        """
        SELECT c._id, c._site, COALESCE(c.occurredAt, c.receivedAt, c.openedAt) AS happened,
            COALESCE(c.scenario, ''), c.place, c.touchpoint, c.team, c.channel, a.code, a.locus,
            s.tier, c.occasion, COALESCE(s.language, f.language), c.severity
        FROM recovery_case c LEFT JOIN cause_analysis a ON a.recoveryCase = c._id
            LEFT JOIN stay s ON s._id = c.stay LEFT JOIN feedback f ON f._id = c.feedback
        WHERE happened BETWEEN ?2 AND ?3 AND (?4 IS NULL OR c._site = ?4)
            AND COALESCE(c.isDrill, 0) = 0 AND c.state <> \(CaseState.merged.rawValue)
            AND COALESCE(c.outcome, 0) <> \(CaseOutcome.notAFailure.rawValue)
            AND (COALESCE(c.scenario, '') = ?1
                OR c.scenario <> '' AND c._id % \(oneIn) = 0)
        """
    }

    private static func levels(
        _ statement: RawStatement,
        isOpen: Bool
    ) -> [CaseFactor: String] {
        let columns: [(CaseFactor, Int)] = [
            (.place, 4), (.touchpoint, 5), (.team, 6), (.channel, 7), (.cause, 8), (.blame, 9),
            (.tier, 10), (.occasion, 11), (.language, 12),
        ]
        var levels: [CaseFactor: String] = [:]
        for (factor, column) in columns where !statement.isNull(column) {
            guard isOpen || ![.place, .tier, .occasion, .language].contains(factor) else {
                continue
            }
            let text = statement.text(column)
            if !text.isEmpty { levels[factor] = text }
        }
        return levels
    }

    /// The codes of the kinds whose cases may be read by everybody, unnamed ones among them.
    private func unsealedKinds() throws -> [String] {
        try scenarios().filter { $0.scenario.severity.starting() != .safety }.map(
            \.scenario.code.description
        ) + [""]
    }

    /// The time zones of the sites, by number.
    package func zoneNames() throws -> [UInt32: String] {
        var names: [UInt32: String] = [:]
        for row in try rows(Catalogue.site, "ORDER BY _id", []) {
            guard let number = row.number(SiteField.number) else { continue }
            names[UInt32(truncatingIfNeeded: number)] = row.text(SiteField.timeZone)
        }
        return names
    }

    /// The sites' currencies, by number.
    package func currencies() throws -> [UInt32: Currency] {
        var currencies: [UInt32: Currency] = [:]
        for row in try rows(Catalogue.site, "ORDER BY _id", []) {
            guard let number = row.number(SiteField.number),
                let currency = row.text(SiteField.currency).flatMap(Currency.init(stored:))
            else { continue }
            currencies[UInt32(truncatingIfNeeded: number)] = currency
        }
        return currencies
    }

    /// Cases by id, in the order given.
    package func cases(ids: some Sequence<ChangeID>) throws -> [RecoveryCase] {
        let table = RecordTable(Catalogue.recoveryCase, database)
        return try ids.compactMap { try table.row($0).map(RecoveryCase.init) }
    }
}
