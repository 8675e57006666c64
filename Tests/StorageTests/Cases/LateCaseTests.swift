import Recovery
import Storage
import Testing

struct LateCaseTests {
    let house: TestHouse
    private let clocks = ClockHouse(
        scenarios: Dictionary(
            uniqueKeysWithValues: PublishedScenario.shipped.map {
                ($0.scenario.code.description, $0)
            }
        ),
        hours: ServiceHours(alwaysOpenIn: .utc)
    )

    init() throws { house = try TestHouse() }

    private func later(_ minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: house.now.milliseconds + minutes * 60_000)
    }

    private var declined: CaseClosure {
        var closure = CaseClosure()
        closure.outcome = .contactDeclined
        return closure
    }

    @Test func `a case that kept its times closes without a word about them`() throws {
        let id = try house.openCase(house.lisbon, scenario: "HK-04")
        // HK-04: an answer within 10 minutes.
        try house.lisbon.write(author: "ana", now: later(2)) {
            try $0.closeCase(id, declined, by: clocks)
        }
        #expect(try house.lisbon.found(id).state == .closed)
    }

    @Test func `a case that missed a time says why before it closes`() throws {
        let id = try house.openCase(house.lisbon, scenario: "HK-04")
        #expect(throws: CaseworkError.notReady("LIS-1", [.lateReason])) {
            try house.lisbon.write(author: "ana", now: later(20)) {
                try $0.closeCase(id, declined, by: clocks)
            }
        }
        var closure = declined
        closure.lateReason = .nobodyFree
        try house.lisbon.write(author: "ana", now: later(21)) {
            try $0.closeCase(id, closure, by: clocks)
        }
        #expect(try house.lisbon.found(id).lateReason == .nobodyFree)
    }

    @Test func `a reason that was given before is not asked for again`() throws {
        let id = try house.openCase(house.lisbon, scenario: "HK-04")
        try house.lisbon.write(author: "ana", now: later(20)) {
            try $0.explainLateness(of: id, .moreUrgent)
        }
        try house.lisbon.write(author: "ana", now: later(21)) {
            try $0.closeCase(id, declined, by: clocks)
        }
        #expect(try house.lisbon.found(id).lateReason == .moreUrgent)
    }

    @Test func `what was over before anybody wrote the case down needs no reason`() throws {
        let heard = later(-30 * 24 * 60)
        let id = try house.openCase(house.lisbon, scenario: "HK-04") { $0.receivedAt = heard }
        try house.lisbon.write(author: "ana", now: later(900)) {
            try $0.closeCase(id, declined, by: clocks)
        }
        #expect(try house.lisbon.found(id).state == .closed)
    }

    @Test func `what was no failure and what headquarters closes needs no reason`() throws {
        for (outcome, house) in [(CaseOutcome.notAFailure, clocks), (.contactDeclined, nil)] {
            let id = try self.house.openCase(self.house.lisbon, scenario: "HK-04")
            var closure = CaseClosure()
            closure.outcome = outcome
            try self.house.lisbon.write(author: "ana", now: later(900)) {
                try $0.closeCase(id, closure, by: house)
            }
            #expect(try self.house.lisbon.found(id).state == .closed)
        }
    }
}
