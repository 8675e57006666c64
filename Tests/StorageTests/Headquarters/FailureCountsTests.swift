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

    @Test(arguments: [true, false])
    func `of a day that two told of before they met, the last word decides`(
        headquartersLast: Bool
    ) throws {
        let later = Timestamp(milliseconds: house.now.milliseconds + 60_000)
        func tell(_ store: some RecordStore, _ nights: Int, site: UInt32?, _ now: Timestamp) throws
        {
            _ = try store.change(author: "ana", now: now) {
                try $0.tellExposure([DailyExposure(day: thursday, roomNights: nights)], site: site)
            }
        }
        try tell(house.hub, 80, site: 1, headquartersLast ? later : house.now)
        try tell(house.lisbon, 100, site: nil, headquartersLast ? house.now : later)
        try house.exchange(house.lisbon)
        func nights() throws -> Int? {
            try house.hub.read { try $0.failureCounts(thursday...thursday).exposure[1]?.roomNights }
        }
        #expect(try nights() == (headquartersLast ? 80 : 100))
        #expect(
            try house.hub.read {
                try $0.failureStreams(thursday - 3...thursday - 3).roomNights[1] == nil
            }
        )
        // A new word goes to the record that decides, and is not added to the other.
        let last = Timestamp(milliseconds: later.milliseconds + 60_000)
        try tell(house.lisbon, 90, site: nil, last)
        try house.exchange(house.lisbon)
        #expect(try nights() == 90)
    }

    @Test func `a day that is told twice at once makes one record`() throws {
        let days = [60, 70].map { DailyExposure(day: thursday, roomNights: $0) }
        let result = try house.lisbon.change(author: "ana", now: house.now) {
            try $0.tellExposure(days, site: nil)
        }
        #expect(result == ExposureResult(added: 1, changed: 1))
        try house.exchange(house.lisbon)
        let table = try house.hub.read { try $0.failureCounts(thursday...thursday) }
        #expect(table.exposure[1]?.roomNights == 70)
    }

    @Test func `what turns out to be no failure leaves the figures and is counted by itself`()
        throws
    {
        try open(house.lisbon, "EN-01", day: thursday)
        let id = try house.openCase(house.lisbon, scenario: "EN-01") {
            $0.receivedAt = Timestamp(milliseconds: thursday * 86_400_000)
        }
        func read() throws -> (all: Int, none: Int?, grave: Int, rows: [Int]) {
            try house.exchange(house.lisbon)
            #expect(try house.hub.recount().isEmpty)
            let days = thursday...thursday
            return try house.hub.read { reader in
                let counts = try reader.failureCounts(days)
                var asked = CountedCases(days: days, site: nil, scenario: nil, countMax: 9)
                let failures = try reader.cases(asked).count
                asked.areFailures = false
                let bySeverity = try reader.factorCounts(.severity, of: "EN-01", days)
                return (
                    counts.total, counts.notFailures[1], bySeverity.values.reduce(0, +),
                    [failures, try reader.cases(asked).count]
                )
            }
        }
        #expect(try read() == (2, nil, 2, [2, 0]))
        func set(_ outcome: Cell) throws {
            try house.lisbon.change(author: "ana", now: house.now) { transaction in
                let row = try #require(try transaction.row(Catalogue.recoveryCase, id))
                try transaction.edit(row, [CaseField.outcome: outcome])
            }
        }
        try set(.choice(CaseOutcome.notAFailure))
        #expect(try read() == (1, 1, 1, [1, 1]))
        let report = try house.hub.read { try $0.failureReport(asOf: house.now) }
        #expect(report.rows.first?.cases == 1)
        // Reopened: it counts again.
        try set(.null)
        #expect(try read() == (2, nil, 2, [2, 0]))
    }

    @Test func `scores are counted by site and week, low ones below the middle of their scale`()
        throws
    {
        func hear(_ score: Int?, _ scale: ScoreScale?, day: Int64) throws {
            try house.lisbon.change(author: "ana", now: house.now) { transaction in
                _ = try transaction.create(
                    Catalogue.feedback,
                    [
                        FeedbackField.channel: .choice(FeedbackChannel.email),
                        .scoreHundredths: .number(score),
                        .scale: scale.map { .choice($0) } ?? .null,
                        .receivedAt: .time(Timestamp(milliseconds: day * 86_400_000)),
                    ]
                )
            }
        }
        // 4 of 10, 5 of 10, 2.5 of 5, out of its scale, and none.
        try hear(400, .zeroToTen, day: thursday)
        try hear(500, .zeroToTen, day: thursday)
        try hear(250, .oneToFive, day: thursday)
        try hear(600, .oneToFive, day: thursday)
        try hear(nil, nil, day: thursday)
        try hear(100, .oneToSeven, day: thursday + 7)
        try house.exchange(house.lisbon)
        let monday = thursday - 3
        let streams = try house.hub.read { try $0.failureStreams(monday...monday + 7) }
        #expect(
            streams.scores == [
                1: [
                    FailureStreams.Scored(low: 2, all: 3), FailureStreams.Scored(low: 1, all: 1),
                ]
            ]
        )
        #expect(try house.hub.recount().isEmpty)
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
