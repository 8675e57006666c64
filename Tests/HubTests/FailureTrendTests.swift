import Hub
import Insight
import Recovery
import Storage
import Sync
import Testing
import Web
import Wire

/// The weekly chart of one kind of failure, on weeks that are known.
@Suite struct FailureTrendTests {
    private static let monday: Int64 = 20_510 - 3

    /// Headquarters whose sites LIS, OPO and so on, numbered from 1, were all heard on some day.
    private func standings(heardOn days: [Int64]) throws -> [SiteStanding] {
        let hub = try HubStore(inMemoryWith: .all)
        try hub.begin(epoch: Epoch(rawValue: 7))
        let now = Timestamp(milliseconds: (Self.monday + 400) * 86_400_000)
        var random = SystemRandomNumberGenerator()
        for (code, day) in zip(["LIS", "OPO", "GVA", "ZRH"], days) {
            let site = try hub.addSite(
                code: code,
                name: code,
                timeZone: "UTC",
                currency: "EUR",
                joinCode: JoinCode(using: &random),
                author: "ops",
                now: now
            )
            try hub.noteHeard([site: (Timestamp(milliseconds: day * 86_400_000), "amends/1")])
        }
        return try hub.standings(now: now)
    }

    private func streams(_ cases: [UInt32: [Int]], _ nights: [UInt32: [Int?]]) -> FailureStreams {
        let count = (cases.values.map(\.count) + nights.values.map(\.count)).max() ?? 0
        return FailureStreams(
            mondays: (0..<count).map { Self.monday + 7 * Int64($0) },
            cases: Dictionary(
                cases.map { (FailureStreams.Stream(site: $0.key, scenario: "EN-02"), $0.value) },
                uniquingKeysWith: { first, _ in first }
            ),
            roomNights: nights
        )
    }

    private func week<Value>(_ value: Value, _ count: Int = 30) -> [Value] {
        Array(repeating: value, count: count)
    }

    private func rows(_ trend: FailureTrend) -> [[String]] {
        trend.plot("cold").table.rows.map { $0.cells.map(\.text) }
    }

    @Test func `a site where it never failed counts with its nights`() throws {
        let streams = streams([1: week(7)], [1: week(700), 2: week(700)])
        let trend = FailureTrend(streams, "EN-02", [])
        #expect(rows(trend).allSatisfy { $0.prefix(3) == ["7", "1,400", "5.00"] })
        #expect(trend.note.contains("follow the room nights"))
    }

    @Test func `a week is not complete until all have told, and says who is missing`() throws {
        let last = Self.monday + 29 * 7
        let standings = try standings(heardOn: [last + 7, last + 6, last + 8, last + 8])
        var nights: [UInt32: [Int?]] = [1: week(700), 2: week(700), 3: week(700), 4: week(700)]
        nights[3]?[28] = nil
        let trend = FailureTrend(
            streams([1: week(7), 3: week(7)], nights),
            "EN-02",
            standings
        )
        #expect(trend.gaps.map(\.week) == ["Week of 14 Sep", "Week of 7 Sep"])
        #expect(
            trend.gaps.map(\.words) == [
                "not heard since it ended: OPO", "room nights not told: GVA",
            ]
        )
        let rows = rows(trend)
        #expect(rows[29].last == "Not complete" && rows[28].last == "Not complete")
        #expect(rows[27].last == "")
        // Its cases are no part of a rate that lacks its nights.
        #expect(rows[28].prefix(3) == ["7", "2,100", "3.33"])
        #expect(trend.note.contains("Hatched weeks are not complete."))
    }

    @Test func `too few known nights make cases and not rates`() throws {
        let trend = FailureTrend(
            streams([1: week(7), 2: week(3)], [1: week(700)]),
            "EN-02",
            []
        )
        #expect(rows(trend).allSatisfy { $0.prefix(3) == ["10", "1", "10"] })
        #expect(trend.note.contains("cases, not rates"))
    }

    @Test func `weeks before anything was known are not shown`() {
        let trend = FailureTrend(streams([1: week(0, 20) + week(4, 30)], [:]), "EN-02", [])
        #expect(rows(trend).count == 30)
    }

    /// Weeks of some mean whose values swing by some part of it.
    private func swinging(_ mean: Int, by part: Int, _ count: Int) -> [Int] {
        (0..<count).map { mean + ($0.isMultiple(of: 2) ? part : -part) }
    }

    @Test(arguments: [
        // 13 weeks set the limits: too few for Laney's chart.
        (4, 1, 30, "Limits are exact Poisson at 0.135 % a side."),
        (100, 40, 30, "Limits are three standard errors: every week lets expect 20 cases or more."),
        (100, 40, 52, "Laney\u{2019}s u\u{2032}: three standard errors, 7.09 times as wide"),
        (100, 1, 52, "not narrowed (Laney\u{2019}s u\u{2032})"),
        (10, 4, 52, "Limits are exact Poisson at 0.135 % a side."),
        (4, 1, 25, "Too few weeks for limits."),
    ])
    func `the page says by which rule the limits were drawn`(
        mean: Int,
        part: Int,
        count: Int,
        words: String
    ) {
        let trend = FailureTrend(streams([1: swinging(mean, by: part, count)], [:]), "EN-02", [])
        #expect(trend.note.contains(words), "\(trend.note)")
    }

    @Test func `what scatters anyway is no signal, and a rise in quiet weeks is`() {
        func trend(_ cases: [Int]) -> FailureTrend {
            FailureTrend(streams([1: cases], [:]), "EN-02", [])
        }
        let wild = swinging(100, by: 40, 51) + [190]
        #expect(trend(wild).note.contains("No week is above what chance allows"))
        let quiet = swinging(100, by: 5, 51) + [190]
        #expect(trend(quiet).note.contains("1 week above what chance allows"))
        // A week that set the limits is no signal, however high.
        let early = [190] + swinging(100, by: 5, 51)
        #expect(trend(early).note.contains("No week is above what chance allows"))
    }
}
