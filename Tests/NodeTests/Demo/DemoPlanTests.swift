import Recovery
import Testing

@testable import Node

struct DemoPlanTests {
    @Test func `the same seed gives the same bytes, whatever the machine`() {
        #expect(hash(seed: 1) == 10192504073824112712)
        #expect(hash(seed: 1) == hash(seed: 1))
    }

    @Test func `another seed gives other bytes`() {
        #expect(hash(seed: 1) != hash(seed: 2))
    }

    @Test func `a thousand hotels have codes, names and rooms of their own`() {
        let sites = sample(seed: 3, sites: 1000, months: 1).sites
        #expect(Set(sites.map(\.code)).count == 1000)
        #expect(Set(sites.map(\.name)).count == 1000)
        for site in sites {
            #expect(site.code.utf8.count == 3 && site.code.utf8.allSatisfy(\.isCapital))
            #expect((40...400).contains(site.rooms))
            #expect((-43_200...50_400).contains(site.offsetSeconds))
        }
        #expect(Set(sites.map(\.export)).count == 3)
        #expect(Set(sites.map(\.kind)).count == 4)
    }

    @Test func `city codes are unique`() {
        #expect(Set(DemoCity.all.map(\.code)).count == DemoCity.all.count)
    }

    @Test(arguments: [0, 1001])
    func `a plan refuses more or fewer hotels than it can name`(count: Int) {
        #expect(throws: DemoPlanError.siteCount(count)) {
            try plan(sites: count, months: 1)
        }
    }

    @Test(arguments: [0, 121])
    func `a plan refuses too many months and none`(count: Int) {
        #expect(throws: DemoPlanError.monthCount(count)) {
            try plan(sites: 1, months: count)
        }
    }

    @Test(arguments: 1...12)
    func `truths are planted whatever the number of hotels`(count: Int) {
        let plan = sample(seed: 4, sites: count, months: 12)
        let codes = Set(plan.sites.map(\.code))
        let silent = plan.truths.filter { $0.kind == .underReporting }.flatMap(\.sites)
        for truth in plan.truths {
            #expect(!truth.sites.isEmpty && codes.isSuperset(of: truth.sites))
            if truth.kind != .underReporting {
                #expect(Set(truth.sites).isDisjoint(with: silent))
            }
        }
        let kinds = Set(plan.truths.map(\.kind))
        #expect(kinds.count == [1: 2, 2: 3][count, default: 4])
    }

    @Test(arguments: 1...30)
    func `truths begin and end inside the plan`(months: Int) {
        let plan = sample(seed: 4, sites: 9, months: months)
        for truth in plan.truths {
            #expect(plan.days.contains(truth.from.daysSince1970))
            #expect(truth.to.daysSince1970 == plan.days.upperBound - 1)
            #expect(truth.from.daysSince1970 < truth.to.daysSince1970)
        }
    }

    @Test func `the boilers fail from a first of March on`() throws {
        let plan = sample(seed: 4, sites: 9, months: 24)
        let boilers = try #require(plan.truths.first { $0.kind == .supplier })
        #expect(boilers.sites.count == 5)
        #expect(boilers.from == CalendarDay(year: 2024, month: 3, day: 1))
    }

    @Test func `truths are listed for programs and for people`() {
        let plan = sample(seed: 4, sites: 9, months: 24)
        let json = plan.truthsJSON()
        for truth in plan.truths {
            #expect(json.contains("\"kind\":\"\(truth.kind.rawValue)\""))
            for site in truth.sites { #expect(json.contains("\"\(site)\"")) }
            #expect(plan.truthsText().contains(truth.words))
        }
    }

    private func plan(sites: Int, months: Int) throws -> DemoPlan {
        let start = try #require(CalendarDay(year: 2024, month: 1, day: 1))
        return try DemoPlan(seed: 1, siteCount: sites, monthCount: months, start: start)
    }

    /// FNV-1a over all files of a small plan.
    private func hash(seed: UInt64) -> UInt64 {
        let plan = sample(seed: seed, sites: 3, months: 2)
        let writer = DemoWriter(plan)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: [UInt8]) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        for site in plan.sites {
            _ = writer.feedback(of: site, append: add)
            writer.exposure(of: site, append: add)
        }
        add(Array(plan.truthsJSON().utf8))
        return hash
    }
}
