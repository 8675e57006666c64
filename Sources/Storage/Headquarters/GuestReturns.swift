import GRDB
package import Recovery
package import Wire

/// When guests came, by how they can be reached: what tells whether one came back.
package struct GuestReturns: Sendable {
    private struct Visit {
        var guest: String
        var departsAt: Int64
    }

    /// The stays that cases are bound to.
    private var visits: [ChangeID: Visit] = [:]
    /// Each guest's arrivals, ascending.
    private var arrivals: [String: [Int64]] = [:]

    /// Whether the guest of a stay came again until a moment; nil where nobody can tell.
    ///
    /// A guest is known again by the address or number that the stays bear.
    package func returned(after stay: ChangeID, until now: Timestamp) -> Bool? {
        guard let visit = visits[stay] else { return nil }
        return arrivals[visit.guest]?.contains {
            $0 >= visit.departsAt && $0 <= now.milliseconds
        } ?? false
    }

    /// How many stays are known.
    package var stayCount: Int { visits.count }

    init(_ database: Database) throws {
        let statement = try RawStatement(
            database,
            """
            SELECT _id, lower(contact), arrivesAt, COALESCE(departsAt, arrivesAt) FROM stay
            WHERE contact <> '' AND arrivesAt IS NOT NULL AND COALESCE(isCancelled, 0) = 0
            ORDER BY arrivesAt
            """
        )
        defer { statement.reset() }
        while try statement.step() {
            let guest = statement.text(1)
            arrivals[guest, default: []].append(statement.integer(2))
            visits[ChangeID(rawValue: statement.integer(0))] = Visit(
                guest: guest,
                departsAt: statement.integer(3)
            )
        }
    }
}

/// One answer about a stay, on a scale from 0 to 100.
package struct SatisfactionScore: Hashable, Sendable {
    package let site: UInt32
    /// Months since year 0.
    package let month: Int64
    package let channel: Int64
    package let value: Double
}

extension StoreReader {
    /// When guests came.
    package func guestReturns() throws -> GuestReturns { try GuestReturns(database) }

    /// What guests with and without a failure said of their stay, in some days.
    ///
    /// With: the second survey, 90 days after a recovery that had been scored 6 or 7; the score
    /// that made it a recovery is not asked again. Without: feedback with a score and no case.
    package func satisfaction(
        _ days: ClosedRange<Int64>,
        sites: Set<UInt32>
    ) throws -> (recovered: [SatisfactionScore], unspoiled: [SatisfactionScore]) {
        let recovered = try scores(
            days,
            sites,
            """
            SELECT v._site, COALESCE(c.receivedAt, c.openedAt), COALESCE(c.channel, 0),
                v.score * 100, \(ScoreScale.oneToSeven.rawValue)
            FROM recovery_survey v JOIN recovery_case c ON c._id = v.recoveryCase
            WHERE v.wave = \(SurveyWave.second.rawValue) AND v.score IS NOT NULL
                AND c.outcome = \(CaseOutcome.recovered.rawValue)
                AND COALESCE(c.receivedAt, c.openedAt) BETWEEN ? AND ?
            """
        )
        guard !recovered.isEmpty else { return ([], []) }
        let unspoiled = try scores(
            days,
            sites,
            """
            SELECT f._site, f.receivedAt, COALESCE(f.channel, 0), f.scoreHundredths, f.scale
            FROM feedback f WHERE f.scoreHundredths IS NOT NULL AND f.scale IS NOT NULL
                AND f.receivedAt BETWEEN ? AND ?
                AND f._id NOT IN (SELECT feedback FROM recovery_case WHERE feedback IS NOT NULL)
            """
        )
        return (recovered, unspoiled)
    }

    private func scores(
        _ days: ClosedRange<Int64>,
        _ sites: Set<UInt32>,
        _ query: String
    ) throws -> [SatisfactionScore] {
        let statement = try RawStatement(database, query)
        defer { statement.reset() }
        statement.bind(1, days.lowerBound * 86_400_000)
        statement.bind(2, (days.upperBound + 1) * 86_400_000 - 1)
        var scores: [SatisfactionScore] = []
        while try statement.step() {
            let site = UInt32(truncatingIfNeeded: statement.integer(0))
            guard sites.contains(site), let scale = ScoreScale(rawValue: statement.integer(4))
            else { continue }
            let day = CalendarDay(
                daysSince1970: Timestamp(milliseconds: statement.integer(1)).day()
            )
            let (low, high) = (Double(scale.range.lowerBound), Double(scale.range.upperBound))
            scores.append(
                SatisfactionScore(
                    site: site,
                    month: day.year * 12 + day.month,
                    channel: statement.integer(2),
                    value: (Double(statement.integer(3)) / 100 - low) / (high - low) * 100
                )
            )
        }
        return scores
    }
}
