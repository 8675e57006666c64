import Foundation
import Recovery
import Storage
import Sync
import Testing
import Web
import Wire

@testable import Hub

/// Headquarters' pages as files that stand alone, and as figures.
@Suite struct HubReportTests {
    /// A hub that knows a year of a house.
    private func headquarters() throws -> HubStore {
        let hub = try HubStore(inMemoryWith: .all)
        try hub.begin(epoch: Epoch(rawValue: 7))
        let now = WallClock.now()
        _ = try hub.write(author: "hq", now: now) {
            try $0.publishScenarios(ScenarioLibrary.files)
        }
        var random = SystemRandomNumberGenerator()
        let site = try hub.addSite(
            code: "LIS",
            name: "Hotel Lisboa",
            timeZone: "UTC",
            currency: "EUR",
            joinCode: JoinCode(using: &random),
            author: "ops",
            now: now
        )
        try hub.change(author: "desk", now: now) { transaction in
            for week in Int64(1)...40 {
                let happened = Timestamp(milliseconds: now.milliseconds - week * 7 * 86_400_000)
                for number in 1...4 {
                    let isCold = number < 3
                    _ = try transaction.create(
                        Catalogue.recoveryCase,
                        scope: Scope(rawValue: site),
                        [
                            CaseField.reference: .text("LIS-\(week * 4 + Int64(number))"),
                            .scenario: .text(isCold ? "EN-02" : "NO-01"),
                            .place: .text(isCold ? "412" : "101"),
                            .openedAt: .time(happened), .receivedAt: .time(happened),
                            .severity: .choice(Severity.inconvenience),
                            .state: .choice(CaseState.closed),
                            .outcome: .choice(CaseOutcome.closedUnscored),
                            .closedAt: .time(happened),
                        ]
                    )
                }
            }
        }
        return hub
    }

    private func html(_ kind: HubReport.Kind, _ hub: HubStore, link: String?) async throws -> String
    {
        String(decoding: try await HubReport(kind).bytes(.html(hub: link), of: hub), as: UTF8.self)
    }

    @Test(
        arguments: [
            .failures, .trends("EN-02"), .signals, .causes("EN-02"), .recovery, .value, .brief,
        ] as [HubReport.Kind]
    )
    func `a report needs nothing beside itself`(kind: HubReport.Kind) async throws {
        let hub = try headquarters()
        let page = try await html(kind, hub, link: nil)
        #expect(page.hasPrefix("<!doctype html>") && page.contains("<h1>"))
        for word in ["href=\"/", "src=", "<link", "<script", "<form", "@import", "<style></style>"]
        {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("@page { size: A4"))
        // Every sign that is used is in the page.
        let used = page.split(separator: "href=\"#i-").dropFirst().map { $0.prefix { $0 != "\"" } }
        for name in Set(used) { #expect(page.contains("id=\"i-\(name)\""), "\(name)") }
        let linked = try await html(kind, hub, link: "https://hub.example")
        #expect(!linked.contains("href=\"/"))
        #expect(linked.contains("href=\"https://hub.example/"))
    }

    @Test func `its chart is that of the page`() async throws {
        let hub = try headquarters()
        let page = try await html(.trends("EN-02"), hub, link: nil)
        #expect(page.contains("<svg class=\"chart chart-wide\"") && page.contains("chart-table"))
        #expect(page.contains("Limits are exact Poisson at 0.135 % a side."))
    }

    /// A template that does not find a word in a line looks for it in the page: a list of all sites
    /// once stood in every line.
    @Test func `a page of causes is no longer for more sites`() async throws {
        func length(_ siteCount: Int) async throws -> Int {
            let hub = try headquarters()
            var random = SystemRandomNumberGenerator()
            for number in 0..<siteCount {
                _ = try hub.addSite(
                    code: "S\(number)",
                    name: "House \(number)",
                    timeZone: "UTC",
                    currency: "EUR",
                    joinCode: JoinCode(using: &random),
                    author: "ops",
                    now: WallClock.now()
                )
            }
            return try await html(.causes("EN-02"), hub, link: nil).utf8.count
        }
        let (few, many) = (try await length(0), try await length(60))
        #expect(many - few < 1000, "\(few) to \(many)")
    }

    @Test func `figures come as rows and as objects, the brief only as a page`() async throws {
        let hub = try headquarters()
        let kinds: [HubReport.Kind] = [
            .failures, .trends("EN-02"), .signals, .causes("EN-02"), .recovery,
        ]
        for kind in kinds {
            let csv = try await HubReport(kind).bytes(.csv, of: hub)
            #expect(String(decoding: csv, as: UTF8.self).contains("\r\n"))
            let json = try await HubReport(kind).bytes(.json, of: hub)
            #expect(try JSONSerialization.jsonObject(with: Data(json)) is [String: Any])
        }
        let trend = try await HubReport(.trends("EN-02")).bytes(.csv, of: hub)
        let weeks = String(decoding: trend, as: UTF8.self).split(separator: "\r\n").dropFirst()
        #expect(weeks.allSatisfy { $0.split(separator: ",")[1] == "2" }, "\(weeks)")
    }

    @Test func `what a page refuses, a report refuses`() async throws {
        let hub = try headquarters()
        await #expect(throws: Problem.self) {
            _ = try await HubReport(.brief).bytes(.csv, of: hub)
        }
        var report = HubReport(.failures)
        report.site = "XXX"
        let unknown = report
        await #expect(throws: Problem.self) { _ = try await unknown.bytes(.json, of: hub) }
    }
}
