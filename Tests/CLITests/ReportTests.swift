import Foundation
import Testing

/// `amends report`, `hub recount` and `scenario`.
struct ReportTests {
    private let houses: Houses

    init() throws { houses = try Houses() }

    private func cases(_ scenarios: [String], at code: String) throws {
        let node = try houses.join(code)
        for scenario in scenarios {
            try houses.done(["case", "open", "x", "--scenario", scenario], data: node)
        }
        _ = try houses.sync(node)
    }

    @Test func `failures are counted site by site and across all`() throws {
        try cases(["EN-02", "EN-02", "NO-01"], at: "LIS")
        try cases(["EN-02"], at: "OPO")
        let report = try houses.done(["report", "failures", "--json"], data: houses.hub).object()
        #expect(report["asOf"] is String)
        #expect(report["sites"] as? [String] == ["LIS", "OPO"])
        let rows = try #require(report["rows"] as? [[String: Any]])
        func row(_ site: String, _ scenario: String) -> [String: Any]? {
            rows.first {
                $0["site"] as? String == site && $0["scenario"] as? String == scenario
            }
        }
        #expect(row("*", "EN-02")?["cases"] as? Int == 3)
        #expect(row("*", "EN-02")?["share"] as? Double == 0.75)
        #expect(row("LIS", "NO-01")?["cases"] as? Int == 1)
        #expect(row("OPO", "EN-02")?["share"] as? Double == 1)
        let table = try houses.done(["report", "failures", "--by-site"], data: houses.hub).output
        #expect(table.contains("No hot water"))
        #expect(table.contains("2 sites, 4 cases"))
        let recount = try houses.done(["hub", "recount", "--json"], data: houses.hub).object()
        #expect((recount["differences"] as? [Any])?.isEmpty == true)
    }

