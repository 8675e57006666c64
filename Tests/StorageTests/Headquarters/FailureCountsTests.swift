import Recovery
import Storage
import Sync
import Testing
import Wire

@Suite struct FailureCountsTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    /// A Thursday: 20,513 days after 1 January 1970, which was one too.
    private let thursday: Int64 = 20_510

    private func open(_ node: NodeStore, _ code: String, day: Int64) throws {
        _ = try house.openCase(node, scenario: code) {
            $0.receivedAt = Timestamp(milliseconds: day * 86_400_000)
        }
    }

    @Test func `cases fall into the weeks in which they happened, Monday to Sunday`() throws {
        let monday = thursday - 3
        for day in [monday - 1, monday, thursday, monday + 6, monday + 7] {
            try open(house.lisbon, "EN-01", day: day)
        }
        try open(house.porto, "NO-01", day: thursday)
        try house.exchange(house.lisbon, house.porto)
        let weeks = try house.hub.read {
            try $0.weeklyCases(of: "EN-01", mondays: monday - 14...monday + 7)
        }
        #expect(weeks.map(\.monday) == [monday - 14, monday - 7, monday, monday + 7])
        #expect(weeks.map(\.cases) == [0, 1, 3, 1])
        let all = try house.hub.read { try $0.weeklyCases(of: nil, mondays: monday...monday) }
        #expect(all.map(\.cases) == [4])
        let porto = try house.hub.read {
            try $0.weeklyCases(of: nil, at: 2, mondays: monday...monday)
        }
        #expect(porto.map(\.cases) == [1])
    }

    @Test func `a table counts by site and kind, the most frequent kind first`() throws {
        for _ in 0..<3 { try open(house.lisbon, "NO-01", day: thursday) }
        try open(house.lisbon, "EN-01", day: thursday)
        for _ in 0..<4 { try open(house.porto, "EN-01", day: thursday) }
        try open(house.porto, "EN-01", day: thursday + 1)
        try house.exchange(house.lisbon, house.porto)
        let table = try house.hub.read { try $0.failureCounts(thursday...thursday) }
        #expect(table.counts == [1: ["NO-01": 3, "EN-01": 1], 2: ["EN-01": 4]])
        #expect(table.scenarios == ["EN-01", "NO-01"])
        #expect(table.total == 8 && table.total(of: 1) == 4)
        #expect(table.only(2).total == 4)
        #expect(table.only(2).rate(4, of: 2) == nil)
    }

    @Test func `there is no rate until every day's room nights are known`() throws {
        let days = thursday...thursday + 1
        func tell(_ days: [DailyExposure]) throws -> ExposureResult {
            let result = try house.lisbon.change(author: "ana", now: house.now) {
                try $0.tellExposure(days, site: nil)
            }
            try house.exchange(house.lisbon)
            return result
        }
        func rate() throws -> Double? {
            try house.hub.read { try $0.failureCounts(days).rate(3, of: 1) }
        }
        #expect(
            try tell([DailyExposure(day: thursday, roomNights: 100)]) == ExposureResult(added: 1)
        )
        #expect(try rate() == nil)
        let both = [
            DailyExposure(day: thursday, roomNights: 100),
            DailyExposure(day: thursday + 1, roomNights: 50),
        ]
        #expect(try tell(both) == ExposureResult(added: 1, unchanged: 1))
        #expect(try rate() == 20)
        #expect(
            try tell([DailyExposure(day: thursday + 1, roomNights: 100)])
                == ExposureResult(changed: 1)
        )
        #expect(try rate() == 15)
    }

    @Test func `headquarters tells for a site, and the site sees it`() throws {
        let result = try house.hub.change(author: "hq", now: house.now) {
            try $0.tellExposure([DailyExposure(day: thursday, roomNights: 80)], site: 2)
        }
        #expect(result == ExposureResult(added: 1))
        let rate = try house.hub.read { try $0.failureCounts(thursday...thursday).rate(4, of: 2) }
        #expect(rate == 50)
        try house.exchange(house.porto)
        let again = try house.porto.change(author: "eva", now: house.now) {
            try $0.tellExposure([DailyExposure(day: thursday, roomNights: 80)], site: nil)
        }
        #expect(again == ExposureResult(unchanged: 1))
    }

    @Test func `the rows behind a figure are as many as it says`() throws {
        for day in [thursday - 1, thursday, thursday] { try open(house.lisbon, "EN-01", day: day) }
        _ = try house.openCase(house.lisbon, scenario: "EN-01") {
            $0.isDrill = true
            $0.receivedAt = Timestamp(milliseconds: thursday * 86_400_000)
        }
        try open(house.porto, "EN-01", day: thursday)
        try house.exchange(house.lisbon, house.porto)
        let days = thursday...thursday
        let table = try house.hub.read { try $0.failureCounts(days) }
        for site: UInt32 in [1, 2] {
            let rows = try house.hub.read {
                try $0.cases(
                    CountedCases(days: days, site: site, scenario: "EN-01", countMax: 100)
                )
            }
            #expect(rows.count == table.counts[site]?["EN-01"])
        }
    }
}

@Suite struct SiteStandingTests {
    @Test(arguments: [
        (Duration.seconds(3599), SiteStanding.Kind.inStep), (.seconds(3600), .late),
        (.seconds(86_399), .late), (.seconds(86_400), .silent),
    ])
    func `an hour without a word is late, a day is silent`(
        silence: Duration,
        kind: SiteStanding.Kind
    ) throws {
        let hub = try HubStore(inMemoryWith: .all)
        try hub.begin(epoch: Epoch(rawValue: 7))
        let now = Timestamp(milliseconds: 1_790_000_000_000)
        var random = SystemRandomNumberGenerator()
        let site = try hub.addSite(
            code: "LIS",
            name: "Lisbon",
            timeZone: "UTC",
            currency: "EUR",
            joinCode: JoinCode(using: &random),
            author: "ops",
            now: now
        )
        #expect(try hub.standings(now: now).map(\.kind) == [.expected])
        let (seconds, _) = silence.components
        try hub.noteHeard([
            site: (Timestamp(milliseconds: now.milliseconds - seconds * 1000), "amends/1")
        ])
        #expect(try hub.standings(now: now).map(\.kind) == [kind])
    }
}
