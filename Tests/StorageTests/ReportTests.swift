import GRDB
import Recovery
import Storage
import Testing
import Wire

struct ReportTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func rows(_ report: FailureReport) -> [String] {
        report.rows.map { "\($0.site) \($0.scenario) \($0.cases)\($0.isVital ? " vital" : "")" }
    }

    @Test func `failures are counted by site and across all sites`() throws {
        for _ in 0..<3 { _ = try house.openCase(house.lisbon, scenario: "EN-01") }
        _ = try house.openCase(house.lisbon)
        for _ in 0..<8 { _ = try house.openCase(house.porto, scenario: "NO-01") }
        try house.exchange(house.lisbon, house.porto)
        let report = try house.hub.read { try $0.failureReport(asOf: house.now) }
        #expect(report.sites == ["LIS", "OPO"])
        #expect(
            rows(report) == [
                "* NO-01 8 vital", "* EN-01 3 vital", "* other 1",
                "LIS EN-01 3 vital", "LIS other 1 vital", "OPO NO-01 8 vital",
            ]
        )
        #expect(report.rows.first { $0.site == "LIS" }?.share == 0.75)
    }

    @Test func `a report of some days counts only these`() throws {
        let day: Int64 = 20_000
        for offset in -1...1 {
            _ = try house.openCase(house.lisbon, scenario: "EN-01") {
                $0.receivedAt = Timestamp(milliseconds: (day + Int64(offset)) * 86_400_000)
            }
        }
        try house.exchange(house.lisbon)
        let report = try house.hub.read {
            try $0.failureReport(from: day, through: day, asOf: house.now)
        }
        #expect(rows(report) == ["* EN-01 1 vital", "LIS EN-01 1 vital"])
    }

    @Test func `drills and merged cases are in no figure`() throws {
        let kept = try house.openCase(house.lisbon, scenario: "EN-01")
        let merged = try house.openCase(house.lisbon, scenario: "EN-01")
        _ = try house.openCase(house.lisbon, scenario: "EN-01") { $0.isDrill = true }
        try house.act(house.lisbon) { try $0.mergeCase(merged, into: kept) }
        try house.exchange(house.lisbon)
        let report = try house.hub.read { try $0.failureReport(asOf: house.now) }
        #expect(rows(report) == ["* EN-01 1 vital", "LIS EN-01 1 vital"])
    }

    @Test(arguments: UInt64(1)...12)
    func `running totals equal a recount after any casework`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let codes = PublishedScenario.shipped.map(\.scenario.code.description)
        var cases: [(NodeStore, ChangeID)] = []
        for _ in 0..<60 {
            let node = Bool.random(using: &random) ? house.lisbon : house.porto
            switch Int.random(in: 0..<8, using: &random) {
            case 0...3:
                let code = codes.randomElement(using: &random)
                cases.append((node, try house.openCase(node, scenario: code)))
            case 4:
                try house.exchange(node)
            default:
                guard let (home, id) = cases.randomElement(using: &random) else { continue }
                try disturb(id, home, &random)
            }
        }
        try house.exchange(house.lisbon, house.porto)
        #expect(try house.hub.recount() == [])
    }

    /// Changes something that the totals count by, at the site or at headquarters.
    private func disturb(
        _ id: ChangeID,
        _ home: NodeStore,
        _ random: inout SeededRandom
    ) throws {
        let isAtHub = Bool.random(using: &random)
        let store: any RecordStore = isAtHub ? house.hub : home
        if isAtHub { try house.exchange(home) }
        let published = try #require(PublishedScenario.shipped.randomElement(using: &random))
        let state = CaseState.allCases.randomElement(using: &random)
        let touchpoint = Touchpoint.allCases.randomElement(using: &random)
        try store.change(author: "ana", now: house.now) { transaction in
            guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return }
            try transaction.edit(
                row,
                [
                    CaseField.scenario: .text(published.scenario.code.description),
                    .state: .choice(state), .touchpoint: .choice(touchpoint),
                    .isDrill: .flag(touchpoint == .booking),
                ]
            )
        }
    }

    @Test func `a recount finds and mends what was tampered with`() throws {
        _ = try house.openCase(house.lisbon, scenario: "EN-01")
        try house.exchange(house.lisbon)
        try house.hub.database.write {
            try $0.execute(sql: "UPDATE total SET cases = 5 WHERE factor = 0")
        }
        let differences = try house.hub.recount()
        #expect(differences.map(\.kept) == [5])
        #expect(differences.map(\.counted) == [1])
        #expect(differences.map(\.scenario) == ["EN-01"])
        #expect(try house.hub.recount() == [])
    }
}

/// SplitMix64.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
