import Foundation
import Insight
import Recovery
import Storage
import TestSupport
import Testing
import Web

@testable import Hub

/// What recovery is worth, and whether a recount by other means agrees.
@Suite(.serialized) struct ValueTests {
    private static let eur: Currency = {
        do { return try Currency("EUR") } catch { preconditionFailure("\(error)") }
    }()

    private static func estimates() throws -> [ValueAssumptions.Item: Estimate] {
        let numbers: [ValueAssumptions.Item: (Double, Double, Double)] = [
            .yearlySales: (300, 450, 900), .margin: (20, 25, 30), .returnRate: (40, 50, 60),
            .discount: (5, 8, 12), .hourlyWage: (18, 22, 30), .minutesPerCase: (15, 30, 60),
            .fixedPerYear: (0, 4000, 9000),
        ]
        return try numbers.mapValues { one in
            try #require(Estimate(low: one.0, mid: one.1, high: one.2))
        }
    }

    @Test func `assumptions are read as they were kept`() throws {
        let assumed = try ValueAssumptions(
            currency: Self.eur,
            values: Self.estimates(),
            yearCount: 5,
            source: "The year’s\naccounts"
        )
        #expect(assumed.source == "The year’s accounts")
        #expect(ValueAssumptions(kept: assumed.text, currency: Self.eur) == assumed)
        #expect(ValueAssumptions(kept: "margin 1 2", currency: Self.eur) == nil)
        #expect(assumed.counted(.hourlyWage).mid == 2200)
        #expect(abs(assumed.counted(.margin).high - 0.3) < 1e-12)
    }

    @Test(arguments: [
        (ValueAssumptions.Item.margin, 101.0, 5, "x"), (.yearlySales, -1, 5, "x"),
        (.discount, 8, 0, "x"), (.discount, 8, 51, "x"), (.discount, 8, 5, " "),
    ])
    func `assumptions that cannot be are refused`(
        item: ValueAssumptions.Item,
        value: Double,
        years: Int,
        source: String
    ) throws {
        var values = try Self.estimates()
        values[item] = Estimate(value)
        #expect(throws: ValueAssumptionError.self) {
            _ = try ValueAssumptions(
                currency: Self.eur,
                values: values,
                yearCount: years,
                source: source
            )
        }
    }

    @Test(arguments: [
        ("450", 450.0, 450.0), ("300 450 900", 300, 900), ("0,5; 1 2", 0.5, 2),
    ])
    func `one number is known, three are a range`(text: String, low: Double, high: Double) {
        #expect(ValuePage.estimate(text)?.low == low && ValuePage.estimate(text)?.high == high)
    }

    @Test(arguments: ["", "1 2", "3 2 1", "a", "1 2 3 4", "inf"])
    func `what is no number is no estimate`(text: String) {
        #expect(ValuePage.estimate(text) == nil)
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Recount/outer_loop.py").path()

    private struct Recount: Decodable {
        var sites: [String: [String: Int]]
        var value: [String: [Double]]
    }

    private static func recount(_ path: String, _ days: ClosedRange<Int64>, _ now: Timestamp)
        async throws -> Recount
    {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", script, path, "EUR", "\(days.lowerBound)", "\(days.upperBound)",
            "\(now.milliseconds)",
        ]
        let output = Pipe()
        process.standardOutput = output
        try Launch.start(process)
        let said = try await Task.detached { try output.fileHandleForReading.readToEnd() }.value
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode(Recount.self, from: said ?? Data())
    }

    private struct ValueFile: Decodable {
        struct Figure: Decodable {
            var name: String
            var low: Double
            var mid: Double
            var high: Double
        }
        var figures: [Figure]
    }

    @Test(arguments: [UInt64(1), 2]) func `a recount from the raw rows agrees`(seed: UInt64)
        async throws
    {
        try await withHeadquarters({ _, node in
            var sample = SampleRecoveries(seed: seed)
            try sample.fill(node, count: 400)
        }) { _, path, browser in
            let before = try await browser.get("/value")
            #expect(before.text.contains("Nobody has said what a guest is worth"))
            var form = ["currency": "EUR", "years": "5", "source": "Test"]
            for (item, value) in try Self.estimates() {
                form[item.rawValue] = "\(value.low) \(value.mid) \(value.high)"
            }
            let kept = try await browser.send("/value", form)
            #expect(kept.location == "/value?currency=EUR")
            let page = try await browser.get("/value?weeks=13").text
            #expect(page.contains("Net incremental value") && page.contains("prior"))
            let now = WallClock.now()
            let period = Period(weekCount: 13, until: nil, now: now)
            let counted = try await Self.recount(path, period.days, now)
            let file = try JSONDecoder().decode(
                ValueFile.self,
                from: Data(try await browser.get("/value.json?weeks=13").text.utf8)
            )
            #expect(Set(counted.value.keys).isSubset(of: file.figures.map(\.name)))
            for figure in file.figures {
                guard let other = counted.value[figure.name] else { continue }
                for (one, two) in zip([figure.low, figure.mid, figure.high], other) {
                    let isSame = abs(one - two) <= 1e-6 * max(1, abs(two)) + 1e-4
                    #expect(isSame, "\(figure.name): \(one), by the recount \(two)")
                }
            }
            #expect(counted.value["extraReturns"].map { $0[2] > $0[0] } == true)
            let lines = try await browser.get("/recovery.csv?weeks=13").text
                .split(separator: "\r\n").map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
            let heads = try #require(lines.first)
            for (part, count) in try #require(counted.sites["LIS"]) {
                let column = try #require(heads.firstIndex(of: part))
                #expect(lines[1][column] == "\(count)", "\(part)")
            }
            #expect(counted.sites["LIS"]?["reopened"] ?? 0 > 0)
        }
    }

    @Test func `a site is held against alike cases of all sites, also where it is shown alone`()
        async throws
    {
        try await withHeadquarters({ _, node in
            var sample = SampleRecoveries(seed: 5)
            try sample.fill(node, count: 200)
        }) { hub, path, browser in
            let porto = try hub.addNode("OPO", path + ".opo", hubURL: browser.address)
            var sample = SampleRecoveries(seed: 6)
            try sample.fill(porto, count: 200)
            _ = try await syncOverHTTP(porto)
            var told: [String] = []
            for query in ["", "&site=OPO"] {
                let lines = try await browser.get("/recovery.csv?weeks=13" + query).text
                    .split(separator: "\r\n").map {
                        $0.split(separator: ",", omittingEmptySubsequences: false)
                    }
                let column = try #require(lines.first?.firstIndex(of: "equity"))
                told += lines.filter { $0[0] == "OPO" }.map { String($0[column]) }
            }
            #expect(told.count == 2 && told[0] == told[1] && told[0] != "1", "\(told)")
        }
    }
}
