import Recovery
import Testing

@testable import Node

/// Limits are five standard errors of the counts from what is designed.
struct DemoFeedbackTests {
    @Test(arguments: [0, 1])
    func `planted rates change by their factor, at their sites and from their day`(
        number: Int
    ) throws {
        let history = DemoHistory.samples[number]
        for truth in history.plan.truths where truth.kind != .underReporting {
            let found = history.ratio(of: truth.scenarios, at: truth.sites) {
                !$0.isFrom(truth.from)
            } second: {
                $0.isFrom(truth.from)
            }
            #expect(
                abs(found.value / truth.factor - 1) < 5 * found.error,
                "\(truth.kind) \(found)"
            )
            #expect(abs(found.value - 1) > 3 * found.error, "\(truth.kind) cannot be seen")
        }
    }

    @Test(arguments: [0, 1])
    func `other scenarios stay as they are at the boilers' hotels`(number: Int) throws {
        let history = DemoHistory.samples[number]
        let truth = try #require(history.plan.truths.first { $0.kind == .supplier })
        let found = history.ratio(of: ["HK-02", "BI-01", "EN-03"], at: truth.sites) {
            !$0.isFrom(truth.from)
        } second: {
            $0.isFrom(truth.from)
        }
        #expect(abs(found.value - 1) < 5 * found.error, "\(found)")
    }

    @Test(arguments: [0, 1])
    func `the silent hotel logs a fifth, and its guests still score low`(number: Int) throws {
        let history = DemoHistory.samples[number]
        let truth = try #require(history.plan.truths.first { $0.kind == .underReporting })
        let plan = history.plan
        let export = try #require(plan.sites.first { truth.sites == [$0.code] }).export
        let alike = plan.sites.filter { $0.export == export }.map(\.code)
        let silent = Self.habits(history.said.filter { truth.sites.contains($0.site) })
        let others = Self.habits(
            history.said.filter { alike.contains($0.site) && !truth.sites.contains($0.site) }
        )
        #expect((0.13...0.29).contains(silent.loggedPerTold / others.loggedPerTold))
        #expect(silent.score < others.score - 2)
    }

    private static func habits(
        _ said: [DemoHistory.Said]
    ) -> (loggedPerTold: Double, score: Double) {
        let failures = said.filter { !$0.failures.isEmpty }
        let logged = failures.count(where: \.isLogged)
        let scores = said.compactMap(\.score)
        return (
            Double(logged) / Double(failures.count - logged),
            Double(scores.reduce(0, +)) / Double(scores.count)
        )
    }

    @Test func `rooms are too cold or too warm in winter and summer`() {
        let history = DemoHistory.samples[0]
        let sites = history.plan.sites.filter { $0.climate != .tropical }.map(\.code)
        let found = history.ratio(of: ["EN-01"], at: sites) {
            [4, 5, 10].contains($0.month)
        } second: {
            [1, 2, 7, 8].contains($0.month)
        }
        #expect((2.2...4.2).contains(found.value), "\(found)")
    }

    @Test(arguments: [("NO-01", 1.7 / 0.7), ("FO-01", 1.3 / 0.775)])
    func `bars are loud on Fridays and Saturdays, and desks are busy`(
        code: String,
        factor: Double
    ) {
        let history = DemoHistory.samples[0]
        let found = history.ratio(of: [code], at: history.plan.sites.map(\.code)) {
            $0.weekday < 4
        } second: {
            (4...5).contains($0.weekday)
        }
        #expect(abs(found.value / factor - 1) < 5 * found.error, "\(found)")
    }

    @Test func `the worse the failure, the lower the score`() {
        let scored = DemoHistory.samples.flatMap(\.said).filter { $0.failures.count < 2 }
        let means = (0...5).map { severity in
            let scores = scored.filter { ($0.failures.first?.severity ?? 0) == severity }
                .compactMap(\.score)
            return Double(scores.reduce(0, +)) / Double(scores.count)
        }
        #expect(means == means.sorted(by: >) && means[0] > 78 && means[5] < 25, "\(means)")
    }

    @Test func `all 28 scenarios happen, temperature, dirt, noise and waiting most`() {
        var counts: [String: Int] = [:]
        for failure in DemoHistory.samples.flatMap(\.said).flatMap(\.failures) {
            counts[failure.code, default: 0] += 1
        }
        let most = counts.sorted { $0.value > $1.value }.prefix(7).map(\.key)
        #expect(counts.count == 28)
        #expect(Set(most).isSuperset(of: ["EN-01", "HK-02", "FO-01"]), "\(most)")
        #expect(!Set(most).isDisjoint(with: ["NO-01", "NO-02"]), "\(most)")
    }

    @Test func `arrivals never exceed occupied rooms, nor these the house`() {
        let plan = sample(seed: 20, sites: 20, months: 12)
        for site in plan.sites {
            for exposure in plan.exposure(site: site) {
                #expect((1...exposure.occupiedRoomNights).contains(exposure.arrivals))
                #expect((1...site.rooms).contains(exposure.occupiedRoomNights))
            }
        }
    }
}