    @Test func `a period and a site are chosen`() throws {
        try cases(["EN-02"], at: "LIS")
        let empty = try houses.done(
            ["report", "failures", "--through", "2020-01-01"],
            data: houses.hub
        )
        #expect(empty.output.contains("No cases to count in this period."))
        let one = try houses.done(
            ["report", "failures", "--site", "lis", "--json"],
            data: houses.hub
        ).object()
        #expect(
            (one["rows"] as? [[String: Any]])?.allSatisfy { $0["site"] as? String == "LIS" } == true
        )
        let unknown = try Program.run(["report", "failures", "--site", "OPO"], data: houses.hub)
        #expect(unknown.status == 1)
        let day = try Program.run(["report", "failures", "--from", "2025-02-30"], data: houses.hub)
        #expect(day.status == 2)
        #expect(day.complaint.contains("Write it like 2025-03-01"))
    }

    @Test func `a page is written to a file, its figures to another and its cases row by row`()
        throws
    {
        try cases(["EN-02", "EN-02", "NO-01"], at: "LIS")
        let page = houses.directory.path("brief.html")
        let said = try houses.done(["report", "brief", "--out", page], data: houses.hub)
        #expect(said.output.hasPrefix("\(page) is written, "))
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(html.contains("<h1>All sites</h1>") && !html.contains("href=\"/"))
        let failures = houses.directory.path("failures.html")
        _ = try houses.done(["report", "failures", "--html", failures], data: houses.hub)
        #expect(try String(contentsOfFile: failures, encoding: .utf8).contains("<h1>"))
        let trend = try houses.done(["report", "trends", "en-02", "--csv"], data: houses.hub)
        #expect(trend.output.hasPrefix("week,cases,roomNights,"))
        let rows = try houses.done(["report", "cases", "--site", "lis"], data: houses.hub).output
        #expect(rows.split(separator: "\r\n").count == 4)
        let lines = try houses.done(
            ["report", "cases", "--scenario", "EN-02", "--json"],
            data: houses.hub
        ).output.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("\"site\":\"LIS\"") })
    }

    @Test func `a report that cannot be made says why`() throws {
        func refused(_ words: [String]) throws -> (status: Int32, complaint: String) {
            let run = try Program.run(["report"] + words, data: houses.hub)
            return (run.status, run.complaint)
        }
        let kind = try refused(["trends", "XX-99"])
        #expect(kind.status == 1 && kind.complaint.contains("no scenario XX-99"))
        #expect(try refused(["recovery", "--site", "XXX"]).status == 1)
        #expect(try refused(["brief", "--csv"]).status == 2)
        #expect(try refused(["signals", "--csv", "--json"]).status == 2)
        #expect(try refused(["recovery", "--weeks", "5"]).status == 2)
        #expect(try refused(["failures", "--html", "x", "--from", "2025-03-01"]).status == 2)
    }

    @Test func `the brief's mail is set, shown and ended`() throws {
        let set = [
            "hub", "mail", "set", "--to", "maud@hotel.example", "--weekday", "tuesday", "--hour",
            "5",
        ]
        let told = try houses.done(set, data: houses.hub)
        #expect(told.output.contains("maud@hotel.example every tuesday from 5:00 UTC on."))
        let shown = try houses.done(["hub", "mail", "show", "--json"], data: houses.hub).object()
        #expect(shown["to"] as? [String] == ["maud@hotel.example"])
        #expect(shown["weekday"] as? String == "tuesday" && shown["hour"] as? Int == 5)
        _ = try houses.done(["hub", "mail", "off"], data: houses.hub)
        let none = try houses.done(["hub", "mail", "show"], data: houses.hub)
        #expect(none.output.contains("to nobody"))
        for words in [["--weekday", "payday"], ["--hour", "24"], ["--to", "maud"]] {
            let run = try Program.run(set + words, data: houses.hub)
            #expect(run.status != 0, "\(words)")
        }
        let serve = try Program.run(["hub", "serve", "--sendmail", "/bin/true"], data: houses.hub)
        #expect(serve.status == 2 && serve.complaint.contains("--from"))
    }

    @Test func `the library is there without any data`() throws {
        let list = try Program.run(["scenario", "list", "--json"]).objects()
        #expect(list.count == 28)
        let shown = try Program.run(["scenario", "show", "en-02"])
        #expect(shown.output.hasPrefix("scenario: EN-02\n"))
        let none = try Program.run(["scenario", "show", "XX-99"])
        #expect(none.status == 1)
        #expect(none.complaint.contains("amends scenario list"))
    }

    @Test func `a changed scenario is published as its next version`() throws {
        let text = try Program.run(["scenario", "show", "EN-02"]).output
        let file = try houses.directory.write(
            text.replacingOccurrences(of: "name: No hot water", with: "name: Cold water"),
            to: "house.scenarios"
        )
        let first = try houses.done(
            ["hub", "scenario", "publish", file, "--json"],
            data: houses.hub
        ).object()
        #expect((first["published"] as? [[String: Any]])?.first?["version"] as? Int == 2)
        let again = try houses.done(["hub", "scenario", "publish", file], data: houses.hub)
        #expect(again.output == "1 scenario unchanged.\n")
        let node = try houses.join("LIS")
        _ = try houses.sync(node)
        let shown = try houses.done(["scenario", "show", "EN-02", "--json"], data: node).object()
        #expect(shown["version"] as? Int == 2)
        #expect((shown["name"] as? String)?.hasPrefix("Cold water") == true)
    }

    @Test func `a scenario with mistakes is named by file and line and not published`() throws {
        let text = try Program.run(["scenario", "show", "EN-02"]).output
        let file = try houses.directory.write(
            text.replacingOccurrences(of: "severity: 3", with: "severity: awful"),
            to: "bad.scenarios"
        )
        let lint = try Program.run(["scenario", "lint", file])
        #expect(lint.status == 1)
        #expect(lint.output.contains("bad.scenarios:"))
        #expect(lint.output.contains("error"))
        let findings = try Program.run(["scenario", "lint", file, "--json"]).objects()
        #expect(findings.contains { $0["severity"] as? String == "error" && $0["line"] is Int })
        let publish = try Program.run(["hub", "scenario", "publish", file], data: houses.hub)
        #expect(publish.status == 1)
        #expect(publish.complaint.contains("Nothing was published"))
    }

    @Test func `a file that is no text is refused`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("x.scenarios")
        try Data([0xFF, 0xFE, 0x41]).write(to: URL(fileURLWithPath: path))
        let run = try Program.run(["scenario", "lint", path])
        #expect(run.status == 1)
        #expect(run.complaint.contains("not UTF-8"))
    }
}
