import Recovery
import Storage
import Testing
import Wire

struct RoutingTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    @Test(
        arguments: [
            (.triage, 0, 0, .wait(more: 50)), (.triage, 49, 0, .wait(more: 1)),
            (.triage, 50, 2, .goDirect), (.triage, 60, 3, .keepTriage),
            (.direct, 0, 0, .stayDirect), (.direct, 4, 4, .stayDirect),
            (.direct, 5, 2, .stayDirect),
            (.direct, 5, 3, .fallBack), (.direct, 50, 7, .stayDirect), (.direct, 50, 8, .fallBack),
        ] as [(RoutingMode, Int, Int, RoutingAdvice)]
    )
    func `counts advise direct when good, and triage when surely bad`(
        mode: RoutingMode,
        routed: Int,
        misrouted: Int,
        advice: RoutingAdvice
    ) {
        let count = MisrouteCount(routed: routed, misrouted: misrouted)
        #expect(RoutingRule.advice(mode, count) == advice)
    }

    @Test func `no count both opens and closes the direct way`() {
        for routed in 0...RoutingRule.recentCountMax {
            for misrouted in 0...routed {
                let count = MisrouteCount(routed: routed, misrouted: misrouted)
                let goes = RoutingRule.advice(.triage, count) == .goDirect
                let comes = RoutingRule.advice(.direct, count) == .fallBack
                #expect(!(goes && comes), "\(misrouted) of \(routed)")
            }
        }
    }

    /// Opens a case as the program does from a guest's words.
    private func recognise(_ code: String?, _ mode: RoutingMode = .direct) throws -> ChangeID {
        let published = PublishedScenario.shipped.first { $0.scenario.code.description == code }
        let now = house.now
        return try house.act(house.lisbon, author: "guests") { transaction in
            let feedback = try transaction.create(
                Catalogue.feedback,
                scope: nil,
                fields: [
                    (FeedbackField.text.rawValue, .text("The water is cold")),
                    (FeedbackField.receivedAt.rawValue, .time(now)),
                ]
            )
            var opening = CaseOpening(summary: "Cold", receivedAt: now, scenario: published)
            opening.feedback = feedback
            opening.routing = mode
            return try transaction.openCase(opening).id
        }
    }

    private func verdict(_ id: ChangeID) throws -> RoutedCase? {
        try house.lisbon.read { try $0.routedCases(PublishedScenario.shipped) }.first {
            $0.id == id
        }
    }

    private func scenario(_ code: String) throws -> PublishedScenario {
        try #require(PublishedScenario.shipped.first { $0.scenario.code.description == code })
    }

    @Test func `what is triaged calls triage only, and its team once it is confirmed`() throws {
        let id = try recognise("EN-02", .triage)
        var detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.state == .triage)
        #expect(detail.recoveryCase.scenario == "EN-02")
        #expect(detail.recoveryCase.team == nil)
        #expect(detail.alarms.map(\.responder) == [Alarm.triageInbox])
        #expect(try verdict(id)?.verdict == .pending)
        #expect(try house.lisbon.read { try $0.casesInTriage(countMax: 9) }.map(\.id) == [id])
        try house.act(house.lisbon) { try $0.classifyCase(id, as: try scenario("EN-02")) }
        detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.state == .assigned)
        #expect(detail.recoveryCase.team == "engineering")
        #expect(detail.alarms.filter { $0.state.isOpen }.map(\.responder) == ["engineering"])
        #expect(try verdict(id)?.verdict == .right)
        #expect(try verdict(id)?.isTaught == true)
        #expect(try house.lisbon.read { try $0.casesToChase(countMax: 9) }.map(\.id) == [id])
        #expect(try house.lisbon.read { try $0.casesInTriage(countMax: 9) }.isEmpty)
    }

    @Test func `another name in triage is a wrong route and a lesson`() throws {
        let id = try recognise("EN-02", .triage)
        try house.act(house.lisbon) { try $0.classifyCase(id, as: try scenario("HK-01")) }
        #expect(try verdict(id)?.verdict == .wrong)
        let taught = try house.lisbon.read { try $0.taughtNames() }
        #expect(taught.map(\.suggested) == ["EN-02"])
        #expect(taught.map(\.corrected) == ["HK-01"])
        #expect(taught.map(\.text) == ["The water is cold"])
    }

    @Test func `a direct case is right once its team works on it, wrong once it is passed on`()
        throws
    {
        let kept = try recognise("EN-02")
        #expect(try verdict(kept)?.verdict == .pending)
        try house.act(house.lisbon) {
            try $0.acknowledgeAlarm(of: kept)
            try $0.moveCase(kept, to: .inProgress)
        }
        #expect(try verdict(kept)?.verdict == .right)
        let passed = try recognise("EN-02")
        try house.act(house.lisbon) {
            try $0.passCase(passed, to: .team("security"), because: "It is the lock")
        }
        #expect(try verdict(passed)?.verdict == .wrong)
        let named = try recognise("EN-02")
        try house.act(house.lisbon) { try $0.classifyCase(named, as: try scenario("HK-01")) }
        #expect(try verdict(named)?.verdict == .wrong)
        #expect(try house.lisbon.read { try $0.taughtNames() }.map(\.corrected) == ["HK-01"])
    }

    @Test func `what people opened, drills, merged and split cases do not count`() throws {
        let byHand = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.act(house.lisbon) {
            try $0.addWords(
                to: byHand,
                GuestWords(text: "Cold", summary: "Cold", guest: nil, wish: nil)
            )
        }
        let (one, other) = (try recognise("EN-02"), try recognise("EN-02"))
        let towels = try scenario("HK-02")
        try house.act(house.lisbon) {
            try $0.mergeCase(other, into: one)
            _ = try $0.splitCase(one, CaseSplit(summary: "No towels", scenario: towels))
        }
        #expect(
            try house.lisbon.read { try $0.routedCases(PublishedScenario.shipped) }.map(\.id) == [
                one
            ]
        )
    }

    @Test func `too many wrong ones bring a failure back to triage, and its count begins anew`()
        throws
    {
        try house.lisbon.setRouting(of: nil, to: .direct, author: "ana", now: house.now)
        for index in 0..<6 {
            let id = try recognise("EN-02")
            try house.act(house.lisbon) {
                if index < 3 {
                    try $0.passCase(id, to: .team("security"), because: "not ours")
                } else {
                    try $0.moveCase(id, to: .inProgress)
                }
            }
        }
        #expect(
            try house.lisbon.fallBackToTriage(PublishedScenario.shipped, now: house.now) == [
                "EN-02"
            ]
        )
        let modes = try house.lisbon.read { try $0.routingModes() }
        #expect(modes["EN-02"].mode == .triage)
        #expect(modes["EN-02"].isFallBack)
        #expect(modes["HK-01"].mode == .direct)
        #expect(try house.lisbon.fallBackToTriage(PublishedScenario.shipped, now: house.now) == [])
        let record = try #require(
            try house.lisbon.read { try $0.routingRecords(PublishedScenario.shipped) }.first
        )
        #expect(record.count(since: Timestamp(milliseconds: 0)).routed == 6)
        #expect(record.count(since: modes["EN-02"].since).routed == 0)
    }

    @Test func `a house that has measured nothing begins with triage`() throws {
        let modes = try house.lisbon.read { try $0.routingModes() }
        #expect(modes.house.mode == .triage)
        #expect(modes["EN-02"].mode == .triage)
        #expect(try house.lisbon.fallBackToTriage(PublishedScenario.shipped, now: house.now) == [])
    }

    @Test func `a failure without a way of its own goes as the house does`() throws {
        try house.lisbon.setRouting(of: nil, to: .triage, author: "ana", now: house.now)
        try house.lisbon.setRouting(of: "EN-02", to: .direct, author: "ana", now: house.now)
        var modes = try house.lisbon.read { try $0.routingModes() }
        #expect(modes["EN-02"].mode == .direct)
        #expect(modes["HK-01"].mode == .triage)
        try house.lisbon.setRouting(of: "EN-02", to: nil, author: "ana", now: house.now)
        modes = try house.lisbon.read { try $0.routingModes() }
        #expect(modes["EN-02"].mode == .triage)
        #expect(modes.own.isEmpty)
    }

    @Test func `coverage counts what nobody has named`() throws {
        let start = house.now
        for _ in 0..<19 { _ = try recognise("EN-02") }
        func coverage() throws -> ScenarioCoverage {
            try house.lisbon.read { try $0.coverage(from: start, to: house.now) }
        }
        #expect(try coverage().cases == 19)
        #expect(try coverage().unnamed == 0)
        let unnamed = try recognise(nil)
        #expect(try coverage().unnamedShare == 0.05)
        #expect(try !coverage().isGood)
        #expect(
            try house.lisbon.read { try $0.unnamedCases(since: start, countMax: 9) }.map(\.id)
                == [unnamed]
        )
        try house.act(house.lisbon) { try $0.classifyCase(unnamed, as: try scenario("HK-01")) }
        #expect(try coverage().isGood)
        #expect(
            try house.lisbon.read { try $0.scenarioCounts(since: start) } == [
                "EN-02": 19, "HK-01": 1,
            ]
        )
    }
}
